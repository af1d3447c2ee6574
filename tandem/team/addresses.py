"""Pasted e-mail addresses, cut and checked, as pure functions: each is told apart, none is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

CUT = re.compile(r"[\n;,]+")
BETWEEN_MARKS = re.compile(r'"[^"\n]*"')


@dataclass(frozen=True)
class Pasted:
    """One entry as it was pasted, the address in it, and why it is of no use, if it is of none."""

    said: str
    email: str
    wrong: str = ""


def pasted(text: str) -> list[Pasted]:
    """The addresses of a text, one a line or between commas and semicolons; `Ana Roth <ana@x.example>` is one too."""
    seen: set[str] = set()
    return list(_checked(text, seen))


def _checked(text: str, seen: set[str]) -> Iterator[Pasted]:
    quiet = BETWEEN_MARKS.sub(lambda found: found[0].replace(",", " ").replace(";", " "), text)
    for said in filter(None, map(str.strip, CUT.split(quiet))):
        email = _address(said)
        if not email:
            yield Pasted(said[:300], "", "This is no e-mail address.")
        elif email in seen:
            yield Pasted(said[:300], email, "It stands here twice.")
        else:
            seen.add(email)
            yield Pasted(said[:300], email)


def _address(said: str) -> str:
    email = (parseaddr(said)[1] if "<" in said else said).strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email if len(email) <= 254 else ""
