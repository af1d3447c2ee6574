"""JSON read strictly and piece by piece: the values of a list come out one at a time, whatever the file's size."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn, TextIO

from tandem.core.errors import Refused
from tandem.evidence.reading.shape import MAX_DEPTH, MAX_RECORD_CHARS

CHUNK = 64 * 1024
BLANK = re.compile(r"[ \t\n\r]*")
TOO_DEEP = f"The JSON is nested more than {MAX_DEPTH} levels deep."


class JsonText:
    """A JSON text under a moving window; every way it can be wrong is refused with its line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._window = ""
        self._at = 0
        self._ended = False
        self._passed = 0
        self._counted = 0
        self._decoder = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_number)

    @property
    def line(self) -> int:
        """The line the reading stands on."""
        self._passed += self._window.count("\n", self._counted, self._at)
        self._counted = self._at
        return 1 + self._passed

    def peek(self) -> str:
        """The next character that is not blank, or an empty string at the end."""
        while True:
            found = BLANK.match(self._window, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._window):
                return self._window[self._at]
            if not self._read_more(CHUNK):
                return ""

    def take(self, expected: str) -> None:
        """Pass over one character that must stand here."""
        if self.peek() != expected:
            self.refuse(f"expected {expected}")
        self._at += 1

    def value(self) -> Any:
        """The next whole value."""
        self.peek()
        bite = CHUNK
        while True:
            try:
                found, end = self._decoder.raw_decode(self._window, self._at)
            except RecursionError:
                raise Refused(TOO_DEEP) from None
            except ValueError as trouble:
                if not self._read_more(bite):
                    self.refuse(str(trouble).split(":")[0])
            else:
                if end < len(self._window) or not self._read_more(bite):
                    self._at = end
                    return found
            if len(self._window) - self._at > MAX_RECORD_CHARS:
                raise Refused(f"A record near line {self.line} is larger than {MAX_RECORD_CHARS >> 20} MB or not JSON.")
            bite *= 2

    def finish(self) -> None:
        """Nothing but blanks may follow."""
        if self.peek():
            self.refuse("something follows the end")

    def refuse(self, what: str) -> NoReturn:
        """Say where the text stops being JSON."""
        raise Refused(f"The file is not valid JSON near line {self.line}: {what[:80].lower()}.")

    def _read_more(self, size: int) -> bool:
        if self._ended:
            return False
        self._passed += self._window.count("\n", self._counted, self._at)
        more = self._stream.read(size)
        self._window, self._at, self._counted = self._window[self._at :] + more, 0, 0
        self._ended = not more
        return bool(more)


def strict_value(text: str) -> Any:
    """One JSON value from a text that holds nothing else."""
    decoder = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_number)
    try:
        return decoder.decode(text)
    except RecursionError:
        raise Refused(TOO_DEEP) from None
    except ValueError as trouble:
        raise Refused(f"The line is not valid JSON: {str(trouble).split(':')[0].lower()}.") from None


def flattened(value: Any) -> dict[str, Any]:
    """An object as dotted paths (`user.email`), lists kept whole; a bare value stands under `value`."""
    if not isinstance(value, dict):
        return {"value": _clean(value, 1)}
    flat: dict[str, Any] = {}
    _flatten(value, "", 1, flat)
    return flat


def _flatten(value: dict[str, Any], path: str, depth: int, flat: dict[str, Any]) -> None:
    if depth > MAX_DEPTH:
        raise Refused(TOO_DEEP)
    for key, inner in value.items():
        name = f"{path}.{_text(key)}" if path else _text(key)
        if isinstance(inner, dict) and inner:
            _flatten(inner, name, depth + 1, flat)
            continue
        while name in flat:  # {"a.b": 1, "a": {"b": 2}} is one name twice
            name += " (2)"
        flat[name] = _clean(inner, depth)


def _clean(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise Refused(TOO_DEEP)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return [_clean(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_text(key): _clean(item, depth + 1) for key, item in value.items()}
    return value


def _text(text: str) -> str:
    """Text without NULs; half of a surrogate pair is no letter and cannot be stored."""
    text = text.replace("\x00", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refused("A text holds half of a letter (a lone surrogate) and cannot be stored.") from None
    return text


def _number(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError("A number is too large")
    return number


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")
