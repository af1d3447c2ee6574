"""Products and their owners from a file: what each row would do, as rules on plain values, and doing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from tandem.core.errors import NotAllowed, Refused
from tandem.evidence.importing.rejects import rejects_file
from tandem.evidence.reading import BadRow, Shape, inspect, loose, rows
from tandem.record.verbs import ask
from tandem.team.inviting import deliver
from tandem.team.models import Accountability, Invitation, Member, Product, ProductLine
from tandem.team.models.product import LIFE_CYCLE

MOST, LARGEST = 1_000, 5_000_000  # rows, and bytes
HEADERS = {
    "name": ("name", "product", "product name", "title"),
    "slug": ("address", "slug", "key", "product address"),
    "line": ("line", "product line", "family"),
    "summary": ("summary", "description", "in one sentence"),
    "business": ("business", "business kind", "kind"),
    "life_cycle": ("life cycle", "lifecycle", "stage", "state"),
    "pm": ("pm", "pm e-mail", "pm email", "product manager", "product manager e-mail", "product manager email"),
    "pmm": ("pmm", "pmm e-mail", "pmm email", "product marketer", "product marketer e-mail", "product marketer email"),
}
BUSINESS = {
    "business": "business", "b2b": "business", "platform": "platform", "consumer": "consumer", "b2c": "consumer",
}  # fmt: skip
SAID = {
    "name": "name", "line": "product line", "summary": "summary", "business": "business", "life_cycle": "life cycle",
    "pm": "product manager", "pmm": "product marketer",
}  # fmt: skip
SAME_NAMES = ("summary", "business", "life_cycle")


@dataclass(frozen=True)
class Known:
    """What there is already, by small letters: products by address, members by e-mail, who left, who is invited."""

    products: Mapping[str, Mapping[str, str]]
    members: frozenset[str]
    left: frozenset[str]


@dataclass
class Plan:
    """What one row would do: open a product or change one, or nothing, or why it is given back."""

    number: int
    cells: Any
    said: dict[str, str] = field(default_factory=dict)
    changes: dict[str, str] = field(default_factory=dict)
    is_new: bool = False
    unknown: tuple[tuple[str, str], ...] = ()
    wrong: str = ""

    @property
    def changes_said(self) -> list[tuple[str, str]]:
        """What changes, in words."""
        return [(SAID[name], value) for name, value in self.changes.items()]

    @property
    def does(self) -> str:
        if self.wrong:
            return "reject"
        return "open" if self.is_new else "change" if self.changes else "leave"


def planned(number: int, said: Mapping[str, str], known: Known, *, seen: Mapping[str, int]) -> Plan:
    """What a row would do, from what it says and what there is. Empty cells change nothing."""
    row = {name: " ".join(text.split()) for name, text in said.items()}
    row["slug"] = row.get("slug", "").lower() or slugify(row.get("name", ""))[:60]
    plan = Plan(number, None, said=row, wrong=_wrong(row, known, seen))
    if plan.wrong:
        return plan
    row["business"] = BUSINESS.get(row.get("business", "").lower(), "")
    row["life_cycle"] = row.get("life_cycle", "").lower()
    there = known.products.get(row["slug"])
    seats = {side: row.get(side, "").lower() for side in ("pm", "pmm")}
    plan.unknown = tuple((side, email) for side, email in seats.items() if email and email not in known.members)
    plan.is_new = there is None
    wanted = {name: row.get(name, "") for name in ("name", "line", *SAME_NAMES)} | {
        side: email for side, email in seats.items() if email in known.members
    }
    plan.changes = {name: value for name, value in wanted.items() if value and value != (there or {}).get(name, "")}
    return plan


def _wrong(row: Mapping[str, str], known: Known, seen: Mapping[str, int]) -> str:
    """Why a row is given back, in one sentence."""
    slug, name = row["slug"], row.get("name", "")
    if any(ord(letter) < 32 for value in row.values() for letter in value):
        return "There is a character in this row that cannot be kept."
    if not name:
        return "The product has no name."
    if len(name) > 120 or len(row.get("summary", "")) > 400 or len(row.get("line", "")) > 120:
        return "A name has at most 120 characters, a summary 400."
    if not slug or len(slug) > 60 or slugify(slug) != slug:
        return "An address has small letters, digits and hyphens, at most 60."
    if slug in seen:
        return f"The address {slug} stands in row {seen[slug]} already."
    if (kind := row.get("business", "").lower()) and kind not in BUSINESS:
        return f"{kind[:40]} is no kind of business: business, platform or consumer."
    if (stage := row.get("life_cycle", "").lower()) and stage not in LIFE_CYCLE:
        return f"{stage[:40]} is no stage of life: {', '.join(LIFE_CYCLE)}."
    return next(filter(None, (_wrong_person(row.get(side, "").lower(), known) for side in ("pm", "pmm"))), "")


def _wrong_person(email: str, known: Known) -> str:
    if not email:
        return ""
    if email in known.left:
        return f"{email} has left."
    try:
        validate_email(email)
    except ValidationError:
        return f"{email[:80]} is no e-mail address."
    return ""


@dataclass
class ProductFile:
    """A file of products as it was read, and what its rows would do."""

    shape: Shape
    plans: list[Plan]

    @classmethod
    def read(cls, path: str, name: str) -> ProductFile:
        """Read the file, whatever its letters and delimiter, and plan each row. Nothing is written."""
        shape = inspect(Path(path), name=name)
        places = _places(shape)
        found = list(islice(rows(Path(path), shape), MOST + 1))
        if len(found) > MOST:
            raise Refused(f"At most {MOST:,} products are brought at once; split the file.")
        return cls(shape, list(_plans(shape, places, found)))

    def counted(self) -> dict[str, int]:
        return {name: sum(plan.does == name for plan in self.plans) for name in ("open", "change", "leave", "reject")}

    def unknown(self) -> list[str]:
        """E-mails that belong to nobody here, each once."""
        return list(dict.fromkeys(email for plan in self.plans if not plan.wrong for _, email in plan.unknown))

    def rejects(self) -> Iterator[bytes]:
        """The rows given back, as a file with the reason first."""
        return rejects_file(self.shape, [(plan.cells, plan.wrong) for plan in self.plans if plan.wrong])

    def bring(self, *, by: Any, invite: bool = False) -> None:
        """Do it, each row whole or not at all; what a rule refuses meanwhile is given back too."""
        ask(by, "open a product", None)
        if invite:
            ask(by, "administer", None)
        for plan in self.plans:
            if plan.does in ("open", "change"):
                _attempt(plan, by)
        if invite:
            self._invite(by)

    def _invite(self, by: Any) -> None:
        """Each unknown person once, with the first seat they are written for; the file brought again names the rest."""
        whole = [plan for plan in reversed(self.plans) if not plan.wrong]
        wanted = {email: (plan, side) for plan in whole for side, email in reversed(plan.unknown)}
        standing = set(Invitation.objects.standing().values_list("email", flat=True))
        for email, (plan, side) in wanted.items():
            if email not in standing:
                product = Product.objects.select_related("item").get(slug=plan.said["slug"])
                deliver(Invitation.invite(email, product=product, side=side, by=by), by=by)


def _places(shape: Shape) -> dict[str, int]:
    """Which column holds what."""
    headers = {loose(column.header): column.position for column in reversed(shape.columns)}
    named = [(name, loose(one)) for name, called in HEADERS.items() for one in reversed(called)]
    found = {name: headers[one] for name, one in named if one in headers}
    if "name" not in found:
        raise Refused("No column says the name of the product: head one with Name, and see the example.")
    return found


def _plans(shape: Shape, places: Mapping[str, int], found: list[Any]) -> Iterator[Plan]:
    known = known_now()
    seen: dict[str, int] = {}
    for row in found:
        if isinstance(row, BadRow):
            if not row.skipped:
                yield Plan(row.number, row.raw, wrong=row.reason)
            continue
        said = {name: str(shape.value(row, place) or "") for name, place in places.items()}
        plan = planned(row.number, said, known, seen=seen)
        plan.cells = row.cells
        if not plan.wrong:
            seen[plan.said["slug"]] = row.number
        yield plan


def known_now() -> Known:
    """What there is, in three statements."""
    seats = {
        (product, side): email.lower()
        for product, side, email in Accountability.objects.current().values_list("product", "side", "member__email")
    }
    products = {
        product.slug: {
            "name": product.title,
            "line": product.line.title if product.line else "",
            "pm": seats.get((product.pk, "pm"), ""),
            "pmm": seats.get((product.pk, "pmm"), ""),
            **{name: getattr(product, name) for name in SAME_NAMES},
        }
        for product in Product.objects.select_related("item", "line__item")
    }
    people = list(Member.objects.values_list("email", "is_active"))
    here = frozenset(email.lower() for email, is_active in people if is_active)
    return Known(products, here, frozenset(email.lower() for email, _ in people) - here)


def _attempt(plan: Plan, by: Any) -> None:
    try:
        with transaction.atomic():
            _write(plan, by)
    except NotAllowed:
        raise
    except Refused as refused:
        plan.wrong = refused.sentence


def _write(plan: Plan, by: Any) -> None:
    slug, wanted = plan.said["slug"], plan.changes
    if plan.is_new:
        product = Product.open(plan.said["name"], slug=slug, summary=wanted.get("summary", ""), by=by)
    else:
        product = Product.objects.select_related("item").get(slug=slug)
    fields: dict[str, Any] = {name: wanted[name] for name in SAME_NAMES if name in wanted}
    if wanted.get("name") and wanted["name"] != product.title:
        fields["title"] = wanted["name"]
    if wanted.get("line"):
        fields["line"] = _line(wanted["line"], by)
    if fields:
        product.revise(by=by, version=product.version, because="From a file of products", **fields)
    for side in ("pm", "pmm"):
        if email := wanted.get(side):
            member = Member.objects.get(email__iexact=email)
            product.put_in_charge(member, side, by=by, because="From a file of products")


def _line(title: str, by: Any) -> ProductLine:
    found: ProductLine | None = ProductLine.objects.in_use().filter(item__title__iexact=title).first()
    return found or ProductLine.open(title, by=by)
