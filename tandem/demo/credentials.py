"""How to sign in to the demo company: kept in its home for its owner alone, so that a second run can say it again."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import get_hasher

from tandem.core import home as homes
from tandem.demo.world import table

KEPT = "demo-credentials.json"
ROUNDS = 1000
WORTH_TRYING = ("ada", "luis", "ingrid", "priya", "jess", "tomas", "marta")


@dataclass(frozen=True)
class Credential:
    """One member of the demo company who can sign in."""

    name: str
    says: str
    email: str
    password: str


@dataclass(frozen=True)
class Credentials:
    """Everybody who can sign in, in the order worth trying."""

    members: tuple[Credential, ...]

    @classmethod
    def of(cls, passwords: dict[str, str]) -> Credentials:
        """Of the members whose passwords are given, by key."""
        people = {row["key"]: row for row in table("team")["member"]}
        return cls(
            tuple(
                Credential(people[key]["name"], people[key]["title"], people[key]["email"], said)
                for key, said in passwords.items()
            )
        )

    def keep(self) -> None:
        """Write them into the home, for its owner alone."""
        homes.keep_secret(_place(), json.dumps([asdict(member) for member in self.members], indent=1), replace=True)

    @classmethod
    def kept(cls) -> Credentials | None:
        """Those of the demo in this home; None where they were taken away."""
        try:
            return cls(tuple(Credential(**row) for row in json.loads(_place().read_text("utf-8"))))
        except (OSError, ValueError, TypeError):
            return None

    def lines(self) -> list[str]:
        """One line for each, to be printed."""
        wide = max(len(member.email) for member in self.members)
        return [
            f"  {member.email:<{wide}}  {member.password}  {member.name} ({member.says})" for member in self.members
        ]


def said(credentials: Credentials | None) -> list[str]:
    """How to sign in, as lines to be printed."""
    if credentials is None:
        return ["The passwords of the demo are not in this home any more. Delete the home to build the demo anew."]
    return ["Sign in as:", *credentials.lines(), f"These stay in {_place()}."]


def invented_passwords() -> dict[str, str]:
    """A password of its own for each of the people worth signing in as."""
    return {key: secrets.token_urlsafe(9) for key in WORTH_TRYING}


@contextmanager
def few_rounds() -> Iterator[None]:
    """Passwords hashed within it take few rounds: many only hold up somebody who guesses, and nobody guesses twelve
    random letters. The first sign-in hashes a password anew, in as many rounds as any other.
    """
    hasher: Any = get_hasher()
    before, hasher.iterations = hasher.iterations, ROUNDS
    try:
        yield
    finally:
        hasher.iterations = before


def _place() -> Path:
    return homes.location() / KEPT
