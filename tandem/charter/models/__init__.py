"""Proof before general availability: programs, their members, builds, sessions, references."""

from tandem.charter.models.build import Build, Deployment
from tandem.charter.models.charter_member import CharterMember, Happiness, StageMove, Wish
from tandem.charter.models.program import EarlyAccess, Program
from tandem.charter.models.reference import Reference, ReferenceUse
from tandem.charter.models.session import Session

__all__ = [
    "Build", "CharterMember", "Deployment", "EarlyAccess", "Happiness", "Program", "Reference", "ReferenceUse",
    "Session", "StageMove", "Wish",
]  # fmt: skip
