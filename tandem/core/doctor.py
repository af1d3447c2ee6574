"""What is wrong with this installation, and how to mend it: each finding is a sentence with its remedy."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from tandem.core import database, processes
from tandem.core import home as homes
from tandem.core.errors import Refused
from tandem.core.postgres_cluster import binaries, version

LEAST_SPACE = 1_000_000_000
NEEDED = ("pg_trgm", "unaccent", "btree_gin", "citext")
HEARD_WITHIN = "2 minutes"
KNOWN = "select name from pg_available_extensions where installed_version is not null or name <> 'vector'"
ALIVE = "select count(*) from procrastinate_workers where last_heartbeat > now() - %s::interval"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: well, or what is wrong, and what to do about it."""

    name: str
    well: bool
    says: str
    mend: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def findings() -> Iterator[Finding]:
    """Looks at everything in the order in which it is needed; what cannot be looked at any more is left out."""
    yield looked("home", lambda: f"{homes.prepare()} can be written.")
    yield space()
    if database.is_embedded():
        yield looked("server programs", lambda: f"PostgreSQL {version()} in {binaries()}.")
    try:
        with database.hold():
            yield Finding("database", True, f"Reached ({'embedded' if database.is_embedded() else 'DATABASE_URL'}).")
            yield from in_database()
    except Refused as refusal:
        yield Finding("database", False, str(refusal), "Start it, or correct the address that the sentence names.")
    yield port()


def looked(name: str, look: Callable[[], str]) -> Finding:
    """A look that refuses tells its own remedy."""
    try:
        return Finding(name, True, look())
    except Refused as refusal:
        return Finding(name, False, str(refusal))


def space() -> Finding:
    place = homes.location()
    while not os.path.exists(place):
        place = place.parent
    free = shutil.disk_usage(place).free
    says = f"{free / 1e9:.1f} GB are free at {place}."
    mend = "" if free >= LEAST_SPACE else "Free at least 1 GB there, or move TANDEM_HOME to a larger disk."
    return Finding("disk", free >= LEAST_SPACE, says, mend)


def in_database() -> Iterator[Finding]:
    """What only the database itself can tell."""
    yield roles()
    yield extensions()
    lacking = database.pending()
    says = f"{len(lacking)} migrations are missing, first {lacking[0]}." if lacking else "The tables are up to date."
    yield Finding("migrations", not lacking, says, "Run `tandem migrate`." if lacking else "")
    if not lacking:
        yield worker()


def roles() -> Finding:
    try:
        database.refuse_superuser()
    except Refused as refusal:
        return Finding("roles", False, str(refusal))
    addresses = database.urls()
    if addresses.app == addresses.owner:
        return Finding("roles", True, database.WEAKER)
    return Finding("roles", True, "The program's role differs from the migrating one.")


def extensions() -> Finding:
    with asking() as cursor:
        cursor.execute(KNOWN)
        known = {name for (name,) in cursor.fetchall()}
    if missing := [name for name in NEEDED if name not in known]:
        mend = "Install PostgreSQL's contrib package on the database server."
        return Finding("extensions", False, f"The server lacks {', '.join(missing)}.", mend)
    if "vector" in known:
        return Finding("extensions", True, "All there, vector too.")
    advice = "Search by meaning is slower without it: install pgvector 0.7 or newer, then run `tandem migrate`."
    return Finding("extensions", True, "All needed ones are there; vector is not.", advice)


def worker() -> Finding:
    """Whether a worker was heard of lately; none is needed while Tandem is stopped."""
    if processes.note(homes.location()) is None and database.is_embedded():
        return Finding("worker", True, "Tandem is stopped, so no worker runs.")
    with asking() as cursor:
        cursor.execute(ALIVE, [HEARD_WITHIN])
        alive = cursor.fetchone()[0]
    if alive:
        return Finding("worker", True, f"{alive} alive.")
    says = f"No worker was heard of in the last {HEARD_WITHIN}, so jobs wait."
    return Finding("worker", False, says, "Run `tandem up`, or `tandem worker` where only it is missing.")


def port() -> Finding:
    if running := processes.note(homes.location()):
        return Finding("port", True, f"Tandem runs at {running['address']}.")

    def look() -> str:
        (address := processes.Address.chosen()).refuse_if_taken()
        return f"Port {address.port} is free."

    return looked("port", look)


@contextmanager
def asking() -> Iterator[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        yield cursor
