"""Cells as text that the database can hold: what a person wrote stays, what no text may contain goes."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import Any


def clean(text: str) -> str:
    """The same text without NUL characters and without halves of surrogate pairs, which no database keeps."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")


def as_text(value: Any) -> str:
    """A cell as text: lists are joined, nested things stay JSON, nothing is an empty text."""
    if isinstance(value, str):
        return clean(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(inner, str | int) for inner in value):
        return ", ".join(as_text(inner) for inner in value)
    if isinstance(value, list | dict):
        return clean(json.dumps(plain(value), ensure_ascii=False))
    return str(value)


def plain(value: Any) -> Any:
    """A value that a JSON column keeps: clean texts, finite numbers, nothing else."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(str(name)): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, Decimal) or (isinstance(value, float) and not math.isfinite(value)):
        return str(value)
    return value
