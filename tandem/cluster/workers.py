"""Where the work is done: in processes that Ray starts on this machine for the while, or on a cluster that runs."""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
import socket
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tandem.core.errors import Refused
from tandem.language.spreading import Spread, Work

NEEDED = ("ray", "pyarrow")
STARTS = 3
ANSWERS_WITHIN = 10  # seconds
AHEAD = 3  # pieces begun for each core before the first of them is done
MISSING = "This needs the extra for clusters, which is not installed: run `bin/setup --cluster`."
UNSENT = ["**/tests/**", "**/migrations/**", "ui/static/**", "demo/**"]


def refuse_without() -> None:
    """The extra is large, so it is not there unless somebody asked for it."""
    if not all(importlib.util.find_spec(name) for name in NEEDED):
        raise Refused(MISSING)


@contextmanager
def cluster(address: str = "", *, processes: int = 0) -> Iterator[Spread]:
    """Ray at an address, or on this machine with so many processes (one for each core unless said)."""
    refuse_without()
    with _joined(address) if address else _started(processes):
        yield spread


def spread(work: Work, shared: Any, pieces: Iterable[Any]) -> Iterator[Any]:
    """language/spreading.py, by Ray: what is shared goes to each machine once, a lost piece is done again."""
    import ray

    task = ray.remote(_done).options(num_cpus=1, max_retries=3)
    held, begun = ray.put((work, shared)), deque[Any]()
    ahead = AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1)))
    for piece in pieces:
        begun.append(task.remote(held, piece))
        if len(begun) >= ahead:
            yield _result(begun.popleft())
    while begun:
        yield _result(begun.popleft())


def _done(held: tuple[Work, Any], piece: Any) -> Any:
    work, shared = held
    return work(shared, piece)


def _result(begun: Any) -> Any:
    """A refusal by a worker is a refusal here."""
    import ray

    try:
        return ray.get(begun)
    except ray.exceptions.RayTaskError as failed:
        if isinstance(failed.cause, Refused):
            raise failed.cause from None
        raise


@contextmanager
def _started(processes: int) -> Iterator[None]:
    """Ray listens on every interface of the machine, so it gets a token that only its own processes know. Without one
    it would write its own into the home; what it writes goes to a folder that is removed.
    """
    os.environ.update(RAY_USAGE_STATS_ENABLED="0", RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=secrets.token_hex(32))
    import ray

    place = tempfile.mkdtemp(prefix="tandem-ray-")
    try:
        _begin(place, processes or os.cpu_count() or 1)
        yield
    finally:
        ray.shutdown()
        shutil.rmtree(place, ignore_errors=True)


def _begin(place: str, processes: int) -> None:
    """Ray gives its own processes half a minute, which a busy machine exceeds; it says so by a plain Exception."""
    import ray

    said: dict[str, Any] = {"include_dashboard": False, "log_to_driver": False, "logging_level": "error"}
    for _ in range(STARTS):
        try:
            ray.init("local", num_cpus=processes, _temp_dir=place, _node_ip_address="127.0.0.1", **said)
        except Exception as error:
            ray.shutdown()
            why = error
        else:
            return
    raise Refused(f"Ray did not start on this machine, tried {STARTS} times: {str(why).splitlines()[0][:200]}")


@contextmanager
def _joined(address: str) -> Iterator[None]:
    """The machines get Tandem's code from here, so that all run the same; its libraries they have."""
    _refuse_silence(address)
    os.environ.update(RAY_USAGE_STATS_ENABLED="0")
    import ray

    sent = {"py_modules": [str(Path(__file__).resolve().parent.parent)], "excludes": UNSENT}
    try:
        ray.init(address=address, runtime_env=sent, log_to_driver=False, logging_level="error")
    except (ConnectionError, RuntimeError, ValueError) as error:
        said = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise Refused(f"No Ray cluster answers at {address}: {said[:200]}") from error
    try:
        yield
    finally:
        ray.shutdown()


def _refuse_silence(address: str) -> None:
    """Ray would ask an address where nothing listens for minutes."""
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if not colon:
        return  # such as auto, which Ray finds itself
    try:
        socket.create_connection((host, int(port)), timeout=ANSWERS_WITHIN).close()
    except (OSError, ValueError) as error:
        raise Refused(f"No Ray cluster answers at {address}: {error}") from error
