"""The team over the API: members, products and their owners, inputs, matters, activities, tokens."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.core.errors import Refused
from tandem.core.paging import Keyset
from tandem.record.kinds import BY_PREFIX
from tandem.record.models import Item
from tandem.team.models import Activity, Input, Matter, Member, Product, Snooze, Token, Workspace

products, members, inputs, matters, tokens, activities, workspace = (
    Router(tags=[name]) for name in ("Products", "Members", "Inputs", "Matters", "Tokens", "Activities", "Workspace")
)
ROUTERS = {
    "/products": products, "/members": members, "/inputs": inputs, "/matters": matters, "/tokens": tokens,
    "/activities": activities, "/workspace": workspace,
}  # fmt: skip


def example(**fields: Any) -> dict[str, Any]:
    """An example for the OpenAPI document."""
    return {"json_schema_extra": {"examples": [fields]}}


class MemberOut(Schema):
    """A person on the team."""

    model_config = example(number=4, name="Ada Okafor", email="ada@northwind.example", role="contributor")  # type: ignore[assignment]
    number: int = Field(description="Its number across the installation.")
    name: str = Field(alias="title")
    email: str
    role: str = Field(description="administrator, head, contributor, sales or viewer")


class MemberIn(Schema):
    """A new member."""

    model_config = example(
        name="Ada Okafor", email="ada@northwind.example", role="contributor", password="correct horse battery"
    )  # type: ignore[assignment]
    name: str = Field(min_length=1, max_length=120)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$", max_length=254)
    role: str = Field("contributor", pattern="^(administrator|head|contributor|sales|viewer)$")
    password: str | None = Field(
        None, min_length=10, max_length=200, description="Leave it out for people who sign in otherwise."
    )


class ProductOut(Schema):
    """A product with its two accountable people."""

    model_config = example(
        number=1,
        name="Ledgerly",
        slug="ledgerly",
        summary="Bookkeeping",
        life_cycle="available",
        pm="Ada Okafor",
        pmm=None,
    )  # type: ignore[assignment]
    number: int
    name: str
    slug: str
    summary: str
    life_cycle: str
    pm: str | None = Field(description="The accountable product manager, or null: a flag says so.")
    pmm: str | None

    @staticmethod
    def resolve_pm(product: Product) -> str | None:
        return product.pm.title if product.pm else None

    @staticmethod
    def resolve_pmm(product: Product) -> str | None:
        return product.pmm.title if product.pmm else None


class ProductIn(Schema):
    """A new product."""

    model_config = example(name="Ledgerly", slug="ledgerly", summary="Bookkeeping for service firms")  # type: ignore[assignment]
    name: str = Field(min_length=1, max_length=120)
    slug: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
    summary: str = Field("", max_length=400)


class SeatIn(Schema):
    """Who answers for a side from today on."""

    model_config = example(side="pm", member=4, because="Moves over from Paydesk")  # type: ignore[assignment]
    side: str = Field(pattern="^(pm|pmm)$")
    member: int = Field(description="The member's number.")
    because: str = Field("", max_length=500)


class DelegationIn(Schema):
    """A delegate, who may accept on a side until a day."""

    model_config = example(side="pm", member=4, until="2026-12-31")  # type: ignore[assignment]
    side: str = Field(pattern="^(pm|pmm)$")
    member: int
    until: date


class SnoozeIn(Schema):
    """Put a flag to sleep."""

    model_config = example(flag="unowned work U-3", until="2026-12-31", because="Decided at the January planning")  # type: ignore[assignment]
    flag: str = Field(min_length=1, max_length=200, description="The flag's identity, as the overview gives it.")
    until: date
    because: str = Field(min_length=1, max_length=500)


class InputIn(Schema):
    """Something to say to the other side about one object."""

    model_config = example(about="P-7", to_side="pm", text="Prospects ask how long the switch takes.")  # type: ignore[assignment]
    about: str = Field(description="A mark such as P-7.", max_length=30)
    to_side: str = Field(pattern="^(pm|pmm)$")
    text: str = Field(min_length=1, max_length=2000)


class AnswerIn(Schema):
    """The answer to an input; declining needs a reason."""

    model_config = example(taken=False, because="We decided on this in May.")  # type: ignore[assignment]
    taken: bool
    because: str = Field("", max_length=2000)


class InputOut(Schema):
    """An input with its answer, if it has one."""

    model_config = example(
        number=2,
        text="Prospects ask how long the switch takes.",
        about="P-7",
        from_side="pmm",
        to_side="pm",
        asked_on="2026-11-20",
        due_on="2026-11-25",
        taken=None,
    )  # type: ignore[assignment]
    number: int
    text: str = Field(alias="title")
    about: str
    from_side: str
    to_side: str
    asked_on: date
    due_on: date
    taken: bool | None

    @staticmethod
    def resolve_about(given: Input) -> str:
        return given.about.mark

    @staticmethod
    def resolve_taken(given: Input) -> bool | None:
        return given.answered.taken if hasattr(given, "answered") else None


class MatterIn(Schema):
    """Work that fits nowhere."""

    model_config = example(product="ledgerly", title="Who sets the price of the add-on?")  # type: ignore[assignment]
    product: str
    title: str = Field(min_length=1, max_length=300)


class MatterOut(Schema):
    """A matter, and who took it."""

    model_config = example(number=3, title="Who sets the price of the add-on?", raised_on="2026-11-13", taken_by=None)  # type: ignore[assignment]
    number: int
    title: str
    raised_on: date
    taken_by: str | None

    @staticmethod
    def resolve_taken_by(matter: Matter) -> str | None:
        return matter.taken_by.title if matter.taken_by else None


class TakerIn(Schema):
    """Who takes a matter."""

    model_config = example(member=4)  # type: ignore[assignment]
    member: int


class ActivityOut(Schema):
    """An activity of the company's template."""

    model_config = example(key="pricing", name="Pricing", usual_side="pmm", is_on=True)  # type: ignore[assignment]
    key: str
    name: str = Field(alias="title")
    usual_side: str
    is_on: bool


class ActivityIn(Schema):
    """A new activity."""

    model_config = example(key="pricing", name="Pricing", usual_side="pmm", is_on=True, position=11)  # type: ignore[assignment]
    key: str = Field(pattern=r"^[a-z0-9-]+$", max_length=40)
    name: str = Field(min_length=1, max_length=120)
    usual_side: str = Field(pattern="^(pm|pmm|both)$")
    is_on: bool = True
    position: int = Field(99, ge=0, le=10000)


class HolderIn(Schema):
    """Who is accountable for an activity of a product."""

    model_config = example(product="ledgerly", member=4)  # type: ignore[assignment]
    product: str
    member: int


class TokenIn(Schema):
    """A new token for oneself."""

    model_config = example(name="nightly import", scopes=["read", "write"], days=90)  # type: ignore[assignment]
    name: str = Field(min_length=1, max_length=80)
    scopes: list[str]
    days: int = Field(90, ge=1, le=365)


class TokenOut(Schema):
    """One of your tokens; its secret is given once, when it is made."""

    model_config = example(id=1, name="nightly import", scopes=["read"], expires_at="2027-02-20T09:00:00Z", secret="")  # type: ignore[assignment]
    id: int
    name: str
    scopes: list[str]
    expires_at: datetime
    secret: str = ""


class WorkspaceOut(Schema):
    """The company's settings."""

    model_config = example(name="Northwind Finance", currency="USD", time_zone="UTC", preset="growing")  # type: ignore[assignment]
    name: str = Field(alias="title")
    currency: str
    time_zone: str
    preset: str


class ProductList(Schema):
    rows: list[ProductOut]
    next: str | None = None


class MemberList(Schema):
    rows: list[MemberOut]
    next: str | None = None


class InputList(Schema):
    rows: list[InputOut]
    next: str | None = None


class MatterList(Schema):
    rows: list[MatterOut]
    next: str | None = None


@workspace.get("", response=WorkspaceOut, operation_id="read_workspace", summary="The company's settings")
def read_workspace(request: HttpRequest) -> Workspace:
    """The workspace this installation serves."""
    return Workspace.current()


@products.get("", response=ProductList, operation_id="list_products", summary="The products you may see")
def list_products(request: HttpRequest, after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """Products in the order they were opened, each with its two owners."""
    return _listed(Product.objects.visible_to(request.user).select_related("item"), ("item_id",), after, limit)


@products.post("", response={201: ProductOut}, operation_id="open_product", summary="Open a product")
def open_product(request: HttpRequest, said: ProductIn) -> tuple[int, Product]:
    """Nobody answers for it yet; name both owners next."""
    return 201, Product.open(said.name, slug=said.slug, summary=said.summary, by=request.user)


@products.get("/{slug}", response=ProductOut, operation_id="read_product", summary="One product")
def read_product(request: HttpRequest, slug: str) -> Product:
    """A product by its slug."""
    return _product(request, slug)


@products.post("/{slug}/owners", response=ProductOut, operation_id="name_owner", summary="Name an owner")
def name_owner(request: HttpRequest, slug: str, said: SeatIn) -> Product:
    """The person answers for that side from today on; the database forbids a second."""
    product = _product(request, slug)
    product.put_in_charge(_member(said.member), said.side, by=request.user, because=said.because)
    return _product(request, slug)


@products.post("/{slug}/delegates", response=ProductOut, operation_id="name_delegate", summary="Name a delegate")
def name_delegate(request: HttpRequest, slug: str, said: DelegationIn) -> Product:
    """A delegate may accept, and never signs, overrules, delegates or hands over."""
    product = _product(request, slug)
    product.delegate(_member(said.member), said.side, until=said.until, by=request.user)
    return product


@products.post("/{slug}/snoozes", response={204: None}, operation_id="snooze_flag", summary="Snooze a flag")
def snooze_flag(request: HttpRequest, slug: str, said: SnoozeIn) -> tuple[int, None]:
    """A flag sleeps until a day, for a reason; both are in the record."""
    Snooze.put(_product(request, slug), said.flag, until=said.until, because=said.because, by=request.user)
    return 204, None


@members.get("", response=MemberList, operation_id="list_members", summary="The members")
def list_members(request: HttpRequest, after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """Everyone who can sign in."""
    return _listed(Member.objects.active().select_related("item"), ("item_id",), after, limit)


@members.post("", response={201: MemberOut}, operation_id="add_member", summary="Add a member")
def add_member(request: HttpRequest, said: MemberIn) -> tuple[int, Member]:
    """Administrators only."""
    return 201, Member.join(said.name, email=said.email, role=said.role, password=said.password, by=request.user)


@members.get("/{number}", response=MemberOut, operation_id="read_member", summary="One member")
def read_member(request: HttpRequest, number: int) -> Member:
    """A member by number."""
    return _member(number)


@members.post("/{number}/departure", response=MemberOut, operation_id="end_membership", summary="End a membership")
def end_membership(request: HttpRequest, number: int) -> Member:
    """Access ends at once; what the person did stays in the record."""
    leaving = _member(number)
    leaving.leave(by=request.user)
    return leaving


@inputs.get("", response=InputList, operation_id="list_inputs", summary="Inputs across the seam")
def list_inputs(request: HttpRequest, after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """Newest first."""
    found = Input.objects.visible_to(request.user).select_related("item", "about", "answered")
    return _listed(found, ("-item_id",), after, limit)


@inputs.post("", response={201: InputOut}, operation_id="give_input", summary="Give input")
def give_input(request: HttpRequest, said: InputIn) -> tuple[int, Input]:
    """Addressed to one object and one side, to be answered within the agreed days."""
    return 201, Input.give(_marked(request, said.about), said.text, to_side=said.to_side, by=request.user)


@inputs.get("/{number}", response=InputOut, operation_id="read_input", summary="One input")
def read_input(request: HttpRequest, number: int) -> Input:
    """An input by number."""
    return _input(request, number)


@inputs.post("/{number}/answer", response=InputOut, operation_id="answer_input", summary="Answer an input")
def answer_input(request: HttpRequest, number: int, said: AnswerIn) -> Input:
    """Only the addressed side answers; declining needs a reason."""
    _input(request, number).answer(taken=said.taken, because=said.because, by=request.user)
    return _input(request, number)


@matters.get("", response=MatterList, operation_id="list_matters", summary="Unowned work")
def list_matters(request: HttpRequest, after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """Newest first; those that were taken name their owner."""
    found = Matter.objects.visible_to(request.user).select_related("item", "taken_by__item")
    return _listed(found, ("-item_id",), after, limit)


@matters.post("", response={201: MatterOut}, operation_id="raise_matter", summary="Raise a matter")
def raise_matter(request: HttpRequest, said: MatterIn) -> tuple[int, Matter]:
    """Put work that fits nowhere on the unowned list."""
    return 201, Matter.raise_(_product(request, said.product), said.title, by=request.user)


@matters.get("/{number}", response=MatterOut, operation_id="read_matter", summary="One matter")
def read_matter(request: HttpRequest, number: int) -> Matter:
    """A matter by number."""
    return _matter(request, number)


@matters.post("/{number}/owner", response=MatterOut, operation_id="take_matter", summary="Give a matter an owner")
def take_matter(request: HttpRequest, number: int, said: TakerIn) -> Matter:
    """Work that was unowned has an owner from now on."""
    _matter(request, number).take(_member(said.member), by=request.user)
    return _matter(request, number)


@activities.get("", response=list[ActivityOut], operation_id="list_activities", summary="The company's activities")
def list_activities(request: HttpRequest) -> Any:
    """The template of both roles; ten are on at first."""
    return Activity.objects.in_use().select_related("item").order_by("position")


@activities.post("", response={201: ActivityOut}, operation_id="open_activity", summary="Add an activity")
def open_activity(request: HttpRequest, said: ActivityIn) -> tuple[int, Activity]:
    """Administrators only."""
    if Activity.objects.filter(key=said.key).exists():
        raise Refused(f"There is already an activity {said.key}.")
    return 201, Activity.open(said.name, by=request.user, **said.dict(exclude={"name"}))


@activities.post("/{key}/owner", response=ActivityOut, operation_id="assign_activity", summary="Assign an activity")
def assign_activity(request: HttpRequest, key: str, said: HolderIn) -> Activity:
    """One person is accountable for an activity of a product."""
    activity: Activity = get_object_or_404(Activity.objects.in_use().select_related("item"), key=key)
    activity.assign(_product(request, said.product), _member(said.member), by=request.user)
    return activity


@tokens.get("", response=list[TokenOut], operation_id="list_tokens", summary="Your tokens")
def list_tokens(request: HttpRequest) -> Any:
    """Your living tokens, without their secrets."""
    return Token.objects.filter(member=request.user, ended_at=None).order_by("-made_at")


@tokens.post("", response={201: TokenOut}, operation_id="make_token", summary="Make a token")
def make_token(request: HttpRequest, said: TokenIn) -> tuple[int, Token]:
    """Its secret is in this answer and nowhere else."""
    return 201, Token.make(request.user, said.name, scopes=said.scopes, days=said.days, by=request.user)


@tokens.delete("/{id}", response={204: None}, operation_id="end_token", summary="End a token")
def end_token(request: HttpRequest, id: int) -> tuple[int, None]:
    """The token stops working at once."""
    get_object_or_404(Token, pk=id, member=request.user).end(by=request.user)
    return 204, None


def _listed(found: Any, order: tuple[str, ...], after: str | None, limit: int) -> dict[str, Any]:
    page = Keyset(found, order=order, after=after, size=min(max(limit, 1), 200)).page()
    return {"rows": page.rows, "next": page.next}


def _product(request: HttpRequest, slug: str) -> Product:
    found: Product = get_object_or_404(Product.objects.visible_to(request.user).select_related("item"), slug=slug)
    return found


def _member(number: int) -> Member:
    found: Member = get_object_or_404(Member.objects.active().select_related("item"), item__number=number)
    return found


def _input(request: HttpRequest, number: int) -> Input:
    found: Input = get_object_or_404(
        Input.objects.visible_to(request.user).select_related("item", "about", "answered"), item__number=number
    )
    return found


def _matter(request: HttpRequest, number: int) -> Matter:
    found: Matter = get_object_or_404(
        Matter.objects.visible_to(request.user).select_related("item", "taken_by__item"), item__number=number
    )
    return found


def _marked(request: HttpRequest, mark: str) -> Item:
    prefix, _, number = mark.upper().partition("-")
    if prefix not in BY_PREFIX or not number.isdigit() or len(number) > 18:
        raise Refused(f"There is no {mark} that you may see.")
    found: Item = get_object_or_404(
        Item.objects.visible_to(request.user), kind=BY_PREFIX[prefix].name, number=int(number)
    )
    return found
