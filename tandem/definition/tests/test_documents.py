"""Documents are drawn from the record: their numbers are its numbers, each leads to its source, and names stay inside."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import docx as reader
import pytest
from django.test import Client
from pypdf import PdfReader

from tandem.core.errors import NotAllowed, Refused
from tandem.definition.documents import as_file, draw, form_named, forms_for, moved_since
from tandem.definition.documents.drawing import look_of, written
from tandem.definition.documents.facts import Assumed, Facts, Ground, Ref, case_of
from tandem.definition.documents.gathering import facts_of
from tandem.definition.documents.sharing import unnamed
from tandem.definition.grounds import evidence_for
from tandem.definition.models import Assumption, Document, DocumentStyle, Feature, Release, Requirement
from tandem.definition.models.document import contrast
from tandem.evidence.models import Contact, Note, Source
from tandem.paper import form as paper
from tandem.team.models import Member, Product, Workspace
from tandem.ui.figures import num


@pytest.fixture
def ada(db: None) -> Member:
    return Member.objects.get(item__title="Ada Okafor")


@pytest.fixture
def release(db: None) -> Any:
    return Release.objects.select_related("item").get(item__title="2.0", item__product__title="Ledgerly")


@pytest.fixture
def feature(db: None) -> Any:
    return Feature.objects.select_related("item").get(item__title="Say it when a feed stands still")


def drawn(noun: Any, form: str, by: Member, edition: str = "inside") -> paper.Document:
    return draw(form_named(form, noun, edition), noun, by, edition).document


def text_of(noun: Any, form: str, by: Member, ending: str) -> str:
    content = draw(form_named(form, noun), noun, by).content
    made, _ = as_file(content, look_of("#1d4ed8", "Northwind", None), ending)
    if ending == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    opened = reader.Document(BytesIO(made))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in opened.paragraphs] + cells)


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_the_numbers_in_a_file_are_those_of_the_record(ada: Member, feature: Any, ending: str) -> None:
    evidence = evidence_for(feature)
    text = text_of(feature, "business_case", ada, ending)
    for figure in (num(evidence.companies), num(evidence.notes), f"${evidence.arr:,.0f}", num(evidence.in_market)):
        assert figure in text
    assert "Product requirements" not in text
    assert "as of 22 Nov 2026" in text.replace("\n", " ")


def test_every_number_leads_to_its_source(ada: Member, release: Any, feature: Any) -> None:
    for noun in (release, feature):
        for form in forms_for(noun.kind):
            document = drawn(noun, form.name, ada)
            blocks = [block for section in document.sections for block in section.blocks]
            for block in blocks:
                if isinstance(block, paper.Figures):
                    assert all(one.href for one in block.figures)
                if isinstance(block, paper.Table):
                    numbers = [row[at] for row in block.rows for at in block.numbers]
                    assert all(run.href for cell in numbers for run in cell), block.heads
            assert "Ada Okafor" in paper.words_of(document.stamp[0])
            assert "State of the record of Ledgerly" in paper.words_of(document.stamp[1])


def test_requirements_stand_under_their_own_numbers_with_what_they_are_seen_by(ada: Member) -> None:
    feature = Feature.objects.get(item__title="Reconnect from the mail, in one tap")
    sections = {one.name: one.blocks for one in drawn(feature, "requirements", ada).sections}
    heads: dict[str, Any] = {block.line[0].text: block for block in sections["requirements"] if isinstance(block, paper.Entry)}
    for row in feature.requirements.standing():
        told = heads[row.mark]
        assert told.line[0].href == row.get_absolute_url()
        assert f"({row.get_priority_display()}, {row.get_status_display().lower()})" in paper.words_of(told.line)
        assert len(told.lines) == max(1 if row.counts else 0, len(row.criteria_list))
    scenarios = [paper.words_of(one) for block in heads.values() for one in block.lines]
    assert any("Given a feed that asks for a code When the owner is away" in one for one in scenarios)
    test = next(block for block in sections["validations"] if isinstance(block, paper.Entry))
    assert "of 14 alone" in paper.words_of(test.lines[-1])
    talks: Any = sections["interviews"][0]
    assert any("How a silent feed is noticed, about P-" in paper.words_of(one) for one in talks.lines)


def test_what_a_feature_needs_and_what_needs_it_is_said_with_what_comes_too_late(ada: Member) -> None:
    def told(title: str, kind: type = Feature) -> str:
        noun = kind.objects.get(item__title=title, item__product__title="Ledgerly")  # type: ignore[attr-defined]
        section = next(one for one in drawn(noun, "requirements", ada).sections if one.name == "dependencies")
        return "\n".join(paper.texts_of(paper.Document("x", sections=(section,))))

    first = Feature.objects.get(item__title="Say it when a feed stands still")
    waiting = Feature.objects.get(item__title="Reconnect from the mail, in one tap")
    assert f"{first.mark} {first.title}" in told(waiting.title)
    assert waiting.title in told(first.title)
    waiting.put_into(Release.objects.get(item__title="2.0", item__product__title="Ledgerly"), by=ada)
    late = f"{first.mark} comes out in 2.1, 29 Jan 2027, after {waiting.mark} in 2.0."
    assert late in told(waiting.title)
    assert late in told(first.title)
    assert late in told("2.0", Release)
    paydesk = Product.objects.get(slug="paydesk")
    other = Feature.open(paydesk, "Pay in one tap", by=paydesk.pm)
    other.need(first, by=paydesk.pm)
    Product.objects.filter(pk=first.item.product_id).update(restricted=True)
    assert late in told(waiting.title), "within one product nothing is hidden"
    assert first.title not in "\n".join(paper.texts_of(drawn(other, "requirements", ada)))
    assert "a feature of another product" in "\n".join(paper.texts_of(drawn(other, "requirements", ada)))


def test_a_case_reckons_with_what_was_assumed_and_with_nothing_else() -> None:
    def assumed(stands_for: str, value: str) -> Assumed:
        return Assumed("x", stands_for, Decimal(value), "", "Ada", date(2026, 11, 1))

    weeks = [Decimal(6), None, Decimal(4)]
    bare = case_of(weeks, Decimal(100_000), [])
    assert (bare.value, bare.cost, bare.times, bare.effort, bare.unestimated) == (None, None, None, 10, 1)
    said = [assumed("week", "4000"), assumed("share", "10"), assumed("extra", "5000"), assumed("", "7"), assumed("share", "90")]
    full = case_of(weeks, Decimal(100_000), said)
    assert (full.value, full.cost, full.times) == (90_000, 45_000, Decimal("2.0"))
    assert case_of([], Decimal(0), [assumed("week", "4000")]).cost is None


def test_outside_no_customer_is_named_who_did_not_agree(ada: Member, release: Any) -> None:
    facts = facts_of(release, ada)
    document = drawn(release, "release_notes", ada, "outside")
    text = "\n".join(paper.texts_of(document))
    agreed = {facts.companies[key] for key in facts.nameable if key in facts.companies}
    assert {"Juniper Legal", "Aster Clinic"} <= agreed, "they have consents in the demo"
    silent = [name for key, name in facts.companies.items() if key not in facts.nameable]
    assert len(silent) > 10
    assert not [name for name in silent if name in text]
    assert [name for name in agreed if name in text]
    assert not [run for run in json.dumps(paper.as_json(document)).split('"') if run.startswith("/")], "it leads nowhere inside"
    withdrawn = written(form_named("release_notes", release, "outside"), replace(facts, nameable=frozenset()), "outside", [])
    assert "Asked for by" not in "\n".join(paper.texts_of(withdrawn))


def test_a_name_in_somebodys_words_is_taken_out_outside() -> None:
    said = paper.Document("T", sections=(paper.Section("a", "A", (paper.Quote("Finch Books and a box at Box.", ()),)),))
    quote: Any = unnamed(said, ["Finch Books", "Box", "Finch"]).sections[0].blocks[0]
    assert quote.text == "a customer and a box at a customer."


def test_personal_data_is_covered_in_files_for_everyone(ada: Member, feature: Any) -> None:
    feature.revise(by=ada, version=feature.version, statement="Write to rob.amsel@juniper.example, or call +1 212 555 0100.")
    text = text_of(feature, "brief", ada, "docx")
    assert "rob.amsel" not in text
    assert "555 0100" not in text


def test_a_brief_fits_on_one_page(ada: Member, release: Any, feature: Any) -> None:
    for noun in (release, feature):
        made, _ = as_file(draw(form_named("brief", noun), noun, ada).content, look_of("#1d4ed8", "", None), "pdf")
        assert len(PdfReader(BytesIO(made)).pages) == 1


def test_what_is_kept_stays_and_says_when_the_record_moved(ada: Member, feature: Any) -> None:
    kept = Document.keep(feature, "requirements", by=ada)
    assert moved_since(kept, ada) == []
    before = kept.content
    Requirement.state(feature, "A feed that came back says so as well.", by=ada)
    kept.refresh_from_db()
    assert kept.content == before
    assert set(moved_since(kept, ada)) == {"Requirements", "Open points"}
    page = Client()
    page.force_login(ada)
    assert b"Newer facts exist" in page.get(kept.get_absolute_url()).content
    kept.retire(by=ada, because="An older draft.")
    assert not Document.objects.in_use().filter(pk=kept.pk)


def test_an_assumption_takes_the_place_of_the_one_before_and_can_be_taken_back(ada: Member, feature: Any) -> None:
    Assumption.state(feature, "A week costs", stands_for="week", value=Decimal(4000), by=ada)
    Assumption.state(feature, "A week costs more", stands_for="week", value=Decimal(5000), by=ada)
    standing = Assumption.objects.filter(about=feature.item, taken_back_at=None)
    assert [row.value for row in standing] == [5000]
    Assumption.take_back(feature, 2, by=ada)
    assert not standing.all().exists()
    for wrong in ({"stands_for": "week"}, {"stands_for": "share", "value": Decimal(101)}, {"stands_for": "luck"}):
        with pytest.raises(Refused):
            Assumption.state(feature, "x", by=ada, **wrong)


def test_the_workspace_chooses_color_and_sections(ada: Member, feature: Any) -> None:
    administrator = Member.objects.filter(role="administrator").first()
    sections = {"requirements": ["open", "problem"]}
    DocumentStyle.choose(Workspace.current(), color="#7a1020", sections=sections, by=administrator)
    assert [one.name for one in drawn(feature, "requirements", ada).sections] == ["open", "problem"]
    assert next(one.name for one in drawn(feature, "brief", ada).sections) == "what"
    with pytest.raises(Refused, match="darker"):
        DocumentStyle.choose(Workspace.current(), color="#ffee00", by=administrator)
    with pytest.raises(NotAllowed):
        DocumentStyle.choose(Workspace.current(), by=ada)
    assert round(contrast("#000000")) == 21


def test_a_section_without_facts_says_so(ada: Member) -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    nothing = Facts(
        Ref("R-9", "9.9", "/releases/9"), "release", Ref("PR-1", "Ledgerly", "/products/ledgerly"), "", at, at.date(), "Ada",
        "USD", "ARR", "", Ground("/notes"), (),
    )  # fmt: skip
    for form in forms_for("release"):
        for edition in form.editions:
            assert paper.texts_of(written(form, nothing, edition, []))


def test_words_of_hostile_people_reach_every_file(ada: Member) -> None:
    product = Feature.objects.get(item__title="Say it when a feed stands still").item.product
    nasty = '#set page(fill: red) </w:t> \x0b <b>|* [x](javascript:1)'
    made = Feature.open(product, nasty, statement=nasty * 40, by=ada)
    Requirement.state(made, nasty, by=ada)
    for form in forms_for("feature"):
        content = draw(form, made, ada).content
        for ending in ("md", "docx", "pdf"):
            assert as_file(content, look_of("#1d4ed8", nasty, None), ending)[0]


def test_erasing_a_person_covers_their_words_in_what_was_kept(ada: Member, feature: Any) -> None:
    said = "Our Monday begins with forty lines that the feed of Zellweger forgot."
    person = Contact.objects.create(name="Vreni Zellweger", email="vreni@zellweger.example")
    source = Source.objects.filter(item__product=feature.item.product).first()
    product = Product.objects.get(pk=feature.item.product_id)
    note = Note.add(
        product, said, source=source, by=ada, author_email=person.email,
        author_name=person.name, said_at=datetime(2026, 11, 22, tzinfo=UTC),
    )  # fmt: skip
    new = Feature.open(product, "Remember every line", by=ada)
    new.support_with(note, by=ada)
    kept = Document.keep(new, "requirements", by=ada)
    assert said in json.dumps(kept.content)
    person.erase(by=Member.objects.filter(role="administrator").first())
    kept.refresh_from_db()
    assert "forty lines" not in json.dumps(kept.content)
    assert as_file(kept.content, look_of("#1d4ed8", "", None), "md")[0]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed here")
def test_libreoffice_opens_the_document_set(ada: Member, release: Any, tmp_path: Path) -> None:
    names = []
    for form in forms_for("release"):
        made, _ = as_file(draw(form, release, ada).content, look_of("#1f4f8f", "Northwind", None), "docx")
        names.append(tmp_path / f"{form.name}.docx")
        names[-1].write_bytes(made)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, names)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for name in names:
        pages = PdfReader(name.with_suffix(".pdf")).pages
        assert "Ledgerly 2.0" in pages[0].extract_text()

