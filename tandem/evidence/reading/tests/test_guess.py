"""Headers of other tools find their fields."""



import pytest

from tandem.core.errors import Refused
from tandem.evidence.reading import FIELDS, Column, check_mapping, guess_mapping, kind_of


def columns(**samples: str) -> list[Column]:
    return [
        Column(i, header, header, (cell,) if cell else (), kind_of(header, [cell] if cell else []))
        for i, (header, cell) in enumerate(samples.items())
    ]


def named(headers: str, target: str) -> dict[str, str]:
    parts = headers.split(",")
    found = guess_mapping([Column(i, h, h) for i, h in enumerate(parts)], target)
    return {field: parts[position] for field, position in found.items()}


@pytest.mark.parametrize(
    ("headers", "target", "expected"),
    [
        ("number,title,description,created_at,created_by,votes_count,status,tags", "note",
         {"external_id": "number", "title": "title", "body": "description", "votes": "votes_count"}),
        ("Summary,Issue key,Issue id,Status,Created,Description,Labels", "feature",
         {"title": "Summary", "external_id": "Issue key", "body": "Description", "tags": "Labels"}),
        ("Star Rating,Review Title,Review Text,Review Link,Reviewer Language,Review Submit Date and Time", "note",
         {"rating": "Star Rating", "title": "Review Title", "body": "Review Text", "created_at": "Review Submit Date and Time"}),
        ("Record ID,Deal Name,Deal Stage,Amount,Deal owner,Close Date,Create Date,Associated Company", "deal",
         {"crm_id": "Record ID", "name": "Deal Name", "stage": "Deal Stage", "close_date": "Close Date",
          "created_at": "Create Date", "company": "Associated Company", "owner": "Deal owner"}),
        ("Record ID,Company name,Company Domain Name,Industry", "company",
         {"crm_id": "Record ID", "name": "Company name", "domains": "Company Domain Name"}),
        ("id,source.body,source.author.email,created_at", "note",
         {"body": "source.body", "author_email": "source.author.email"}),
        ("Version,Date,Release Notes", "release", {"name": "Version", "ships_on": "Date", "notes": "Release Notes"}),
        ("Objective,Metric,Baseline,Target,Actual", "goal",
         {"name": "Objective", "target": "Target", "result": "Actual"}),
    ],
)  # fmt: skip
def test_the_headers_of_known_exports_are_mapped(headers: str, target: str, expected: dict[str, str]):
    assert expected.items() <= named(headers, target).items()


def test_case_spaces_accents_and_underscores_do_not_matter():
    assert named("E-Mail Address,CREATED AT,Nöte Text", "note") == {
        "author_email": "E-Mail Address", "created_at": "CREATED AT", "body": "Nöte Text",
    }  # fmt: skip


def test_samples_overrule_headers():
    found = guess_mapping(columns(score="481", text="It is slow", user="ann@acme.example"), "note")
    assert found == {"body": 1, "votes": 0}
    assert guess_mapping(columns(score="4", text="It is slow"), "note") == {"body": 1, "rating": 0}


def test_without_a_telling_header_the_longest_text_is_the_note():
    found = guess_mapping(columns(a="short", q7="We would like to export all our notes every month", z="x"), "note")
    assert found == {"body": 1}


def test_a_column_serves_one_field_and_a_wrecked_id_none():
    found = guess_mapping(columns(id="5.70306E+17", text="hello there"), "note")
    assert found == {"body": 1}


def test_a_mapping_is_refused_for_what_is_wrong_with_it():
    given = columns(id="5.70306E+17", text="hello there")
    for mapping, sentence in [
        ({"body": 1, "external_id": 0}, "lost their digits"),
        ({"external_id": 1}, "Choose the column for What was said"),
        ({"body": 9}, "does not have"),
        ({"body": 1, "colour": 0}, "no field called colour"),
    ]:
        with pytest.raises(Refused, match=sentence):
            check_mapping(given, mapping, "note")
    check_mapping(given, {"body": 1}, "note")


@pytest.mark.parametrize("target", FIELDS)
def test_every_field_explains_itself_and_something_is_required(target: str):
    assert any(field.required for field in FIELDS[target])
    assert all(field.help.endswith(".") and field.label for field in FIELDS[target])
    assert len({field.name for field in FIELDS[target]}) == len(FIELDS[target])


def test_an_unknown_target_is_refused():
    with pytest.raises(Refused, match="poems"):
        guess_mapping([], "poems")
