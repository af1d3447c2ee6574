"""Forwarded mails and chats as people paste them: who, when, about what, and the words alone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.evidence.forwarded import Forwarded, read_forwarded

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 16, 8, 12, tzinfo=UTC)
INES = ("Ines Roth", "ines@harbor.example")
WORDS = "The feed is stuck.\n\nAgain."
OUTLOOK = f"""FYI

From: Ines Roth <Ines@Harbor.example>
Sent: Monday, November 16, 2026 8:12 AM
To: Bea Laurent <bea@northwind.example>;
 Support <help@northwind.example>
Subject: RE: Feed

{WORDS}"""
GMAIL = f"""---------- Forwarded message ---------
From: *Ines Roth* <ines@harbor.example>
Date: Mon, Nov 16, 2026 at 8:12\u202fAM
Subject: Fwd: Feed
To: <bea@northwind.example>


{WORDS}
"""
APPLE = f"""Begin forwarded message:

> From: Ines Roth <ines@harbor.example>
> Subject: Feed
> Date: 16 November 2026 at 08:12:00 GMT
> To: Bea Laurent <bea@northwind.example>
>\x20
> {"The feed is stuck."}
>
> Again."""
GERMAN = f"Von: Ines Roth <ines@harbor.example>\nGesendet: Montag, 16. November 2026 08:12\nBetreff: WG: Feed\n\n{WORDS}"


@pytest.mark.parametrize("text", [OUTLOOK, OUTLOOK.replace("\n", "\r\n"), GMAIL, APPLE, GERMAN])
def test_a_forwarded_mail_tells_who_when_and_about_what(text: str) -> None:
    assert read_forwarded(text, today=TODAY) == Forwarded(WORDS, *INES, AT, "Feed")


@pytest.mark.parametrize(
    "line",
    [
        "On Mon, Nov 16, 2026 at 8:12 AM Ines Roth <ines@harbor.example> wrote:",
        "On 16 Nov 2026, at 08:12, Ines Roth <ines@harbor.example> wrote:",
        "On Mon, Nov 16, 2026 at 8:12 AM Ines Roth\n<ines@harbor.example> wrote:",
    ],
)
def test_a_quoted_mail_tells_it_in_one_line(line: str) -> None:
    quoted = "> The feed is stuck.\n>\n> Again."
    assert read_forwarded(f"See below\n\n{line}\n\n{quoted}", today=TODAY) == Forwarded(WORDS, *INES, AT)


def test_a_chat_is_spoken_by_who_began_it() -> None:
    text = "[16.11.26, 08:12:00] Ines Roth: The feed is stuck\n[16.11.26, 08:14:10] Bea: Since when?"
    assert read_forwarded(text, today=TODAY) == Forwarded(text, "Ines Roth", "", AT)


def test_a_day_that_could_be_a_month_is_left_to_the_person() -> None:
    found = read_forwarded("From: ines@harbor.example\nDate: 3/4/2026 8:12\nSubject: Feed\n\nStuck", today=TODAY)
    assert found == Forwarded("Stuck", "", "ines@harbor.example", None, "Feed")


@pytest.mark.parametrize(
    "text",
    [
        "The feed is stuck.", "", "From: the depths of my heart", "Note: it broke\nWhen: today", "On Monday it broke:",
        "From our side\nSubject: none", "10:15 it broke", "On and on he wrote:",
    ],
)  # fmt: skip
def test_words_of_ones_own_are_no_mail(text: str) -> None:
    assert read_forwarded(text, today=TODAY) is None


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("OFrom: Sentwe\n>@<.,16[]2026-Date ")))
def test_no_text_falls_over(text: str) -> None:
    read_forwarded(text, today=TODAY)
    read_forwarded(f"From: {text}\nDate: {text}\n\n{text}", today=TODAY)
