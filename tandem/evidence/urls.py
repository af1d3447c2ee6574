"""Addresses of evidence."""

from django.urls import path

from tandem.evidence import import_urls, survey_urls
from tandem.evidence.views import companies, desk, exports, markets, notes, proposals, sorting, sources, themes

app_name = "evidence"
PRODUCT = "products/<slug:product>"

urlpatterns = [
    path(f"{PRODUCT}/evidence", desk.desk, name="desk"),
    path(f"{PRODUCT}/themes", desk.discovery, name="discovery"),
    path(f"{PRODUCT}/evidence/work", desk.work, name="work"),
    path("themes/<int:number>", desk.show, name="theme"),
    path("themes/<int:number>/name", themes.name, name="theme_name"),
    path("themes/<int:number>/acceptance", themes.acceptance, name="theme_acceptance"),
    path("themes/<int:number>/dismissal", themes.dismissal, name="theme_dismissal"),
    path("themes/<int:number>/restoration", themes.restoration, name="theme_restoration"),
    path("themes/<int:number>/merger", themes.merger, name="theme_merger"),
    path("themes/<int:number>/links", themes.links, name="theme_links"),
    path(f"{PRODUCT}/notes", notes.index, name="notes"),
    path(f"{PRODUCT}/notes.csv", exports.notes, name="notes_csv"),
    path(f"{PRODUCT}/notes/new", notes.new, name="note_new"),
    path(f"{PRODUCT}/notes/done", sorting.done, name="notes_done"),
    path(f"{PRODUCT}/notes/dismissal", sorting.dismissal, name="notes_dismissal"),
    path(f"{PRODUCT}/notes/return", sorting.returning, name="notes_return"),
    path(f"{PRODUCT}/notes/links", sorting.links, name="notes_links"),
    path(f"{PRODUCT}/notes/assignment", sorting.assignment, name="notes_assignment"),
    path(f"{PRODUCT}/notes/company", sorting.company, name="notes_company"),
    path(f"{PRODUCT}/notes/undoing", sorting.undoing, name="notes_undoing"),
    path("notes/<int:pk>", notes.show, name="note"),
    path("notes/<int:pk>/beside", notes.beside, name="note_beside"),
    path("notes/<int:pk>/highlights", notes.highlights, name="note_highlights"),
    path("notes/<int:pk>/highlights/<int:highlight>/taking-back", notes.taking_back, name="highlight_taking_back"),
    path("notes/<int:pk>/highlights/<int:highlight>/quote", notes.quote, name="highlight_quote"),
    path("notes/<int:pk>/state", notes.state, name="note_state"),
    path("notes/<int:pk>/conversation", notes.conversation, name="note_conversation"),
    path("notes/<int:pk>/companies", notes.companies, name="note_companies"),
    path("notes/<int:pk>/suggestions", proposals.suggestion, name="note_suggestion"),
    path("notes/<int:pk>/suggestions/withdrawal", proposals.withdrawal, name="note_suggestion_withdrawal"),
    path("notes/<int:pk>/fold", proposals.fold, name="note_fold"),
    path("notes/<int:pk>/unfolding", proposals.unfolding, name="note_unfolding"),
    path("sources/<int:number>", sources.show, name="source"),
    path("sources/<int:number>/edit", sources.edit, name="source_edit"),
    path("companies", companies.index, name="companies"),
    path("companies.csv", exports.companies, name="companies_csv"),
    path("companies/new", companies.new, name="company_new"),
    path("companies/<int:number>", companies.show, name="company"),
    path("companies/<int:number>/edit", companies.edit, name="company_edit"),
    path("companies/<int:number>/domains", companies.domains, name="company_domains"),
    path("companies/<int:number>/contacts", companies.contacts, name="company_contacts"),
    path("companies/<int:number>/retirement", companies.retirement, name="company_retirement"),
    path(f"{PRODUCT}/market", markets.of_product, name="market"),
    path(f"{PRODUCT}/market/count", markets.count, name="market_count"),
    path("markets/<int:number>", markets.show, name="target_market"),
    path("markets/<int:number>/retirement", markets.retirement, name="target_market_retirement"),
    *import_urls.urlpatterns,
    *survey_urls.urlpatterns,
]
