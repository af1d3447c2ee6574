"""Comments beside a thing: whom they mean, who is told and how, who may change them; and the daily digest."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as sent
from django.test import Client

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.record.models import Item
from tandem.team.digesting import Change, Told, due_on, written
from tandem.team.following import followers_of, follows, is_followed_by
from tandem.team.mentions import callable_names, mentioned, pieces
from tandem.team.models import Choices, Comment, Console, Digest, Follow, Matter, Member, Notice, Product, Workspace
from tandem.team.telling import mail_notice, send_digest

console = Console()
CALLED = callable_names(
    [(1, "Ada Okafor", "ada@x.example"), (2, "Luis Moreno", "luis@x.example"), (3, "Ada Berg", "b@x.example")]
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("@Ada Okafor, look", [1]),
        ("Thanks @luis and @luis moreno!", [2]),
        ("@Ada is two people", []),
        ("@ADA BERG (@ada@x.example)", [3, 1]),
        ("write to ada@x.example or luis@luis", []),
        ("@Luise is somebody else, so is @@luis", []),
        ("", []),
    ],
)
def test_an_at_sign_means_the_longest_name_that_fits_one_colleague(text: str, meant: list[int]) -> None:
    assert mentioned(text, CALLED) == meant
    assert "".join(words for words, _ in pieces(text, CALLED)) == text


def test_what_was_said_of_the_thing_goes_before_its_product_and_owners_follow_unasked() -> None:
    cases = {
        (own, product, owner): follows(own, product, owner)
        for own in (None, True, False)
        for product in (None, True, False)
        for owner in (True, False)
    }
    assert all(cases[(True, product, owner)] for _, product, owner in cases)
    assert not any(cases[(False, product, owner)] for _, product, owner in cases)
    assert [cases[(None, product, False)] for product in (None, True, False)] == [False, True, False]
    assert [cases[(None, product, True)] for product in (None, True, False)] == [True, True, False]


def test_the_digest_is_due_where_the_person_is() -> None:
    at = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert due_on(at, ZoneInfo("Asia/Tokyo"), 8) == date(2026, 11, 23)
    assert due_on(at, ZoneInfo("America/New_York"), 19) is None
    many = [Told(f"Thing {place}", f"/problems/{place}") for place in range(32)]
    subject, body = written(
        "Ada Okafor", many, [Change("P-7 Feed", (("Luis", "accepted"), ("Ada", "took")), "/problems/7")], "https://t.example"
    )
    assert subject == "Your day in Tandem: 33 things"
    assert "and 2 more" in body
    assert "- Luis accepted P-7 Feed; before that Ada took it over.\n  https://t.example/problems/7" in body


@pytest.fixture
def talking(db: None) -> tuple[Item, Member, Member, Member]:
    """A matter of a product, its PM, its PMM, and a contributor."""
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    people = [
        Member.join(f"{name} Talker", email=f"{name}@talk.example".lower(), by=console)
        for name in ("Pia", "Max", "Kim")
    ]
    product = Product.open("Talk", slug="talk", by=console)
    for side, member in zip(("pm", "pmm"), people, strict=False):
        product.put_in_charge(member, side, by=console)
    matter = Matter.raise_(product, "Who sets the price?", by=people[0])
    pia, max_, kim = (Member.objects.get(pk=one.pk) for one in people)
    return Item.objects.get(pk=matter.pk), pia, max_, kim


def told(member: Member) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(member=member).order_by("pk").values_list("happening", "way"))


@pytest.mark.django_db
def test_a_mention_tells_once_an_owner_hears_of_comments_and_nobody_of_their_own(talking: Any) -> None:
    item, pia, max_, kim = talking
    first = Comment.write(item, "What do you think, @Pia Talker?", by=kim)
    assert (told(pia), told(max_), told(kim)) == ([("mention", "mail")], [("comment", "app")], [])
    Comment.write(item, "A lot.", under=first, by=pia)
    assert told(kim) == [("answer", "app")]
    Follow.end(item, by=max_)
    Comment.write(item, "More.", by=kim)
    assert len(told(max_)) == 2  # of the first two alone
    assert pia.pk in followers_of(item)
    assert not is_followed_by(item, max_)


@pytest.mark.django_db
def test_whom_a_restricted_product_is_hidden_from_is_neither_meant_nor_told(talking: Any) -> None:
    item, pia, _, kim = talking
    Follow.begin(item, by=kim)
    Product.objects.filter(slug="talk").update(restricted=True)
    said = Comment.write(item, "@Kim Talker should not hear of it", by=pia)
    assert said.mentions == []
    assert told(kim) == []
    assert not Comment.objects.visible_to(kim).filter(about=item).exists()


@pytest.mark.django_db
def test_a_comment_is_mended_for_a_quarter_of_an_hour_and_taken_back_by_its_author_or_an_administrator(
    talking: Any, now: datetime
) -> None:
    item, pia, max_, kim = talking
    said = Comment.write(item, "Helo", by=kim)
    said.mend("Hello @Max Talker", by=kim)
    assert ("mention", "mail") in told(max_)
    with clock.standing_still(now + timedelta(minutes=16)), pytest.raises(Refused, match="fifteen minutes"):
        said.mend("Later", by=kim)
    with pytest.raises(NotAllowed):
        said.take_back(by=pia)
    administrator = Member.join("Root Talker", email="root@talk.example", role="administrator", by=console)
    said.take_back(by=administrator)
    with pytest.raises(NotAllowed):
        said.put_back(by=kim)
    said.put_back(by=administrator)
    assert Comment.objects.get(pk=said.pk).taken_back_at is None


@pytest.mark.django_db
def test_comments_stand_below_the_page_and_of_what_was_taken_back_no_word(
    talking: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    item, _, _, kim = talking
    client.force_login(kim)
    page = item.get_absolute_url()
    assert "Nobody has said anything here yet" in client.get(page).content.decode()
    answer = client.post("/comments", {"about": page, "text": "<b>Ask</b> @Pia Talker"})
    written = Comment.objects.get(about=item)
    assert answer.headers["Location"] == f"{page}#comment-{written.pk}"
    shown = client.get(page).content.decode()
    assert "&lt;b&gt;Ask&lt;/b&gt;" in shown
    assert "@Pia Talker</a>" in shown
    client.post(f"/comments/{written.pk}/state", {"state": "taken"})
    shown = client.get(page).content.decode()
    assert "Took this comment back" in shown
    assert "Ask" not in shown
    for place in range(25):
        Comment.write(item, f"Number {place}", by=kim)
    client.get(page)
    with django_assert_max_num_queries(28):
        assert "Earlier comments" in client.get(page).content.decode()
    assert client.post("/comments", {"about": page, "text": " "}).status_code == 422
    assert client.post("/comments", {"about": "/problems/987654321", "text": "?"}).status_code == 404
    assert "Pia Talker" in client.get(f"/comments/people?about={page}&q=pi").content.decode()


@pytest.mark.django_db
def test_the_digest_comes_once_a_day_and_what_a_killed_one_did_not_tell_comes_with_the_next(
    talking: Any, settings: Any, now: datetime
) -> None:
    item, pia, max_, kim = talking
    settings.MAIL_LEAVES = True
    Choices.choose({"comment": "digest", "change": "digest"}, by=max_)
    Comment.write(item, "First", by=kim)
    choices = Choices.of(max_)
    Digest.objects.create(member=max_, day=now.date(), made_at=now)  # claimed by a worker that was killed then
    assert not send_digest(max_, choices, now.date(), now)
    assert Notice.objects.visible_to(max_).ringing().count() == 0
    with clock.standing_still(now + timedelta(days=1)):
        Matter.objects.get(pk=item.pk).take(kim, by=pia)
        later = clock.now()
        assert send_digest(max_, choices, later.date(), later)
        assert not send_digest(max_, choices, later.date(), later)
    (letter,) = sent.outbox
    assert letter.to == ["Max Talker <max@talk.example>"]
    assert "Kim Talker comments on" in letter.body
    assert "- Pia Talker took U-" in letter.body


@pytest.mark.django_db
def test_a_notice_is_mailed_once_and_never_when_the_product_was_hidden_meanwhile(talking: Any, settings: Any) -> None:
    item, pia, _, kim = talking
    settings.MAIL_LEAVES = True
    Choices.choose({"comment": "mail"}, by=kim)
    Follow.begin(item, by=kim)
    Comment.write(item, "First", by=pia)
    notice = Notice.objects.get(member=kim)
    mail_notice(notice.pk)
    mail_notice(notice.pk)
    assert len(sent.outbox) == 1
    Notice.objects.filter(pk=notice.pk).update(mailed_at=None)
    Product.objects.filter(slug="talk").update(restricted=True)
    mail_notice(notice.pk)
    assert len(sent.outbox) == 1


@pytest.mark.django_db
def test_who_wants_changes_at_once_is_told_at_once_and_who_wants_nothing_is_not(talking: Any) -> None:
    item, pia, max_, kim = talking
    Choices.choose({"change": "app"}, by=max_)
    Choices.choose({"mention": "none"}, by=pia)
    Matter.objects.get(pk=item.pk).take(kim, by=pia)
    assert told(max_) == [("change", "app")]
    Comment.write(item, "@Pia Talker", by=kim)
    assert told(pia) == []
    with pytest.raises(Refused, match="no way of being told"):
        Choices.choose({"mention": "pigeon"}, by=pia)
    with pytest.raises(Refused, match="time zone"):
        Choices.choose({}, time_zone="Mars/Base", by=pia)


def test_a_products_team_page_is_talked_about_and_its_links_lead_there(talking: tuple[Item, Member, Member, Member]) -> None:
    _, _pia, max_, kim = talking
    client = Client()
    client.force_login(kim)
    page = "/products/talk/team"
    assert client.post("/comments", {"about": page, "text": "Who is next, @Max Talker?"})["Location"].startswith(f"{page}#comment-")
    assert "Who is next" in client.get(page).content.decode()
    assert Notice.objects.get(member=max_, happening="mention").url.startswith(page)
    client.post("/follows", {"about": Product.objects.get(slug="talk").mark, "on": "yes"})
    assert is_followed_by(Product.objects.get(slug="talk").item, kim)
    assert client.post("/comments", {"about": "/products/nothing/team", "text": "x"}).status_code == 404
