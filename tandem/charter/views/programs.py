"""Pages of a charter program: its board, whom to invite, early access, usage."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.charter import forms, pace, rules
from tandem.charter.board import Board
from tandem.charter.candidates import likely, voices
from tandem.charter.flags import noticed
from tandem.charter.models import Program
from tandem.charter.models.charter_member import STAGES
from tandem.charter.tiles import tile_of
from tandem.charter.usage import rows_of
from tandem.core.htmx import page, see
from tandem.definition.models import Release
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_named, product_of
from tandem.evidence.models import Company, TargetMarket
from tandem.team.models import Product, Snooze, Workspace
from tandem.team.request import Request

CANDIDATES_SHOWN = 4


def board(request: Request, product: str) -> HttpResponse:
    """The program that a product runs now, or the way to the first one."""
    owner = product_named(request, product)
    program = Program.objects.visible_to(request.user).current(owner)
    if program is None:
        may_open = request.user.may("run the charter", owner)
        return page(request, "charter/start.html", {"product": owner, "may_open": may_open, "section": "charter"})
    return shown(request, program)


def show(request: Request, number: int) -> HttpResponse:
    return shown(request, found(request, number))


def new(request: Request, product: str) -> HttpResponse:
    """Open a program for one target market."""
    owner = product_named(request, product)
    markets = TargetMarket.objects.visible_to(request.user).in_use().of(owner).in_order()
    releases = (
        Release.objects.visible_to(request.user).in_use().of(owner).still_to_come().select_related("item").next_first()
    )
    first = {"title": f"{owner.title} charter program", "release": releases.first()}
    form = forms.ProgramForm(request.POST or None, markets=markets, releases=releases, initial=first)
    if request.method == "POST" and (made := attempt(form, partial(_open, owner, form, request.user))):
        return see(request, made.get_absolute_url(), "The program is open")
    context = {"product": owner, "form": form, "markets": markets.exists(), "section": "charter"}
    return page(request, "charter/new.html", context, status=UNPROCESSABLE if form.errors else 200)


def invitations(request: Request, number: int) -> HttpResponse:
    """Whom to invite next: candidates and companies that voiced the release's problems, the loudest first."""
    return _invitations(request, found(request, number))


@require_POST
def members(request: Request, number: int) -> HttpResponse:
    """Nominate a company."""
    program = found(request, number)
    form = forms.NominationForm(request.POST)
    if member := attempt(form, lambda: program.nominate(by=request.user, **form.cleaned_data)):
        back = "" if request.POST.get("place") == "board" else "/invitations"
        return see(request, program.get_absolute_url() + back, f"{member.title} is a candidate")
    return _invitations(request, program, form=form, status=UNPROCESSABLE)


def early_access(request: Request, number: int) -> HttpResponse:
    """Companies that were offered early access instead of a place."""
    program = found(request, number)
    form = forms.EarlyAccessForm(request.POST or None)
    made = attempt(form, lambda: program.offer_early_access(by=request.user, **form.cleaned_data))
    if made is not None:
        return see(request, f"/charter-programs/{number}/early-access", "Early access offered")
    return _early_access(request, program, form=form, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def early_access_withdrawal(request: Request, number: int, company: int) -> HttpResponse:
    """Take an offer of early access back."""
    program = found(request, number)
    offered = get_object_or_404(Company.objects.visible_to(request.user).select_related("item"), item__number=company)
    verb = partial(program.take_back_early_access, offered, by=request.user)
    url = f"/charter-programs/{number}/early-access"
    return press(request, verb, "Offer taken back", url, partial(_early_access, request, program))


def usage(request: Request, number: int) -> HttpResponse:
    """Paste who runs which build and when they last used it: it sets deployed and live."""
    program = found(request, number)
    form = forms.UsageForm(request.POST or None)
    taken = None
    if request.method == "POST":
        taken = attempt(form, lambda: program.take_usage(rows_of(form.cleaned_data["rows"]), by=request.user))
        if taken is not None and not taken.rejected:
            return see(request, program.get_absolute_url(), taken.says)
    if taken is not None:
        form = forms.UsageForm(initial={"rows": "\n".join(str(row) for row, _ in taken.rejected)})
    context = {**_about(program, request), "form": form, "taken": taken}
    return page(request, "charter/usage.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def closing(request: Request, number: int) -> HttpResponse:
    """End a program, or run it again."""
    program = found(request, number)
    verb = program.reopen if program.closed_on else program.close
    said = "The program runs again" if program.closed_on else "The program is closed"
    return press(
        request, partial(verb, by=request.user), said, program.get_absolute_url(), partial(shown, request, program)
    )


def found(request: Request, number: int) -> Program:
    one: Program = get_object_or_404(Program.objects.visible_to(request.user).whole(), item__number=number)
    return one


def shown(request: Request, program: Program, *, refusal: str = "", status: int = 200) -> HttpResponse:
    """The board as drawn: headline and pace, gauge, stages, what the rules notice, the next session."""
    today = Workspace.current().today
    found = Board(program, today)
    expected = found.pace
    heard = voices(program, today)
    context = {
        **_about(program, request), "board": found, "refusal": refusal, "lanes": _lanes(found, heard),
        "headline": pace.headline(found.have, program.aim, program.due_on, today),
        "pace": pace.said_of_pace(expected, program.due_on, today), "meaning": rules.meaning(found.have, program.aim),
        "next": max(0, min(expected.expected, program.aim) - found.have) if expected else 0,
        "noticed": _awake(noticed(found, _pm(program, request)), program, today), "gone": found.at("declined", "left"),
        "suggested": likely(program, heard), "moves": STAGES, "session": found.next_session,
    }  # fmt: skip
    return page(request, "charter/board.html", context, status=status)


def _lanes(found: Board, heard: dict[int, Any]) -> list[dict[str, Any]]:
    labels = dict(STAGES)
    lanes = []
    for stage in rules.ON_THE_WAY:
        tiles = [tile_of(found, member, heard.get(member.company_id)) for member in found.at(stage)]
        if stage == "candidate":
            tiles.sort(key=lambda tile: -getattr(heard.get(tile.member.company_id), "notes", 0))
        shown = tiles[:CANDIDATES_SHOWN] if stage == "candidate" else tiles
        lanes.append(
            {"key": stage, "label": labels[stage], "count": len(tiles), "tiles": shown, "more": len(tiles) - len(shown)}
        )
    return lanes


def _awake(flags: list[Any], program: Program, today: Any) -> list[Any]:
    """The flags nobody put to sleep."""
    asleep = Snooze.objects.asleep(program.item.product_id, today)
    return [flag for flag in flags if flag.identity not in asleep]


def _about(program: Program, request: Request) -> dict[str, Any]:
    """What every page of a program knows."""
    member: Any = request.user
    return {
        "program": program, "product": _product(program, request), "section": "charter",
        "may_run": member.may("run the charter", program),
        "may_confirm": member.may("confirm a charter member", program),
    }  # fmt: skip


def _product(program: Program, request: Request) -> Product:
    return product_of(request, program)


def _pm(program: Program, request: Request) -> Any:
    return _product(program, request).pm


def _invitations(request: Request, program: Program, *, form: Any = None, status: int = 200) -> HttpResponse:
    today = Workspace.current().today
    found, heard = Board(program, today), voices(program, today)
    waiting = [tile_of(found, member, heard.get(member.company_id)) for member in found.at("candidate")]
    waiting.sort(key=lambda tile: -getattr(heard.get(tile.member.company_id), "notes", 0))
    context = {
        **_about(program, request), "board": found, "candidates": waiting, "form": form or forms.NominationForm(),
        "suggested": likely(program, heard, limit=20), "has_room": rules.has_room(found.taken, program.cap),
    }  # fmt: skip
    return page(request, "charter/invitations.html", context, status=status)


def _early_access(
    request: Request, program: Program, *, form: Any = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    offers = program.early_access.select_related("company__item").order_by("-offered_on", "pk")
    context = {
        **_about(program, request),
        "offers": offers,
        "form": form or forms.EarlyAccessForm(),
        "refusal": refusal,
    }
    return page(request, "charter/early_access.html", context, status=status)


def _open(product: Product, form: Any, by: Any) -> Program:
    said = dict(form.cleaned_data)
    return Program.open(product, said.pop("title"), by=by, **said)
