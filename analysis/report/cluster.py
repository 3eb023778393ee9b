"""Pages made by the workers of a Dask cluster: pure tasks that may run anywhere and more than once.

A worker returns the page; only this process puts it on the shelf. What a lost worker was making, Dask gives to another;
a request that has taken several workers with it is given up, and ends with code 6 like any kernel that died.
"""

from __future__ import annotations

import ipaddress
import logging
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, wait
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from . import code, inputs, packages
from .batch import PATIENCE, attempt, close_loop
from .fault import Fault
from .request import Request

if TYPE_CHECKING:
    from . import Made

DEATHS = 3  # workers that one request may take with it
CALM = 30.0  # seconds to wait for a cluster to answer, and for it to end what it is at
HERE: dict[str, set[int]] = {}  # on a worker: the threads that make pages, by the batch that they are for
ENDED: set[str] = set()  # on a worker: batches of which nothing more is wanted
GONE = ("closing", "closed")  # of a client that has given its scheduler up
REMEDY = "Give it this edition of the suite and its data."


class Cluster:
    """Workers of a Dask cluster, as many as it has threads; `client` is connected to it."""

    def __init__(self, client: Any) -> None:
        self.client, self.batch = client, f"mizan-{client.id}"
        self.width = max(1, sum(client.nthreads().values()))
        self.executor = client.get_executor(pure=False)
        self.under_way: set[Future[Made | Fault]] = set()

    def submit(self, request: Request, limit: float, hear: Callable[[str], None]) -> Future[Made | Fault]:
        if self.client.status in GONE:
            there_is_none: Future[Made | Fault] = Future()
            there_is_none.set_result(lost("closed"))
            return there_is_none
        future: Future[Made | Fault] = self.executor.submit(task, request, limit, self.batch, prints(request))
        self.under_way.add(future)
        future.add_done_callback(self.under_way.discard)
        return future

    def result(self, future: Future[Made | Fault]) -> Made | Fault:
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker:
            return Fault(6, "several workers of the cluster died while making it. Nothing was published. Make it without "
                            "--dask to see why.")
        except Exception as error:
            if type(error).__module__.partition(".")[0] in ("distributed", "concurrent", "asyncio"):
                return lost(type(error).__name__)
            raise

    def end(self) -> None:
        """End the pages of this batch wherever they are being made; what else the cluster does goes on."""
        patience = time.monotonic() + CALM
        while (pending := set(self.under_way)) and time.monotonic() < patience and self.client.status not in GONE:
            with suppress(OSError, TimeoutError):
                self.client.run(end_batch, self.batch, on_error="ignore")
            wait(pending, PATIENCE)


def lost(why: str) -> Fault:
    """The fault for a page whose cluster is no more."""
    return Fault(6, f"the cluster was lost ({why}). Nothing was published. Run again.")


def task(request: Request, limit: float, batch: str, there: Mapping[str, str]) -> Made | Fault:
    """What a worker does: the page of a request, provided that it has the same code and data."""
    if found := differing(request, there):
        return Fault(2, f"a worker of the cluster has other {found} than this process. Nothing was published. {REMEDY}")
    if batch in ENDED:
        return Fault(6, "the batch was ended. Nothing was published. Run again.")
    threads = HERE.setdefault(batch, set())
    threads.add(threading.get_ident())
    try:
        return attempt(request, limit)
    finally:
        threads.discard(threading.get_ident())
        close_loop()


def end_batch(batch: str) -> None:
    """On a worker: end the kernels of a batch, and begin no others for it."""
    from .execute import end

    ENDED.add(batch)
    end(HERE.get(batch, set()))


def differing(request: Request, there: Mapping[str, str]) -> str:
    """Which of the things that must be alike are others here than where the request was made, in words."""
    here = prints(request)
    return ", ".join(name for name in here if here[name] != there.get(name))


def prints(request: Request | None = None) -> dict[str, str]:
    """The digests here of what must be alike wherever a page is made; the notebook comes with its request."""
    notebook = request.notebook if request else {"cells": []}
    package = packages.located(request).get("data") if request else None
    lock = inputs.digest(inputs.ROOT / inputs.LOCK)
    return {"code": inputs.long(code.used(notebook)), "lock": lock, **inputs.whole(package)}


@contextmanager
def opened(
    address: str, jobs: int, *, tls_ca: Path | None, tls_cert: Path | None, tls_key: Path | None, insecure_cluster: bool
) -> Iterator[Cluster]:
    """The workers at an address, or for `local` as many as `jobs`, started on loopback and ended with the batch.

    Raises Fault 2 for an address that is none or that others could listen to, 6 when nobody answers.
    """
    if address != "local":
        hold(address, (tls_ca, tls_cert, tls_key), insecure_cluster)
    distributed = library()
    security = secured(distributed, tls_ca, tls_cert, tls_key)
    place = local(distributed, jobs) if address == "local" else nullcontext(address)
    with quiet(), place as there, connected(distributed, there, security) as client:
        yield Cluster(client)


def hold(address: str, tls: tuple[Path | None, ...], insecure: bool) -> None:
    """Refuse an address that is none, a key that is missing, and a cluster beyond this machine without TLS."""
    found = urlsplit(address)
    whole = port(found.netloc) and not found.path and "@" not in found.netloc
    if found.scheme not in ("tcp", "tls") or not found.hostname or not whole:
        raise Fault(2, f'--dask: found "{address}", expected local, tcp://HOST:PORT or tls://HOST:PORT. Name one of these.')
    if (found.scheme == "tls" or any(tls)) and not all(tls):
        raise Fault(2, "--dask: found TLS without all its files, expected --tls-ca, --tls-cert and "
                       "--tls-key. Give all three.")
    for path in filter(None, tls):
        if not path.is_file():
            raise Fault(2, f"{path.name}: found no such file, expected one in PEM. Name a file that exists.")
    if found.scheme == "tcp" and not loopback(found.hostname) and not insecure:
        raise Fault(2, f"--dask: found {found.hostname}, which is not this machine, without TLS: whoever reaches such a "
                       "cluster runs code on it. Use tls://, or give --insecure-cluster if the network is yours alone.")


def port(place: str) -> bool:
    """Whether a host is followed by a port: without one Dask tries for a minute."""
    written = place.rpartition(":")[2]
    return written.isascii() and written.isdigit() and 0 < int(written) < 65536


def loopback(host: str) -> bool:
    """Whether a host is this machine, by its name or number alone: nothing is looked up."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def library() -> Any:
    """Dask. Raises Fault 2 with what to install where it is missing."""
    try:
        import distributed
    except ImportError:
        told = "--dask: found no Dask here, expected distributed. Install it: pip install 'mizan[cluster]'"
        raise Fault(2, told) from None
    return distributed


def secured(distributed: Any, ca: Path | None, cert: Path | None, key: Path | None) -> Any:
    """The files of TLS as Dask takes them, for both sides; None without any."""
    if not ca:
        return None
    security = distributed.Security(
        tls_ca_file=str(ca), tls_client_cert=str(cert), tls_client_key=str(key), require_encryption=True
    )
    try:
        security.get_connection_args("client")
    except OSError:  # as an error of OpenSSL is, which says as little
        raise Fault(2, "--dask: found files of TLS that cannot be taken, expected PEM: a certificate of who vouches, one of "
                       "this side, and its key. Give those.") from None
    return security


@contextmanager
def local(distributed: Any, jobs: int) -> Iterator[Any]:
    """A cluster of this command's own: processes of one thread each, on loopback, with no dashboard.

    The processes are not daemonic, since such may have no children, and kernels are children.
    """
    import dask

    settings = {"distributed.worker.daemon": False, "distributed.scheduler.allowed-failures": DEATHS - 1,
                "distributed.worker.preload": [__name__]}
    with dask.config.set(settings), distributed.LocalCluster(
        n_workers=jobs, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None, scheduler_port=0,
    ) as cluster:
        yield cluster


def dask_setup(worker: Any) -> None:
    """On a worker of our own: leave a terminal's Ctrl-C to the process that started it, which ends kernels first."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def connected(distributed: Any, place: Any, security: Any) -> Iterator[Any]:
    """A client of a cluster that has workers, all of them with this edition of the suite. Raises Fault 2 or 6."""
    try:
        client = distributed.Client(place, security=security, timeout=CALM, set_as_default=False)
    except (OSError, TimeoutError) as error:
        told = f"--dask: nobody answers there ({type(error).__name__})."
        raise Fault(6, f"{told} Start the cluster, or correct the address.") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=CALM)
        except TimeoutError:
            raise Fault(6, "--dask: the cluster has no workers. Start some, then run again.") from None
        alike(client)
        yield client


def alike(client: Any) -> None:
    """Refuse workers that have no suite, another edition of it or another Python."""
    try:
        there = client.run(edition)
    except Exception as error:
        told = f"--dask: a worker cannot load this suite ({type(error).__name__})."
        raise Fault(2, f"{told} Install there what is installed here.") from None
    here = edition()
    for address, found in there.items():
        if names := ", ".join(name for name in here if found.get(name) != here[name]):
            raise Fault(2, f"--dask: the worker at {address} has other {names} than this process. {REMEDY}")


def edition() -> dict[str, str]:
    """What two processes must have alike to make the same bytes."""
    return {**prints(), "Python": ".".join(map(str, sys.version_info[:2]))}


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the cluster's own log off the screen: what it means for a page is said in the page's outcome."""
    loggers = [logging.getLogger(name) for name in ("distributed", "bokeh", "tornado")]
    before = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL + 1)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="distributed")
            yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
