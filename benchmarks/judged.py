"""How good an encoder is on every labelled set beside the repository: themes, neighbors, duplicates and search."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from labelled import labelled, rows_of, sheet
from numpy.typing import NDArray

from tandem.language import Encoder, discover_themes
from tandem.language.agreement import adjusted_rand, v_measure
from tandem.language.vectors import Vectors, common_part, without

LABELLED = ("banking77", "bitext", "app reviews", "issues by kind", "issues by project", "airline reasons")
ASKED = 3_000  # texts of a set whose neighbors are looked at
NEAREST = 10
SEEDS = 3  # one division of a graph says little: they differ by half a point
# Where each question's answers stand in the survey, for the file of themes that people gave them.
QUESTIONS = {
    "hinderances": [4], "integrations": [6, 7, 8], "workflow_needs_addressed": [11, 12, 13],
    "workflow_needs_not_addressed": [14, 15, 16], "pleasant_aspects": [17, 18, 19], "difficult_aspects": [20, 21, 22],
    "features_changes": [23, 24, 25], "first_experience_enhancements": [26, 27, 28],
}  # fmt: skip
Figures = dict[str, float]


def figures(encoder: Encoder, data: Path) -> dict[str, Figures]:
    """Every figure by the set it was read on; a set that is absent is left out."""
    found: dict[str, Figures] = {}
    for name in LABELLED:
        if read := labelled(data, name):
            vectors = encoder.encode(read.texts)
            same = np.array(read.labels)
            found[name] = {
                **_themes(read.texts, read.labels, vectors),
                "neighbors alike": _alike(vectors, lambda one, others, same=same: same[others] == same[one]),  # type: ignore[misc]
            }
    for name, read_on in {"survey answers": _survey, "bug duplicates": _duplicates, "review search": _search}.items():
        try:
            found[name] = read_on(encoder, data)
        except FileNotFoundError:
            continue
    return found


def _themes(texts: list[str], labels: list[str], vectors: Vectors) -> Figures:
    found = [discover_themes(texts, vectors=vectors, levels=(), seed=seed).labels.tolist() for seed in range(SEEDS)]
    return {
        "V": _mean([v_measure(labels, one) for one in found]),
        "ARI": _mean([adjusted_rand(labels, one) for one in found]),
    }


def _alike(vectors: Vectors, agree: Callable[[int, NDArray[np.int64]], NDArray[np.bool_]]) -> float:
    """The share of each text's ten nearest that agree with it."""
    own = without(vectors, common_part(vectors))
    asked = np.arange(0, len(own), max(1, len(own) // ASKED))
    return _mean([float(agree(int(one), _nearest(own, int(one))).mean()) for one in asked])


def _nearest(own: Vectors, one: int) -> NDArray[np.int64]:
    likeness = own @ own[one]
    likeness[one] = -2
    return np.argsort(-likeness, kind="stable")[:NEAREST]


def _survey(encoder: Encoder, data: Path) -> Figures:
    """Neighbors that share a theme, over the eight questions; an answer has several."""
    with (data / "surveys/jupyter_notebook_ux_2015_surveygizmo.csv").open(newline="", encoding="utf-8") as lines:
        answers = list(csv.reader(lines))[1:]
    shares = []
    for name, columns in QUESTIONS.items():
        with (data / f"surveys/jupyter_2015_themes/{name}_themes.csv").open(encoding="utf-8") as lines:
            rows = [row for row in csv.reader(lines, delimiter=";") if row[0] and row[1]]
        given = [set(row[1].split(",")) for row in rows]
        texts = ["\n".join(answers[int(row[0])][column] for column in columns) for row in rows]
        shares.append(
            _alike(
                encoder.encode(texts),
                lambda one, others, given=given: np.array([bool(given[one] & given[it]) for it in others]),  # type: ignore[misc]
            )
        )
    return {"neighbors alike": _mean(shares)}


def _duplicates(encoder: Encoder, data: Path) -> Figures:
    """Where the bug that people called its duplicate stands among all others, by the summaries."""
    bugs = list(rows_of(data, "feedback/jira_export_hadoop_bugs.csv"))
    place = {bug["Issue id"]: number for number, bug in enumerate(bugs)}
    vectors = encoder.encode([bug["Summary"] for bug in bugs])
    own = without(vectors, common_part(vectors))
    ranks = []
    for pair in rows_of(data, "feedback/jira_export_hadoop_duplicates.csv"):
        for other in pair["Duplicate id"].replace(";", ",").split(","):
            if pair["Issue id"] in place and other.strip() in place:
                likeness = own @ own[(one := place[pair["Issue id"]])]
                likeness[one] = -2
                ranks.append(int((likeness > likeness[place[other.strip()]]).sum()))
    among = _mean([rank < NEAREST for rank in ranks])
    return {"reciprocal rank": _mean([1 / (rank + 1) for rank in ranks]), "among ten": among}


def _search(encoder: Encoder, data: Path) -> Figures:
    """Mean average precision of three searches in app reviews that people judged."""
    files = sorted((data / "app_reviews/is22_evernote_search").glob("*.xlsx"))
    if not files:
        raise FileNotFoundError(data)
    return {"average precision": _mean([_precision(encoder, path) for path in files])}


def _precision(encoder: Encoder, path: Path) -> float:
    rows = [row for row in sheet(path) if row.get("Judge") in ("Y", "N")]
    asked, *reviews = encoder.encode([rows[0]["Query (Orginal)"], *(row["Review content"] for row in rows)])
    order = np.argsort(-(np.array(reviews) @ asked))
    wanted = np.array([row["Judge"] == "Y" for row in rows])[order]
    return float((np.cumsum(wanted) / np.arange(1, len(wanted) + 1))[wanted].mean())


def _mean(values: list[Any]) -> float:
    return round(float(np.mean(values)), 4)
