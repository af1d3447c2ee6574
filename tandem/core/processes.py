"""The processes of one running Tandem: the web server and the worker, restarted when killed, stopped together."""

import ctypes
import errno
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tandem.core import home as homes
from tandem.core import postgres
from tandem.core.errors import Refused
from tandem.core.postgres_supervisor import is_held, lock

PORT = 8787
POLL = 0.1
PATIENCE = 10
QUICK_DEATHS = 6
PR_SET_PDEATHSIG = 1
SERVING = ["--interface", "asgi", "--workers", "1", "--workers-kill-timeout", "3", "--no-ws", "--log-level", "warning"]


@dataclass(frozen=True)
class Address:
    """Where the web server listens: TANDEM_BIND and TANDEM_PORT, on this machine alone unless told otherwise."""

    host: str
    port: int

    @classmethod
    def chosen(cls) -> "Address":
        said = os.environ.get("TANDEM_PORT", str(PORT))
        if not said.isdecimal() or not 0 < int(said) < 65536:
            raise Refused(f"TANDEM_PORT is {said!r}, but a port is a number from 1 to 65535.")
        return cls(os.environ.get("TANDEM_BIND", "127.0.0.1"), int(said))

    @property
    def url(self) -> str:
        """What people type: TANDEM_URL where the operator gave one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return os.environ.get("TANDEM_URL") or f"http://{host}:{self.port}"

    def refuse_if_taken(self) -> None:
        """Says in one sentence why the web server could not listen here, before anything is started."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise Refused(self._why_not(error)) from error

    def _why_not(self, error: OSError) -> str:
        if error.errno == errno.EADDRINUSE:
            free = f"choose another one, for example TANDEM_PORT={self.port + 1 if self.port < 65535 else PORT}"
            return f"Port {self.port} is used by another program: stop that program, or {free}."
        if error.errno == errno.EACCES:
            return f"Only root may listen on port {self.port}: choose one above 1023 in TANDEM_PORT."
        return f"Tandem cannot listen on {self.host} port {self.port} ({homes.reason(error)}): change TANDEM_BIND."

    def answers(self) -> bool:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        try:
            socket.create_connection((host, self.port), timeout=1).close()
        except OSError:
            return False
        return True


@dataclass
class Child:
    """One process that is kept running: a death is followed by a new start, later each time it dies quickly."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    quick_deaths: int = 0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            process_group=0,  # the terminal's Ctrl-C reaches `up` alone, which stops its children in order
            preexec_fn=die_with_parent(),
        )

    def mend(self) -> None:
        """Starts it again if it died; refuses when it dies at once over and over."""
        if self.process is None or self.process.poll() is None:
            return
        self._end_group(signal.SIGKILL)
        lived = time.monotonic() - self.started
        self.quick_deaths = self.quick_deaths + 1 if lived < 5 else 1
        if self.quick_deaths >= QUICK_DEATHS:
            raise Refused(f"Tandem's {self.name} process ends as soon as it starts: its last words are above.")
        time.sleep(0.1 * 2 ** (self.quick_deaths - 1))
        self.start()

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        """Waits for its end, and ends it and what it started by force when it takes too long."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._end_group(signal.SIGKILL)
            self.process.wait()
        self._end_group(signal.SIGKILL)

    def _end_group(self, kind: signal.Signals) -> None:
        # A killed web server leaves its worker process behind, which would keep the port.
        try:
            if self.process:
                os.killpg(self.process.pid, kind)
        except ProcessLookupError:
            pass


def die_with_parent() -> Callable[[], None]:
    """Children are told to stop when `tandem up` is killed, so that nothing of it stays behind."""
    libc, parent = ctypes.CDLL(None), os.getpid()

    def ask() -> None:
        if sys.platform == "linux":
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:
                os._exit(97)

    return ask


def children(address: Address) -> list[Child]:
    """The web server and the worker, as they are started."""
    environment = {**os.environ, "TANDEM_URL": address.url, "DJANGO_SETTINGS_MODULE": "tandem.settings"}
    web = [sys.executable, "-m", "granian", "--host", address.host, "--port", str(address.port), *SERVING]
    web.append("tandem.asgi:application")
    worker = [sys.executable, "-m", "tandem", "worker"]
    return [Child("web", web, environment), Child("worker", worker, environment)]


@dataclass
class Running:
    """One running Tandem of one home, in the foreground: there is never a second one."""

    home: Path
    address: Address
    children: list[Child]
    database: object = None
    when_ready: Callable[[], None] = lambda: None
    asked_to_stop: bool = False
    _lock: "IO[str] | None" = field(default=None, init=False)

    def take_place(self) -> None:
        """Refuses when this home already runs, or when the port is taken."""
        refuse_if_running(self.home, self.address)
        self._lock = lock(homes.prepare(self.home) / "up.lock", fcntl.LOCK_EX | fcntl.LOCK_NB)
        if self._lock is None:
            raise Refused("Tandem is being started from this home by another command: wait for that one.")

    def run(self) -> None:
        """Keeps web, worker and database running until asked to stop."""
        for kind in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(kind, self._ask_to_stop)
        kept = json.dumps({"pid": os.getpid(), "address": self.address.url})
        (self.home / "tandem.pid").write_text(kept)
        try:
            for child in self.children:
                child.start()
            self._watch()
        finally:
            self._stop()

    def _ask_to_stop(self, *_: object) -> None:
        self.asked_to_stop = True

    def _watch(self) -> None:
        said = False
        while not self.asked_to_stop:
            for child in self.children:
                child.mend()
            if isinstance(self.database, postgres.Hold) and postgres.status(self.home).state in {"stopped", "refused"}:
                self.database.ensure()
            if not said and (said := self.address.answers()):
                self.when_ready()
            time.sleep(POLL)

    def _stop(self) -> None:
        for child in self.children:
            child.ask_to_stop()
        until = time.monotonic() + PATIENCE
        for child in self.children:
            child.wait(until)
        (self.home / "tandem.pid").unlink(missing_ok=True)
        if self._lock:
            self._lock.close()


def typed(command: str) -> str:
    """A command as this person types it: the scripts in bin/ leave their own name in TANDEM_COMMAND."""
    return f"`{os.environ.get('TANDEM_COMMAND', 'tandem')} {command}`"


def refuse_if_running(home: Path, address: Address) -> None:
    """The sentence for a second start, before anything is done for it."""
    if found := note(home):
        raise Refused(f"Tandem already runs at {found['address']}: use it there, or stop it with {typed('down')}.")
    address.refuse_if_taken()


def note(home: Path) -> dict[str, str] | None:
    """Process id and address of the Tandem that runs from this home, if one does."""
    if not is_held(home / "up.lock"):
        return None
    try:
        found = json.loads((home / "tandem.pid").read_text())
    except (OSError, ValueError):
        return None
    return {"pid": str(found["pid"]), "address": str(found["address"])}


def stop(home: Path) -> str | None:
    """Stops what `tandem up` started from this home and waits for its end; gives the address it had."""
    if not (found := note(home)):
        return None
    os.kill(int(found["pid"]), signal.SIGTERM)
    end = time.monotonic() + PATIENCE * 3
    while note(home):
        if time.monotonic() > end:
            raise Refused(f"Tandem (process {found['pid']}) does not stop: end it with `kill -9 {found['pid']}`.")
        time.sleep(POLL)
    return found["address"]
