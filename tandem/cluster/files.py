"""Files of texts as a corpus: Parquet, CSV or JSON lines read in pieces, the theme of every row written as Parquet."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tandem.cluster.drawing import Batch, Key
from tandem.cluster.finding import SAMPLE, Finding, Placed, count_of, first_silent
from tandem.core.errors import Refused
from tandem.language.spreading import Spread
from tandem.language.themes import Progress, silence

FORMATS = {".parquet": "parquet", ".csv": "csv", ".jsonl": "json", ".ndjson": "json"}
BATCH = 10_000
BLOCK = 8 * 2**20
NAMES = "themes.jsonl"


@dataclass(frozen=True)
class Taken:
    """What is told of a piece: how many of its rows each theme has, and its first text without a known word."""

    counts: Counter[int]
    silent: tuple[Key, str] | None


@dataclass(frozen=True)
class Files:
    """Files with a column of texts and, if wanted, one that names the rows. Every machine sees them at these paths."""

    paths: tuple[str, ...]
    text: str
    name: str
    target: str

    @classmethod
    def at(cls, paths: list[Path], text: str, name: str, target: Path) -> Files:
        """Refused where there are none, or several formats, or a column is missing."""
        found = sorted(str(file.resolve()) for path in paths for file in (_within(path) if path.is_dir() else [path]))
        if not found:
            raise Refused(f"There is no Parquet, CSV or JSON lines file in {paths[0] if paths else 'nothing'}.")
        if absent := [path for path in found if not Path(path).is_file()]:
            raise Refused(f"There is no file {absent[0]}.")
        if len(formats := {FORMATS.get(Path(path).suffix.lower(), "") for path in found}) > 1 or "" in formats:
            raise Refused("Give files of one kind: .parquet, .csv or .jsonl.")
        files = cls(tuple(found), text, name, str(target.resolve()))
        files.refuse_columns()
        return files

    def refuse_columns(self) -> None:
        """A column that is not there is told before anything is read."""
        for path in self.paths:
            with _understood(path):
                present = self._opened(path).schema.names
            for column in filter(None, [self.text, self.name]):
                if column not in present:
                    raise Refused(f"{path} has no column {column}; it has {', '.join(present[:20])}.")

    def pieces(self) -> list[tuple[int, int]]:
        """Which file and which part of it: Parquet comes in groups of rows, the others are read from end to end."""
        counts = [len(self._parts(path)) for path in self.paths]
        return [(file, part) for file, count in enumerate(counts) for part in range(count)]

    def read(self, piece: tuple[int, int]) -> Iterator[Batch]:
        path, row = self.paths[piece[0]], 0
        columns = list(dict.fromkeys(filter(None, [self.text, self.name])))
        with _understood(path):
            # One thread: the machines are the threads, and rows keep their order.
            for read in self._parts(path)[piece[1]].to_batches(columns=columns, batch_size=BATCH, use_threads=False):
                texts = [text or "" for text in _as_text(read.column(self.text)).to_pylist()]
                keys = np.empty((len(texts), 2), np.int64)
                keys[:, 0], keys[:, 1] = piece[0] * 2**32 + piece[1], np.arange(row, row + len(texts))
                yield Batch(keys, texts, {"name": _as_text(read.column(self.name)) if self.name else None})
                row += len(texts)

    def take(self, piece: tuple[int, int], found: Iterator[Placed]) -> Taken:
        """A file of its own for each piece, under its name only once it is whole."""
        import pyarrow.parquet as parquet

        path = self.unfinished / f"part-{piece[0]:05}-{piece[1]:05}.parquet"
        writer, counts, silent = None, Counter[int](), []
        for placed in found:
            rows = self._rows(piece, placed)
            writer = writer or parquet.ParquetWriter(f"{path}.part", rows.schema)
            writer.write_table(rows)
            counts.update(rows.column("theme").to_pylist())
            silent.append(first_silent(placed))
        if writer:
            writer.close()
            Path(f"{path}.part").replace(path)
        return Taken(counts, min(filter(None, silent), default=None))

    @property
    def unfinished(self) -> Path:
        """Where everything goes until it is whole."""
        return Path(f"{self.target}.unfinished")

    def _rows(self, piece: tuple[int, int], placed: Placed) -> Any:
        import pyarrow

        columns = {level: labels.astype(np.int32) for level, labels in placed.levels.items()}
        name = placed.batch.known["name"]
        if name is None:
            file = pyarrow.array([self.paths[piece[0]]] * len(placed.batch.texts)).dictionary_encode()
            part = pyarrow.array(np.full(len(placed.batch.texts), piece[1], np.int32))
            where = {"file": file, "part": part, "row": placed.batch.keys[:, 1]}
        else:
            where = {self.name: name}
        theme = columns.get("medium", columns["coarse"])
        return pyarrow.table({**where, "theme": theme, "area": columns["coarse"]})

    def _parts(self, path: str) -> list[Any]:
        (whole,) = self._opened(path).get_fragments()
        return list(whole.split_by_row_group()) if path.lower().endswith(".parquet") else [whole]

    def _opened(self, path: str) -> Any:
        """The file by pyarrow, its two columns read as text: what a block of it looks like decides nothing."""
        import pyarrow
        from pyarrow import csv, dataset
        from pyarrow import json as lines

        kind = FORMATS[Path(path).suffix.lower()]
        texts = {column: pyarrow.string() for column in filter(None, [self.text, self.name])}
        if kind == "csv":
            convert = csv.ConvertOptions(column_types=texts, strings_can_be_null=False)
            parse, read = csv.ParseOptions(newlines_in_values=True), csv.ReadOptions(block_size=BLOCK)
            form: Any = dataset.CsvFileFormat(parse_options=parse, convert_options=convert, read_options=read)
        elif kind == "json":
            form = dataset.JsonFileFormat(read_options=lines.ReadOptions(block_size=BLOCK))
        else:
            form = dataset.ParquetFileFormat()
        return dataset.dataset(path, format=form)


def find(
    files: Files, spread: Spread, *, sample: int = SAMPLE, progress: Progress = silence
) -> list[dict[str, Any]]:
    """Themes of the texts in files, and the theme of each row in a folder: there as a whole or not at all."""
    target = Path(files.target)
    if target.exists() and not (target / NAMES).is_file():
        raise Refused(f"{target} holds something else: name a folder that is not there yet.")
    shutil.rmtree(files.unfinished, ignore_errors=True)
    files.unfinished.mkdir(parents=True)
    found = Finding.of(files, spread, sample=sample, tell=progress)
    if not found.read:
        raise Refused("There is no text in these files.")
    themes = _themes(found)
    lines = "".join(json.dumps(theme, ensure_ascii=False) + "\n" for theme in themes)
    (files.unfinished / NAMES).write_text(lines, encoding="utf-8")
    if target.exists():
        shutil.rmtree(target)
    files.unfinished.rename(target)
    return themes


def _themes(found: Finding) -> list[dict[str, Any]]:
    """What each theme is called and how many texts it has, the largest first."""
    counts = sum((piece.counts for piece in found.pieces), Counter[int]())
    silent = min(filter(None, (piece.silent for piece in found.pieces)), default=None)
    same = {level: np.arange(count_of(labels)) for level, labels in found.sample.levels.items()}
    themes = found.sample.themes(found.level, same, silent)
    areas = themes.parents.get("medium", range(len(themes)))
    rows = zip(areas, themes.titles, themes.keywords, strict=True)
    told = [
        {"theme": number, "area": int(area), "texts": counts[number], "title": title, "keywords": words}
        for number, (area, title, words) in enumerate(rows)
    ]
    return sorted(told, key=lambda theme: (-theme["texts"], theme["theme"]))


def _within(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix.lower() in FORMATS and path.is_file()]


def _as_text(column: Any) -> Any:
    import pyarrow

    return column.cast(pyarrow.string())


@contextmanager
def _understood(path: str) -> Iterator[None]:
    """What pyarrow cannot read is a refusal."""
    import pyarrow

    try:
        yield
    except (pyarrow.ArrowException, OSError) as error:
        said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise Refused(f"{path} cannot be read: {said[:300]}") from error
