"""JSON and JSON-lines files as rows: a list, a list inside a known wrapper, a single object, or an object a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

from tandem.core.errors import Refused
from tandem.evidence.reading.encodings import decide_encoding, open_text
from tandem.evidence.reading.lines import LineTooLong
from tandem.evidence.reading.shape import MAX_CELL_BYTES, MAX_RECORD_CHARS, BadRow, Row
from tandem.evidence.reading.strictjson import JsonText, flattened, strict_value

WRAPPERS = frozenset(
    (
        *(
            "records",
            "data",
            "issues",
            "results",
            "items",
            "rows",
            "entries",
            "features",
            "tickets",
            "comments",
            "hits",
        ),
        *("conversations", "messages", "posts", "notes", "reviews", "responses", "values", "value", "companies"),
        *("organizations", "contacts", "users", "deals", "opportunities"),
    )
)


def json_encoding(path: Path, asked: str | None) -> str:
    """JSON is Unicode by definition: nothing is guessed."""
    encoding, guessed = decide_encoding(path, asked)
    if guessed:
        raise Refused("The file is not valid JSON: JSON must be stored as UTF-8 or UTF-16.")
    return encoding


def is_json_lines(path: Path, encoding: str) -> bool:
    """Whether the first line is a whole object and another object follows on the next."""
    with open_text(path, encoding) as stream:
        first, second = stream.readline(MAX_RECORD_CHARS), stream.readline(16).lstrip()
    if not first.lstrip().startswith("{") or not second.startswith("{"):
        return False
    try:
        strict_value(first)
    except Refused:
        return False
    return True


def json_rows(path: Path, encoding: str, wrapper: str = "") -> Generator[Row | BadRow, None, None]:
    """The records of a JSON file. Where it stops being JSON, one bad row says so and the reading ends."""
    with open_text(path, encoding) as stream:
        text = JsonText(stream)
        try:
            yield from _document(text, wrapper)
        except Refused as refusal:
            yield BadRow(text.line, "", str(refusal))


def find_wrapper(path: Path, encoding: str) -> str:
    """The key of the list that holds the records, or an empty string when the file is a list or one object."""
    with open_text(path, encoding) as stream:
        text = JsonText(stream)
        if text.peek() == "":
            raise Refused("The file is empty.")
        if text.peek() != "{":
            return ""
        return next((key for key in _keys(text, lambda key: key in WRAPPERS) if key), "")


def json_line_rows(path: Path, encoding: str) -> Generator[Row | BadRow, None, None]:
    """An object a line; a line that is not one is a bad row and the next is read."""
    with open_text(path, encoding) as stream:
        number = 0
        while line := stream.readline(MAX_RECORD_CHARS):
            number += 1
            if not line.strip():
                continue
            try:
                _refuse_long(line, stream.readline)
                yield _record(number, strict_value(line.strip("\r\n \t")))
            except (Refused, LineTooLong) as refusal:
                yield BadRow(number, line[:MAX_CELL_BYTES].rstrip("\r\n"), str(refusal))


def _document(text: JsonText, wrapper: str) -> Iterator[Row | BadRow]:
    if text.peek() == "[":
        yield from _elements(text)
    elif text.peek() == "{" and wrapper:
        for _ in _keys(text, lambda key: key == wrapper, stop=False):
            yield from _elements(text)
    elif text.peek():
        yield _record(text.line, text.value())
    else:
        raise Refused("The file is empty.")
    text.finish()


def _elements(text: JsonText) -> Iterator[Row | BadRow]:
    text.take("[")
    if text.peek() == "]":
        return text.take("]")
    while True:
        text.peek()
        line = text.line
        value = text.value()
        try:
            yield _record(line, value)
        except Refused as refusal:
            yield BadRow(line, json.dumps(value)[:MAX_CELL_BYTES] if not _deep(refusal) else "", str(refusal))
        if text.peek() == "]":
            return text.take("]")
        text.take(",")


def _keys(text: JsonText, wanted: Callable[[str], bool], *, stop: bool = True) -> Iterator[str]:
    """Walk an object's keys. At a wanted one that holds a list, hand over: the caller reads that list or stops."""
    text.take("{")
    if text.peek() == "}":
        return text.take("}")
    while True:
        key = text.value() if text.peek() == '"' else text.refuse("a name in quotes is missing")
        text.take(":")
        if wanted(key) and text.peek() == "[":
            yield key
            if stop:
                return None
        else:
            text.value()
        if text.peek() == "}":
            return text.take("}")
        text.take(",")


def _record(number: int, value: Any) -> Row:
    flat = flattened(value)
    for name, cell in flat.items():
        if isinstance(cell, str) and len(cell) > MAX_CELL_BYTES // 4 and len(cell.encode()) > MAX_CELL_BYTES:
            raise Refused(f"The text of {name[:60]} is larger than {MAX_CELL_BYTES >> 20} MB.")
    return Row(number, flat)


def _deep(refusal: Refused) -> bool:
    return "nested" in str(refusal)


def _refuse_long(line: str, readline: Callable[[int], str]) -> None:
    if len(line) < MAX_RECORD_CHARS or line.endswith("\n"):
        return
    while (rest := readline(MAX_RECORD_CHARS)) and not rest.endswith("\n"):
        continue
    raise LineTooLong(f"The line is longer than {MAX_RECORD_CHARS >> 20} MB.")
