"""Every page of messaging answers, full and empty, for marketer and sales, in a known number of statements."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tandem.charter.models import ReferenceUse
from tandem.definition.models import Problem
from tandem.messaging.models import (
    Claim,
    Competitor,
    Deal,
    KeyMessage,
    Positioning,
    SalesAsset,
    SalesRequest,
    StageMessage,
)
from tandem.messaging.tests.conftest import Cast

LISTS = [
    "messaging",
    "positioning",
    "claims/paste",
    "quotes",
    "competitors",
    "assets",
    "requests",
    "deals",
    "deals.csv",
    "sales",
]


def furnish(cast: Cast) -> dict[str, Any]:
    """One of everything."""
    problem = Problem.open(cast.product, "The close takes all week", by=cast.pm)
    message = KeyMessage.say(cast.product, "The close stops waiting.", by=cast.pmm)
    claim = cast.claim("Close your books in a day", message=message, problems=[problem])
    claim.prove("quote", highlight=cast.quote("two days for the close", about=problem), supports=False, by=cast.pmm)
    proven = cast.claim("Every change carries a name.", message=message)
    proven.prove("reference", reference=cast.reference(), by=cast.pmm)
    rival = Competitor.enter(cast.product, "Rivalbooks", by=cast.pm, summary="The incumbent.")
    proven.compare(
        rival.note_capability("Names on changes", "equal", evidence="Their help page.", by=cast.pm), by=cast.pmm
    )
    deal = Deal.open(
        cast.product,
        "Sideline A, team plan",
        by=cast.pm,
        company=cast.companies[0],
        amount=9000,
        competitor="Rivalbooks",
    )
    asset = SalesAsset.bring(
        cast.product, "A deck", form="deck", url="https://files.example/deck", by=cast.rep, deals=[deal], claims=[claim]
    )
    request = SalesRequest.ask(cast.product, "A slide on moving", deal=deal, by=cast.rep)
    positioning = Positioning.draft(cast.product, "Bookkeeping", for_whom="Small firms", by=cast.pmm)
    StageMessage.say(cast.product, "need", "A link will stop one day.", by=cast.pmm)
    return {
        "claims": claim,
        "key-messages": message,
        "competitors": rival,
        "deals": deal,
        "assets": asset,
        "requests": request,
        "positionings": positioning,
    }


@pytest.mark.django_db
@pytest.mark.parametrize("place", LISTS)
def test_each_list_teaches_while_it_is_empty(cast: Cast, as_pmm: Client, as_rep: Client, place: str) -> None:
    for client in (as_pmm, as_rep):
        assert client.get(f"/products/sideline/{place}").status_code == 200


@pytest.mark.django_db
def test_every_page_shows_what_is_there(cast: Cast, as_pmm: Client, as_rep: Client) -> None:
    nouns = furnish(cast)
    for client in (as_pmm, as_rep):
        for place in LISTS:
            assert client.get(f"/products/sideline/{place}").status_code == 200, place
        for kind, noun in nouns.items():
            shown = client.get(f"/{kind}/{noun.number}")
            assert shown.status_code == 200, kind
            assert noun.title in shown.content.decode().replace("&#x27;", "'"), kind
        assert client.get(f"/claims/{nouns['claims'].number}/edit").status_code == 200
        for new in ("claims", "assets"):
            assert client.get(f"/{new}/new?product=sideline").status_code == 200
    assert "Deals" in as_pmm.get(f"/companies/{cast.companies[0].number}").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "most"),
    [
        ("messaging", 36),
        ("quotes", 30),
        ("competitors", 26),
        ("assets", 28),
        ("requests", 28),
        ("deals", 28),
        ("sales", 42),
    ],
)
def test_lists_take_no_more_statements_when_there_is_more(
    cast: Cast, as_pmm: Client, place: str, most: int, django_assert_max_num_queries: Any
) -> None:
    furnish(cast)
    for place_of in range(4):
        more = cast.claim(f"Another sentence {place_of} of ours.")
        more.prove("quote", highlight=cast.quote(f"words of {place_of}", place_of), by=cast.pmm)
        deal = Deal.open(cast.product, f"Deal {place_of}", by=cast.pm, company=cast.companies[place_of])
        SalesRequest.ask(cast.product, f"Something for deal {place_of}", deal=deal, by=cast.rep)
        SalesAsset.bring(
            cast.product, f"Asset {place_of}", form="faq", url="https://files.example/a", by=cast.rep, deals=[deal]
        )
        rival = Competitor.enter(cast.product, f"Rival {place_of}", by=cast.pm)
        rival.note_capability("Names on changes", "better", evidence="A trial.", by=cast.pm)
    as_pmm.get(f"/products/sideline/{place}")
    with django_assert_max_num_queries(most):
        as_pmm.get(f"/products/sideline/{place}")


@pytest.mark.django_db
def test_a_pasted_page_becomes_claims_with_their_quotes(cast: Cast, as_pmm: Client) -> None:
    two, one = cast.quote("two days for the close"), cast.quote("we close in one day now", 1)
    shown = as_pmm.post(
        "/products/sideline/claims/paste", {"text": "Close your books in a day. Is it dark?"}
    ).content.decode()
    assert "Needs proof" in shown
    assert "May contradict" in shown
    assert "Is it dark" not in shown
    said = {"text": "Close your books in a day.", "for": [one.pk], "against": [two.pk]}
    accepted = as_pmm.post("/products/sideline/claims/paste/acceptance", said, headers={"HX-Request": "true"})
    claim = Claim.objects.of(cast.product).get(item__title="Close your books in a day.")
    assert claim.mark in accepted.content.decode()
    assert [point.highlight for point in claim.supporting] == [one]
    assert claim.against() == "1 quote says two days; 1 says one"
    again = as_pmm.post("/products/sideline/claims/paste/acceptance", said)
    assert (again.status_code, "stated already" in again.content.decode()) == (422, True)


@pytest.mark.django_db
def test_a_refused_release_says_why_on_the_same_page(cast: Cast, as_pmm: Client) -> None:
    claim = cast.claim("Close your books in a day")
    asset = SalesAsset.bring(
        cast.product, "Three mails", form="email", url="https://files.example/m", by=cast.pmm, claims=[claim]
    )
    refused = as_pmm.post(f"/assets/{asset.number}/release")
    assert refused.status_code == 422
    assert "says a number without proof" in refused.content.decode()
    as_pmm.post(f"/claims/{claim.number}/release", {"because": "The board wants it; we measure in March."})
    assert as_pmm.post(f"/assets/{asset.number}/release").status_code == 303


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["drawn.svg", "page.html", "deck.pdf"])
def test_a_file_is_given_out_as_a_download_only(cast: Cast, as_rep: Client, name: str) -> None:
    body = b"<svg onload=alert(1)></svg>"
    upload = SimpleUploadedFile(name, body, content_type="image/svg+xml")
    as_rep.post("/assets/new?product=sideline", {"title": "From the road", "form": "deck", "file": upload})
    asset = SalesAsset.objects.of(cast.product).get()
    given = as_rep.get(f"/assets/{asset.number}/versions/1/file")
    assert given["Content-Disposition"].startswith("attachment")
    assert given["Content-Type"] == "application/octet-stream"
    assert b"".join(given.streaming_content) == body
    assert asset.field_made


@pytest.mark.django_db
def test_every_use_of_a_reference_is_logged_before_it_is_copied(cast: Cast, as_rep: Client) -> None:
    reference = cast.reference(2)
    before = as_rep.get(f"/products/sideline/sales?company={cast.companies[3].number}").content.decode()
    assert "the same industry" in before.lower()
    assert "copy-text" not in before.split("Quotes that may be used")[0]
    said = {"reference": reference.number, "scope": "name", "company": cast.companies[3].number}
    used = as_rep.post("/products/sideline/sales/uses", said)
    assert used.status_code == 303
    assert ReferenceUse.objects.get(reference=reference).by == cast.rep
    assert "copy-text" in as_rep.get(used["Location"]).content.decode().split("Quotes that may be used")[0]
    reference.withdraw(by=cast.pm)
    assert as_rep.post("/products/sideline/sales/uses", said).status_code == 422


@pytest.mark.django_db
def test_a_quotes_consent_is_changed_where_it_is_read(cast: Cast, as_pmm: Client) -> None:
    highlight = cast.quote("we like it", consent="ask_first")
    as_pmm.post(f"/quotes/{highlight.pk}/consent", {"consent": "may_use", "product": "sideline"})
    highlight.refresh_from_db()
    assert highlight.consent == "may_use"
    assert "we like it" in as_pmm.get("/products/sideline/quotes?consent=may_use").content.decode()
    assert "we like it" not in as_pmm.get("/products/sideline/quotes?consent=ask_first").content.decode()


@pytest.mark.django_db
def test_a_restricted_products_messaging_is_hidden(cast: Cast, as_rep: Client) -> None:
    nouns = furnish(cast)
    type(cast.product).objects.filter(pk=cast.product.pk).update(restricted=True)
    assert as_rep.get("/products/sideline/messaging").status_code == 404
    for kind, noun in nouns.items():
        assert as_rep.get(f"/{kind}/{noun.number}").status_code == 404, kind
