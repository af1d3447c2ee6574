"""The evidence desk: themes, their notes, and what they amount to."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.core.paging import Keyset
from tandem.evidence.counting import notes_heard
from tandem.evidence.discovery import unsorted
from tandem.evidence.facts import evidence_of_themes
from tandem.evidence.forms import Mark, MergeForm, NameForm
from tandem.evidence.jobs import ask_for_themes, run_of
from tandem.evidence.linking import linked_to
from tandem.evidence.models import Note, Theme
from tandem.evidence.models.theme import RANKS
from tandem.evidence.views.acting import offered, press, product_named
from tandem.evidence.views.showing import with_marks
from tandem.record.reactions import panels_of
from tandem.team.models import Product, Workspace
from tandem.team.request import Request

SHOWN = 80
SIZE = 30


def desk(request: Request, product: str) -> HttpResponse:
    """The three panes; ?theme=7 chooses one, ?rank= orders them, ?show=dismissed brings back those put away."""
    return page(request, "evidence/desk.html", desk_of(request, product_named(request, product)))


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
    found = product_named(request, product)
    verb = partial(ask_for_themes, found, request.user)
    return press(
        request, verb, "Reading the notes", f"/products/{found.slug}/evidence", partial(_again, request, found)
    )


def progress(request: Request, product: str) -> HttpResponse:
    """How far the finding of themes has come, asked every second while it runs."""
    found = product_named(request, product)
    run = run_of(found)
    if not run.working:
        return see(request, f"/products/{found.slug}/evidence", run.refused or "The themes are up to date")
    return page(request, "evidence/desk_run.html", {"run": run, "product": found})


def _again(request: Request, product: Product, refusal: str, status: int) -> HttpResponse:
    return page(request, "evidence/desk.html", desk_of(request, product, refusal=refusal), status=status)


def desk_of(
    request: Request, product: Product, theme: Theme | None = None, *, refusal: str = "", name: NameForm | None = None
) -> dict[str, Any]:
    """All that the desk shows, in a number of statements that does not grow with the notes."""
    rank = request.GET.get("rank", "arr")
    put_away, kept = request.GET.get("show") == "dismissed", Theme.objects.visible_to(request.user).of(product)
    themes = (kept.dismissed() if put_away else kept.shown()).ranked(rank)
    chosen = theme or _chosen(request, themes)
    shown = themes if request.GET.get("all") else themes[:SHOWN]
    context = {
        "product": product,
        "themes": shown,
        "more": len(themes) - len(shown),
        "theme": chosen,
        "rank": rank,
        "ranked": RANKS.get(rank, RANKS["arr"]),
        "ranks": _ranks(rank),
        "put_away": put_away,
        "run": run_of(product),
        "unsorted": unsorted(product),
        "refusal": refusal,
        "may_sort": request.user.may("sort evidence", product),
        "linked": linked_to(shown),
        "currency": Workspace.current().currency,
        "section": "evidence",
    }
    return context | (_about(request, product, chosen, themes, name) if chosen else {"total": notes_heard(product.pk)})


def _about(
    request: Request, product: Product, theme: Theme, themes: list[Theme], name: NameForm | None
) -> dict[str, Any]:
    notes = with_marks(Note.objects.visible_to(request.user).filter(theme=theme).worth_reading().with_speaker())
    others = (
        Theme.objects.visible_to(request.user)
        .of(product)
        .shown()
        .exclude(pk=theme.pk)
        .select_related("item")
        .order_by("item__title")
    )
    return {
        "notes": Keyset(notes, order=("-said_at", "-id"), after=request.GET.get("after"), size=SIZE).page(),
        "evidence": evidence_of_themes([theme], Workspace.current().today)[theme.pk],
        "name_form": name or NameForm(initial={"title": theme.title}),
        "link_form": Mark(),
        "offered": offered(request, product),
        "merge_form": MergeForm(themes=others),
        "panels": panels_of("theme", theme, request.user),
    }


def _chosen(request: Request, themes: list[Theme]) -> Theme | None:
    wanted = request.GET.get("theme", "")
    return next((theme for theme in themes if str(theme.number) == wanted), themes[0] if themes else None)


def _ranks(chosen: str) -> list[tuple[str, str, bool]]:
    """The ways to order themes: label, address, whether it is the one chosen."""
    return [(label.removeprefix("by ").capitalize(), f"?rank={key}", key == chosen) for key, label in RANKS.items()]
