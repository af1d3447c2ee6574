"""Components say to readers what they show, and never trust what they are given."""

from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.template import Context, Template

from tandem.ui import blocks, drawings, forms, lists, marks, stories
from tandem.ui.navigation import Navigation, NavItem


def drawn(source: str, **context: object) -> str:
    return Template("{% load tandem %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("share", "state"), [(0, "missing"), (0.01, "begun"), (0.99, "begun"), (1, "complete"), (2, "complete")]
)
def test_a_bar_has_three_states(share: float, state: str) -> None:
    assert f'aria-label="Experience: {state}"' in marks.bar3(share, "Experience")


@pytest.mark.parametrize(
    ("count", "following", "full", "expected"), [(4, 1, 4, 1), (0, 0, 0, 0), (6, 2, 6, 0), (9, 0, 6, 0)]
)
def test_a_gauge_never_shows_more_than_its_places(count: int, following: int, full: int, expected: int) -> None:
    gauge = marks.gauge(count, of=6, next=following)
    assert (gauge.count("<i "), gauge.count('"full"'), gauge.count('"next"')) == (6, full, expected)


def test_nobody_is_a_question_mark() -> None:
    assert ">?<" in marks.face(None)
    assert "Nobody yet" in marks.who(None)


def test_a_missing_stage_of_the_thread_is_said_in_words() -> None:
    assert marks.thread(stories.THREAD).count("something is missing") == 2


def test_what_is_given_is_escaped() -> None:
    nasty = '"><script>x</script>'
    html = drawn(
        "{% chip n %}{% btn n url=n %}{% face n %}{% tree t %}{% graph t e %}"
        "{% card n %}{% row n n url=n %}{% endrow %}{% endcard %}",
        n=nasty,
        t=[{"label": nasty, "kind": nasty, "url": nasty}],
        e=[],
    )
    assert "<script>" not in html


def test_a_row_without_a_person_has_no_face_but_one_for_nobody_has() -> None:
    assert "face" not in blocks.row("", "Theme").replace("faceless", "")
    assert ">?<" in blocks.row("", "Pricing", who=None)


def test_cells_know_the_name_of_their_column() -> None:
    html = blocks.grid(
        "<tr><td>F-21</td><td class='num'>18.4</td></tr><tr><td>F-22</td></tr>", "Feature|Score:num", caption="x"
    )
    assert html.count('data-label="Feature"') == 2
    assert "<td data-label=\"Score\" class='num'>" in html


def test_a_sparkline_of_one_or_of_equal_numbers_is_level() -> None:
    assert drawings.line([]) == drawings.line([4]) == drawings.line([3, 3, 3]) == "M0 11 72 11"
    assert drawings.line([0, 10]) == "M0 19 72 3"


def test_a_graph_leaves_out_links_to_what_it_does_not_show() -> None:
    html = drawings.graph([{"id": 1, "label": "a"}, {"id": 2, "label": "b", "column": 5}], [(1, 2), (1, 99)])
    assert html.count('class="edge"') == 1


def test_a_wrong_field_is_tied_to_its_hint_and_its_error() -> None:
    refused = stories.ProblemForm(QueryDict(""), auto_id="id_%s")
    html = forms.field(refused["title"])
    assert 'aria-describedby="id_title_hint id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title_error"' in html


def test_choices_in_sight_are_a_fieldset_with_a_legend() -> None:
    assert forms.field(stories.ProblemForm()["stage"]).startswith('<fieldset class="field"><legend>Kind')


def test_a_form_with_a_file_is_multipart_and_carries_its_token() -> None:
    html = forms.form(stories.ProblemForm(), "Open", "tok", url="/problems/new")
    assert 'enctype="multipart/form-data"' in html
    assert 'name="csrfmiddlewaretoken" value="tok"' in html


def test_the_pager_keeps_the_rest_of_the_query_and_is_absent_on_a_single_page() -> None:
    query = QueryDict("q=feed&after=old")
    assert "?q=feed&amp;after=new" in lists.pager("new", query)
    assert 'href="?q=feed"' in lists.pager(None, query)
    assert lists.pager(None, QueryDict("q=feed")) == ""


def test_screens_stand_in_their_places_and_only_where_they_exist() -> None:
    rail = Navigation()
    rail.add(NavItem("b", "B", "star", "ui:gallery", place=2, scope="workspace"))
    rail.add(NavItem("a", "A", "star", "ui:shell", place=1, count=lambda product, member: "9", scope="workspace"))
    rail.add(NavItem("c", "C", "star", "nowhere:at-all", place=0, scope="workspace"))
    assert [(link.key, link.count, link.current) for link in rail.links("workspace", None, None, "b")] == [
        ("a", "9", False),
        ("b", None, True),
    ]


def test_without_a_product_there_are_no_product_screens() -> None:
    rail = Navigation()
    rail.add(NavItem("a", "A", "star", "ui:gallery", place=1))
    assert rail.links("product", None, SimpleNamespace(), "a") == []


def test_progress_says_how_much_of_how_much_or_the_share_of_a_whole() -> None:
    assert ">6,400 of 10,003<" in marks.progress(6400, 10_003, "Reading rows")
    assert ">40%<" in marks.progress(0.4, 1, "Comparing notes")
    assert "value=" not in marks.progress(0, 0, "Finding themes")
