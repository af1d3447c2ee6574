"""Pages of companies: who speaks, what they are worth, what they said."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from tandem.core.acting import revise
from tandem.core.htmx import page, see
from tandem.core.paging import Keyset
from tandem.evidence.forms import ContactForm, DomainForm, EditCompany, NewCompany
from tandem.evidence.models import Company, Note, TargetMarket
from tandem.evidence.views.acting import UNPROCESSABLE, attempt, press
from tandem.evidence.views.showing import with_marks
from tandem.record.models import Event
from tandem.record.reactions import panels_of
from tandem.team.models import Workspace
from tandem.team.request import Request

FACTS = ("life_cycle", "arr", "employees", "industry", "country", "plan", "segment")


def index(request: Request) -> HttpResponse:
    """All companies, the largest ARR first, narrowed by name, industry or life cycle."""
    asked = {"item__title__icontains": "q", "industry__iexact": "industry", "life_cycle": "is"}
    narrow = {field: request.GET[name].replace("\0", "") for field, name in asked.items() if request.GET.get(name)}
    companies = Company.objects.visible_to(request.user).in_use().filter(**narrow).select_related("item")
    worth = companies.annotate(worth=Coalesce(F("arr"), 0, output_field=Company._meta.get_field("arr")))
    found = Keyset(worth, order=("-worth", "pk"), after=request.GET.get("after"), size=60).page()
    context = {
        "companies": found,
        "q": request.GET.get("q", ""),
        "lives": _lives(request),
        "currency": Workspace.current().currency,
        "section": "companies",
    }
    return page(request, "evidence/companies.html", context, fragment="found")


def new(request: Request) -> HttpResponse:
    """Add a company."""
    form = NewCompany(request.POST or None)
    if request.method == "POST" and (made := attempt(form, lambda: _open(form, request.user))):
        return see(request, made.get_absolute_url(), f"{made} added")
    context = {"form": form, "title": "New company", "back": "/companies", "section": "companies"}
    return page(request, "evidence/company_form.html", context, status=UNPROCESSABLE if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, _found(request, number))


def edit(request: Request, number: int) -> HttpResponse:
    """Change its facts; when somebody else did meanwhile, nothing is lost."""
    company = _found(request, number)
    revision = revise(request, company, EditCompany)
    if revision.is_done:
        return see(request, company.get_absolute_url(), "Saved")
    home = ("Companies", reverse("evidence:companies"))
    context = {"noun": company, "revision": revision, "home": home, "section": "companies"}
    return page(request, "ui/revise.html", context, status=revision.status)


@require_POST
def domains(request: Request, number: int) -> HttpResponse:
    """Say which e-mail domain is theirs, or that one is not."""
    company, form = _found(request, number), DomainForm(request.POST)
    verb = company.drop_domain if request.POST.get("drop") else company.add_domain
    if attempt(form, lambda: (verb(form.cleaned_data["domain"], by=request.user), True)):
        return see(request, company.get_absolute_url(), "Saved")
    return _page(request, company, domain_form=form, status=UNPROCESSABLE)


@require_POST
def contacts(request: Request, number: int) -> HttpResponse:
    """Note a person there."""
    company, form = _found(request, number), ContactForm(request.POST)
    if attempt(form, lambda: company.add_contact(**form.cleaned_data, by=request.user)):
        return see(request, company.get_absolute_url(), "Contact noted")
    return _page(request, company, contact_form=form, status=UNPROCESSABLE)


@require_POST
def retirement(request: Request, number: int) -> HttpResponse:
    """Take it out of use, or bring it back."""
    company = _found(request, number)
    act = company.restore if company.item.retired_at else company.retire
    verb = partial(act, by=request.user, because=request.POST.get("because", "no longer needed"))
    return press(request, verb, "Done", company.get_absolute_url(), partial(_page, request, company))


def _open(form: NewCompany, by: Any) -> Company:
    facts = {name: form.cleaned_data[name] for name in FACTS}
    return Company.open(
        form.cleaned_data["title"], domains=form.cleaned_data["domains"].replace(",", " ").split(), by=by, **facts
    )


def _found(request: Request, number: int) -> Company:
    return get_object_or_404(Company.objects.visible_to(request.user).select_related("item"), item__number=number)


def _page(request: Request, company: Company, refusal: str = "", status: int = 200, **forms: Any) -> HttpResponse:
    notes = with_marks(Note.objects.visible_to(request.user).from_companies(company).worth_reading().with_speaker())
    markets = TargetMarket.objects.visible_to(request.user).in_use().in_order().select_related("item__product")
    context = {
        "company": company,
        "notes": Keyset(notes, order=("-said_at", "-id"), after=request.GET.get("after"), size=20).page(),
        "markets": [market for market in markets if market.holds(company)],
        "domains": company.domains.order_by("domain"),
        "contacts": company.contacts.order_by("name", "pk")[:50],
        "panels": panels_of("company", company, request.user),
        "events": [
            _told(event)
            for event in Event.objects.visible_to(request.user)
            .about(company.item)
            .select_related("by")
            .newest_first()[:10]
        ],
        "domain_form": DomainForm(),
        "contact_form": ContactForm(),
        "refusal": refusal,
        "currency": Workspace.current().currency,
        "may_sort": request.user.may("sort evidence", company),
        "section": "companies",
        **forms,
    }
    return page(request, "evidence/company.html", context, status=status)


def _told(event: Event) -> dict[str, Any]:
    return {"at": event.at, "by": event.by.title if event.by else "", "says": event.verb, "because": event.because}


def _lives(request: Request) -> list[tuple[str, str, bool]]:
    chosen = request.GET.get("is", "")
    choices = [("", "All"), ("customer", "Customers"), ("prospect", "Prospects"), ("former", "Former")]
    return [(label, f"?is={key}" if key else "?", key == chosen) for key, label in choices]
