"""Products from a file: each row is told before it is done, twice opens nothing, and no file is an error of ours."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tandem.evidence.product_file import Known, planned
from tandem.team.models import Console, Invitation, Member, Product, ProductLine, Token, Workspace

console = Console()
KNOWN = Known(
    products={"paydesk": {"name": "Paydesk", "summary": "Pays", "business": "business", "life_cycle": "available", "line": "", "pm": "ada@x.example", "pmm": ""}},
    members=frozenset(("ada@x.example", "luis@x.example")),
    left=frozenset(("lea@x.example",)),
)


@pytest.mark.parametrize(
    ("said", "does", "what"),
    [
        ({"name": "New Thing"}, "open", {"name": "New Thing"}),
        ({"name": "Paydesk", "slug": "PAYDESK", "pm": "Ada@x.example", "summary": ""}, "leave", {}),
        ({"name": "Paydesk", "life_cycle": "Mature", "pmm": "luis@x.example"}, "change", {"life_cycle": "mature", "pmm": "luis@x.example"}),
        ({"name": "Paydesk", "business": "B2C"}, "change", {"business": "consumer"}),
        ({"name": "Paydesk", "pmm": "new@x.example"}, "leave", {}),
        ({"name": ""}, "reject", "no name"),
        ({"name": "X" * 121}, "reject", "at most 120"),
        ({"name": "A", "slug": "A B"}, "reject", "hyphens"),
        ({"name": "\u65e5\u672c"}, "reject", "hyphens"),
        ({"name": "A", "slug": "taken"}, "reject", "stands in row 2 already"),
        ({"name": "A", "pm": "nobody"}, "reject", "no e-mail"),
        ({"name": "A", "pmm": "LEA@x.example"}, "reject", "has left"),
        ({"name": "A", "business": "charity"}, "reject", "no kind of business"),
        ({"name": "A", "life_cycle": "dead"}, "reject", "no stage of life"),
        ({"name": "A\x00B"}, "reject", "cannot be kept"),
    ],
)  # fmt: skip
def test_what_a_row_does_follows_from_what_it_says_and_what_there_is(said: dict[str, str], does: str, what: Any) -> None:
    plan = planned(3, said, KNOWN, seen={"taken": 2})
    assert plan.does == does
    assert what in plan.wrong if does == "reject" else plan.changes == what


@pytest.fixture
def page(db: None) -> Client:
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    root = Member.join("Root", email="root@file.example", role="administrator", by=console)
    Member.join("Zoe", email="zoe@file.example", by=console)
    client = Client()
    client.force_login(root)
    return client


def brought(page: Client, content: bytes, name: str = "products.csv", **more: str) -> str:
    """Look at a file and bring it in; what the page says."""
    looked = page.post("/team/products", {"file": SimpleUploadedFile(name, content)})
    assert looked.status_code == 200, looked.content
    kept = looked.context["kept"]
    return page.post("/team/products", {"kept": kept, **more}, follow=True).content.decode()


def test_a_file_opens_products_with_their_owners_and_twice_nothing(page: Client) -> None:
    rows = "Product;Address;Product line;PM e-mail;PMM;Life cycle\nCafé Büro;cafe;Läden;zoe@file.example;new@file.example;idea\nBad;cafe;;;;\nSolo;;;;new@file.example;\n"
    content = rows.encode("cp1252")
    looked = page.post("/team/products", {"file": SimpleUploadedFile("p.csv", content)}).content.decode()
    assert "2 products to open" in looked
    assert "stands in row 2 already" in looked
    assert not Product.objects.filter(slug="cafe").exists()
    said = brought(page, content, invite="yes")
    assert "1 given back" in said
    cafe = Product.objects.get(slug="cafe")
    assert (cafe.title, str(cafe.line), cafe.life_cycle, str(cafe.pm), cafe.pmm) == ("Café Büro", "Läden", "idea", "Zoe", None)
    invited = Invitation.objects.get(email="new@file.example")
    assert (invited.product, invited.side) == (cafe, "pmm")
    before = Product.objects.count(), ProductLine.objects.count()
    again = brought(page, content, invite="yes")
    assert "0 products to open, 0 to change, 2 as they are" in again
    assert (Product.objects.count(), ProductLine.objects.count()) == before
    assert Invitation.objects.filter(email="new@file.example").count() == 1
    rejects = page.get(f"/team/products/{page.post('/team/products', {'file': SimpleUploadedFile('p.csv', content)}).context['kept']}/rejects")
    assert "stands in row 2 already" in b"".join(rejects).decode()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x00\x01\x02" * 500, b"\x89PNG\r\n\x1a\n" + b"x" * 900, b"what,else\n1,2\n", b"name\n" + b"A\n" * 1100, b"PK\x03\x04" + b"\x00" * 100,
        b"<html><body>name</body></html>", b"%PDF-1.4 name", b'name,summary\n"open', b"\xff\xfen\x00a\x00", b"name\n" + b"x" * 2_000_000,
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_or_harmless(page: Client, content: bytes) -> None:
    before = Product.objects.count()
    answer = page.post("/team/products", {"file": SimpleUploadedFile("products.csv", content)})
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        page.post("/team/products", {"kept": answer.context["kept"]})
    assert Product.objects.count() - before <= 1
    assert page.post("/team/products", {"kept": "forged:1"}).status_code == 404


def test_a_program_looks_first_and_then_brings_the_same_file(page: Client) -> None:
    root, zoe = (Member.objects.get(email=f"{who}@file.example") for who in ("root", "zoe"))
    programs = {who.title: Token.make(who, "Files", scopes=["read", "write"], by=console).secret for who in (root, zoe)}

    def sent(who: str, content: bytes, **said: str) -> Any:
        client = Client(headers={"Authorization": f"Bearer {programs[who]}"})
        return client.post("/api/v1/product-files", {**said, "file": SimpleUploadedFile("p.csv", content)})

    rows = b"Name,Product line,PM e-mail,PMM e-mail\nProgrammed,Sent,zoe@file.example,new@file.example\n,Nameless,,\n"
    looked = sent("Root", rows, dry_run="true").json()
    assert (looked["opened"], looked["given_back"], looked["rows"][0]["result"]) == (1, 1, "opened")
    assert looked["rows"][0]["unknown"] == ["new@file.example"]
    assert looked["rows"][0]["changes"]["product manager"] == "zoe@file.example"
    assert "no name" in looked["rows"][1]["because"]
    assert not Product.objects.filter(slug="programmed").exists()
    assert sent("Root", rows, invite="true").json()["rows"] == looked["rows"]
    assert str(Product.objects.get(slug="programmed").pm) == "Zoe"
    assert Invitation.objects.get(email="new@file.example").side == "pmm"
    assert sent("Root", rows).json()["as_they_were"] == 1
    assert sent("Zoe", rows).status_code == 403
    assert sent("Root", b"what,else\n1,2\n").status_code == 422
