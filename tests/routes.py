"""Every address of Tandem: pages from the URLconf, operations from the OpenAPI document, with a subject for each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tandem.api.urls import api
from tandem.charter.models import CharterMember
from tandem.core import clock
from tandem.definition.models import Decision, Edition, Goal, Interviewee, Release, Reply, RoadmapLink, Status
from tandem.definition.models.roadmap import digest_of
from tandem.evidence.models import Area, Attachment, Contact, Highlight, Import, Note, SavedSearch, Sorting, Survey
from tandem.launch.models import Launch, PlanStep
from tandem.messaging.models import Capability, SalesAsset
from tandem.record.kinds import KINDS
from tandem.record.models import Item
from tandem.team.models import (
    Activity,
    AreaOwner,
    Comment,
    CustomField,
    Delegation,
    Input,
    Invitation,
    Mail,
    Member,
    Product,
    Snooze,
    Webhook,
)

BY_PATH = {kind.path: kind.name for kind in KINDS.values()}
GONE = 987654321
SIGNS = "#@~!+="
WORDS = {"side": "pm", "story": "buttons", "form": "brief", "ending": "md"}
FITTING: dict[str, Callable[[Product], Any]] = {
    "input": lambda product: Input.objects.of(product).filter(to_side="pm", answered=None),
    "decision": lambda product: Decision.objects.of(product).in_use().exclude(form="price"),
    "release": lambda product: Release.objects.of(product).in_use().still_to_come(),
    "goal": lambda product: Goal.objects.of(product).in_use().exclude(result=None),
    "charter member": lambda product: CharterMember.objects.of(product).in_use().filter(stage="candidate"),
    "member at work": lambda product: CharterMember.objects.of(product).in_use().filter(stage="live"),
    "launch": lambda product: Launch.objects.of(product).in_use().still_to_come(),
    "sales asset": lambda product: SalesAsset.objects.of(product).in_use().filter(released_on=None),
    "problem status": lambda product: Status.objects.of(product).in_use().filter(of="problem"),
    "custom field": lambda product: CustomField.objects.in_use().filter(form="choice"),
    "plan step": lambda product: PlanStep.objects.of(product).in_use().filter(launch__launched_on=None, done_on=None),
}


@dataclass(frozen=True)
class Route:
    """One address with its name: `definition:problem`, or the operation's id for a program's."""

    name: str
    path: str
    method: str = ""
    body: dict[str, Any] | None = field(default=None, hash=False, compare=False)

    @property
    def names_an_object(self) -> bool:
        return "<" in self.path or "{" in self.path


@cache
def pages() -> list[Route]:
    """Every page; the sign-in library's own and the API's are not among them."""
    return [route for route in _walk(get_resolver().url_patterns) if not route.path.startswith(("accounts/", "api/"))]


def _walk(patterns: list[Any], path: str = "", namespace: str = "") -> Iterator[Route]:
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, inner)
        elif isinstance(pattern, URLPattern):
            yield Route(f"{namespace}{pattern.name}", here)


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document as a program reads it."""
    return json.loads(json.dumps(api.get_openapi_schema(), default=str))


@cache
def operations() -> list[Route]:
    """Every operation of the API, with the example that its request schema gives."""
    found = []
    for path, methods in document()["paths"].items():
        for method, said in methods.items():
            found.append(Route(said["operationId"], path.lstrip("/"), method, _example(said)))
    return found


def request_schema(said: dict[str, Any]) -> dict[str, Any] | None:
    """The schema of an operation's body, its reference followed; None where it takes none or a file."""
    content = said.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    if schema and "$ref" in schema:
        return document()["components"]["schemas"][schema["$ref"].split("/")[-1]]
    return schema


def _example(said: dict[str, Any]) -> dict[str, Any] | None:
    schema = request_schema(said)
    return (schema.get("examples") or [{}])[0] if schema else None


class Subjects:
    """What the addresses name: the first thing of each kind that belongs to a product, or to the workspace."""

    def __init__(self, product: Product) -> None:
        self.product = product

    def path(self, route: Route, *, gone: bool = False) -> str | None:
        """The address with its names filled in, or None when the product has no such thing."""
        filled = re.sub(r"<(?:(\w+):)?(\w+)>|\{(\w+)\}", lambda m: self._fill(route, m, gone), route.path)
        return None if "None" in filled else f"/{filled}"

    def _fill(self, route: Route, match: re.Match[str], gone: bool) -> str:
        name = match[2] or match[3]
        before = re.sub(r"^api/v1/", "", route.path[: match.start()]).strip("/").split("/")
        if name in ("product", "slug"):
            return "no-such-product" if gone else self.product.slug
        if gone and name != "ending":
            return f"P-{GONE}" if name == "mark" else str(GONE)
        return str(self._number(name, before))

    def _number(self, name: str, before: list[str]) -> Any:
        if name == "mark":
            return f"P-{self.number('problem')}"
        if name in WORDS:
            return WORDS[name]
        if made := self._made(name, before[-1]):
            return made.pk
        if before[-1] in ("position", "gate") or name == "position":
            return 1
        if name == "key":
            return self.part("activity")
        if before[-1] in ("editions", "roadmap-links", "saved-searches"):
            return self._kept(before[-1])
        if name == "token":
            return self._secret() if before[-1] == "r" else self.survey().token
        if before[-1] == "questions":
            return self.survey().questions.values_list("pk", flat=True).first()
        if name == "contact":
            return Contact.objects.filter(company__item__number=self.number("company")).order_by("pk")[0].pk
        if before[-1] == "contacts":
            return Contact.objects.values_list("pk", flat=True).order_by("pk").first()
        if before[-1] == "outbox" or name == "mail":
            return Mail.objects.filter(about__product=self.product.pk).values_list("pk", flat=True).last()
        if before[-1] == "replies" or name == "reply":
            return Reply.objects.of(self.product).filter(state="drafted").values_list("pk", flat=True).first()
        if before[-1] == "notes":
            return self._note().pk
        if before[-1] == "people":
            return self._spoken_with()
        if before[-1] == "attachments":
            return Attachment.objects.standing().filter(note=self._note()).values_list("pk", flat=True).first()
        if before[-1] == "sortings":
            found = Sorting.objects.of(self.product).standing().exclude(ended_at=None).order_by("pk")
            return found.values_list("pk", flat=True).first()
        if before[-1] == "highlights":
            return Highlight.objects.filter(note=self._note()).values_list("pk", flat=True).first()
        kind = BY_PATH.get(before[-1]) or (name if name in KINDS else None)
        return self.number(kind) if kind else 1

    def kind(self, route: Route) -> str:
        """What kind of thing an address names first."""
        first = re.sub(r"^api/v1/", "", route.path).split("/")[0]
        return BY_PATH.get(first, first)

    def survey(self) -> Survey:
        """The first survey of customers."""
        return Survey.objects.of(self.product).in_use().filter(audience="customers").order_by("item__number")[0]

    def _kept(self, place: str) -> Any:
        """The first of what belongs to the product and has no number of its own."""
        kinds: dict[str, Any] = {"editions": Edition, "roadmap-links": RoadmapLink, "saved-searches": SavedSearch}
        return kinds[place].objects.of(self.product).values_list("pk", flat=True).order_by("pk").first()

    def _secret(self) -> str:
        """The address of a link, of which only the hash is kept."""
        first = RoadmapLink.objects.of(self.product).order_by("pk")[:1]
        RoadmapLink.objects.filter(pk__in=first.values("pk")).update(digest=digest_of("matrix"))
        return "matrix"

    def _spoken_with(self) -> Any:
        talks = Interviewee.objects.filter(interview__item__number=self.number("interview"))
        return talks.values_list("pk", flat=True).first()

    def _area(self) -> Area:
        """The demo's first, or one of many themes where a product has none."""
        known = Area.objects.filter(product=self.product.pk).order_by("pk").first()
        return known or Area.objects.create(
            product=self.product.item, title="An area of the matrix", found_at=clock.now()
        )

    def _made(self, name: str, before: str) -> Any:
        """What is made here for the matrix, where the address names such a thing."""
        if name == "delegation" or before == "delegations":
            return Delegation.objects.current().filter(product=self.product, side="pm").order_by("pk")[0]
        if name == "owned" or before == "area-owners":
            return self._owned_area()
        made = {
            "comments": self._comment, "invitations": self._invitation, "webhooks": self._webhook, "areas": self._area,
            "snoozes": self._snooze,
        }  # fmt: skip
        return made[before]() if before in made else None

    def _owned_area(self) -> AreaOwner:
        """One below the PM."""
        said = {"member": self.product.owner("pm"), "since": clock.today()}
        area = {"product": self.product, "side": "pm", "form": "region", "name": "The matrix", "until": None}
        return AreaOwner.objects.get_or_create(**area, defaults=said)[0]

    def _comment(self) -> Comment:
        """One that the PM wrote just now."""
        about, by = self.item("problem"), self.product.owner("pm")
        said = {"text": "Said in the matrix", "at": clock.now()}
        return Comment.objects.get_or_create(about=about, by=by, under=None, note=None, defaults=said)[0]

    def _invitation(self) -> Invitation:
        """One that waits to be accepted."""
        said = {"role": "viewer", "by": Member.objects.filter(role="administrator")[0]}
        said |= {"made_at": clock.now(), "expires_at": clock.now()}
        return Invitation.objects.get_or_create(email="waits@cast.example", defaults=said)[0]

    def _webhook(self) -> Webhook:
        """One that nobody is behind."""
        said = {"address": "https://127.0.0.1/hook", "events": ["goal"], "made_at": clock.now()}
        by = Member.objects.filter(role="administrator")[0]
        return Webhook.objects.get_or_create(name="Matrix", defaults={**said, "by": by})[0]

    def _snooze(self) -> Snooze:
        """One that the PM put just now."""
        said = {"item": self.product.item, "by": self.product.owner("pm"), "because": "Matrix", "at": clock.now()}
        until = clock.today() + timedelta(days=9)
        return Snooze.objects.get_or_create(product=self.product, flag="a flag", until=until, defaults=said)[0]

    def _note(self) -> Any:
        with_words = Note.objects.filter(highlights__isnull=False, source__item__product=self.product.pk)
        with_files = with_words.filter(attachments__isnull=False)
        return with_files.first() or with_words.order_by("pk").first() or Note.objects.filter(source__item__product=self.product.pk).first()

    def number(self, kind: str) -> int | None:
        """The number of the thing of a kind that acts are tried on."""
        item = self.item(kind)
        return item.number if item else None

    def item(self, kind: str) -> Item | None:
        """The first thing of a kind in use, of this product rather than of none; where an act asks for a state, or for
        one side, the first that has it.
        """
        if kind in FITTING:
            return FITTING[kind](self.product).select_related("item").order_by("item__number")[0].item
        found = Item.objects.filter(kind=kind, retired_at=None).filter(product=self.product.pk).order_by("number")
        loose = Item.objects.filter(kind=kind, retired_at=None, product=None).order_by("number")
        return found.first() or loose.first()

    def part(self, name: str) -> Any:
        """What the form calls by another key than a number: an activity, a capability."""
        if name == "activity":
            return Activity.objects.in_use().order_by("item__number")[0].key
        return Capability.objects.filter(competitor__item__product=self.product.pk).order_by("pk")[0].pk

    def said(self, route: Route, fields: dict[str, Any]) -> dict[str, Any]:
        """These fields with the things put in that they name by a sign."""
        return {name: self.named(route, value) for name, value in fields.items()}

    def named(self, route: Route, value: Any) -> Any:
        """#company is a number, @company a key, ~company a title, !problem a mark, +activity a part, = a version."""
        if not isinstance(value, str) or value[:1] not in SIGNS:
            return value
        sign, kind = value[0], value[1:]
        if sign == "=":
            item = self.item(self.kind(route))
            return item.version if item else 1
        if sign == "+":
            return self.part(kind)
        if kind == "note":
            return self._note().pk
        item = self.item(kind)
        return {"#": item.number, "@": item.pk, "~": item.title, "!": item.mark}[sign] if item else value

    def body(self, example: dict[str, Any] | None) -> dict[str, Any] | None:
        """An example of the document with things that exist put in for those it names."""
        return {name: self._real(name, value) for name, value in example.items()} if example is not None else None

    def _real(self, name: str, value: Any) -> Any:
        kind = name.replace("_", " ").removesuffix(" number")
        if name == "product":
            return self.product.slug
        if isinstance(value, list):
            single = kind.removesuffix("s")
            return [self._real(single, one) if isinstance(one, int) else one for one in value]
        if kind in ("owner", "with member", "to") and isinstance(value, int):
            kind = "member"
        if isinstance(value, int) and not isinstance(value, bool) and kind in KINDS:
            return self.number(kind) or value
        if isinstance(value, str) and re.fullmatch(r"[A-Z]{1,2}-\d+", value):
            problem = Item.objects.filter(kind="problem", product=self.product.pk, retired_at=None).first()
            return problem.mark if problem else value
        return value


__all__ = ["GONE", "Import", "Member", "Route", "Subjects", "document", "operations", "pages", "request_schema"]
