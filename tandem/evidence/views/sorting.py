"""Sorting notes from a list: one act on the ticked notes, on the one at hand, or on all of the list; and undoing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.errors import NotAllowed, Refused
from tandem.core.htmx import announce, asks_for_fragment, page, refusal, see
from tandem.evidence.discovery import title_of
from tandem.evidence.forms import item_named
from tandem.evidence.likeliest import likeliest
from tandem.evidence.models import Company, Sorting
from tandem.evidence.models.sorting import MANY
from tandem.evidence.opening import open_thing
from tandem.evidence.piles import MOST_TICKED, Chosen, Pile, Waiting
from tandem.evidence.views.acting import UNPROCESSABLE, offered
from tandem.evidence.views.lists import inbox, named_by
from tandem.evidence.views.showing import with_marks
from tandem.record.models import Item
from tandem.record.verbs import ask
from tandem.team.models import Member, Product
from tandem.team.request import Request, product_of_slug

COMPANIES_OFFERED = 500
CHANGED = "evidence-changed"


@require_POST
def done(request: Request, product: str) -> HttpResponse:
    """Worked through."""
    found = product_of_slug(request, product)
    return _sort(request, found, partial(Sorting.finish, found, _chosen(request), by=request.user))


@require_POST
def dismissal(request: Request, product: str) -> HttpResponse:
    """Put aside what tells nothing."""
    found = product_of_slug(request, product)
    return _sort(request, found, partial(Sorting.dismiss, found, _chosen(request), by=request.user))


@require_POST
def returning(request: Request, product: str) -> HttpResponse:
    """New again."""
    found = product_of_slug(request, product)
    return _sort(request, found, partial(Sorting.put_back, found, _chosen(request), by=request.user))


def links(request: Request, product: str) -> HttpResponse:
    """Link them to what they speak of, which is asked first: what is near is suggested, and a new one may be opened."""
    found = product_of_slug(request, product)
    if request.method != "POST":
        return _ask(request, found, "link", _link_context(request, found))
    return _sort(request, found, partial(_link, request, found))


def assignment(request: Request, product: str) -> HttpResponse:
    """Say who should look."""
    found = product_of_slug(request, product)
    if request.method != "POST":
        people = [member for member in Member.objects.active() if member.may("add evidence", found)]
        seeing = [member for member in people if member.visible_products().filter(pk=found.pk).exists()]
        return _ask(request, found, "assign", {"members": [member for member in seeing if member != request.user]})
    verb = partial(_assign, request, found)
    return _sort(request, found, verb)


def company(request: Request, product: str) -> HttpResponse:
    """Say which company spoke."""
    found = product_of_slug(request, product)
    if request.method != "POST":
        known = Company.objects.visible_to(request.user).in_use().order_by("item__title")
        names = known.values_list("item__title", flat=True)[:COMPANIES_OFFERED]
        return _ask(request, found, "company", {"companies": names})
    return _sort(request, found, partial(_say_company, request, found))


@require_POST
def undoing(request: Request, product: str) -> HttpResponse:
    """Undo what this member did last here and what still stands, or what is named."""
    found = product_of_slug(request, product)
    ask(request.user, Sorting.draft_act, found)
    mine = Sorting.objects.visible_to(request.user).of(found).standing().exclude(ended_at=None)
    last = mine.filter(by=request.user.pk).select_related("product", "about", "assignee__item", "company__item")
    made = last.order_by("-at", "-pk").first()
    if made is None:
        return _refused(request, found, "There is nothing of yours to undo here.")
    return _sort(request, found, partial(_undo, made, request.user), undone=True)


def _sort(request: Request, product: Product, verb: Callable[[], Sorting], *, undone: bool = False) -> HttpResponse:
    try:
        made = verb()
    except NotAllowed:
        raise
    except Refused as refused:
        return _refused(request, product, refused.sentence)
    says = f"Undone: {made.says}" if undone else made.says if made.ended_at else "This is many: the worker does it"
    if not asks_for_fragment(request):
        return see(request, _back(request, product), says)
    return _told(request, product, made, f"{says[0].upper()}{says[1:]}.")


def _told(request: Request, product: Product, made: Sorting, says: str) -> HttpResponse:
    """What became of each row, and how many are left. Where there were many, the list asks for itself anew."""
    within = QueryDict(request.POST.get("within", ""))
    pile = Pile.of(within, product, request.user)
    changed = made.changed_notes(MANY + 1)
    few = made.ended_at is not None and not request.POST.get("all") and len(changed) <= MANY
    rows = list(with_marks(pile.notes.filter(pk__in=changed).with_speaker())) if few else []
    left = pile.left
    context = {
        "product": product, "says": says, "left": left, "rows": rows,
        "gone": sorted(set(changed) - {row.pk for row in rows}) if few else [],
        "inbox": _on_desk(request) and inbox(Waiting.of(product, request.user), named_by(within)),
        "may_undo": made.undone_at is None and made.ended_at is not None,
    }  # fmt: skip
    response = page(request, "evidence/sorted.html", context)
    return response if few and left else announce(response, CHANGED)


def _refused(request: Request, product: Product, sentence: str) -> HttpResponse:
    if asks_for_fragment(request):
        return refusal(sentence, UNPROCESSABLE)
    messages.error(request, sentence)
    return see(request, _back(request, product))


def _ask(request: Request, product: Product, asks: str, more: dict[str, Any]) -> HttpResponse:
    """What has to be said before the notes are sorted: a dialog, or a page where there is no script."""
    chosen = _chosen(request)
    context = {
        "product": product, "asks": asks, "chosen": chosen, "count": chosen.count(product, request.user),
        "back": _back(request, product), "within": request.GET.get("within", ""), "section": "evidence", **more,
    }  # fmt: skip
    return page(request, "evidence/sorting_ask.html", context, fragment="asked")


def _link_context(request: Request, product: Product) -> dict[str, Any]:
    first = _chosen(request).of(product, request.user).select_related("theme").order_by("-said_at", "-pk").first()
    return {
        "likely": likeliest(first, request.user) if first else [],
        "offered": offered(request, product),
        "title": title_of(first.title or first.body) if first else "",
        "opens": bool(request.GET.get("new")),
        "may_open": request.user.may("draft definition", product),
    }


def _link(request: Request, product: Product) -> Sorting:
    title, chosen, by = request.POST.get("title", "").strip(), _chosen(request), request.user
    about: Item | None = item_named(request.POST.get("about", "").replace("\0", ""), by)
    if about is None and not title:
        raise Refused("Say what the notes speak of, or open a new problem.")
    if not chosen.count(product, by):
        raise Refused("Choose some notes first: tick them, or walk to one.")
    with transaction.atomic():
        about = about or open_thing("problem", product, title, by)
        return Sorting.link(product, chosen, about, by=by, finishes=request.POST.get("finishes") == "yes")


def _assign(request: Request, product: Product) -> Sorting:
    number = request.POST.get("member", "")
    to = get_object_or_404(Member.objects.active(), item__number=number) if _is_number(number) else None
    return Sorting.assign(product, _chosen(request), to, by=request.user)


def _say_company(request: Request, product: Product) -> Sorting:
    name = request.POST.get("company", "").replace("\0", "").strip()
    known = Company.objects.visible_to(request.user).named(name) if name else None
    if name and known is None:
        raise Refused(f"There is no company called {name} yet. Add it first.")
    return Sorting.say_company(product, _chosen(request), known, by=request.user)


def _undo(made: Sorting, by: Any) -> Sorting:
    made.undo(by=by, sorting=made.says)
    return made


def _chosen(request: Request) -> Chosen:
    """All of the list, the ticked notes, or else the one at hand."""
    said = request.POST if request.method == "POST" else request.GET
    if said.get("all"):
        return Chosen(within=said.get("within", ""))
    ticked = said.getlist("note") or [said.get("at_hand", "")]
    return Chosen(tuple(int(pk) for pk in ticked[:MOST_TICKED] if _is_number(pk)))


def _back(request: Request, product: Product) -> str:
    """The list it was done from; never an address outside of this product's evidence."""
    said = (request.POST if request.method == "POST" else request.GET).get("back", "")
    desk = f"/products/{product.slug}/evidence"
    lists = (desk, f"/products/{product.slug}/notes")
    return said if said.partition("?")[0] in lists else desk


def _on_desk(request: Request) -> bool:
    return request.POST.get("back", "").partition("?")[0].endswith("/evidence")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


