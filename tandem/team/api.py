"""The team over the API: members, products and their owners, inputs, matters, activities, tokens."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router

from tandem.core.paging import Keyset
from tandem.team.api_activities import activities, workloads
from tandem.team.api_comments import comments, follows
from tandem.team.api_fields import custom_fields
from tandem.team.api_flags import flags, snoozes
from tandem.team.api_inputs import inputs
from tandem.team.api_invitations import invitations
from tandem.team.api_lines import cycle, lines
from tandem.team.api_mails import mails
from tandem.team.api_notices import notices
from tandem.team.api_people import people
from tandem.team.api_seats import seats
from tandem.team.api_webhooks import webhooks
from tandem.team.handing import part_with
from tandem.team.models import Matter, Member, Product, Snooze, Token, Workspace
from tandem.team.request import Request, member_of_number, product_of_slug
from tandem.team.schemas import (
    DelegationIn,
    MatterIn,
    MatterList,
    MatterOut,
    MemberIn,
    MemberList,
    MemberOut,
    ProductIn,
    ProductList,
    ProductOut,
    RoleIn,
    SeatIn,
    SnoozeIn,
    TakerIn,
    TokenIn,
    TokenOut,
    WorkspaceOut,
)

products, members, matters, tokens, workspace = (
    Router(tags=[name]) for name in ("Products", "Members", "Matters", "Tokens", "Workspace")
)
products.add_router("", people)
products.add_router("", cycle)
ROUTERS = {
    "/products": products,
    "/members": members,
    "/invitations": invitations,
    "/inputs": inputs,
    "/matters": matters,
    "/tokens": tokens,
    "/activities": activities,
    "/workspace": workspace,
    "/notices": notices,
    "/mail": mails,
    "/webhooks": webhooks,
    "/comments": comments,
    "/follows": follows,
    "/custom-fields": custom_fields,
    "/lines": lines,
    "/seats": seats,
    "/workloads": workloads,
    "/flags": flags,
    "/snoozes": snoozes,
}


@workspace.get("", response=WorkspaceOut, operation_id="read_workspace", summary="The company's settings")
def read_workspace(request: Request) -> Workspace:
    """The workspace this installation serves."""
    return Workspace.current()


@products.get("", response=ProductList, operation_id="list_products", summary="The products you may see")
def list_products(request: Request, after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """Products in the order they were opened, each with its two owners."""
    return _listed(Product.objects.visible_to(request.user).select_related("item"), ("item_id",), after, limit)


@products.post("", response={201: ProductOut}, operation_id="open_product", summary="Open a product")
def open_product(request: Request, said: ProductIn) -> tuple[int, Product]:
    """Nobody answers for it yet; name both owners next."""
    return 201, Product.open(said.name, slug=said.slug, summary=said.summary, by=request.user)


@products.get("/{slug}", response=ProductOut, operation_id="read_product", summary="One product")
def read_product(request: Request, slug: str) -> Product:
    """A product by its slug."""
    return product_of_slug(request, slug)


@products.post("/{slug}/owners", response=ProductOut, operation_id="name_owner", summary="Name an owner")
def name_owner(request: Request, slug: str, said: SeatIn) -> Product:
    """The person answers for that side from today on; the database forbids a second."""
    product = product_of_slug(request, slug)
    product.put_in_charge(member_of_number(said.member), said.side, by=request.user, because=said.because)
    return product_of_slug(request, slug)


@products.post("/{slug}/delegates", response=ProductOut, operation_id="name_delegate", summary="Name a delegate")
def name_delegate(request: Request, slug: str, said: DelegationIn) -> Product:
    """A delegate may accept, and never signs, overrules, delegates or hands over."""
    product = product_of_slug(request, slug)
    member = member_of_number(said.member)
    product.delegate(member, said.side, until=said.until, acts=said.acts, because=said.because, by=request.user)
    return product


@products.post("/{slug}/snoozes", response={204: None}, operation_id="snooze_flag", summary="Snooze a flag")
def snooze_flag(request: Request, slug: str, said: SnoozeIn) -> tuple[int, None]:
    """A flag sleeps until a day, for a reason. One rule's is acknowledged instead: then leave the day out."""
    Snooze.put(product_of_slug(request, slug), said.flag, until=said.until, because=said.because, by=request.user)
    return 204, None


@members.get("", response=MemberList, operation_id="list_members", summary="The members")
def list_members(request: Request, after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """Everyone who can sign in."""
    return _listed(Member.objects.active().select_related("item"), ("item_id",), after, limit)


@members.post("", response={201: MemberOut}, operation_id="add_member", summary="Add a member")
def add_member(request: Request, said: MemberIn) -> tuple[int, Member]:
    """Administrators only."""
    return 201, Member.join(said.name, email=said.email, role=said.role, password=said.password, by=request.user)


@members.get("/{number}", response=MemberOut, operation_id="read_member", summary="One member")
def read_member(request: Request, number: int) -> Member:
    """A member by number."""
    return member_of_number(number)


@members.post("/{number}/departure", response=MemberOut, operation_id="end_membership", summary="End a membership")
def end_membership(request: Request, number: int, heir: int | None = None) -> Member:
    """Access ends at once; what the person did stays in the record. What they hold goes to the member `heir` first."""
    leaving = member_of_number(number)
    part_with(leaving, member_of_number(heir) if heir is not None else None, by=request.user)
    return leaving


@members.post("/{number}/return", response=MemberOut, operation_id="let_member_back", summary="Let a member back in")
def let_member_back(request: Request, number: int) -> Member:
    """With the role they had."""
    found: Member = get_object_or_404(Member.objects.select_related("item"), item__number=number)
    found.come_back(by=request.user)
    return found


@members.put("/{number}/role", response=MemberOut, operation_id="change_role", summary="Change a role")
def change_role(request: Request, number: int, said: RoleIn) -> Member:
    """From the next page on; the only administrator stays one."""
    found = member_of_number(number)
    found.take_role(said.role, because=said.because, by=request.user)
    return found


@matters.get("", response=MatterList, operation_id="list_matters", summary="Unowned work")
def list_matters(request: Request, after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """Newest first; those that were taken name their owner."""
    found = Matter.objects.visible_to(request.user).select_related("item", "taken_by__item")
    return _listed(found, ("-item_id",), after, limit)


@matters.post("", response={201: MatterOut}, operation_id="raise_matter", summary="Raise a matter")
def raise_matter(request: Request, said: MatterIn) -> tuple[int, Matter]:
    """Put work that fits nowhere on the unowned list."""
    return 201, Matter.raise_(product_of_slug(request, said.product), said.title, by=request.user)


@matters.get("/{number}", response=MatterOut, operation_id="read_matter", summary="One matter")
def read_matter(request: Request, number: int) -> Matter:
    """A matter by number."""
    return _matter(request, number)


@matters.post("/{number}/owner", response=MatterOut, operation_id="take_matter", summary="Give a matter an owner")
def take_matter(request: Request, number: int, said: TakerIn) -> Matter:
    """Work that was unowned has an owner from now on."""
    _matter(request, number).take(member_of_number(said.member), by=request.user)
    return _matter(request, number)


@tokens.get("", response=list[TokenOut], operation_id="list_tokens", summary="Your tokens")
def list_tokens(request: Request) -> Any:
    """Your living tokens, without their secrets."""
    return Token.objects.filter(member=request.user, ended_at=None).order_by("-made_at")


@tokens.post("", response={201: TokenOut}, operation_id="make_token", summary="Make a token")
def make_token(request: Request, said: TokenIn) -> tuple[int, Token]:
    """Its secret is in this answer and nowhere else."""
    return 201, Token.make(request.user, said.name, scopes=said.scopes, days=said.days, by=request.user)


@tokens.delete("/{id}", response={204: None}, operation_id="end_token", summary="End a token")
def end_token(request: Request, id: int) -> tuple[int, None]:
    """The token stops working at once."""
    get_object_or_404(Token, pk=id, member=request.user).end(by=request.user)
    return 204, None


def _listed(found: Any, order: tuple[str, ...], after: str | None, limit: int) -> dict[str, Any]:
    page = Keyset(found, order=order, after=after, size=min(max(limit, 1), 200)).page()
    return {"rows": page.rows, "next": page.next}


def _matter(request: Request, number: int) -> Matter:
    found: Matter = get_object_or_404(
        Matter.objects.visible_to(request.user).select_related("item", "taken_by__item"), item__number=number
    )
    return found
