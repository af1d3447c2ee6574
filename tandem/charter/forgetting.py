"""What the charter takes away of a person who is erased: the consents they gave."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from tandem.charter.models import Reference
from tandem.evidence.erasing import forgets
from tandem.evidence.models import Contact


@forgets
def end_consents(person: Contact, notes: Collection[int], by: Any) -> None:
    """Nobody can be asked about a consent any more whose giver is not known: it ends."""
    if not person.name:
        return
    given = Reference.objects.filter(granted_by__iexact=person.name, withdrawn_on=None)
    for consent in given.filter(member__company=person.company).select_related("item", "member__item"):
        consent.withdraw(by=by, because="Whoever gave it was erased.")
