"""The evidence desk: themes, their notes, and what they amount to."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.errors import NotAllowed, Refused
from tandem.core.htmx import announce, asks_for_fragment, page, see
from tandem.core.paging import Keyset
from tandem.evidence.counting import notes_heard
from tandem.evidence.discovery import last_found
from tandem.evidence.forms import Mark, MarkWords, MergeForm, NameForm
from tandem.evidence.jobs import ask_for_themes
from tandem.evidence.keeping import evidence_of_theme, problems_of
from tandem.evidence.looks import last_look, looked, unread_of_themes, up_to
from tandem.evidence.models import Theme
from tandem.evidence.models.theme import RANKS
from tandem.evidence.piles import COUNTED, Waiting, week_of
from tandem.evidence.views.acting import UNPROCESSABLE, offered
from tandem.evidence.views.lists import DeskList, inbox
from tandem.evidence.views.showing import with_marks
from tandem.evidence.views.sorting import CHANGED
from tandem.evidence.work import UnderWay
from tandem.record.reactions import panels_of
from tandem.team.models import Product, Workspace
from tandem.team.request import Request, product_of_slug

FOUND = "Themes are found again"
SHOWN = 80
SIZE = 30


def desk(request: Request, product: str) -> HttpResponse:
    """The three panes; ?theme=7 chooses one, ?rank= orders them, ?show=dismissed brings back those put away."""
    return page(request, "evidence/desk.html", desk_of(request, product_of_slug(request, product)))


def show(request: Request, number: int) -> HttpResponse:
    """A theme's own address leads to its place on the desk."""
    theme = get_object_or_404(
        Theme.objects.visible_to(request.user).select_related("item__product", "merged_into__item"), item__number=number
    )
    product = get_object_or_404(Product.objects.visible_to(request.user), pk=theme.item.product_id)
    return page(request, "evidence/desk.html", desk_of(request, product, theme.merged_into or theme))


@require_POST
def discovery(request: Request, product: str) -> HttpResponse:
    """Ask for the themes to be found anew."""
    found = product_of_slug(request, product)
    try:
        ready = ask_for_themes(found, request.user)
    except NotAllowed:
        raise
    except Refused as refused:
        return _again(request, found, refused.sentence, UNPROCESSABLE)
    return see(request, f"/products/{found.slug}/evidence", FOUND if ready else "Themes are being found")


def work(request: Request, product: str) -> HttpResponse:
    """What is under way, asked every second while anything is; when all is done the lists ask for themselves anew."""
    found = product_of_slug(request, product)
    under_way = UnderWay.of(found, request.user)
    if not asks_for_fragment(request):
        return see(request, f"/products/{found.slug}/evidence", under_way.refused or None)
    response = page(request, "evidence/desk_work.html", {"under_way": under_way, "product": found})
    return response if under_way.works else announce(response, CHANGED)


def _again(request: Request, product: Product, refusal: str, status: int) -> HttpResponse:
    return page(request, "evidence/desk.html", desk_of(request, product, refusal=refusal), status=status)


def desk_of(
    request: Request, product: Product, theme: Theme | None = None, *, refusal: str = "", name: NameForm | None = None
) -> dict[str, Any]:
    """All that the desk shows, in a number of statements that does not grow with the notes."""
    rank = request.GET.get("rank", "arr")
    put_away, seen = request.GET.get("show") == "dismissed", Theme.objects.visible_to(request.user).of(product)
    themes = (seen.dismissed() if put_away else seen.shown()).defer("centroid").ranked(rank)
    chosen = DeskList.of(request, product, themes, theme)
    shown = themes if request.GET.get("all") else themes[:SHOWN]
    context = {
        "product": product, "list": chosen, "theme": chosen.theme, "themes": shown, "more": len(themes) - len(shown),
        "rank": rank, "ranked": RANKS.get(rank, RANKS["arr"]), "ranks": _ranks(rank, themes), "put_away": put_away,
        "refusal": refusal, "currency": Workspace.current().currency, "section": "evidence",
        "step": "notes" if chosen.was_asked or theme else "themes",
    }  # fmt: skip
    context |= _waiting(request, product, chosen, shown) | _listed(request, product, chosen)
    if chosen.theme:
        context |= _about(request, product, chosen.theme, name)
    looked(request.user, product.pk, *([chosen.theme.pk] if chosen.theme else []))
    return context


def _waiting(request: Request, product: Product, chosen: DeskList, themes: list[Theme]) -> dict[str, Any]:
    """What waits in each list and is new in each theme, what is under way, and what this person may do."""
    waiting = Waiting.of(product, request.user)
    return {
        "chosen_key": chosen.theme.pk if chosen.theme else None,
        "inbox": inbox(waiting, chosen.name),
        "unsorted": waiting.loose and last_found(product) and up_to(waiting.loose, COUNTED - 1),
        "unread": unread_of_themes(product.pk, [each.pk for each in themes], request.user.pk),
        "under_way": UnderWay.of(product, request.user),
        "linked": problems_of(product, themes),
        "may_sort": request.user.may("sort evidence", product),
        "may_add": request.user.may("add evidence", product),
    }


def _listed(request: Request, product: Product, shown: DeskList) -> dict[str, Any]:
    """The notes of the list that is shown, and what was new in it before this look."""
    if shown.pile is None:
        return {"total": notes_heard(product.pk)}
    after, pile = request.GET.get("after"), shown.pile
    found: Any = Keyset(with_marks(pile.notes.with_speaker()), order=("-said_at", "-id"), after=after, size=SIZE).page()
    if not found.rows and shown.falls_back:
        pile = shown.everything(request.user)
        notes = with_marks(pile.notes.with_speaker())
        found = Keyset(notes, order=("-said_at", "-id"), after=after, size=SIZE).page()
    return {
        "notes": found, "pile": pile, "within": shown.within(pile), "seen_until": last_look(request.user, shown.on),
        "offered": offered(request, product), "week": None if found.rows else week_of(product, request.user),
        "words_form": MarkWords(auto_id="words_%s"),
    }  # fmt: skip


def _about(request: Request, product: Product, theme: Theme, name: NameForm | None) -> dict[str, Any]:
    others = (
        Theme.objects.visible_to(request.user)
        .of(product)
        .shown()
        .exclude(pk=theme.pk)
        .select_related("item")
        .only("item__number", "item__title", "item__kind")
        .order_by("item__title")
    )
    return {
        "evidence": evidence_of_theme(theme, Workspace.current().today),
        "notes_url": f"/products/{product.slug}/notes?theme={theme.number}",
        "name_form": name or NameForm(initial={"title": theme.title}),
        "link_form": Mark(),
        "merge_form": MergeForm(themes=others),
        "panels": panels_of("theme", theme, request.user),
    }


def _ranks(chosen: str, themes: list[Theme]) -> list[tuple[str, str, bool]]:
    """The ways to order themes: label, address, whether it is the one chosen. By area only where there are any."""
    ways = {key: label for key, label in RANKS.items() if key != "area" or any(theme.area_id for theme in themes)}
    return [(label.removeprefix("by ").capitalize(), f"?rank={key}", key == chosen) for key, label in ways.items()]
