"""A real browser drives JupyterLab as `mizan lab` opens it: every notebook run through, a control, a table, a page."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

READY = """() => { const shown = window.jupyterapp.shell.currentWidget;
    return shown?.sessionContext?.session?.kernel?.status === "idle" && shown.context.path === "PATH"; }"""
RUN_ALL = '() => { window.jupyterapp.commands.execute("notebook:run-all-cells"); }'
CELLS = """() => { const all = window.jupyterapp.shell.currentWidget.content.model.cells, found = [];
    for (let at = 0; at < all.length; at++) { const cell = all.get(at);
        if (cell.type === "code") found.push({count: cell.executionCount, outputs: cell.outputs.toJSON()}); }
    return found; }"""
DONE = "() => (CELLS)().every((cell) => cell.count !== null)".replace("CELLS", CELLS)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project, so that the page that is written is no page of this one."""
    place = tmp_path_factory.mktemp("lab") / "mizan"
    generated = shutil.ignore_patterns(".git", ".venv*", ".*_cache", "__pycache__", "site", "packages", ".scratch")
    shutil.copytree(ROOT, place, ignore=generated)
    return place


@pytest.fixture(scope="module")
def address(project):
    """JupyterLab on a port of this machine alone, which ends with the tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}",
               "--IdentityProvider.token=", "--ServerApp.port_retries=0", "--LabApp.expose_app_in_browser=True"]  # fmt: skip
    env = {**os.environ, "PYTHONPATH": str(project), "JUPYTER_CONFIG_DIR": str(project.parent / "config")}
    with (project.parent / "log").open("w") as log:
        command = [sys.executable, "-m", "analysis", "lab", *options]
        server = subprocess.Popen(command, cwd=project, env=env, stdout=log, stderr=log)
    try:
        until = time.monotonic() + 60
        while not answers(f"http://127.0.0.1:{port}/api/status"):
            assert server.poll() is None and time.monotonic() < until, (project.parent / "log").read_text()[-2000:]
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def answers(url):
    try:
        return urllib.request.urlopen(url, timeout=5).status == 200
    except OSError:
        return False


@pytest.fixture(scope="module")
def lab(address):
    """The browser at the guide, with all that it asks of other machines."""
    with playwright.sync_playwright() as machine:
        chromium = machine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(60_000)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(f"{address}/")
        page.wait_for_selector(".jp-MarkdownViewer h1")
        yield page
        chromium.close()


def opened(lab, name):
    """A notebook, run from top to bottom; what its code cells show."""
    lab.evaluate("(path) => { window.jupyterapp.commands.execute('docmanager:open', {path}); }", f"notebooks/{name}")
    lab.wait_for_function(READY.replace("PATH", f"notebooks/{name}"))
    lab.evaluate(RUN_ALL)
    lab.wait_for_function(DONE)
    return lab.evaluate(CELLS)


def panel(lab):
    """The visible explore section."""
    shown = lab.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .mizan-explore").first
    shown.locator("figure svg").first.wait_for(state="attached")
    return shown


def drawing(shown):
    return shown.locator("figure").first.inner_html()


def until_other(shown, before):
    """The drawing after a change, and how long it took."""
    begun = time.monotonic()
    while drawing(shown) == before:
        assert time.monotonic() - begun < 30, "the drawing stayed as it was"
        time.sleep(0.05)
    return drawing(shown)


def test_guide_is_what_opens_first(lab):
    lab.wait_for_selector(".jp-MarkdownViewer h1")
    heads = [one.inner_text() for one in lab.query_selector_all(".jp-MarkdownViewer h1")]
    assert heads == ["ميزان: من أين تبدأ؟", "Mizan: where to begin"]
    links = {one.inner_text() for one in lab.query_selector_all(".jp-MarkdownViewer a")}
    assert len(links) >= 2 * len(NOTEBOOKS)


def test_arabic_stands_at_the_right(lab):
    """Of both headings, of equal width, the Arabic letters end where the English ones begin: at the other side."""
    lab.wait_for_selector(".jp-MarkdownViewer h1")
    edges = lab.evaluate("""() => [...document.querySelectorAll(".jp-MarkdownViewer h1")].map((one) => {
        const words = document.createRange(); words.selectNodeContents(one);
        const text = words.getBoundingClientRect(), box = one.getBoundingClientRect();
        return [Math.round(text.left - box.left), Math.round(box.right - text.right)]; })""")
    (arabic_left, arabic_right), (english_left, english_right) = edges
    assert arabic_right <= 2 < 100 < arabic_left and english_left <= 2 < 100 < english_right


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebook_runs_and_its_controls_redraw(lab, name):
    cells = opened(lab, name)
    outputs = [out for cell in cells for out in cell["outputs"]]
    failed = [out for out in outputs if out["output_type"] == "error" or out.get("name") == "stderr"]
    charts = [out for out in outputs if "application/vnd.mizan.chart+json" in out.get("data", {})]
    assert not failed and charts
    shown = panel(lab)
    before = drawing(shown)
    assert "".join(re.findall("[٠-٩]", before)) == ""
    shown.locator(".mizan-of-digits select").select_option(index=1)
    assert re.search("[٠-٩]", until_other(shown, before))


def test_a_parameter_a_language_a_table_and_a_page(lab, project):
    """What an analyst does: another price, another language, a table searched, the page of what is on screen."""
    opened(lab, "1_deals.ipynb")
    shown = panel(lab)
    before = drawing(shown)
    shown.locator(".mizan-of-prices select").select_option(index=0)
    nominal = until_other(shown, before)
    assert shown.locator("figcaption").first.inner_text() not in before
    shown.locator(".mizan-of-language select").select_option(index=1)
    english = until_other(shown, nominal)
    assert 'lang="ar"' not in english and "Render this view as a report" in shown.inner_text()

    shown.locator("select").last.select_option(label="Deals")
    shown.locator(".dt-search input, input[type=search]").first.fill("Instagram")
    held = shown.locator(".dt-container table.dataTable")
    playwright.expect(held.locator("tbody tr")).to_have_count(1)
    assert "facebook-instagram-2012" in held.locator("tbody").inner_text()
    assert "Announced" in shown.locator(".dt-container thead").first.inner_text()

    shown.locator("button.mod-primary").click()
    link = shown.locator("a[href*='reports/site']")
    link.wait_for()
    page = (project / link.inner_text()).read_text("utf-8")
    assert link.get_attribute("href").endswith(link.inner_text()) and "prices=nominal" in page
    assert "mizan report deals --language en -p prices nominal" in shown.inner_text()


def test_a_value_that_does_not_fit_is_told_and_the_drawing_stays(lab):
    opened(lab, "3_scale.ipynb")
    shown = panel(lab)
    before = drawing(shown)
    field = shown.locator(".mizan-of-data input")
    field.fill("../elsewhere")
    field.press("Enter")
    shown.locator(".mizan-fault").first.wait_for()
    assert 'data package "../elsewhere": found a path that may lead out' in shown.locator(".mizan-fault").first.inner_text()
    assert drawing(shown) == before


def test_nothing_was_asked_of_another_machine(lab, address):
    assert lab.asked and [url for url in lab.asked if not url.startswith((address, "data:", "blob:"))] == []
