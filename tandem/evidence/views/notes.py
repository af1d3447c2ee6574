"""Pages of notes: the list with its filters, one note with its highlights, and a quick new one."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import asks_for_fragment, closing, page, see
from tandem.core.paging import Keyset
from tandem.evidence.addresses import domain_of
from tandem.evidence.filters import MARKETS, PRESETS
from tandem.evidence.forms import (
    FilesForm,
    FurtherCompany,
    Mark,
    MarkWords,
    MoveForm,
    QuickNote,
    author_of,
    quick_note_from,
)
from tandem.evidence.languages import languages_heard
from tandem.evidence.models import Attachment, Company, Highlight, Note, Theme
from tandem.evidence.models.source import KINDS
from tandem.evidence.piles import Pile
from tandem.evidence.proposing import proposed
from tandem.evidence.search import find_notes, near_notes
from tandem.evidence.views.acting import UNPROCESSABLE, attempt, offered, press, product_of
from tandem.evidence.views.searches import searches_beside
from tandem.evidence.views.showing import look_up_files, spans, with_marks
from tandem.record.reactions import panels_of
from tandem.team.models import Product, Workspace
from tandem.team.request import Request, product_of_slug

COMPANIES_OFFERED = 500
MOST_HITS = 60
OFFERED_CONDITIONS = {"presets": PRESETS.items(), "forms": KINDS, "markets": MARKETS.items()}


def index(request: Request, product: str) -> HttpResponse:
    """All notes of a product, newest first; a search ranks them by words and meaning."""
    found = product_of_slug(request, product)
    pile = Pile.of(request.GET, found, request.user)
    query = request.GET.get("q", "").strip()
    chosen = pile.filter
    context: dict[str, Any] = {
        "product": found, "pile": pile, "filter": chosen, "section": "evidence", "query": query,
        "within": without(request.GET), "may_add": request.user.may("add evidence", found),
        "words_form": MarkWords(auto_id="words_%s"), "offered": offered(request, found),
    }  # fmt: skip
    context |= searches_beside(request, found, pile.address(query))
    context |= {"chips": pile.chips(query), "company_named": chosen.company_named, **OFFERED_CONDITIONS}
    context["languages"] = languages_heard(found.pk)
    if query:
        context |= _found_by(request, pile, query)
    else:
        notes = with_marks(pile.notes.with_speaker())
        after, order = request.GET.get("after"), ("-said_at", "-id")
        context["notes"] = Keyset(notes, order=order, after=after, size=50, keys_first=bool(chosen.about)).page()
    return page(request, "evidence/notes.html", context, fragment="found")


def _found_by(request: Request, pile: Pile, query: str) -> dict[str, Any]:
    """What a search finds in the pile, and the way to what was typed and nothing else."""
    as_typed = request.GET.get("typed") == "1"
    found = find_notes(
        pile.filter.product, query, request.user, limit=MOST_HITS, narrow=pile.keep, as_typed=as_typed
    )
    look_up_files([hit.note for hit in found.hits])
    return {"found": found, "as_typed": f"?{pile.address(query)}&typed=1"}


def new(request: Request, product: str) -> HttpResponse:
    """Write down what somebody said. Where it began with a problem, it ends there, with the note linked."""
    found = product_of_slug(request, product)
    sent = request.POST if request.method == "POST" else None
    form = _form(request, found, sent, quick_note_from(request.GET))
    if sent is not None and (read := form.proposed()):
        return _new(request, found, _form(request, found, None, form.proposing(read)), pasted=form.data["text"])
    if sent is not None and (note := attempt(form, lambda: Note.add(found, **form.said(), by=request.user))):
        if asks_for_fragment(request):
            return closing(request, _new(request, found, _form(request, found)), "quick-note", _noted(note))
        return see(request, (form.cleaned_data["about"] or note).get_absolute_url(), _noted(note))
    return _new(request, found, form)


def whose(request: Request) -> HttpResponse:
    """Which company an e-mail address speaks for, told while it is typed."""
    name, email = author_of(request.GET.get("author", "").replace("\0", ""))
    company = Company.objects.visible_to(request.user).of_email(email)
    unknown = "No company has this domain yet." if domain_of(email) else ""
    return page(request, "evidence/whose.html", {"company": company, "unknown": unknown, "name": name})


def show(request: Request, pk: int) -> HttpResponse:
    return note_page(request, note_found(request, pk))


def beside(request: Request, pk: int) -> HttpResponse:
    """What is known about the note at hand, beside the list it is walked in."""
    note = note_found(request, pk)
    if not asks_for_fragment(request):
        return see(request, note.get_absolute_url())
    marks = Highlight.objects.standing().filter(note=note).select_related("about").order_by("start", "pk")
    context = {
        "note": note, "marks": marks, "near": near_notes(note, request.user),
        "files": Attachment.objects.standing().filter(note=note).with_file(),
        "currency": Workspace.current().currency,
    }  # fmt: skip
    return page(request, "evidence/note_beside.html", context)


@require_POST
def highlights(request: Request, pk: int) -> HttpResponse:
    """Mark words of the note, or link all of it when no words are marked."""
    note, whole = note_found(request, pk), not request.POST.get("end")
    form = Mark(request.POST) if whole else MarkWords(request.POST)
    made = attempt(form, partial(_mark, note, form, request.user, whole))
    if made and asks_for_fragment(request):
        row = with_marks(Note.objects.visible_to(request.user).filter(pk=pk).with_speaker()).get()
        return page(request, "evidence/note_row.html", {"note": row, "may_add": True})
    if made:
        return see(request, note.get_absolute_url(), "Linked" if whole else "Highlighted")
    return note_page(request, note, form=form, status=UNPROCESSABLE)


@require_POST
def taking_back(request: Request, pk: int, highlight: int) -> HttpResponse:
    """Undo a highlight or link, or with ?put=back undo that."""
    note = note_found(request, pk)
    mark = get_object_or_404(Highlight.objects.visible_to(request.user).filter(note=note), pk=highlight)
    back = request.POST.get("put") == "back"
    verb = partial(mark.put_back if back else mark.take_back, by=request.user)
    return press(
        request, verb, "Put back" if back else "Taken back", note.get_absolute_url(), partial(note_page, request, note)
    )


@require_POST
def quote(request: Request, pk: int, highlight: int) -> HttpResponse:
    """Say whether marked words may be quoted."""
    note = note_found(request, pk)
    mark = get_object_or_404(Highlight.objects.visible_to(request.user).filter(note=note), pk=highlight)
    verb = partial(mark.mark_quote, request.POST.get("consent", ""), by=request.user)
    return press(request, verb, "Marked", note.get_absolute_url(), partial(note_page, request, note))


@require_POST
def state(request: Request, pk: int) -> HttpResponse:
    """Work through it, dismiss it, or put it back."""
    note = note_found(request, pk)
    acts = {
        "done": (note.finish, "Worked through"),
        "dismissed": (note.dismiss, "Dismissed"),
        "new": (note.put_back, "Put back"),
    }
    verb, toast = acts.get(request.POST.get("state", ""), acts["new"])
    again = partial(note_page, request, note)
    return press(request, partial(verb, by=request.user), toast, note.get_absolute_url(), again)


@require_POST
def conversation(request: Request, pk: int) -> HttpResponse:
    """Say whether the PM took part."""
    note = note_found(request, pk)
    verb = partial(note.say_with_pm, request.POST.get("with_pm") == "yes", by=request.user)
    return press(request, verb, "Noted", note.get_absolute_url(), partial(note_page, request, note))


@require_POST
def companies(request: Request, pk: int) -> HttpResponse:
    """Name who said it, a further company that it speaks for, or take one of those away."""
    note = note_found(request, pk)
    form = FurtherCompany(request.POST)
    if attempt(form, partial(_name_companies, note, form, request)):
        return see(request, note.get_absolute_url(), "Noted")
    return note_page(request, note, form=form, status=UNPROCESSABLE)


def _name_companies(note: Note, form: FurtherCompany, request: Request) -> bool:
    """The first one named is who said it where nobody is known yet, or where that was asked for."""
    for company in form.cleaned_data["company"]:
        if request.POST.get("drop"):
            note.no_longer_from(company, by=request.user)
        elif form.cleaned_data["speaks"]:
            note.say_company(company, by=request.user)
        else:
            note.also_from(company, by=request.user)
    return True


def _form(request: Request, product: Product, sent: Any = None, initial: Any = None) -> QuickNote:
    ids = "quick_%s" if asks_for_fragment(request) else "id_%s"
    zone, files = ZoneInfo(Workspace.current().time_zone), request.FILES if sent is not None else None
    return QuickNote(sent, files, product=product, member=request.user, zone=zone, initial=initial, auto_id=ids)


def _new(request: Request, product: Product, form: QuickNote, pasted: str = "") -> HttpResponse:
    if asks_for_fragment(request):
        form.in_dialog()
    context = {
        "form": form,
        "pasted": pasted,
        "files_lost": bool(request.FILES) and not asks_for_fragment(request),
        "in_dialog": asks_for_fragment(request),
        "product": product,
        "companies": companies_offered(request),
        "offered": offered(request, product),
        "section": "evidence",
    }
    status = UNPROCESSABLE if form.errors else 200
    return page(request, "evidence/note_new.html", context, fragment="quick", status=status)


def _mark(note: Note, form: Any, by: Any, whole: bool) -> Highlight:
    about = form.item(by)
    if whole and about is not None:
        return note.link(about, by=by)
    given = form.cleaned_data
    words = {name: given.get(name, "") for name in ("feeling", "consent")}
    return note.highlight(given.get("start", 0), given.get("end", 0), about=about, by=by, **words)


def note_found(request: Request, pk: int) -> Note:
    notes = (
        Note.objects.visible_to(request.user)
        .with_speaker()
        .with_companies()
        .select_related("theme__item", "contact__company__item", "imported__item", "folded_into")
    )
    return get_object_or_404(notes, pk=pk)


def note_page(request: Request, note: Note, form: Any = None, refusal: str = "", status: int = 200) -> HttpResponse:
    marks = list(Highlight.objects.standing().filter(note=note).with_note().order_by("start", "pk"))
    product = product_of(request, note.product_id)
    rejected = form if form is not None and form.errors else None
    context = {
        "note": note,
        "product": product,
        "marks": marks,
        "spans": spans(note, [mark for mark in marks if mark.end]),
        "section": "evidence",
        "versions": note.versions.order_by("-version"),
        "near": near_notes(note, request.user),
        **proposed(note, request.user),
        **_forms(request, product),
        "gone": _taken_back(request, note),
        **_files(request, note),
        "rejected": rejected,
        "panels": panels_of("note", note, request.user),
        "refusal": refusal,
        "may_mark": request.user.may("add evidence", note),
        "may_sort": request.user.may("sort evidence", note),
        "voice": note.company_id,
        "may_fold": note.pk if note.folded_into_id is None and request.user.may("sort evidence", note) else None,
        "currency": Workspace.current().currency,
    }
    return page(request, "evidence/note.html", context, status=status)


def _forms(request: Request, product: Any) -> dict[str, Any]:
    """What a note can be linked to, who may have said it, and where it can be moved."""
    themes = Theme.objects.visible_to(request.user).of(product).shown().select_related("item") if product else ()
    return {
        "move_form": MoveForm(themes=themes, auto_id="move_%s"),
        "offered": offered(request, product),
        "words_form": MarkWords(auto_id="words_%s"),
        "link_form": Mark(),
        "company_form": FurtherCompany(auto_id="company_%s"),
        "companies": companies_offered(request),
    }


def _taken_back(request: Request, note: Note) -> Any:
    marks = Highlight.objects.visible_to(request.user).filter(note=note).exclude(taken_back_at=None)
    return marks.with_note().order_by("-taken_back_at")[:5]


def _files(request: Request, note: Note) -> dict[str, Any]:
    """What is attached, what was taken away again, and the form for more."""
    attached = list(Attachment.objects.visible_to(request.user).filter(note=note).with_file())
    gone = [one for one in attached if one.taken_away_at]
    return {
        "files": [one for one in attached if not one.taken_away_at], "files_gone": gone[-5:], "files_form": FilesForm()
    }  # fmt: skip


def _noted(note: Note) -> str:
    found = [str(thing) for thing in (note.company, *note.also.all(), note.theme) if thing]
    return f"Noted: {', '.join(found)}" if found else "Noted"


def companies_offered(request: Request) -> Any:
    """The names behind the field "Company"."""
    known = Company.objects.visible_to(request.user).in_use().order_by("item__title")
    return known.values_list("item__title", flat=True)[:COMPANIES_OFFERED]


def without(query: Any, *names: str) -> str:
    """The query string without some of its fields."""
    return urlencode([(name, value) for name, value in query.items() if name not in (*names, "after") and value])
