"""Replies to those who asked: who they are, what is sent once, what came of it, and who still waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as sent_mail
from django.test import Client

from tandem.core import clock
from tandem.core.errors import Refused, Stale
from tandem.definition.asked import askers_of, became_of, became_of_one, waiting_for_word
from tandem.definition.models import Feature, OutsideWords, Problem, Release, Reply
from tandem.definition.tests.conftest import Cast
from tandem.evidence.models import Company, Note
from tandem.record.flags import every_flag
from tandem.team.mailing import send_mail
from tandem.team.models import Console, Mail, Product, Workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipped(cast: Cast) -> Feature:
    """A feature that three people asked for, two of them through its problem, and that shipped."""
    problem = Problem.open(cast.product, "The feed stops", by=cast.pm)
    feature = Feature.open(
        cast.product, "Tell when it stops", statement="You are told.", problems=[problem], by=cast.pm
    )
    for place, about in enumerate((feature, problem, problem)):
        company = cast.companies[place]
        email = "" if place == 2 else f"ana{place}@one.example"
        note = Note.add(
            cast.product, f"Hello. Person {place} says the feed stops. Bye.", author_name=f"Ana {place}",
            author_email=email, company=company, source=cast.source, by=cast.pm,
        )  # fmt: skip
        note.link(about.item, by=cast.pm)
    feature.ship(by=cast.pm)
    return feature


@pytest.fixture
def drafted(shipped: Feature, cast: Cast) -> list[Reply]:
    Reply.prepare(shipped, by=cast.pm)
    return list(Reply.objects.with_people().filter(about=shipped.item).order_by("name"))


def say_again(cast: Cast, about: Any, email: str) -> Note:
    note = Note.add(
        cast.product, "It stops again.", author_name="Ana 0", author_email=email, source=cast.source, by=cast.pm
    )
    note.link(about.item, by=cast.pm)
    return note


def test_who_asked_is_one_row_a_person_through_the_problems_too(shipped: Feature, cast: Cast) -> None:
    say_again(cast, shipped, "ANA0@one.example")
    became = became_of_one(shipped)
    assert became is not None
    askers = {asker.name: asker for asker in askers_of([became])}
    assert sorted(askers) == ["Ana 0", "Ana 1", "Ana 2"]
    assert [len(askers[name].notes) for name in sorted(askers)] == [2, 1, 1]
    assert (askers["Ana 2"].email, askers["Ana 2"].company_name) == ("", "Sideline 3")


def test_an_open_feature_has_nothing_to_tell(cast: Cast) -> None:
    feature = Feature.open(cast.product, "Open yet", by=cast.pm)
    with pytest.raises(Refused, match="nothing to tell yet"):
        Reply.prepare(feature, by=cast.pm)


def test_who_says_it_after_the_day_did_not_ask_for_it(shipped: Feature, cast: Cast) -> None:
    with clock.standing_still(clock.now() + timedelta(days=3)):
        late = say_again(cast, shipped, "late@one.example")
    became = became_of_one(shipped)
    assert became is not None
    assert late.pk not in {note for asker in askers_of([became]) for note in asker.notes}


def test_a_reply_is_drafted_from_their_words_and_what_is_known(drafted: list[Reply]) -> None:
    ana = drafted[0]
    assert "> Person 0 says the feed stops." in ana.body
    assert "Tell when it stops" in ana.body
    assert "You are told." in ana.body
    assert ana.body.startswith("Hello Ana 0,")
    assert "Quill Arden" in ana.body


def test_preparing_again_changes_what_nobody_worded_and_writes_nobody_twice(drafted: list[Reply], cast: Cast) -> None:
    noun = Feature.objects.get(pk=drafted[0].about_id)
    drafted[0].word("Mine", "My own words.", version=1, by=cast.pm)
    OutsideWords.put(noun, what="A banner says it.", by=cast.pm)
    assert Reply.prepare(noun, by=cast.pm) == 2
    bodies = list(Reply.objects.filter(about=noun.item).order_by("name").values_list("body", flat=True))
    assert bodies[0] == "My own words."
    assert all("A banner says it." in body for body in bodies[1:])


def test_a_stale_wording_is_refused_with_both_texts(drafted: list[Reply], cast: Cast) -> None:
    drafted[0].word("First", "First words.", version=1, by=cast.pm)
    with pytest.raises(Stale) as stale:
        Reply.objects.get(pk=drafted[0].pk).word("Second", "Second words.", version=1, by=cast.pmm)
    assert (stale.value.theirs["body"], stale.value.yours["body"]) == ("First words.", "Second words.")


def test_a_reply_that_names_another_customer_or_what_is_not_out_is_refused(drafted: list[Reply], cast: Cast) -> None:
    Release.plan(cast.product, "Sideline 9.9", available_on=clock.today() + timedelta(days=40), by=cast.pm)
    for words in ("Sideline 2 has it too.", "It comes with Sideline 9.9."):
        reply = Reply.objects.with_people().get(pk=drafted[0].pk)
        reply.word("About it", words, version=reply.version, by=cast.pm)
        with pytest.raises(Refused, match="not theirs to know: “Sideline"):
            reply.send(by=cast.pm)
    assert not Mail.objects.filter(key=f"reply {drafted[0].pk}").exists()


def test_without_a_mail_server_it_waits_in_the_outbox_and_is_told_when_marked(drafted: list[Reply], cast: Cast) -> None:
    drafted[0].send(by=cast.pm)
    waiting = Mail.objects.get(key=f"reply {drafted[0].pk}")
    assert (waiting.state, Reply.objects.get(pk=drafted[0].pk).state) == ("waiting", "waiting")
    with pytest.raises(Refused, match="does not fit"):
        drafted[0].send(by=cast.pm)
    waiting.mark_sent(by=cast.pm)
    told = Reply.objects.get(pk=drafted[0].pk)
    assert (told.state, told.sent_at) == ("sent", clock.now())
    assert sent_mail.outbox == []


def test_the_worker_sends_a_mail_once_however_often_it_is_asked(
    drafted: list[Reply], cast: Cast, settings: Any
) -> None:
    settings.MAIL_LEAVES = True
    drafted[0].send(by=cast.pm)
    waiting = Mail.objects.get(key=f"reply {drafted[0].pk}")
    send_mail(waiting.pk)
    send_mail(waiting.pk)
    (message,) = sent_mail.outbox
    assert (message.to, message.reply_to) == (["Ana 0 <ana0@one.example>"], ["Quill Arden <quill@sideline.example>"])
    assert message.extra_headers["Message-ID"] == f"<reply-{drafted[0].pk}@testserver>"
    assert Reply.objects.get(pk=drafted[0].pk).state == "sent"


def test_a_mail_whose_sending_was_interrupted_waits_for_a_person(
    drafted: list[Reply], cast: Cast, settings: Any
) -> None:
    settings.MAIL_LEAVES = True
    drafted[0].send(by=cast.pm)
    mail = Mail.objects.get(key=f"reply {drafted[0].pk}")
    mail.begin(by=cast.pm)  # and then the machine went down
    send_mail(mail.pk)
    assert sent_mail.outbox == []
    assert Mail.objects.get(pk=mail.pk).get_state_display() == "Interrupted while it was sent"


def test_what_the_server_refuses_comes_back_and_what_it_puts_off_is_tried_again(
    drafted: list[Reply], cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import smtplib

    settings.MAIL_LEAVES = True
    errors: list[Exception] = [smtplib.SMTPServerDisconnected("gone"), smtplib.SMTPRecipientsRefused({})]
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda self: (_ for _ in ()).throw(errors.pop(0)))
    drafted[0].send(by=cast.pm)
    mail = Mail.objects.get(key=f"reply {drafted[0].pk}")
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send_mail(mail.pk)
    assert Mail.objects.get(pk=mail.pk).state == "waiting"
    send_mail(mail.pk)
    assert Reply.objects.get(pk=drafted[0].pk).state == "returned"


def test_nobody_who_does_not_want_mail_gets_any(drafted: list[Reply], cast: Cast) -> None:
    contact = cast.companies[0].add_contact("Ana", email="ana0@one.example", by=cast.pm)
    contact.leave_alone(by=cast.rep)
    for verb in (drafted[0].send, drafted[0].mark_sent):
        with pytest.raises(Refused, match="asked not to be written to"):
            verb(by=cast.pm)
    noun = Feature.objects.get(pk=drafted[0].about_id)
    done, refused = Reply.send_all(noun, by=cast.pm)
    assert (done, list(refused)) == (1, ["Ana 0"])
    contact.welcome_mail(by=cast.rep)
    drafted[0].send(by=cast.pm)


def test_without_an_address_a_reply_is_told_by_hand_and_taken_back(drafted: list[Reply], cast: Cast) -> None:
    with pytest.raises(Refused, match="No address of Ana 2"):
        drafted[2].send(by=cast.pm)
    drafted[2].mark_sent(by=cast.pm)
    assert Reply.objects.get(pk=drafted[2].pk).get_way_display() == "by hand"
    drafted[2].not_sent(by=cast.pm)
    drafted[2].decline(because="They left.", by=cast.pm)
    drafted[2].pick_up(by=cast.pm)
    assert Reply.objects.get(pk=drafted[2].pk).is_open


def test_what_they_write_back_is_a_note_and_counts_towards_solved(drafted: list[Reply], cast: Cast) -> None:
    problem = Problem.objects.of(cast.product).get()
    for reply, solved in zip(drafted, (None, True, True), strict=True):
        reply.mark_sent(by=cast.pm)
        note = reply.hear("Thank you, it does.", solved=solved, by=cast.rep)
        assert note.highlights.get().about == reply.about
    with pytest.raises(Refused, match="2 of 2 people who answered"):
        problem.solve(by=cast.pm)
    third = drafted[0]
    Note.objects.get(answered_by=third).link(problem.item, by=cast.pm)
    third.say_solved(False, by=cast.pm)
    problem.solve(by=cast.pm)
    assert problem.state == "solved"
    assert "2 of 3 people" in problem.standing_verdict().because  # type: ignore[union-attr]


def test_whoever_was_told_of_one_thing_is_not_waiting_for_another_that_answers_the_same_note(
    drafted: list[Reply], cast: Cast
) -> None:
    problem = Problem.objects.of(cast.product).get()
    other = Feature.open(cast.product, "Another way", problems=[problem], by=cast.pm)
    other.ship(by=cast.pm)
    drafted[1].mark_sent(by=cast.pm)
    waiting = {(asker.name, asker.target) for asker in waiting_for_word(became_of(cast.product))}
    first = drafted[0].about_id
    assert waiting == {("Ana 0", first), ("Ana 2", first), ("Ana 2", other.pk)}


def test_who_asked_and_was_never_told_raises_a_flag_after_the_workspaces_days(shipped: Feature, cast: Cast) -> None:
    def flags(days: int) -> list[str]:
        today = clock.today() + timedelta(days=days)
        return [flag.title for flag in every_flag(cast.product, today) if flag.rule == "asked and never answered"]

    assert flags(14) == []
    assert flags(15) == ["3 people asked and never heard what became of it"]
    workspace = Workspace.current()
    workspace.revise(answer_days=20, version=workspace.version, by=Console())
    assert flags(15) == []


def test_the_list_of_those_who_wait_pages_and_narrows(shipped: Feature, cast: Cast, client: Client) -> None:
    client.force_login(cast.pm)
    became = became_of(cast.product)
    names = [asker.name for asker in waiting_for_word(became)]
    from tandem.definition.asked import place_of

    first = waiting_for_word(became, limit=1)[0]
    assert [asker.name for asker in waiting_for_word(became, after=place_of(first))] == names[1:]
    page = client.get("/products/sideline/definition/replies?company=Sideline+1&arr=500").content.decode()
    assert "Ana 0" in page
    assert "Ana 1" not in page
    for odd in ("?after=x|y|z", "?after=2026-01-01T00:00:00%2B00:00|1|%00", "?arr=9e9&owner=-1", "?company=%00nobody"):
        assert client.get(f"/products/sideline/definition/replies{odd}").status_code == 200


def test_replies_leave_as_a_table_and_a_mailbox(drafted: list[Reply], cast: Cast, client: Client) -> None:
    client.force_login(cast.pm)
    drafted[0].word("=cmd()", "Line one.\nFrom here on.", version=1, by=cast.pm)
    home = f"{drafted[0].about.get_absolute_url()}/replies"
    assert "'=cmd()" in client.get(f"{home}.csv").content.decode()
    box = client.get(f"{home}.mbox").content.decode()
    assert (box.count("\nTo: "), "\n>From here on." in box) == (2, True)
    message = client.get(f"/replies/{drafted[0].pk}.eml").content.decode()
    assert "To: Ana 0 <ana0@one.example>" in message


def test_a_name_with_a_line_break_makes_no_second_header(drafted: list[Reply], cast: Cast, client: Client) -> None:
    client.force_login(cast.pm)
    Reply.objects.filter(pk=drafted[0].pk).update(name="Ana\r\nBcc: all@one.example")
    message = client.get(f"/replies/{drafted[0].pk}.eml").content.decode()
    assert "\nBcc:" not in message


def test_the_note_and_the_company_say_who_was_told(drafted: list[Reply], cast: Cast, client: Client) -> None:
    client.force_login(cast.pm)
    drafted[0].mark_sent(by=cast.pm)
    note = Note.objects.get(answered_by=drafted[0])
    for page in (note.get_absolute_url(), cast.companies[0].get_absolute_url()):
        assert "Ana 0 was told today" in client.get(page).content.decode()


def test_six_people_asked_to_reconcile_two_were_told_and_one_wrote_back() -> None:
    ledgerly = Product.objects.get(slug="ledgerly")
    replies = Reply.objects.of(ledgerly).filter(about__title="Reconcile as you go")
    states = list(replies.values_list("state", flat=True))
    assert (len(states), states.count("sent"), states.count("waiting")) == (6, 2, 1)
    assert replies.get(solved=True).company == Company.objects.get(item__title__startswith="Maple")


def test_the_pages_ask_few_statements_however_many_asked(client: Client, django_assert_max_num_queries: Any) -> None:
    ledgerly = Product.objects.get(slug="ledgerly")
    client.force_login(ledgerly.pm)  # type: ignore[arg-type]
    feature = Feature.objects.of(ledgerly).get(item__title="Reconcile as you go")
    client.get("/products/ledgerly/definition/replies")  # the rail's figures are kept from here on
    with django_assert_max_num_queries(30):
        client.get(f"{feature.get_absolute_url()}/replies")
    with django_assert_max_num_queries(30):
        client.get("/products/ledgerly/definition/replies")
