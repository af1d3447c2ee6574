"""Pages of documents: what can be drawn of one thing, a drawing as it stands now, drawings kept, and how they look."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.errors import Refused
from tandem.core.htmx import page, see
from tandem.core.paging import Keyset
from tandem.core.serving import ALONE, picture
from tandem.definition.document_forms import AssumptionForm, StyleForm
from tandem.definition.documents import Form, as_file, draw, form_named, forms_for, moved_since
from tandem.definition.documents.drawing import FILES, look_of
from tandem.definition.documents.forms import all_forms
from tandem.definition.models import Assumption, Document, DocumentStyle, Feature, Release
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_named, product_of, said_in
from tandem.definition.views.lists import SIZE, frame
from tandem.team.models import Workspace
from tandem.team.request import Request

NOUNS: dict[str, Any] = {"feature": Feature, "release": Release}
EDITIONS = {"inside": "For the team", "outside": "For people outside"}


def documents(request: Request, product: str) -> HttpResponse:
    """Every drawing of a product that was kept, the newest first."""
    of = product_named(request, product)
    found = Document.objects.visible_to(request.user).of(of).in_use().select_related("item", "about", "by__item")
    shown = Keyset(found, ("-item__number",), request.GET.get("after"), SIZE).page()
    return page(request, "definition/documents.html", {**frame(of, "documents"), "rows": shown.rows, "page": shown})


def of(request: Request, number: int, kind: str) -> HttpResponse:
    """What can be drawn of a feature or release, what was kept, and what its case takes for granted."""
    return _of(request, noun_of(request, kind, number))


def drawing(request: Request, number: int, kind: str, form: str) -> HttpResponse:
    """One document as the record stands now."""
    noun, edition = noun_of(request, kind, number), _edition(request)
    chosen = _form(form, noun, edition)
    drawn = draw(chosen, noun, request.user, edition)
    editions = [(EDITIONS[one], f"?edition={one}", one == edition) for one in chosen.editions]
    home = f"{noun.get_absolute_url()}/documents"
    context = {
        **_frame(request, noun), "form": chosen, "content": drawn.content, "edition": edition, "home": home,
        "editions": editions if len(editions) > 1 else [], "place": f"{home}/{form}", "query": f"?edition={edition}",
        "may_keep": request.user.may("draft definition", noun),
    }  # fmt: skip
    return page(request, "definition/drawing.html", context)


def drawing_file(request: Request, number: int, kind: str, form: str, ending: str) -> HttpResponse:
    """The same as a file."""
    noun, edition = noun_of(request, kind, number), _edition(request)
    drawn = draw(_form(form, noun, edition), noun, request.user, edition)
    style = DocumentStyle.of_the_workspace()
    look = look_of(style.color, style.footer, style.logo)
    return given(drawn.content, look, f"{noun.mark}-{form}", ending)


@require_POST
def keeping(request: Request, number: int, kind: str, form: str) -> HttpResponse:
    """Keep it as it stands now."""
    noun = noun_of(request, kind, number)
    kept = Document.keep(noun, form, edition=request.POST.get("edition", "inside"), by=request.user)
    return see(request, kept.get_absolute_url(), f"{kept.mark} kept")


def show(request: Request, number: int) -> HttpResponse:
    """A drawing as it was kept, and whether the record says otherwise since."""
    return _show(request, found(request, number))


def file(request: Request, number: int, ending: str) -> HttpResponse:
    """The kept drawing as a file."""
    kept = found(request, number)
    look = look_of(kept.look["color"], kept.look["footer"], kept.logo)
    return given(kept.content, look, f"{kept.mark}-{kept.form}", ending)


@require_POST
def retirement(request: Request, number: int) -> HttpResponse:
    """Take a kept drawing out of use, or back into it."""
    kept = found(request, number)
    act = kept.restore if kept.item.is_retired else partial(kept.retire, because=request.POST.get("because", ""))
    toast = f"{kept.mark} is in use again" if kept.item.is_retired else f"{kept.mark} is out of use"
    return press(request, partial(act, by=request.user), toast, kept.get_absolute_url(), partial(_show, request, kept))


@require_POST
def assumptions(request: Request, number: int, kind: str) -> HttpResponse:
    """State what the case takes for granted."""
    noun, form = noun_of(request, kind, number), AssumptionForm(request.POST)
    if attempt(form, lambda: Assumption.state(noun, by=request.user, **form.cleaned_data)) is not None:
        return see(request, f"{noun.get_absolute_url()}/documents#assumptions", "Stated")
    return _of(request, noun, assumption_form=form, status=UNPROCESSABLE)


@require_POST
def assumption_removal(request: Request, number: int, kind: str, position: int) -> HttpResponse:
    """Take one back."""
    noun = noun_of(request, kind, number)
    verb = partial(Assumption.take_back, noun, position, by=request.user)
    home = f"{noun.get_absolute_url()}/documents#assumptions"
    return press(request, verb, "Taken back", home, partial(_of, request, noun))


def style(request: Request) -> HttpResponse:
    """How documents of the workspace look."""
    now, may = DocumentStyle.of_the_workspace(), request.user.may("administer")
    form = StyleForm(said_in(request), request.FILES or None, initial=_styled(now))
    if request.method == "POST" and attempt(form, lambda: _choose(form, now, request.user)) is not None:
        return see(request, "/documents/style", "Saved; documents drawn from now on look so")
    context = {"form": form, "style": now, "may_administer": may, "forms": all_forms(), "section": "team"}
    return page(request, "definition/document_style.html", context, status=UNPROCESSABLE if form.errors else 200)


def logo(request: Request) -> FileResponse:
    """The picture at the head."""
    return picture(DocumentStyle.of_the_workspace().logo)


def noun_of(request: Request, kind: str, number: int) -> Any:
    """The feature or release, if the member may see it."""
    return get_object_or_404(NOUNS[kind].objects.visible_to(request.user).select_related("item"), item__number=number)


def found(request: Request, number: int) -> Document:
    seen = Document.objects.visible_to(request.user).select_related("item", "about", "by__item", "logo")
    one: Document = get_object_or_404(seen, item__number=number)
    return one


def given(content: dict[str, Any], look: Any, name: str, ending: str) -> HttpResponse:
    """A file to be saved, never run."""
    if ending not in FILES:
        raise Http404
    written, kind = as_file(content, look, ending)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"', "Content-Security-Policy": ALONE}
    return HttpResponse(written, content_type=kind, headers={**headers, "X-Content-Type-Options": "nosniff"})


def _form(name: str, noun: Any, edition: str) -> Form:
    try:
        return form_named(name, noun, edition)
    except Refused as no:
        raise Http404 from no


def _edition(request: Request) -> str:
    said = request.GET.get("edition", "inside")
    return said if said in EDITIONS else "inside"


def _frame(request: Request, noun: Any) -> dict[str, Any]:
    return {"noun": noun, "product": product_of(request, noun), "section": "definition"}


def _of(request: Request, noun: Any, *, refusal: str = "", status: int = 200, **filled: Any) -> HttpResponse:
    kept = Document.objects.visible_to(request.user).filter(about=noun.item).in_use().select_related("item", "by__item")
    standing = Assumption.objects.filter(about=noun.item, taken_back_at=None).select_related("by__item")
    context = {
        **_frame(request, noun), "forms": forms_for(noun.kind), "kept": kept.order_by("-drawn_at", "-pk")[:SIZE],
        "assumptions": standing.order_by("position"), "assumption_form": AssumptionForm(), "refusal": refusal,
        "may_draft": request.user.may("draft definition", noun), "home": f"{noun.get_absolute_url()}/documents",
        **filled,
    }  # fmt: skip
    return page(request, "definition/documents_of.html", context, status=status)


def _show(request: Request, kept: Document, *, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {
        "document": kept, "content": kept.content, "moved": moved_since(kept, request.user), "refusal": refusal,
        "product": product_of(request, kept), "place": kept.get_absolute_url(), "section": "definition", "query": "",
        "now": f"{kept.about.get_absolute_url()}/documents/{kept.form}?edition={kept.edition}",
        "may_draft": request.user.may("draft definition", kept),
    }  # fmt: skip
    return page(request, "definition/document.html", context, status=status)


def _styled(now: DocumentStyle) -> dict[str, Any]:
    """What the form shows: titles of sections in the order they have now."""
    sections = {
        form.name: "\n".join(form.parts[name].title for name in form.order(now.sections.get(form.name, [])))
        for form in all_forms()
    }
    return {"color": now.color, "footer": now.footer, **sections}


def _choose(form: StyleForm, now: DocumentStyle, by: Any) -> DocumentStyle:
    said = form.cleaned_data
    logo = None if said["without_logo"] else said["logo"] or now.logo
    sections = {one.name: said[one.name] for one in all_forms()}
    return DocumentStyle.choose(
        Workspace.current(), color=said["color"], footer=said["footer"], sections=sections, logo=logo, by=by
    )
