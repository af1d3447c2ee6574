"""What charter keeps of a company goes over when companies are merged."""

from __future__ import annotations

from typing import Any

from tandem.charter.models import CharterMember
from tandem.charter.models.program import EarlyAccess
from tandem.core.errors import Refused
from tandem.evidence.merging import carried


def refuse_two_members(twice: list[Any]) -> None:
    """A program has each company once. A member that was retired stays where it is; two that stand are for people."""
    for member in twice:
        if member.item.retired_at is None:
            raise Refused(f"Both are in {member.program}. Retire one of the two members there, then merge.")


carried(CharterMember, called="charter memberships", once_with="program", left=refuse_two_members)
carried(EarlyAccess, called="places in early access", once_with="program")
