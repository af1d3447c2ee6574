"""Pages of companies: who speaks, what they are worth, what they said."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from tandem.core.acting import revise
from tandem.core.htmx import page, see
from tandem.core.ids import number_in
from tandem.core.paging import Keyset
from tandem.evidence.company_list import CompanyFilter, lines
from tandem.evidence.forms import ContactForm, DomainForm, EditCompany, NewCompany, SegmentOfMany
from tandem.evidence.models import Company, Segment, TargetMarket
from tandem.evidence.views.acting import UNPROCESSABLE, attempt, press
from tandem.evidence.views.company_parts import what_they_said, who_they_are
from tandem.team.models import Workspace
from tandem.team.request import Request
from tandem.ui.figures import plural
from tandem.ui.lists import choices

FACTS = ("life_cycle", "arr", "employees", "industry", "country", "plan", "segment")
LIVES = [("", "All"), ("customer", "Customers"), ("prospect", "Prospects"), ("former", "Former")]


def index(request: Request) -> HttpResponse:
    """All companies, narrowed and sorted as the address says."""
    chosen = CompanyFilter.of(request.GET, request.user)
    companies = chosen.apply(Company.objects.visible_to(request.user).in_use().select_related("item"))
    found = Keyset(companies, order=chosen.order, after=request.GET.get("after"), size=60).page()
    context = {
        "companies": found,
        "lines": lines(found.rows, request.user),
        "filter": chosen,
        "segments": Segment.objects.visible_to(request.user).by_name()[:100],
        "markets": TargetMarket.objects.visible_to(request.user).in_use().in_order()[:100],
        "lives": choices(request.GET, "is", LIVES, request.GET.get("is", "")),
        "currency": Workspace.current().currency,
        "may_sort": request.user.may("sort evidence"),
        "section": "companies",
    }
    return page(request, "evidence/companies.html", context, fragment="found")


@require_POST
def in_bulk(request: Request) -> HttpResponse:
    """Set the segment of every company that is ticked; each keeps it in its own history."""
    said, ticked = SegmentOfMany(request.POST), [number_in(text) for text in request.POST.getlist("company")]
    if not said.is_valid() or not ticked:
        return see(request, reverse("evidence:companies"), "Tick the companies first, then name their segment")
    found = Company.objects.visible_to(request.user).in_use().filter(item__number__in=ticked[:200])
    companies = list(found.select_related("item"))
    with transaction.atomic():
        for company in companies:
            company.revise(version=company.version, segment=said.cleaned_data["segment"], by=request.user)
    return see(request, _back(request), f"{plural(len(companies), 'company,companies')} changed")


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
def waiting(request: Request, number: int) -> HttpResponse:
    """Give the notes that waited for this company their company."""
    company = _found(request, number)
    taken = company.take_waiting_notes(by=request.user)
    return see(request, company.get_absolute_url(), f"{plural(taken, 'note')} found {company}")


@require_POST
def contact_mail(request: Request, number: int, contact: int) -> HttpResponse:
    """Whether a person there wants mail from us."""
    company = _found(request, number)
    person = get_object_or_404(company.contacts, pk=contact)
    verb = person.welcome_mail if request.POST.get("welcome") else person.leave_alone
    toast = "Mail is welcome" if request.POST.get("welcome") else "Nothing is written to them any more"
    again = partial(_page, request, company)
    return press(request, partial(verb, by=request.user), toast, company.get_absolute_url(), again)


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
    found = Company.objects.visible_to(request.user).select_related("item", "merged_into__item", "imported__item")
    return get_object_or_404(found, item__number=number)


def _page(request: Request, company: Company, refusal: str = "", status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        "company": company,
        "refusal": refusal,
        "currency": Workspace.current().currency,
        "may_sort": request.user.may("sort evidence", company),
        "may_add": request.user.may("add evidence", company),
        "section": "companies",
        **what_they_said(request, company),
        **who_they_are(request, company),
        "domain_form": DomainForm(),
        "contact_form": ContactForm(),
        **forms,
    }
    return page(request, "evidence/company.html", context, status=status)


def _back(request: Request) -> str:
    """The list as it was narrowed; anything else leads to the whole list."""
    asked = request.POST.get("back", "")
    return f"{reverse('evidence:companies')}?{asked}" if asked and "\n" not in asked else reverse("evidence:companies")
