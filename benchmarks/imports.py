"""How fast files come in: rows a second for each target and file size, as JSON with the machine's description.

    python benchmarks/imports.py --notes 100000

It makes an embedded database of its own in a temporary directory, imports files written here through the same door as
the command, brings each a second time to see that nothing is created, and removes everything again.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from typing import Any

from machine import found_company, installation, machine, timed

WORDS = [
    "export", "report", "invoice", "customer", "slow", "search", "filter", "login", "password", "card", "refund",
    "sync", "mobile",
    "upload", "table", "column", "crash", "date", "broken", "again", "missing", "slowly", "every", "month",
    "please", "when", "opens", "fails", "twice", "waits", "screen", "total", "wrong",
]  # fmt: skip


def notes(count: int, folder: Path) -> Path:
    """Notes of some 200 characters from 5,000 people at 500 companies."""
    chance, path = random.Random(7), folder / "notes.csv"
    with path.open("w") as file:
        file.write("id,text,email,created\n")
        for n in range(count):
            said = " ".join(chance.choices(WORDS, k=32))
            who = chance.randrange(5_000)
            file.write(f"n{n},{said},p{who}@c{who % 500}.example,2026-{n % 12 + 1:02d}-{n % 28 + 1:02d}T10:00:00Z\n")
    return path


def companies(count: int, folder: Path) -> Path:
    path = folder / "companies.csv"
    rows = (f"Company {n},c{n}.example,id{n},{n * 37 % 90_000}\n" for n in range(count))
    path.write_text("name,domain,crm id,arr\n" + "".join(rows))
    return path


def deals(count: int, folder: Path) -> Path:
    path = folder / "deals.csv"
    rows = (
        f"Deal {n},d{n},Company {n % 500},{n % 9_000},{'Won' if n % 3 else 'Lost'},2026-03-01\n" for n in range(count)
    )
    path.write_text("deal name,crm id,company,amount,stage,close date\n" + "".join(rows))
    return path


def brought_in(path: Path, target: str, by: Any) -> dict[str, Any]:
    """The first import of a file and the second one, which must create nothing."""
    from tandem.evidence.importing import from_command

    took, first = timed(lambda: from_command(path, "measured", target, "Measured", {}, by=by))
    twice, again = timed(lambda: from_command(path, "measured", target, "Measured", {}, by=by))
    return {
        "rows": first.rows, "created": first.created, **took, "rows_per_second": round(first.rows / took["seconds"]),
        "again_created": again.created, "again_seconds": twice["seconds"],
    }  # fmt: skip


def measure(count: int, folder: Path) -> dict[str, Any]:
    owner, _ = found_company()
    found = {"companies": brought_in(companies(500, folder), "companies", owner)}
    found["deals"] = brought_in(deals(min(count, 10_000), folder), "deals", owner)
    return found | {"notes": brought_in(notes(count, folder), "notes", owner)}


def main() -> None:
    """Measure everything and print it."""
    choices = argparse.ArgumentParser(description=__doc__)
    choices.add_argument("--notes", type=int, default=100_000)
    chosen = choices.parse_args()
    before = machine()
    with installation() as place:
        from tandem.evidence.vectors import has_vectors

        measured = {"machine": before, "with_vectors": has_vectors(), **measure(chosen.notes, place)}
    json.dump(measured, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
