"""A shelf and a data package in an object store, held against a real S3 server that the test starts and ends."""

import json
import shutil
import sys
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from analysis import report
from analysis.report import inputs, packages, publish, remote, worklist
from analysis.report.fault import Fault
from tests.test_batch import filled, planned, pretend
from tests.test_cli import mizan
from tests.toybook import runnable, stored

ROOT = Path(__file__).parents[1]
BUCKET = "shelf"

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # the server's sockets, and those of the store's own loop
    pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def server():
    """An S3 server on loopback, found as any S3 is: by the usual variables."""
    there = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    there.start()
    host, port = there.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "canary-id")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "canary-secret")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        boto3.client("s3").create_bucket(Bucket=BUCKET)
        yield boto3.client("s3")
    there.stop()


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A folder of notebooks that the report finds in place of ours."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    monkeypatch.setattr(report.request, "NOTEBOOKS", folder)
    (folder / "0_toy.ipynb").write_text(stored(runnable("x = first")), "utf-8")
    return folder


@pytest.fixture
def out(server, tmp_path):
    """A shelf of the test's own in the bucket."""
    return remote.opened(f"s3://{BUCKET}/{tmp_path.name}")


def objects(server, prefix):
    """Every object under a prefix: its name there and its bytes."""
    held = server.list_objects_v2(Bucket=BUCKET, Prefix=f"{prefix}/").get("Contents", [])
    return {one["Key"].removeprefix(f"{prefix}/"): server.get_object(Bucket=BUCKET, Key=one["Key"])["Body"].read()
            for one in held}  # fmt: skip


def on_disk(out):
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*")
            if path.is_file() and ".busy" not in path.parts}  # fmt: skip


def test_shelf_in_a_bucket_is_that_of_a_folder(house, tmp_path, server, out):
    """A run fills both with the same files; the second time nothing is done; browsers are told what a page is."""
    filled(tmp_path / "site", planned(tmp_path / "site", 2001).tasks)
    first = filled(out, planned(out, 2001).tasks)
    second = planned(out, 2001)

    assert [one.message for one in first] == [""] and str(first[0].path).startswith(f"s3://{BUCKET}/")
    assert objects(server, out.name) == on_disk(tmp_path / "site")
    assert list(second.lines()) == ["1 page: 1 current.", "  current  toy ar first=2001"]
    head = server.head_object(Bucket=BUCKET, Key=f"{out.name}/index.html")
    assert head["ContentType"] == "text/html; charset=utf-8"


def test_command_publishes_to_an_address(house, server, monkeypatch):
    """`--out s3://…` says where to look, and no secret is in what it prints or publishes."""
    pretend(monkeypatch)
    monkeypatch.setattr("analysis.edition.choices", lambda package: {})

    result = mizan("report", "toy", "--language", "ar", "--out", f"s3://{BUCKET}/by-command")

    assert result.exit_code == 0 and result.stdout.endswith(f"Open s3://{BUCKET}/by-command/index.html\n")
    assert "canary" not in result.output + str(objects(server, "by-command"))


def test_page_comes_before_its_manifest_and_the_index_last(house, server, out, monkeypatch):
    """Each is one request: a reader meets the earlier file or the new one, and between them the page counts as absent."""
    pretend(monkeypatch)
    names, put = [], remote.Remote.put
    monkeypatch.setattr(remote.Remote, "put", lambda self, *given: names.append(self.name) or put(self, *given))

    filled(out, planned(out, 2001).tasks)

    assert [name.rpartition(".")[2] for name in names] == ["html", "json", "html"] and names[-1] == "index.html"


def test_page_without_its_manifest_counts_as_absent(house, server, out, monkeypatch):
    """After a failure between the two the plan makes the page again, and the fault says what is in place."""
    pretend(monkeypatch)
    put = remote.Remote.put

    def torn(self, *given):
        if self.name.endswith(".json"):
            raise OSError(5, "SlowDown")
        return put(self, *given)

    with monkeypatch.context() as patch:
        patch.setattr(remote.Remote, "put", torn)
        [outcome] = filled(out, planned(out, 2001).tasks)

    assert outcome.code == 7 and "could not be written (SlowDown). " + publish.ALONE in outcome.message
    assert publish.shelf(out) == [] and planned(out, 2001).tasks[0].reasons == ("altered",)
    assert [one.code for one in filled(out, planned(out, 2001).tasks)] == [0]


@pytest.mark.parametrize("earlier", [False, True])
def test_of_two_runs_of_a_page_one_gives_way(house, server, out, monkeypatch, earlier):
    """There is no lock in a bucket: a page replaces the edition that stood when its run began, and no other."""
    quick = pretend(monkeypatch)
    if earlier:
        filled(out, planned(out, 2001).tasks)
    todo = planned(out, 2001, force=True).tasks

    def overtaken(request, **how):
        pretend(monkeypatch)
        page = quick(request, **how)
        publish.publish(out, "<p>of the other", {**page.manifest})
        return page

    pretend(monkeypatch, overtaken)
    [outcome] = filled(out, todo, force=True)

    assert outcome.code == 8 and "ar/toy: another run published it meanwhile, and its page stands." in outcome.message
    [(address, held)] = publish.shelf(out)
    assert (out / address).read_text("utf-8") == "<p>of the other" and held["sha256"]


@pytest.mark.parametrize(("address", "code", "told"), [
    ("S3://shelf/folder", 2, "--out: found an address of S3://, expected a folder or one of s3://, file://."),
    ("ftp://host/folder", 2, "--out: found an address of ftp://, expected a folder or one of s3://, file://."),
    ("s3://", 2, "--out: found s3://, expected s3://BUCKET/FOLDER."),
    ("s3://shelf/../other", 2, "expected s3://BUCKET/FOLDER."),
    ("s3://no-such-bucket/x", 7, "s3://no-such-bucket/x: could not be reached (there is none). Make the bucket, or set"),
])
def test_address_that_cannot_be_a_shelf_is_refused_at_once(server, address, code, told):
    """Before any notebook runs."""
    with pytest.raises(Fault) as refused:
        remote.opened(address)

    assert refused.value.code == code and told in refused.value.message


def test_missing_credentials_are_told_without_any(server, monkeypatch):
    """What the store's library says is named by its kind, not quoted."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    with pytest.raises(Fault, match=r"s3://shelf/x: could not be reached \(NoCredentialsError\)") as refused:
        remote.opened(f"s3://{BUCKET}/x")
    s3fs.S3FileSystem.clear_instance_cache()

    assert refused.value.code == 7 and "canary" not in refused.value.message


def test_other_stores_have_the_same_shelf(house, monkeypatch, tmp_path):
    """What fsspec holds in memory stands for other stores; file:// is a folder, with a folder's own way of writing."""
    pretend(monkeypatch)
    memory = remote.opened("memory://toy/shelf")

    filled(memory, planned(memory, 2001).tasks)

    assert [held["changed"] for _, held in publish.shelf(memory)] == [{"first": 2001}]
    assert remote.opened(f"file://{tmp_path}") == tmp_path and remote.opened("here") == Path.cwd() / "here"
    page = publish.shelf(memory)[0][0]
    with pytest.raises(remote.Overtaken):
        (memory / page).put(b"x", "of another time")


def test_without_fsspec_one_is_told_what_to_install(monkeypatch):
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "fsspec", None)

    with pytest.raises(Fault, match=r"Install them: pip install 'mizan\[remote\]'"):
        remote.opened("s3://bucket/x")


class TestPackage:
    """Data that lie in a bucket."""

    @pytest.fixture
    def package(self, server, tmp_path, monkeypatch):
        """The project's own data in a bucket, and the folder of copies in a place of the test's own inside the project."""
        folder = packages.PACKAGES / f"test-{tmp_path.name}"
        monkeypatch.setattr(packages, "PACKAGES", folder)
        packages.local.cache_clear()
        for path in (ROOT / "data").rglob("*"):
            if path.is_file():
                server.upload_file(str(path), BUCKET, f"gulf/{path.relative_to(ROOT / 'data').as_posix()}")
        yield f"s3://{BUCKET}/gulf"
        packages.local.cache_clear()
        shutil.rmtree(folder, ignore_errors=True)

    def test_it_is_fetched_once_under_its_digest(self, package):
        """The copy has every byte and no other name than its digest; a spoilt copy is replaced."""
        found = packages.local(package)

        assert Path(found).name == inputs.folder(ROOT / "data") == packages.digest(found)
        (ROOT / found / "deals.csv").write_text("spoilt")
        packages.local.cache_clear()
        assert inputs.folder(ROOT / packages.local(package)) == inputs.folder(ROOT / "data")
        assert len(list(packages.PACKAGES.iterdir())) == 1

    def test_a_page_from_it_names_its_digest_and_never_its_address(self, package, tmp_path):
        """The figures are those of the package, read by the notebook like any other; the page says which by its digest."""
        wish = worklist.Wish("talent", {"data": package, "language": "en"})
        from analysis.edition import choices

        [outcome] = filled(tmp_path, worklist.draw_up([wish], tmp_path, choices).tasks)

        assert outcome.message == "" and outcome.path.parent.name == "talent"
        held = json.loads(outcome.path.with_suffix(".json").read_text("utf-8"))
        assert held["whole"]["data"] == inputs.folder(ROOT / "data")
        assert held["changed"] == {"data": held["inputs"]["data"][:12]}
        text = outcome.path.read_text("utf-8") + json.dumps(held)
        assert "s3:" not in text and BUCKET + "/" not in text and "reports/packages" not in text and "canary" not in text

    def test_a_worker_elsewhere_fetches_it_and_sees_that_it_is_the_same(self, package, server, house):
        """A request holds the address and the digest: a copy is used, made where there is none, refused where it differs."""
        packages.local(package)
        request = report.Request("toy", "ar", "", {}, {"data": package}, {}, inputs.folder(ROOT / "data"))
        shutil.rmtree(packages.PACKAGES)
        assert packages.located(request)["data"].endswith(request.package)

        shutil.rmtree(packages.PACKAGES)
        server.put_object(Bucket=BUCKET, Key="gulf/deals.csv", Body=b"other")
        with pytest.raises(Fault, match="found other data than when the pages were asked for") as refused:
            packages.located(request)
        assert refused.value.code == 3

    @pytest.mark.parametrize(("objects", "code", "told"), [
        ({"bad/x.csv": b"1"}, 3, "data package s3://shelf/bad: found no datapackage.json"),
        ({"out/datapackage.json": b"{}", "out/a/../../x": b"1"}, 3, "found a name that may lead out of its folder"),
        ({"many/datapackage.json": b"{}", "many/x": b"1", "many/y": b"1"}, 3, "found 3 files of 4 bytes, expected"),
        ({}, 3, "found no datapackage.json"),
    ])
    def test_what_is_no_package_is_refused(self, package, server, monkeypatch, objects, code, told):
        """Nothing of it is kept."""
        monkeypatch.setattr(packages, "MOST", 2)
        for name, content in objects.items():
            server.put_object(Bucket=BUCKET, Key=name, Body=content)

        with pytest.raises(Fault) as refused:
            packages.local(f"s3://{BUCKET}/{next(iter(objects), 'none').partition('/')[0]}")

        assert refused.value.code == code and told in refused.value.message
        assert not packages.PACKAGES.exists()

    def test_a_folder_that_takes_no_copy_is_a_storage_fault(self, package, monkeypatch, tmp_path):
        """A file in the way is told with code 7."""
        (tmp_path / "in the way").write_text("")
        monkeypatch.setattr(packages, "PACKAGES", tmp_path / "in the way" / "packages")

        with pytest.raises(Fault, match="a data package could not be kept there") as refused:
            packages.local(package)
        assert refused.value.code == 7


