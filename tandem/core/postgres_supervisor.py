"""The small process that is PostgreSQL's only parent: starts it, mends it when killed, stops it after its last user.

Run as `python -m tandem.core.postgres_supervisor FOLDER [--no-fsync]`, detached and with a single thread: the server is
told to stop when the thread that started it ends, so no other process may start it.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from tandem.core.errors import Refused
from tandem.core.postgres_cluster import Cluster

APP, OWNER, DATABASE = "tandem_app", "tandem_owner", "tandem"
POLL = 0.1
FAST_STOP, HARD_STOP = 60, 30
TRIES = 8


def lock(path: Path, kind: int) -> IO[str] | None:
    """The open file that holds the lock until it is closed or this process dies; nothing if it is taken."""
    file = path.open("a+")
    try:
        fcntl.flock(file, kind)
    except BlockingIOError:
        file.close()
        return None
    return file


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock for themselves; one that is not there or not ours is held by nobody."""
    try:
        with path.open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


@dataclass
class Supervisor:
    """Watches over one cluster for as long as anybody uses it."""

    cluster: Cluster
    server: "subprocess.Popen[bytes] | None" = None
    asked_to_stop: bool = False
    deaths: list[float] = field(default_factory=list)
    last_lock: IO[str] | None = None

    def run(self) -> None:
        """Serves until the last user has left or a stop is asked for, and says why when it cannot."""
        try:
            self._announce("starting")
            self.cluster.make()
            self._start()
            while not self._is_done():
                self._mend()
                time.sleep(POLL)
        except Refused as refusal:
            self._announce("refused", str(refusal))
        finally:
            self._stop()
            self.cluster.remove_socket()

    def _is_done(self) -> bool:
        if self.asked_to_stop or not self.users.exists():
            return True
        # Taken and kept until this process ends: whoever comes now waits for the stop, then starts a fresh supervisor.
        self.last_lock = lock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return self.last_lock is not None

    @property
    def users(self) -> Path:
        return self.cluster.folder / "users.lock"

    def _start(self) -> None:
        self._wait_for_strangers()
        self.cluster.forget_dead_server()
        self.server = self.cluster.start()
        while not self._answers():
            if self.asked_to_stop:
                return
            if self.server.poll() is not None:
                raise Refused(f"PostgreSQL did not start: {self.cluster.last_words()} (see {self.cluster.log})")
            time.sleep(POLL / 2)
        self._furnish()
        self._announce("ready")

    def _wait_for_strangers(self) -> None:
        """A killed supervisor's server is stopping by itself; its memory must be gone before the next one starts."""
        end = time.monotonic() + FAST_STOP
        while alive := self.cluster.processes():
            if time.monotonic() > end:
                raise Refused(f"Another PostgreSQL (process {min(alive)}) uses {self.cluster.data}: stop it first.")
            time.sleep(POLL)

    def _answers(self) -> bool:
        """Whether the server takes connections; recovery may take minutes, so only its death ends the wait."""
        try:
            psycopg.connect(self.cluster.url(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _mend(self) -> None:
        """A server that died is started again, unless it dies over and over."""
        if self.server is None or self.server.poll() is None:
            return
        now = time.monotonic()
        self.deaths = [*(at for at in self.deaths if now - at < 60), now]
        if len(self.deaths) > TRIES:
            raise Refused(f"PostgreSQL keeps dying: {self.cluster.last_words()} (see {self.cluster.log})")
        self._announce("recovering")
        self._start()

    def _furnish(self) -> None:
        """The database, its two roles, and the vector type, which only a superuser may make; each where missing."""
        with psycopg.connect(self.cluster.url(), autocommit=True) as connection:
            roles = {name for (name,) in connection.execute("select rolname from pg_roles")}
            for role in {APP, OWNER} - roles:
                connection.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))
            databases = {name for (name,) in connection.execute("select datname from pg_database")}
            if DATABASE not in databases:
                self._make_vectors("template1")
                statement = sql.SQL("create database {} owner {}")
                connection.execute(statement.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))
        self._make_vectors(DATABASE)

    def _make_vectors(self, database: str) -> None:
        with psycopg.connect(self.cluster.url(database=database), autocommit=True) as connection:
            if connection.execute("select 1 from pg_available_extensions where name = 'vector'").fetchone():
                connection.execute("create extension if not exists vector")

    def _stop(self) -> None:
        if self.server is None or self.server.poll() is not None:
            return
        for kind, patience in ((signal.SIGINT, FAST_STOP), (signal.SIGQUIT, HARD_STOP), (signal.SIGKILL, HARD_STOP)):
            self.server.send_signal(kind)
            try:
                self.server.wait(patience)
                return
            except subprocess.TimeoutExpired:
                continue

    def _announce(self, state: str, says: str = "") -> None:
        note = self.cluster.folder / "supervisor.json"
        draft = note.with_suffix(".draft")
        try:
            draft.write_text(json.dumps({"pid": os.getpid(), "state": state, "says": says}))
            draft.replace(note)
        except FileNotFoundError:
            self.asked_to_stop = True  # the home was removed under us


@contextmanager
def only_one(folder: Path) -> Iterator[bool]:
    """One supervisor per folder: a second one finds the lock taken and leaves. Those who look hold it an instant."""
    for _ in range(20):
        if held := lock(folder / "supervisor.lock", fcntl.LOCK_EX | fcntl.LOCK_NB):
            with held:
                yield True
            return
        time.sleep(0.02)
    yield False


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0])
    supervisor = Supervisor(Cluster(folder, fsync="--no-fsync" not in arguments))

    def ask_to_stop(*_: object) -> None:
        supervisor.asked_to_stop = True

    signal.signal(signal.SIGTERM, ask_to_stop)
    for ignored in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    with only_one(folder) as alone:
        if alone:
            supervisor.run()


if __name__ == "__main__":
    main(sys.argv[1:])
