"""The real texts that themes are measured on: `shared/data` beside the repository, with the labels people gave them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
csv.field_size_limit(10_000_000)


@dataclass(frozen=True)
class Labelled:
    """Texts and the label of each; no labels where nobody gave any."""

    texts: list[str]
    labels: list[str]

    def __len__(self) -> int:
        return len(self.texts)


def banking77(data: Path) -> Labelled:
    return _columns(rows_of(data, "support/banking77/train.csv", "support/banking77/test.csv"), ["text"], "category")


def bitext(data: Path) -> Labelled:
    files = [f"support/bitext/{part}.csv" for part in ("train", "dev", "test")]
    return _columns(rows_of(data, *files), ["utterance"], "intent")


def app_reviews(data: Path) -> Labelled:
    return _columns(rows_of(data, "app_reviews/googleplay_4class.csv"), ["review"], "label")


def issues_by_kind(data: Path) -> Labelled:
    return _columns(_issues(data), ["title", "body"], "label")


def issues_by_project(data: Path) -> Labelled:
    return _columns(_issues(data), ["title", "body"], "repo")


def airline_reasons(data: Path) -> Labelled:
    rows = (row for row in rows_of(data, "support/airline_tweets_usairways_delta.csv") if row["negativereason"])
    return _columns(rows, ["text"], "negativereason")


def store_reviews(data: Path) -> Labelled:
    """Without labels, in many languages; titles and texts."""
    rows = (row for row in sheet(data / "app_reviews/appstore_testflight_reviews.xlsx") if row["content"])
    return Labelled([f"{row['title'] or ''}\n{row['content']}".strip() for row in rows], [])


SETS: dict[str, Callable[[Path], Labelled]] = {
    "banking77": banking77,
    "bitext": bitext,
    "app reviews": app_reviews,
    "issues by kind": issues_by_kind,
    "issues by project": issues_by_project,
    "airline reasons": airline_reasons,
    "store reviews": store_reviews,
}


def labelled(data: Path, name: str) -> Labelled | None:
    """One of the sets; none where its files are absent."""
    try:
        return SETS[name](data)
    except FileNotFoundError:
        return None


def rows_of(data: Path, *names: str) -> Iterator[dict[str, str]]:
    for name in names:
        with (data / name).open(newline="", encoding="utf-8") as lines:
            yield from csv.DictReader(lines)


def _issues(data: Path) -> Iterator[dict[str, str]]:
    return rows_of(data, *(f"feedback/github_issues_{project}.csv" for project in ("opencv", "react", "tensorflow")))


def _columns(rows: Iterator[dict[str, str]], text: list[str], label: str) -> Labelled:
    held = list(rows)
    return Labelled(["\n".join(row[column] for column in text) for row in held], [row[label] for row in held])


def sheet(path: Path) -> Iterator[dict[str, Any]]:
    from openpyxl import load_workbook

    rows = load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)
    names = next(rows)
    return (dict(zip(names, row, strict=False)) for row in rows)
