"""Pages of replies: who asked for one thing and what they are told, one reply, and everyone who still waits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core import mail
from tandem.core.errors import Stale
from tandem.core.htmx import page, see
from tandem.definition import forms
from tandem.definition.asked import askers_of, became_of_one
from tandem.definition.drafting import leaks_in
from tandem.definition.models import Feature, OutsideWords, Problem, Reply
from tandem.definition.models.reply import STATES, silent
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_of
from tandem.evidence.models import Note
from tandem.team.request import Request
from tandem.ui.figures import plural

SHOWN = 200
NOUNS: dict[str, Any] = {"feature": Feature, "problem": Problem}


def of(request: Request, number: int, kind: str) -> HttpResponse:
    """Everyone who asked for one feature, or voiced one problem, and what they were told."""
    return _of(request, noun_of(request, kind, number))


@require_POST
def preparation(request: Request, number: int, kind: str) -> HttpResponse:
    """Draft a reply to each of them."""
    noun = noun_of(request, kind, number)
    drafted = partial(Reply.prepare, noun, by=request.user)
    return _press_all(request, noun, drafted, lambda count: f"{plural(count, 'reply,replies')} drafted")


@require_POST
def sending(request: Request, number: int, kind: str) -> HttpResponse:
    """Send all that may go; of the others it is said why not."""
    noun = noun_of(request, kind, number)
    return _press_each(request, noun, partial(Reply.send_all, noun, by=request.user), "sent")


@require_POST
def marking(request: Request, number: int, kind: str) -> HttpResponse:
    """What was exported has been sent elsewhere."""
    noun = noun_of(request, kind, number)
    return _press_each(request, noun, partial(Reply.tell_all, noun, by=request.user), "marked as told")


@require_POST
def outside(request: Request, number: int, kind: str) -> HttpResponse:
    """The words for people outside."""
    noun, form = noun_of(request, kind, number), forms.OutsideForm(request.POST)
    if attempt(form, lambda: OutsideWords.put(noun, by=request.user, **form.cleaned_data)):
        return see(request, _home(noun), "Saved; prepare the replies to put it into them")
    return _of(request, noun, outside_form=form, status=UNPROCESSABLE)


def show(request: Request, number: int) -> HttpResponse:
    return _show(request, found(request, number))


@require_POST
def text(request: Request, number: int) -> HttpResponse:
    """Word a reply; when somebody else did meanwhile, both texts are shown."""
    reply, form = found(request, number), forms.ReplyForm(request.POST)
    try:
        done = attempt(form, lambda: (reply.word(by=request.user, **form.cleaned_data), True))
    except Stale as stale:
        return _show(request, found(request, number), stale=stale, status=stale.status)
    if done:
        return see(request, reply.get_absolute_url(), "Saved")
    return _show(request, reply, form=form, status=UNPROCESSABLE)


@require_POST
def state(request: Request, number: int) -> HttpResponse:
    """Send it, say that it was told, came back, or that it will not be told; and take these back."""
    reply, said = found(request, number), request.POST.get("state", "")
    because = request.POST.get("because", "")
    verbs: dict[str, tuple[Callable[..., Any], str]] = {
        "send": (reply.send, "In the outbox" if not mail.leaves() else "On its way"),
        "told": (partial(reply.mark_sent, "hand"), "Marked as told"),
        "not told": (reply.not_sent, "Not told yet"),
        "returned": (partial(reply.come_back, because=because), "Noted: it came back"),
        "declined": (partial(reply.decline, because=because), "Will not be told"),
        "picked up": (reply.pick_up, "Taken up again"),
    }
    verb, toast = verbs.get(said, verbs["picked up"])
    return _press(request, reply, partial(verb, by=request.user), toast)


@require_POST
def heard(request: Request, number: int) -> HttpResponse:
    """What they wrote back becomes a note."""
    reply, form = found(request, number), forms.HeardForm(request.POST)
    if attempt(form, lambda: reply.hear(by=request.user, **form.cleaned_data)):
        return see(request, reply.get_absolute_url(), "Kept as a note")
    return _show(request, found(request, number), heard_form=form, status=UNPROCESSABLE)


@require_POST
def solved(request: Request, number: int) -> HttpResponse:
    reply, form = found(request, number), forms.SolvedForm(request.POST)
    said = form.cleaned_data["solved"] if form.is_valid() else None
    return _press(request, reply, partial(reply.say_solved, said, by=request.user), "Noted")


def found(request: Request, number: int) -> Reply:
    one: Reply = get_object_or_404(Reply.objects.visible_to(request.user).with_people(), pk=number)
    return one


def noun_of(request: Request, kind: str, number: int) -> Any:
    """The feature or problem of this address, if the member may see it."""
    rows = NOUNS[kind].objects.visible_to(request.user).select_related("item__acceptance")
    return get_object_or_404(rows, item__number=number)


def _home(noun: Any) -> str:
    return f"{noun.get_absolute_url()}/replies"


def _press(request: Request, reply: Reply, verb: Callable[[], Any], toast: str) -> HttpResponse:
    return press(request, verb, toast, reply.get_absolute_url(), lambda **said: _show(request, reply, **said))


def _press_all(request: Request, noun: Any, verb: Callable[[], Any], toast: Callable[[Any], str]) -> HttpResponse:
    """A verb whose answer is part of what is said afterwards."""
    told: list[Any] = []
    response = press(request, lambda: told.append(verb()), "", _home(noun), partial(_of, request, noun))
    return see(request, _home(noun), toast(told[0])) if told else response


def _press_each(request: Request, noun: Any, verb: Callable[[], Any], what: str) -> HttpResponse:
    """Done with each that it fitted; the others are named with their reasons."""
    done, refusals = verb()
    if not refusals:
        return see(request, _home(noun), f"{plural(done, 'reply,replies')} {what}")
    said = " ".join(f"{who}: {why}" for who, why in list(refusals.items())[:5])
    more = f" And {len(refusals) - 5} more." if len(refusals) > 5 else ""
    return _of(request, noun, refusal=f"{done} {what}, {len(refusals)} not. {said}{more}", status=UNPROCESSABLE)


def _of(request: Request, noun: Any, *, refusal: str = "", status: int = 200, outside_form: Any = None) -> HttpResponse:
    became = became_of_one(noun)
    askers = askers_of([became], limit=SHOWN + 1) if became else []
    kept = {row.pk: row for row in Reply.objects.visible_to(request.user).filter(about=noun.item).with_people()}
    words = OutsideWords.objects.visible_to(request.user).filter(about=noun.item).first()
    rows = [{"asker": one, "reply": kept.get(one.reply or 0), "url": f"/notes/{one.notes[0]}"} for one in askers]
    context = {
        "noun": noun, "product": product_of(request, noun), "became": became, "rows": rows[:SHOWN],
        "more": len(rows) > SHOWN, "shown": SHOWN, "counted": _counted(rows), "leaves": mail.leaves(),
        "open": sum(1 for row in kept.values() if row.is_open), "refusal": refusal, "section": "definition",
        "outside": words, "outside_form": outside_form or forms.OutsideForm(initial=vars(words) if words else {}),
        "may_write": request.user.may("write to customers", noun),
    }  # fmt: skip
    return page(request, "definition/replies.html", context, status=status)


def _counted(rows: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """How many stand in each state, in the order of the states; without a reply they are not drafted."""
    states = [row["reply"].state if row["reply"] else "told" if row["asker"].told_by else "" for row in rows]
    names = [("", "Not drafted"), *STATES, ("told", "Told of something else for it")]
    return [(label, states.count(state)) for state, label in names if state in states]


def _show(request: Request, reply: Reply, *, refusal: str = "", status: int = 200, **filled: Any) -> HttpResponse:
    reply = found(request, reply.pk)
    noun = noun_of(request, reply.about.kind, reply.about.number)
    notes = Note.objects.visible_to(request.user).filter(answered_by=reply).with_speaker().order_by("said_at")
    text = {"subject": reply.subject, "body": reply.body, "version": reply.version}
    context = {
        "reply": reply, "noun": noun, "product": product_of(request, noun), "notes": notes[:20], "refusal": refusal,
        "form": forms.ReplyForm(initial=text), "heard_form": forms.HeardForm(auto_id="heard_%s"),
        "leaks": leaks_in(reply) if reply.is_open else [], "silent": silent(reply.email, reply.contact),
        "leaves": mail.leaves(), "home": _home(noun), "section": "definition",
        "decline_form": forms.NotToldForm(auto_id="decline_%s"),
        "return_form": forms.CameBackForm(auto_id="return_%s"),
        "solved_form": forms.SolvedForm(initial={"solved": _yes(reply.solved)}, auto_id="solved_%s"),
        "may_write": request.user.may("write to customers", reply), "may_hear": request.user.may("add evidence", reply),
        **filled,
    }  # fmt: skip
    return page(request, "definition/reply.html", context, status=status)


def _yes(solved: bool | None) -> str:
    return "" if solved is None else "yes" if solved else "no"
