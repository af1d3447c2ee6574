"""Where an installation keeps what is its own: the database, the uploaded files and the secret key."""

import os
import secrets
from pathlib import Path

from tandem.core.errors import Refused


def location() -> Path:
    """TANDEM_HOME, or a folder in the user's data folder; nothing is made yet."""
    if named := os.environ.get("TANDEM_HOME"):
        return Path(named).expanduser().absolute()
    if data := os.environ.get("XDG_DATA_HOME"):
        return Path(data).expanduser().absolute() / "tandem"
    try:
        return Path.home() / ".local" / "share" / "tandem"
    except RuntimeError:
        raise Refused("This user has no home folder: name a folder for Tandem's data in TANDEM_HOME.") from None


def prepare(home: Path | None = None) -> Path:
    """Makes the home folder, readable by its owner alone, and proves that it can be written."""
    home = home or location()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = home / f".probe-{os.getpid()}-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Refused(f"Tandem cannot write to {home} ({reason(error)}): {way_out()}") from error
    return home


def secret_key(home: Path | None = None) -> str:
    """The key that signs sessions and links: TANDEM_SECRET_KEY, or one made at the first start and kept in the home."""
    if given := os.environ.get("TANDEM_SECRET_KEY"):
        if len(given) < 32:
            raise Refused("TANDEM_SECRET_KEY is too short to be safe: give at least 32 characters, or leave it out.")
        return given
    path = prepare(home) / "secret-key"
    if not path.exists():
        keep_secret(path, secrets.token_urlsafe(48))
    try:
        return path.read_text().strip()
    except OSError as error:
        raise Refused(f"Tandem cannot read its secret key {path} ({reason(error)}): {way_out()}") from error


def keep_secret(path: Path, text: str, *, replace: bool = False) -> None:
    """Writes a file that only its owner reads, whole or not at all; of two writers at once, the first wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        if replace:
            draft.replace(path)
        else:
            path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)


def reason(error: OSError) -> str:
    """What the system said, without its number and in the middle of a sentence."""
    return (error.strerror or str(error)).lower()


def way_out() -> str:
    return "name a folder that you may write to in TANDEM_HOME."
