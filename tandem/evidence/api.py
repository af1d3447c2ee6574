"""The API of evidence: notes, highlights, themes, companies, segments, sources, target markets, surveys."""

from __future__ import annotations

from tandem.evidence.api_attachments import attachments
from tandem.evidence.api_companies import companies, markets, sources
from tandem.evidence.api_contacts import contacts
from tandem.evidence.api_imports import router as imports
from tandem.evidence.api_mergers import mergers
from tandem.evidence.api_notes import notes
from tandem.evidence.api_product_files import router as product_files
from tandem.evidence.api_proposals import proposals
from tandem.evidence.api_searches import searches
from tandem.evidence.api_segments import segments
from tandem.evidence.api_sorting import sortings
from tandem.evidence.api_surveys import surveys
from tandem.evidence.api_themes import areas, themes

notes.add_router("", proposals)
notes.add_router("", attachments)

ROUTERS = {
    "/notes": notes,
    "/sortings": sortings,
    "/themes": themes,
    "/areas": areas,
    "/saved-searches": searches,
    "/companies": companies,
    "/contacts": contacts,
    "/mergers": mergers,
    "/segments": segments,
    "/sources": sources,
    "/markets": markets,
    "/imports": imports,
    "/product-files": product_files,
    "/surveys": surveys,
}
