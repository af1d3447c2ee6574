"""Which inputs a list shows: whose they are and where they stand, the late ones first; a page at a time."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from tandem.core.paging import Keyset, Page
from tandem.team.models import Input, Product

WHOSE = {"": "All", "mine": "Mine to answer", "given": "Given by me"}
STATES = {"waiting": "Waiting", "answered": "Answered"}
ORDERS = {"waiting": ("due_on", "item_id"), "answered": ("-answered__at", "-item_id"), "": ("-item_id",)}
Pill = tuple[str, str, bool]


def listed(
    member: Any, product: Product | None, whose: str, state: str, *, after: str | None = None, size: int = 50
) -> Page[Input]:
    """One page. Waiting ones by the day an answer is due, so that late ones come first; answered ones
    newest first; without a state all of them, the newest first.
    """
    found = Input.objects.visible_to(member)
    if state:
        found = found.given_answers() if state == "answered" else found.waiting()
    if product is not None:
        found = found.of(product)
    if whose == "mine":
        found = found.for_answer_by(member)
    elif whose == "given":
        found = found.filter(by=member.pk)
    return Keyset(found.with_answers(), order=ORDERS[state], after=after, size=size).page()


def choices(whose: str, state: str) -> list[tuple[str, list[Pill]]]:
    """The two rows of choices above a list."""
    return [
        ("Whose", [(label, _asked(key, state), key == whose) for key, label in WHOSE.items()]),
        ("State", [(label, _asked(whose, key), key == state) for key, label in STATES.items()]),
    ]


def _asked(whose: str, state: str) -> str:
    return f"?{urlencode({'whose': whose, 'state': state})}"
