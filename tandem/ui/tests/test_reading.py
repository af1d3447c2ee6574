"""What is read of an answer is changed, and nothing else of it."""

from __future__ import annotations

import json

from tandem.ui.reading import read_html, read_json


def shout(text: str) -> str:
    return text.replace("anna meier", "ANNA MEIER").replace("<", "«")


def test_the_text_of_a_page_and_its_spoken_attributes_are_changed() -> None:
    page = '<p class="anna meier" title="anna meier">anna meier &amp; co<br>x</p><!-- anna meier --><script>anna meier</script>'
    assert read_html(page, shout) == (
        '<p class="anna meier" title="ANNA MEIER">ANNA MEIER &amp; co<br>x</p><!-- anna meier --><script>anna meier</script>'
    )


def test_what_an_address_asks_for_is_read_as_it_was_typed() -> None:
    assert read_html('<a href="/notes?q=anna+meier&amp;a=1">', shout) == '<a href="/notes?q=ANNA%20MEIER&amp;a=1">'
    assert read_html('<a href="/notes?q=bo+meier">', shout) == '<a href="/notes?q=bo+meier">'


def test_words_that_a_mark_goes_through_are_seen_whole() -> None:
    assert read_html("<b>a<mark>nna</mark> mei</b>er<p>anna</p> meier", shout) == (
        "<b>A<mark>NNA</mark> MEI</b>ER<p>anna</p> meier"
    )


def test_what_was_escaped_stays_escaped() -> None:
    assert read_html('<i title="&quot;anna meier&quot;">&lt;anna meier&gt; it&#x27;s</i>', shout) == (
        '<i title="&quot;ANNA MEIER&quot;">«ANNA MEIER&gt; it&#x27;s</i>'
    )


def test_what_stands_in_fields_is_left_to_who_typed_it() -> None:
    page = '<input value="anna meier"><textarea>anna meier</textarea><p>anna meier</p>'
    assert read_html(page, shout, typed=False) == page.replace("<p>anna meier", "<p>ANNA MEIER")
    assert "anna meier" not in read_html(page, shout)


def test_strings_of_json_are_changed_and_numbers_stay_as_they_were_written() -> None:
    answer = json.dumps({"a": 'say "anna meier"\n', "n": 1.50, "l": ["é anna meier"]})
    assert json.loads(read_json(answer, shout)) == {"a": 'say "ANNA MEIER"\n', "n": 1.5, "l": ["é ANNA MEIER"]}
    assert read_json('{"n": 1.50}', shout) == '{"n": 1.50}'


def test_the_initials_of_a_name_that_is_changed_are_a_question_mark() -> None:
    faces = '<span class="face pm" title="{}" aria-hidden="true">AM</span><b>AM</b>'
    assert read_html(faces.format("anna meier"), shout) == (
        '<span class="face pm" title="ANNA MEIER" aria-hidden="true">?</span><b>AM</b>'
    )
    assert read_html(faces.format("bo meier"), shout) == faces.format("bo meier")
