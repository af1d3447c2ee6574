"""Words out of HTML: blocks are lines, nothing is run, and hostile marks cost no more than their length."""

from __future__ import annotations

import time

import pytest

from tandem.connectors.wording import document_words, words_of


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("It stops", "It stops"),
        ('<div class="zd-comment" dir="auto">It <b>stops</b><br>every&nbsp;Monday</div>', "It stops\nevery Monday"),
        ("<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three"),
        ("<style>p {color: red}</style><script>alert(1)</script><p>Said</p><!-- not said -->", "Said"),
        ("2 < 3 and 5 > 4", "2 < 3 and 5 > 4"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
    ],
)
def test_words_are_what_a_person_saw(html: str, words: str) -> None:
    assert words_of(html) == words


@pytest.mark.parametrize("mark", ["<a ", "<!--", "<script>", "<p", "</", "<![CDATA[", "&#"])
def test_marks_that_never_close_are_read_once(mark: str) -> None:
    begun = time.process_time()
    words_of(mark * 100_000)
    assert time.process_time() - begun < 3


def test_a_document_nested_without_end_gives_what_lies_above() -> None:
    deep: dict[str, object] = {"type": "text", "text": "far below"}
    for _ in range(500):
        deep = {"type": "paragraph", "content": [deep]}
    assert "far below" not in document_words(deep)
    assert document_words([{"type": "paragraph", "content": [{"type": "text", "text": "Said"}]}]) == "Said\n"
