"""Proof before general availability: programs, their members, builds, sessions, references."""

from tandem.charter.models.answer import Happiness, Wish
from tandem.charter.models.build import Build, Deployment
from tandem.charter.models.charter_member import CharterMember
from tandem.charter.models.program import EarlyAccess, Program
from tandem.charter.models.reference import Reference, ReferenceUse
from tandem.charter.models.session import Session
from tandem.charter.models.stage_move import StageMove
from tandem.record.history import links_kept

__all__ = [
    "Build", "CharterMember", "Deployment", "EarlyAccess", "Happiness", "Program", "Reference", "ReferenceUse",
    "Session", "StageMove", "Wish",
]  # fmt: skip

links_kept(Session, "members")
