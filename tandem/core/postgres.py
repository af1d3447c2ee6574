"""The embedded PostgreSQL as its users see it: hold it while you work, stop it, ask how it is."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

import psycopg

from tandem.core import home as homes
from tandem.core.errors import Refused
from tandem.core.postgres_cluster import Cluster
from tandem.core.postgres_supervisor import APP, DATABASE, OWNER, is_held, lock

POLL = 0.02
SPAWNS = 5
SAY_AFTER = 5.0


@dataclass(frozen=True)
class Urls:
    """The two addresses of one database: the program works as `app`, migrations run as `owner`."""

    app: str
    owner: str


@dataclass(frozen=True)
class Status:
    """How the embedded server is: stopped, starting, recovering, ready or refused, with the reason."""

    state: str
    says: str = ""
    pid: int | None = None

    @property
    def is_ready(self) -> bool:
        return self.state == "ready"


def cluster(home: Path, *, fsync: bool = True) -> Cluster:
    return Cluster(home / "postgres", fsync=fsync)


def urls(home: Path) -> Urls:
    """The addresses that the server of this home has, whether it runs or not."""
    place = cluster(home)
    return Urls(app=place.url(APP, DATABASE), owner=place.url(OWNER, DATABASE))


class Hold:
    """One process's share in the embedded server, which runs for as long as anybody holds it."""

    def __init__(self, home: Path, *, fsync: bool = True) -> None:
        self.home = homes.prepare(home)
        self.cluster = cluster(self.home, fsync=fsync)
        self.cluster.folder.mkdir(mode=0o700, exist_ok=True)
        self._lock = self._take_part()
        self._supervisor: subprocess.Popen[bytes] | None = None
        try:
            self.ensure()
        except BaseException:
            self.release()
            raise

    def _take_part(self) -> IO[str]:
        try:
            held = lock(self.cluster.folder / "users.lock", fcntl.LOCK_SH)
        except OSError as error:
            raise Refused(f"Tandem cannot use {self.cluster.folder}: {homes.reason(error)}.") from error
        assert held is not None, "a waiting lock is always granted"
        return held

    @property
    def urls(self) -> Urls:
        return urls(self.home)

    def ensure(self) -> None:
        """Returns when the server answers; starts a supervisor where there is none, and waits out a recovery."""
        began, spawned, said, before = time.monotonic(), 0, False, status(self.home)
        while not (state := status(self.home)).is_ready or not self._answers():
            if state.state == "refused" and state != before:
                raise Refused(state.says)
            if state.state in {"stopped", "refused"} and not self._starting():
                if spawned == SPAWNS:
                    raise Refused(
                        f"PostgreSQL's supervisor does not stay up: see {self.cluster.folder}/supervisor.log."
                    )
                self._spawn()
                spawned += 1
            if not said and time.monotonic() - began > SAY_AFTER:
                print(f"Waiting for PostgreSQL ({status(self.home).state}) ...", file=sys.stderr, flush=True)
                said = True
            time.sleep(POLL)

    def _starting(self) -> bool:
        return self._supervisor is not None and self._supervisor.poll() is None

    def _spawn(self) -> None:
        command = [sys.executable, "-m", "tandem.core.postgres_supervisor", str(self.cluster.folder)]
        if not self.cluster.fsync:
            command.append("--no-fsync")
        with (self.cluster.folder / "supervisor.log").open("ab") as log:
            self._supervisor = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=_plain_environment(),
                start_new_session=True,
            )

    def _answers(self) -> bool:
        # As the superuser, for whom some connections are kept when all others are taken.
        try:
            psycopg.connect(self.cluster.url(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def release(self) -> None:
        """Gives the share back; the supervisor stops the server when nobody holds one."""
        self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.release()


def _plain_environment() -> dict[str, str]:
    """Without the variables that would change PostgreSQL's own mind; with this code to be found from any folder."""
    kept = {name: value for name, value in os.environ.items() if name == "PG_BIN" or not name.startswith("PG")}
    root = str(Path(__file__).resolve().parents[2])
    return {**kept, "LC_ALL": "C", "PYTHONPATH": os.pathsep.join(filter(None, (root, kept.get("PYTHONPATH"))))}


_held: dict[Path, Hold] = {}


def hold(home: Path, *, fsync: bool = True) -> Hold:
    """A share in this home's server, starting it if needed: release it, use it as a context, or keep it to your end."""
    return Hold(home, fsync=fsync)


def embedded_urls(home: Path) -> Urls:
    """The addresses of this home's running server, which stays up for this process's life."""
    if home not in _held:
        _held[home] = hold(home)
    _held[home].ensure()
    return _held[home].urls


def status(home: Path) -> Status:
    """How the server is, without starting it."""
    folder = home / "postgres"
    if is_held(folder / "supervisor.lock"):
        return _note(folder) or Status("starting")
    return _left_behind(folder)


def _left_behind(folder: Path) -> Status:
    """Nobody watches: what remains is either a refusal that somebody must read or nothing."""
    note = _note(folder)
    return note if note and note.state == "refused" else Status("stopped")


def _note(folder: Path) -> Status | None:
    try:
        read = json.loads((folder / "supervisor.json").read_text())
    except (OSError, ValueError):
        return None
    return Status(read["state"], read["says"], read["pid"])


def stop(home: Path) -> bool:
    """Stops this home's server even while it is used; says whether one was running."""
    found = status(home)
    if found.pid is None or found.state in {"stopped", "refused"}:
        return False
    try:
        os.kill(found.pid, signal.SIGTERM)
    except ProcessLookupError:
        return False
    while status(home).pid == found.pid:
        time.sleep(POLL)
    return True


class TemporaryServer:
    """A server for tests: stopped at the end or when this process dies, and quick because it may lose its data."""

    def __init__(self, folder: Path, *, fsync: bool = False) -> None:
        self.folder = folder
        self.fsync = fsync

    def __enter__(self) -> Self:
        self._held = hold(self.folder, fsync=self.fsync)
        return self

    def __exit__(self, *failure: object) -> None:
        self._held.release()
        stop(self.folder)

    def url(self, role: str, database: str) -> str:
        return cluster(self.folder).url(role, database)

    @property
    def superuser_url(self) -> str:
        return cluster(self.folder).url()

    @property
    def owner_url(self) -> str:
        return urls(self.folder).owner

    @property
    def app_url(self) -> str:
        return urls(self.folder).app
