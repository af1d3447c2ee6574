"""Other people's words never become markup, and marks sit exactly where they were set."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tandem.ui import prose

ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&amp;": "&"}


def without_marks(html: str) -> str:
    bare = re.sub(r"</?mark[^>]*>", "", html)
    return re.sub("|".join(ENTITIES), lambda found: ENTITIES[found[0]], bare)


@given(st.text(), st.lists(st.tuples(st.integers(-5, 80), st.integers(-5, 80)), max_size=6))
def test_marks_never_change_the_verbatim_text(text: str, spans: list[tuple[int, int]]) -> None:
    assert without_marks(prose.highlight(text, spans)) == text


def test_marks_count_code_points() -> None:
    assert prose.highlight("😀 stuck feed", [(2, 7)]) == "😀 <mark>stuck</mark> feed"


def test_overlapping_marks_are_cut_at_the_earlier_one() -> None:
    assert prose.highlight("abcdef", [(0, 3), (2, 5)]) == "<mark>abc</mark><mark>de</mark>f"


def test_a_mark_can_lead_to_what_it_speaks_of() -> None:
    span = {"start": 0, "end": 4, "url": "/problems/7", "says": "P-7", "side": "pm"}
    assert prose.highlight("feed", [span]) == '<mark class="pm" title="P-7"><a href="/problems/7">feed</a></mark>'


def test_verbatim_text_is_escaped() -> None:
    assert prose.highlight("<script>alert(1)</script>", [(1, 7)]).startswith("&lt;<mark>script</mark>&gt;")


def test_markdown_keeps_emphasis_lists_and_safe_links() -> None:
    html = prose.markdown("**first** [mail](mailto:a@b.example) \n\n- one")
    assert "<strong>first</strong>" in html
    assert 'href="mailto:a@b.example"' in html
    assert "<li>one</li>" in html


def test_markdown_drops_markup_scripts_images_and_strange_links() -> None:
    html = prose.markdown(
        "<b onclick=x>hi</b> ![x](http://a.example/x.png) [a](javascript:alert(1)) [b](data:text/html,x)"
    )
    assert not re.search(r"<(b|img|script)\b|href=|onclick=(?!x&gt;)", html)


@given(st.text())
def test_markdown_of_any_text_holds_no_live_markup(text: str) -> None:
    assert not re.search(r"<(script|style|iframe|img|svg|form|input)\b|<[^>]+\son\w+=", prose.markdown(text), re.I)


@given(st.text(alphabet="ab <&\n"), st.text(alphabet="ab <&\n"))
def test_both_texts_of_a_comparison_are_whole(before: str, after: str) -> None:
    left, right = re.findall(r"<p>(.*?)</p>", prose.diff(before, after), re.S)
    bare = [
        re.sub("|".join(ENTITIES), lambda found: ENTITIES[found[0]], re.sub(r"</?(del|ins)>", "", side))
        for side in (left, right)
    ]
    assert bare == [before, after]


def test_an_address_of_the_web_is_a_link_away_from_here_and_nothing_else_is() -> None:
    said = prose.outside("feed.png https://z.example/f?a=1&b=2\n<b>\nx javascript:alert(1)")
    assert 'href="https://z.example/f?a=1&amp;b=2" rel="noopener noreferrer nofollow"' in said
    assert "feed.png" in said
    assert "&lt;b&gt;" in said
    assert said.count("<a ") == 1
    assert prose.outside("a < b") == "a &lt; b"
    assert "<a " not in prose.outside('https://x.example/"onclick=alert(1)')
