"""Throughput and memory from ten thousand notes to a million, through the database and by the engine alone, as JSON.

    python benchmarks/scale.py --home /some/folder --sizes 10000 100000 1000000

Notes are written here (customers.py) and imported in files, so that one database grows from size to size; at each size
the themes are found twice, the second time where most notes stay where they are. The database stays in the folder and a
second run goes on where the first stopped; what was measured before is told again. Without --home it is thrown away.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from customers import file_of, written
from imports import companies
from machine import Memory, found_company, installation, machine, timed

FILE = 50_000
BATCH = 10_000
SIZES = (10_000, 100_000, 1_000_000)
Measured = dict[str, Any]


@contextmanager
def statements() -> Iterator[list[int]]:
    """How many statements are asked meanwhile, without keeping what they say."""
    from django.db import connection

    asked = [0]

    def count(execute: Callable[..., Any], *rest: Any) -> Any:
        asked[0] += 1
        return execute(*rest)

    with connection.execute_wrapper(count):
        yield asked


def held(done: Callable[[], Any], notes: int) -> Measured:
    """Time, notes a second, statements and the most memory of one step."""
    with Memory() as memory, statements() as asked:
        took, _ = timed(done)
    pace = {"notes": notes, "notes_a_second": round(notes / took["seconds"])}
    return {**pace, **took, "statements": asked[0], "peak_memory_mb": memory.peak}


def grown(size: int, place: Path, owner: Any, product: Any) -> Measured | None:
    """Import what is missing up to this size, a file at a time; none where nothing was."""
    from tandem.evidence.importing import from_command
    from tandem.evidence.models import Note

    first = Note.objects.of(product).count()
    files = [file_of(at, min(FILE, size - at), place) for at in range(first, size, FILE)]
    if not files:
        return None

    def bring() -> None:
        for file in files:
            from_command(file, "measured", "notes", "Measured", {}, by=owner)

    done = held(bring, size - first)
    for file in files:
        file.unlink()
    return done


def measured(size: int, place: Path, owner: Any, product: Any) -> Measured:
    """One size: import, encoding, themes found for the first time or anew, and once more."""
    from tandem.evidence.models import Theme

    imported = grown(size, place, owner, product)
    found = held(lambda: Theme.discover(product, by=owner), size)
    again = held(lambda: Theme.discover(product, by=owner), size)
    themes = Theme.objects.of(product).shown().count()
    return {"import": imported, "encode": encoded(size), "themes": found | {"found": themes}, "themes_again": again}


def encoded(count: int) -> Measured:
    """The engine's vectors for so many notes, a batch at a time."""
    from tandem.language import Encoder

    processor, clock = 0.0, 0.0
    with Memory() as memory:
        for first in range(0, count, BATCH):
            texts = list(written(first, min(BATCH, count - first)))
            took, _ = timed(lambda texts=texts: Encoder.shipped().encode(texts))  # type: ignore[misc]
            processor, clock = processor + took["processor_seconds"], clock + took["seconds"]
    pace = {"notes": count, "notes_a_processor_second": round(count / processor)}
    return {**pace, "seconds": round(clock, 2), "processor_seconds": round(processor, 2), "peak_memory_mb": memory.peak}


def engine_alone(count: int) -> Measured:
    """Load to names without a database."""
    from tandem.language import discover_themes

    texts = list(written(0, count))
    with Memory() as memory:
        took, themes = timed(lambda: discover_themes(texts))
    return {"notes": count, "themes": len(themes), **took, "peak_memory_mb": memory.peak}


def through_the_database(sizes: list[int], home: Path | None) -> Measured:
    """Every size that was not measured before in this folder."""
    kept = home / "scale.json" if home else None
    told: Measured = json.loads(kept.read_text()) if kept and kept.is_file() else {}
    with installation(home) as place:
        from tandem.evidence.importing import from_command

        owner, product = found_company()
        from_command(companies(500, place), "measured", "companies", "Measured", {}, by=owner)
        for size in sorted(sizes):
            if str(size) not in told:
                print(f"{size:,} notes ...", file=sys.stderr, flush=True)
                told[str(size)] = {"machine": machine(), **measured(size, place, owner, product)}
                if kept:
                    kept.write_text(json.dumps(told, indent=2))
    return told


def main() -> None:
    """Measure everything and print it."""
    choices = argparse.ArgumentParser(description=__doc__)
    choices.add_argument("--home", type=Path)
    choices.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    choices.add_argument("--engine", type=int, nargs="*", default=list(SIZES), help="Sizes for the engine alone.")
    chosen = choices.parse_args()
    if chosen.home:
        chosen.home.mkdir(parents=True, exist_ok=True)
    before = machine()
    engine = {str(size): engine_alone(size) for size in chosen.engine}
    told = {"machine": before, "engine": engine, "database": through_the_database(chosen.sizes, chosen.home)}
    json.dump(told, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
