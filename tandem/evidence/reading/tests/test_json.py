"""JSON and JSON-lines: strict, streamed, flattened; what is wrong is a sentence."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.core.errors import Refused
from tandem.evidence.reading import inspect, rows
from tandem.evidence.reading.tests.conftest import Write, read


@pytest.mark.parametrize(
    "document",
    [
        '[{"id": 1}, {"id": 2}]',
        '{"records": [{"id": 1}, {"id": 2}], "done": true}',
        '{"meta": {"n": [1, 2]}, "data": [{"id": 1}, {"id": 2}]}',
        '{"issues": [{"id": 1}, {"id": 2}]}',
        '{"id": 1}\n{"id": 2}\n',
    ],
)
def test_lists_wrapped_lists_and_lines_all_give_their_records(write: Write, document: str):
    assert [row.cells for row in read(write(document, "export.json"))[1]] == [{"id": 1}, {"id": 2}]


def test_nested_objects_become_dotted_paths_and_lists_stay_lists(write: Write):
    shape, found, _ = read(
        write('[{"user": {"email": "a@b.example", "x": {"y": 1}}, "tags": ["p", {"q": 2}]}]', "a.json")
    )
    assert found[0].cells == {"user.email": "a@b.example", "user.x.y": 1, "tags": ["p", {"q": 2}]}
    assert [c.name for c in shape.columns] == ["user.email", "user.x.y", "tags"]
    assert shape.value(found[0], 1) == 1


def test_a_single_object_is_one_row(write: Write):
    assert read(write('{"type": "conversation", "tags": {"tags": []}}', "c.json"))[1][0].cells == {
        "type": "conversation",
        "tags.tags": [],
    }


def test_a_name_met_twice_by_flattening_keeps_both_values(write: Write):
    assert read(write('[{"a.b": 1, "a": {"b": 2}}]', "c.json"))[1][0].cells == {"a.b": 1, "a.b (2)": 2}


@pytest.mark.parametrize(
    "document",
    [
        "[1,]",
        '{"a": NaN}',
        "[Infinity]",
        "{'a': 1}",
        '[{"a": 1}',
        '{"a": 1} x',
        '{"records": [1 2]}',
        "// x\n[]",
        "[1e999]",
    ],
)
def test_what_is_not_json_is_refused_with_its_line(write: Write, document: str):
    with pytest.raises(Refused, match=r"not valid JSON near line 1"):
        inspect(write(document, "a.json"))


def test_too_deep_is_refused(write: Write):
    for deep in ('{"a":' * 70 + "1" + "}" * 70, "[" * 100_000 + "]" * 100_000, '{"a":' * 200_000):
        with pytest.raises(Refused):
            inspect(write(deep, "a.json"))


def test_a_bad_line_among_json_lines_costs_one_row(write: Write):
    _, found, bad = read(write('{"a": 1}\n{"a": }\n\n{"a": 3}\n', "a.jsonl"))
    assert [row.number for row in found] == [1, 4]
    assert [(row.number, row.raw) for row in bad] == [(2, '{"a": }')]


def test_half_a_letter_costs_one_record(write: Write):
    _, found, bad = read(write('[{"a": "\\ud800"}, {"a": "ok\\u0000"}]', "a.json"))
    assert [row.cells for row in found] == [{"a": "ok"}]
    assert "surrogate" in bad[0].reason


def test_json_that_is_not_unicode_is_refused(write: Write):
    with pytest.raises(Refused, match="UTF-8"):
        inspect(write(b'[{"a": "caf\xe9 and more"}]', "a.json"))


def test_json_in_utf16_is_read(write: Write):
    assert read(write('[{"a": "é"}]'.encode("utf-16"), "a.json"))[1][0].cells == {"a": "é"}


def test_a_long_list_is_streamed_across_windows_with_its_line_numbers(write: Write):
    records = [{"n": i, "t": "x" * 50_000} for i in range(30)]
    path = write("[\n" + ",\n".join(map(json.dumps, records)) + "\n]", "a.json")
    found = list(rows(path, inspect(path)))
    assert [row.cells for row in found] == records
    assert [row.number for row in found] == list(range(2, 32))


def test_a_large_file_that_breaks_off_gives_its_rows_and_one_bad_row(write: Write):
    path = write("[" + ",".join('{"t": "%s"}' % ("x" * 9_000) for _ in range(2_500)), "a.json")
    shape, found, bad = read(path)
    assert (len(found), len(bad)) == (2_500, 1)
    assert "not valid JSON" in bad[0].reason
    assert shape.row_estimate == pytest.approx(2_500, rel=0.1)


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(st.text("abc", min_size=1, max_size=4), plain, max_size=4), min_size=1, max_size=5))
def test_every_record_of_any_list_comes_out_once(write: Write, records: list[dict[str, object]]):
    _, found, bad = read(write(json.dumps(records), "a.json"))
    assert (len(found), bad) == (len(records), [])
