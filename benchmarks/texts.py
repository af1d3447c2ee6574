"""The sentences that the encoder learns from, told apart and put in order: the corpus, and what Debian
says of software.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

SENTENCE = re.compile(r"(?<=[a-z0-9)\]\"'][.!?])\s+(?=[A-Z\"'(])")
SHORTEST, LONGEST = 4, 60
# What packaging adds to a description says nothing about what a program does.
PACKAGING = re.compile(
    r"\b(?:this|the) (?:(?:meta|dummy|transitional|virtual|source|binary)[- ]?)*package\b"
    r"|\bpackage (?:contains|provides)|\bdebian\b|\btransitional\b|\bcontains the (?:header|development|static|shared|documentation)|https?://",
    re.IGNORECASE,
)


def corpus(path: Path) -> list[str]:
    """The `text` of each line of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def about_software(lines: Iterable[str]) -> list[str]:
    """Each different sentence of the package descriptions in a Translation-en or Packages file, in its order."""
    found: dict[str, str] = {}
    for said in _descriptions(lines):
        for sentence in _sentences(said):
            if SHORTEST <= len(sentence.split()) <= LONGEST and not PACKAGING.search(sentence):
                found.setdefault(" ".join(re.findall(r"[a-z]+", sentence.lower())), sentence)
    return list(found.values())


def _descriptions(lines: Iterable[str]) -> Iterator[list[str]]:
    """The paragraphs of each description: its first line, then the text below, wrapped lines joined."""
    said: list[str] | None = None
    for line in lines:
        if line.startswith("Description-en:"):
            said = [line.partition(":")[2].strip(), ""]
        elif said is not None and line.startswith(" "):
            _add(said, line[1:].rstrip())
        elif said is not None:
            yield said
            said = None
    if said is not None:
        yield said


def _add(said: list[str], line: str) -> None:
    """A lone dot parts paragraphs; an indented line or a list's item begins one of its own."""
    if line == ".":
        said.append("")
    elif line.startswith((" ", "*", "-", "o ")):
        said += [line.strip(" *-"), ""]
    else:
        said[-1] = f"{said[-1]} {line}".strip()


def _sentences(said: list[str]) -> Iterator[str]:
    """The first line holds what a reader wants, without what the part in brackets adds; then each sentence."""
    yield re.sub(r"\s*(?:\([^)]*\)|- .*)$", "", said[0])
    for paragraph in said[1:]:
        yield from SENTENCE.split(paragraph)
