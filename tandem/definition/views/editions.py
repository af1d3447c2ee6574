"""What people outside read of a release or feature, and the dates of a release with all that counts on them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.definition.leaks import leaks_of_each
from tandem.definition.models import Edition, Feature, Release
from tandem.definition.models.roadmap import AUDIENCES
from tandem.definition.roadmap_forms import EditionForm, MoveForm
from tandem.definition.slipping import Dependent, Shift, dependents_of
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_of, said_in
from tandem.record.verbs import ask
from tandem.team.request import Request

NOUNS: dict[str, Any] = {"release": Release, "feature": Feature}


def editions(request: Request, kind: str, number: int) -> HttpResponse:
    """The words for each audience, accepted or not, with what they would give away."""
    noun = _found(request, kind, number)
    form = EditionForm(said_in(request), auto_id="edition_%s")
    if request.method == "POST" and (made := attempt(form, partial(_word, noun, form, request.user))):
        return see(
            request, _home(noun), f"Words for {made.get_audience_display().lower()} kept; they wait for acceptance"
        )
    return _editions(request, noun, form if form.is_bound else None)


@require_POST
def acceptance(request: Request, kind: str, number: int) -> HttpResponse:
    """Let an audience read its words."""
    noun = _found(request, kind, number)
    verb = partial(_edition(request, noun).accept, by=request.user)
    return press(request, verb, "Accepted for people outside", _home(noun), partial(_editions, request, noun, None))


@require_POST
def withdrawal(request: Request, kind: str, number: int) -> HttpResponse:
    """Show them to nobody outside any more."""
    noun = _found(request, kind, number)
    verb = partial(_edition(request, noun).withdraw, by=request.user, because=request.POST.get("because", "")[:2000])
    return press(
        request, verb, "Nobody outside reads it any more", _home(noun), partial(_editions, request, noun, None)
    )


def move(request: Request, number: int) -> HttpResponse:
    """New dates of a release: first what counts on them, then everything in one act."""
    release: Release = _found(request, "release", number)
    asked = request.POST if request.method == "POST" else request.GET
    now = {"charter_release_on": release.charter_release_on, "available_on": release.available_on}
    is_asked = "available_on" in asked or "charter_release_on" in asked
    form = MoveForm(asked if is_asked else None, initial=now, auto_id="move_%s")
    if not is_asked or not form.is_valid():
        return _moving(request, release, form, status=UNPROCESSABLE if form.errors else 200)
    if request.method != "POST":
        return _moving(request, release, form)
    because, answers = request.POST.get("because", "")[:2000], _answers(request)
    verb = partial(release.move, because=because, answers=answers, by=request.user, **form.cleaned_data)
    again = partial(_moving, request, release, form, because=because)
    return press(
        request, verb, f"{release.title} moved; everyone concerned was told", release.get_absolute_url(), again
    )


def _moving(
    request: Request, release: Release, form: MoveForm, *, because: str = "", refusal: str = "", status: int = 200
) -> HttpResponse:
    release.refresh_from_db()
    shift, found = None, []
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        shift = Shift(
            release.charter_release_on, said["charter_release_on"], release.available_on, said["available_on"]
        )
        found = dependents_of(release, shift, request.user) if shift.moves else []
    answers = _answers(request)
    context = {
        "release": release, "form": form, "shift": shift, "because": because, "refusal": refusal,
        "dependents": [_asked(one, answers) for one in found], "product": product_of(request, release),
        "may_move": request.user.may("accept definition", release), "section": "definition",
    }  # fmt: skip
    return page(request, "definition/release_move.html", context, status=status)


def _asked(one: Dependent, answers: dict[str, str]) -> dict[str, Any]:
    """One question of the page, with what was answered or is advised."""
    chosen = answers.get(one.name, one.advised)
    return {"one": one, "choices": [(value, label, value == chosen) for value, label in one.choices]}


def _answers(request: Request) -> dict[str, str]:
    return {name.removeprefix("to-"): str(value) for name, value in request.POST.items() if name.startswith("to-")}


def _editions(
    request: Request, noun: Any, form: EditionForm | None, *, refusal: str = "", status: int = 0
) -> HttpResponse:
    written = {one.audience: one for one in Edition.objects.filter(about=noun.pk).select_related("by__item")}
    of = product_of(request, noun)
    leaks = dict(zip(written, leaks_of_each(of, [[one] for one in written.values()]), strict=True))
    wrong = form is not None and bool(form.errors)
    rows = [
        {
            "audience": key, "label": label, "edition": written.get(key), "leaks": leaks.get(key, []),
            "form": form if wrong and form and form.data.get("audience") == key else _form(noun, key, written.get(key)),
        }
        for key, label in AUDIENCES
    ]  # fmt: skip
    context = {
        "noun": noun, "rows": rows, "product": of, "section": "definition", "refusal": refusal, "home": _home(noun),
        "may_accept": request.user.may("accept definition", noun),
        "may_draft": request.user.may("draft definition", noun),
    }  # fmt: skip
    return page(request, "definition/editions.html", context, status=status or (UNPROCESSABLE if wrong else 200))


def _form(noun: Any, audience: str, known: Edition | None) -> EditionForm:
    release = noun if isinstance(noun, Release) else noun.release
    first: dict[str, Any] = {"audience": audience, "rounding": "quarter", "confidence": "medium"}
    first |= {"promised_on": release.available_on if release else None}
    if known:
        first |= {name: getattr(known, name) for name in EditionForm.base_fields}
    return EditionForm(initial=first, auto_id=f"{audience}_%s")


def _word(noun: Any, form: EditionForm, by: Any) -> Edition:
    said = dict(form.cleaned_data)
    return Edition.word(noun, said.pop("audience"), by=by, **said)


def _edition(request: Request, noun: Any) -> Edition:
    """The words of an audience. Who may not accept any is told so, whether or not there are some."""
    ask(request.user, "accept definition", noun)
    found = Edition.objects.visible_to(request.user).filter(
        about=noun.pk, audience=request.POST.get("audience", "customers")
    )
    return get_object_or_404(found.select_related("about__product"))


def _found(request: Request, kind: str, number: int) -> Any:
    if kind not in NOUNS:
        raise Http404
    seen = NOUNS[kind].objects.visible_to(request.user).select_related("item__product")
    return get_object_or_404(seen, item__number=number)


def _home(noun: Any) -> str:
    return f"{noun.get_absolute_url()}/editions"
