"""Themes on a cluster held against those of one machine: how far they agree, and what each step costs. Prints JSON.

    python benchmarks/cluster.py [--sizes 10000 100000 1000000] [--costs 100000] [--notes 20000] [--data FOLDER]

Wants the extra for clusters (`bin/setup --cluster`) and starts a Ray of two processes. Files of notes written here
(customers.py) and the labelled sets go through the whole of it, once with a sample that holds every text, as far as one
machine divides so many, and once with a tenth. What a step costs is told in processor time of one process that does
all pieces one after the other; notes in a database come from an import of their own.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from customers import file_of, written
from labelled import BESIDE, labelled
from machine import Memory, found_company, installation, machine, timed

GROUP = 5_000
SETS = ("banking77", "bitext")
STEPS = {
    "_lowest": "reading and drawing",
    "_placed": "encoding and placing",
    "_with_all": "comparing",
    "_with_those_around": "comparing",
    "_shared_terms": "comparing",
    "_grouped": "dividing",
}
Measured = dict[str, Any]


class OneByOne:
    """Pieces done here, with the processor time of each kind of work."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()

    def __call__(self, work: Any, shared: Any, pieces: Iterable[Any]) -> Iterator[Any]:
        for piece in pieces:
            before = time.process_time()
            said = work(shared, piece)
            self.seconds[STEPS[work.__name__]] += time.process_time() - before
            yield said


def agreement(texts: list[str], truth: list[str], place: Path, spread: Any) -> Measured:
    """Themes of one machine, of another seed, of Ray with a whole sample and with a tenth."""
    from tandem.language import discover_themes
    from tandem.language.themes import WHOLE_UP_TO, depth_for

    level = depth_for(len(texts))
    took, alone = timed(lambda: discover_themes(texts, level=level, levels=("coarse",)))
    other = discover_themes(texts, level=level, levels=(), seed=1).labels.tolist()
    runs = {"another seed, one machine": other}
    samples = {"Ray, sample of all": len(texts), "Ray, sample of a tenth": len(texts) // 10}
    for name, sample in samples.items():
        if sample > WHOLE_UP_TO:  # one machine would not take it as a whole either
            continue
        start = time.perf_counter()
        runs[name] = on_files(texts, place, spread, sample)
        took[f"seconds, {name}"] = round(time.perf_counter() - start, 2)
    here = alone.labels.tolist()
    told = {name: {"themes": len(set(found)), **_agree(here, found, truth)} for name, found in runs.items()}
    return {"texts": len(texts), "one machine": {"themes": len(alone), **_agree(here, here, truth), **took}, **told}


def _agree(here: list[int], found: list[int], truth: list[str]) -> Measured:
    from tandem.language.agreement import adjusted_rand, v_measure

    own = {"v": round(v_measure(here, found), 4), "ari": round(adjusted_rand(here, found), 4)}
    if truth:
        own |= {"v_labels": round(v_measure(truth, found), 4), "ari_labels": round(adjusted_rand(truth, found), 4)}
    return own


def on_files(texts: list[str], place: Path, spread: Any, sample: int) -> list[int]:
    """The theme of each text, by way of Parquet and back."""
    import pyarrow
    import pyarrow.parquet as parquet

    from tandem.cluster.files import Files, find

    source, target = place / "texts.parquet", place / "found"
    parquet.write_table(pyarrow.table({"text": texts}), source, row_group_size=GROUP)
    find(Files.at([source], "text", "", target), spread, sample=sample)
    parts = [parquet.read_table(path, columns=["part", "row", "theme"]) for path in target.glob("*.parquet")]
    rows = pyarrow.concat_tables(parts).sort_by([("part", "ascending"), ("row", "ascending")])
    return [int(theme) for theme in rows["theme"].to_pylist()]


def cost_of_files(count: int, place: Path) -> Measured:
    """Processor seconds of each step; what is left over is done where the command runs."""
    texts, steps = list(written(0, count)), OneByOne()
    with Memory() as memory:
        took, _ = timed(lambda: on_files(texts, place, steps, count // 10))
    return _costs(count, count // 10, steps, took) | {"peak_memory_mb": memory.peak}


def cost_of_notes(count: int) -> Measured:
    """The same from the database and back; its own processor time is not told."""
    with installation() as place:
        from tandem.cluster import notes
        from tandem.evidence.importing import from_command

        owner, product = found_company()
        imported, _ = timed(
            lambda: from_command(file_of(0, count, place), "measured", "notes", "Measured", {}, by=owner)
        )
        forget_vectors()
        steps = OneByOne()
        took, _ = timed(lambda: notes.find(product, steps, by=owner, sample=max(1_000, count // 10)))
        told = _costs(count, count // 10, steps, took) | {"seconds to import": imported["seconds"]}
        kept, _ = timed(lambda: put_back(product))
    return told | {"seconds to give every note another theme": kept["seconds"]}


def forget_vectors() -> None:
    """As if the notes had come by another way than an import, which makes their vectors."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM evidence_notevector")


def put_back(product: Any) -> None:
    """The write of a whole corpus alone: every note goes to another theme than it has."""
    from tandem.evidence.models import Note, Theme
    from tandem.evidence.putting import put_notes

    themes = sorted(Theme.objects.of(product).values_list("pk", flat=True))
    after = dict(zip(themes, [*themes[1:], themes[0]], strict=True))
    rows = list(Note.objects.of(product).values_list("pk", "theme"))
    put_notes([note for note, _ in rows], [after[theme] for _, theme in rows])


def _costs(count: int, sample: int, steps: OneByOne, took: dict[str, float]) -> Measured:
    spent = {name: round(seconds, 2) for name, seconds in steps.seconds.items()}
    rest = round(took["processor_seconds"] - sum(steps.seconds.values()), 2)
    return {"notes": count, "sample": sample, **took, "steps": spent | {"the rest": rest}}


def main() -> None:
    """Measure everything and print it."""
    choices = argparse.ArgumentParser(description=__doc__)
    choices.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    choices.add_argument("--costs", type=int, default=100_000)
    choices.add_argument("--notes", type=int, default=20_000)
    choices.add_argument("--data", type=Path, default=BESIDE)
    chosen = choices.parse_args()
    from tandem.cluster.workers import cluster

    told: Measured = {"machine": machine(), "agreement": {}}
    with tempfile.TemporaryDirectory() as folder:
        place, start = Path(folder), time.perf_counter()
        with cluster(processes=2) as spread:
            told["seconds to start Ray"] = round(time.perf_counter() - start, 2)
            for size in chosen.sizes:
                told["agreement"][f"written here, {size:,}"] = agreement(list(written(0, size)), [], place, spread)
            for name in SETS:
                if one := labelled(chosen.data, name):
                    told["agreement"][name] = agreement(one.texts, one.labels, place, spread)
        told["files"] = cost_of_files(chosen.costs, place)
    told["notes"] = cost_of_notes(chosen.notes)
    json.dump(told, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
