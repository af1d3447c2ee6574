"""Which customers agreed to be named in public: consents that stand today."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from tandem.charter.models import Reference
from tandem.charter.rules import NAMED_IN_PUBLIC
from tandem.definition.documents.sharing import may_be_named


@may_be_named
def agreed_to_be_named(companies: Collection[int], today: date) -> set[int]:
    """Companies with a consent to be named that is neither withdrawn nor expired, of somebody live and happy."""
    standing = Reference.objects.usable_now(today).with_scope(NAMED_IN_PUBLIC).filter(member__company__in=companies)
    return set(standing.values_list("member__company", flat=True))
