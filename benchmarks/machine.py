"""What every measurement shares: the machine's description, and an installation of its own that is thrown away."""

from __future__ import annotations

import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any


def machine() -> dict[str, Any]:
    """What the figures were measured on, and how busy it was before."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return {
        "processor": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "load_before": [round(load, 2) for load in os.getloadavg()],
    }


def timed(done: Callable[[], Any]) -> tuple[dict[str, float], Any]:
    """Seconds by the clock and of this process's own processor time, which a busy machine stretches less; what came."""
    clock, processor = time.perf_counter(), time.process_time()
    came = done()
    took = {
        "seconds": round(time.perf_counter() - clock, 2),
        "processor_seconds": round(time.process_time() - processor, 2),
    }
    return took, came


@contextmanager
def installation(kept: Path | None = None) -> Iterator[Path]:
    """An installation on an embedded database with all its tables: empty and thrown away afterwards, or kept there."""
    with nullcontext(str(kept)) if kept else tempfile.TemporaryDirectory() as place:
        os.environ |= {"TANDEM_HOME": f"{place}/home", "DJANGO_SETTINGS_MODULE": "tandem.settings"}
        from tandem.core import database

        with database.hold():
            import django

            django.setup()
            database.migrate()
            try:
                yield Path(place)
            finally:
                from django.db import connection

                connection.close()
                connection.close_pool()


def settled() -> None:
    """As after a while: the database has counted its rows, and the process does not look through all that was loaded at
    its start again and again, which the web server sees to.
    """
    from django.db import connection

    from tandem.core.settling import settle

    settle()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def found_company() -> tuple[Any, Any]:
    """A workspace, its administrator and one product with the address `measured`; those of before where it was kept."""
    from tandem.team.models import Member, Product, Workspace
    from tandem.team.models.member import Console

    if found := Member.objects.filter(email="mia@measured.example").first():
        return found, Product.objects.get(slug="measured")
    Workspace.open("Measured Works", by=Console())
    owner = Member.join("Mia Measure", email="mia@measured.example", role="administrator", by=Console())
    return owner, Product.open("Measured", slug="measured", by=owner)


class Memory:
    """The most memory this process held while something was done, told in MB."""

    def __enter__(self) -> Memory:
        Path("/proc/self/clear_refs").write_text("5")  # forgets the peak of before
        return self

    def __exit__(self, *_: object) -> None:
        lines = Path("/proc/self/status").read_text().splitlines()
        self.peak = next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))
