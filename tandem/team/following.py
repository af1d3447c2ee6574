"""Who is told of a thing: those who follow it, those who follow its product, and the owners of that product."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from tandem.record.models import Item
from tandem.team.models import Accountability, Follow, Member

Said = tuple[bool | None, bool | None]  # of the thing itself, and of its product
NOTHING: Said = (None, None)


def follows(own: bool | None, of_product: bool | None, is_owner: bool) -> bool:
    """What was said about the thing itself goes first, then what was said about its product; owners follow unasked."""
    if own is not None:
        return own
    return is_owner if of_product is None else of_product


def followers_of(item: Item, note: int | None = None) -> set[int]:
    """The keys of those who follow a thing, or a note of this source, in two statements."""
    product = item.pk if item.kind == "product" else item.product_id
    said, owners = _said(item.pk, product, note), _owners(product)
    return {person for person in {*owners, *said} if follows(*said.get(person, NOTHING), person in owners)}


def is_followed_by(item: Item, member: Any, note: int | None = None) -> bool:
    """Whether this member follows a thing, asked in one statement: what a person is for a product is known already."""
    product = item.pk if item.kind == "product" else item.product_id
    said = _said(item.pk, product, note, member=member.pk)
    return follows(*said.get(member.pk, NOTHING), bool({"pm", "pmm"} & member.hats(product)))


def followed_by(member: Any) -> Q:
    """Which items a member follows, as a condition."""
    said = dict(Follow.objects.filter(member=member.pk, note=None).values_list("about", "is_on"))
    on, off = [pk for pk, is_on in said.items() if is_on], [pk for pk, is_on in said.items() if not is_on]
    owned = Accountability.objects.current().filter(member=member.pk).exclude(product__in=off).values("product")
    return Q(pk__in=on) | (Q(product__in=on) | Q(product__in=owned) | Q(pk__in=owned)) & ~Q(pk__in=off)


def notes_followed_by(member: Any) -> tuple[dict[int, int], set[int]]:
    """The notes this member follows, each with its source, and those of which nothing is wanted."""
    said = [(row.note or 0, row) for row in Follow.objects.filter(member=member.pk).exclude(note=None)]
    return {note: row.about_id for note, row in said if row.is_on}, {note for note, row in said if not row.is_on}


def who_see(item: Item, people: Iterable[int]) -> list[Member]:
    """Those of these people who are still here and see the thing."""
    found = Member.objects.active().filter(pk__in=list(people)).select_related("item")
    return [member for member in found if sees(member, item)]


def sees(member: Any, item: Item) -> bool:
    """Whether a member sees a thing."""
    return Item.objects.visible_to(member).filter(pk=item.pk).exists()


def _said(item: int, product: int | None, note: int | None, **who: Any) -> dict[int, Said]:
    """What each member said. Of a note goes before what was said of its source."""
    wanted = Q(note=None) if note is None else Q(note=None) | Q(about=item, note=note)
    rows = Follow.objects.filter(wanted, about__in=[item, product or item], **who)
    said: dict[int, dict[tuple[int | None, int | None], bool]] = {}
    for row in rows:
        said.setdefault(row.member_id, {})[row.about_id, row.note] = row.is_on
    return {
        member: (about.get((item, note), about.get((item, None))), about.get((product or 0, None)))
        for member, about in said.items()
    }


def _owners(product: int | None) -> set[int]:
    if product is None:
        return set()
    return set(Accountability.objects.current().filter(product=product).values_list("member", flat=True))
