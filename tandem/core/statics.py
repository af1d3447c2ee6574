"""Static files as they are served: collected under hashed names once for every state of the source."""

import hashlib
from pathlib import Path


def collect(root: Path) -> bool:
    """Collects into `root` when a file came, went or changed since the last time; says whether it did. Needs Django."""
    from django.core.management import call_command

    stamp, state = root / "collected", _state()
    if stamp.exists() and stamp.read_text() == state and (root / "staticfiles.json").exists():
        return False
    root.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(state)
    return True


def _state() -> str:
    """A digest of every source file's place, size and time."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            kept = Path(storage.path(name)).stat()
            digest.update(f"{storage.path(name)} {kept.st_size} {kept.st_mtime_ns}\n".encode())
    return digest.hexdigest()
