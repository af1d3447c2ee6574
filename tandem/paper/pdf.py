"""Documents as PDF, set by Typst. The words reach it as JSON and are shown as text: none of them is ever its markup.

Typst brings its own typefaces; where a script is in none of them, one of the machine is taken. Nothing is fetched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

from tandem.paper.form import Document, Look, as_json

SHEET = Path(__file__).with_name("pdf.typ")
LONG = re.compile(r"\S{40,}")
BREAK = "\u200b"
UNBROKEN = 30
ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}


def pdf(document: Document, look: Look) -> bytes:
    """The whole document as the bytes of a PDF file, tagged for reading aloud."""
    said = _breakable(as_json(document))
    for section, whole in zip(said["sections"], document.sections, strict=True):
        for shown, block in zip(section["blocks"], whole.blocks, strict=True):
            shown["weights"] = getattr(block, "weights", [])
    said["look"] = {"color": look.color, "footer": look.footer, "logo": ""}
    with TemporaryDirectory() as folder:
        if look.logo:
            said["look"]["logo"] = f"/logo.{ENDINGS[look.logo_kind]}"
            Path(folder, said["look"]["logo"][1:]).write_bytes(look.logo)
        at = document.drawn_at and document.drawn_at.astimezone(UTC).replace(microsecond=0)
        return typeset(SHEET.read_text(), said, "pdf", root=folder, timestamp=at)


def typeset(program: str, told: Mapping[str, Any], form: Literal["pdf", "png"], **options: Any) -> bytes:
    """What is told, set by a program of Typst that reads it as `told` and shows it as text: a PDF file, or a picture of
    the first page.
    """
    given: Any = {"format": form, "ppi": 144.0, "sys_inputs": {"told": json.dumps(told)}, **options}
    made = typst.compile(program.encode(), font_paths=_fonts(), **given)
    return bytes(made[0] if isinstance(made, list) else made or b"")


@cache
def _fonts() -> Any:
    """Looked for once a process: reading a machine's typefaces takes longer than setting a document."""
    return typst.Fonts()


def _breakable(said: Any, key: str = "") -> Any:
    """Words too long for a line may break anywhere; otherwise they would run off the page."""
    if isinstance(said, dict):
        return {name: _breakable(value, name) for name, value in said.items()}
    if isinstance(said, list):
        return [_breakable(one, key) for one in said]
    return LONG.sub(_broken, said) if isinstance(said, str) and key not in ("href", "title", "author") else said


def _broken(found: re.Match[str]) -> str:
    word = found.group()
    return BREAK.join(word[at : at + UNBROKEN] for at in range(0, len(word), UNBROKEN))
