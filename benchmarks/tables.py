"""Write the tables of docs/benchmarks.md anew from the results that are kept: what stands between a table's two marks.

A table begins with `<!-- table: NAME -->` and ends with `<!-- end -->`; the words around it are written by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parent / "docs" / "benchmarks.md"
MARKED = re.compile(r"(<!-- table: ([a-z ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
Result = dict[str, Any]
Rows = Iterable[Iterable[Any]]


def pages(lists: Result) -> str:
    """With what the first look took after something was recorded, where that was measured."""
    columns = ("p50_ms", "p95_ms", "processor_p50_ms", "nothing_kept_ms", "statements", "slowest_statement_ms")
    rows = (
        [name, *(round(page[column]) if column in page else "" for column in columns)]
        for name, page in lists["pages"].items()
    )
    heads = "page | median ms | 95% ms | processor ms | nothing kept ms | statements | slowest statement ms"
    return _table(heads, rows)


def many(found: Result) -> str:
    """Pages over many things of one kind: the processor time of the web process first, which a busy machine does not
    stretch, and what a look takes after all that pages keep was forgotten.
    """
    columns = (
        "processor_p50_ms", "processor_p95_ms", "nothing_kept_processor_ms", "p50_ms", "p95_ms", "statements",
        "kilobytes",
    )  # fmt: skip
    rows = [
        [name, *(round(page[column]) if column in page else "" for column in columns)]
        for name, page in found["pages"].items()
    ]
    heads = "page | processor ms | processor 95% ms | nothing kept, processor ms | median ms | 95% ms | statements | KB"
    on = found["machine"]
    loads = f"The load was {on['load_before'][0]} before and {on['load_after_pages']} after, on {on['cores']} cores."
    return f"{_table(heads, rows)}\n{loads}\n"


def work(found: Result) -> str:
    """What is done once: seconds by the clock and of the processor."""
    rows = ([name, one["seconds"], one["processor_seconds"]] for name, one in found["work"].items())
    return _table("done | seconds | processor seconds", rows)


def imports(found: Result) -> str:
    columns = ("rows", "seconds", "processor_seconds", "rows_per_second", "again_seconds")
    rows = (
        [name, *(one[column] for column in columns)]
        for name, one in found.items()
        if isinstance(one, dict) and "rows" in one
    )
    return _table("file | rows | seconds | processor seconds | rows a second | seconds when brought again", rows)


def themes(found: Result) -> str:
    """Labelled sets first, then notes written here."""
    names = {"banking77": "Banking77", "bitext": "Bitext"}
    columns = ("texts", "labels", "themes", "v", "ari", "without_theme", "seconds", "processor_seconds")
    rows = [[names[name], *(found[name][column] for column in columns)] for name in names if found[name]]
    many = found["scale"]
    took = many["seconds"], many["processor_seconds"]
    written = ["written here", many["notes"], "", many["themes"], "", "", "", *took]
    heads = "texts | number | labels | themes | V | ARI | without a theme | seconds | processor seconds"
    return _table(heads, [*rows, written])


def bertopic(found: Result) -> str:
    columns = ("themes", "v", "ari", "left_out_percent", "seconds", "processor_seconds")
    rows = [
        [f"{name}, {one['texts']:,}" if first else "", who["who"], *(who.get(column, "") for column in columns),
         f"{one['times_the_seconds']} / {one['times_the_processor_seconds']}" if who["who"] == "BERTopic" else ""]
        for name, one in found["sets"].items() if one
        for first, who in ((place == 0, who) for place, who in enumerate(one["found"]))
    ]  # fmt: skip
    heads = "texts | who | themes | V | ARI | left out % | seconds | processor seconds | times Tandem's (clock / CPU)"
    return _table(heads, rows)


def scale(found: Result) -> str:
    """One row for each size and step."""
    steps = {"import": "imported, with vectors", "themes": "themes found", "themes_again": "themes found again"}
    columns = ("notes_a_second", "seconds", "processor_seconds", "statements", "peak_memory_mb")
    rows = [
        [f"{int(size):,}", said, *(one[step][column] for column in columns)]
        for size, one in found["database"].items()
        for step, said in steps.items()
        if one[step]
    ]
    alone = [
        [f"{one['notes']:,}", "engine alone, texts to names", round(one["notes"] / one["seconds"]), one["seconds"],
         one["processor_seconds"], "", one["peak_memory_mb"]]
        for one in found["engine"].values()
    ]  # fmt: skip
    heads = "notes | step | notes a second | seconds | processor seconds | statements | most memory MB"
    return _table(heads, rows + alone)


def encoder(found: Result) -> str:
    heads = "measured on | figure | shipped | trained anew"
    rows = ([name, figure, *values] for name, one in found["figures"].items() for figure, values in one.items())
    return _table(heads, rows)


def cluster(found: Result) -> str:
    """For each corpus the themes of one machine, then the others held against them and against the labels."""
    columns = ("themes", "v", "ari", "v_labels", "ari_labels")
    rows = [
        [name if who == "one machine" else "", who, *(one[who].get(column, "") for column in columns),
         one["one machine"].get("seconds" if who == "one machine" else f"seconds, {who}", "")]
        for name, one in found["agreement"].items()
        for who in one if who != "texts"
    ]  # fmt: skip
    return _table("texts | who | themes | V / one machine | ARI | V / labels | ARI | seconds", rows)


def cluster_costs(found: Result) -> str:
    """Processor seconds of each step, all done by one process."""
    steps = ("reading and drawing", "comparing", "dividing", "encoding and placing", "the rest")
    places = {"files": "Parquet", "notes": "the database"}
    rows = [
        [places[name], found[name]["notes"], found[name]["sample"], *(found[name]["steps"][step] for step in steps)]
        for name in places
    ]
    return _table(f"from | texts | sample | {' | '.join(steps)}", rows)


def runners(found: Result) -> str:
    rows = (
        [name, one["start"], one["seconds"], one["processor_seconds"], round(one["notes"] / one["processor_seconds"])]
        for name, one in found["runners"].items()
    )
    return _table("runner | seconds to start | seconds | processor seconds of all | texts a processor second", rows)


TABLES: dict[str, tuple[str, Callable[[Result], str]]] = {
    "pages": ("lists", pages),
    "pages over a million": ("million", pages),
    "priorities": ("priorities", many),
    "scoring": ("priorities", work),
    "portfolio": ("portfolio", many),
    "portfolio counted": ("portfolio", work),
    "imports": ("imports", imports),
    "themes": ("themes", themes),
    "bertopic": ("bertopic", bertopic),
    "scale": ("scale", scale),
    "encoder": ("encoder", encoder),
    "cluster": ("cluster", cluster),
    "cluster costs": ("cluster", cluster_costs),
    "runners": ("runners", runners),
}


def written(document: str, results: Path) -> str:
    """The document with every marked table whose result is kept; another table stays as it is."""

    def table(match: re.Match[str]) -> str:
        result, make = TABLES[match[2]]
        kept = results / f"{result}.json"
        return f"{match[1]}\n{make(json.loads(kept.read_text()))}\n{match[3]}" if kept.is_file() else match[0]

    return MARKED.sub(table, document)


def _table(heads: str, rows: Rows) -> str:
    told = [" | ".join(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row) for row in rows]
    return "".join([f"| {heads} |\n", f"|{'---|' * len(heads.split('|'))}\n", *(f"| {line} |\n" for line in told)])


if __name__ == "__main__":
    DOCUMENT.write_text(written(DOCUMENT.read_text(encoding="utf-8"), HERE / "results"), encoding="utf-8")
