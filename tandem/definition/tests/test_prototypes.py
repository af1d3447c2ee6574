"""What shows a feature: what is taken in, what is refused, and that an uploaded prototype reaches nothing."""

from __future__ import annotations

import io
import stat
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tandem.core.errors import Refused
from tandem.definition.models import Feature
from tandem.definition.tests.conftest import Cast
from tandem.definition.views.prototypes import address_of
from tandem.demo.pictures import stuck_feed
from tandem.record.models import Item
from tandem.team.models import Product

pytestmark = pytest.mark.django_db
PAGE = b"<!doctype html><title>Hello</title><script src='app.js'></script>"


@pytest.fixture
def feature(cast: Cast) -> Feature:
    return Feature.open(cast.product, "Say it when a bank feed stands still", by=cast.pm)


def packed(members: dict[str, bytes], *, link: str = "") -> SimpleUploadedFile:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        if link:
            entry = zipfile.ZipInfo("passwd")
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, link)
    return SimpleUploadedFile("try.zip", made.getvalue())


def test_an_uploaded_prototype_is_given_out_where_it_reaches_nothing(
    client: Client, cast: Cast, feature: Feature
) -> None:
    shown = feature.show("prototype", "Try it", file=packed({"app/index.html": PAGE, "app/app.js": b"1"}), by=cast.pm)
    client.force_login(cast.rep)
    frame = client.get(f"/features/{feature.number}/experiences/{shown.position}/prototype").content.decode()
    assert 'sandbox="allow-scripts"' in frame
    address = address_of(shown, cast.rep)
    given = Client().get(address)  # the address alone: no session, no cookie
    assert b"".join(given) == PAGE
    policy = given["Content-Security-Policy"]
    own = address.removesuffix("app/index.html")
    assert policy.startswith("sandbox allow-scripts; default-src 'none'; ")
    assert "connect-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert f"script-src 'unsafe-inline' http://testserver{own};" in policy
    assert "allow-same-origin" not in policy
    assert (given["X-Content-Type-Options"], given["Referrer-Policy"]) == ("nosniff", "no-referrer")
    assert "Set-Cookie" not in given
    assert Client().get(f"{own}app/app.js")["Content-Type"].startswith("text/javascript")
    for gone in (f"{own}app/other.js", f"{own}../../etc/passwd", address.replace("/prototypes/", "/prototypes/x")):
        assert Client().get(gone).status_code == 404
    assert Client().post(address).status_code == 405


def test_the_address_of_a_prototype_ends_with_the_right_to_see_it(cast: Cast, feature: Feature) -> None:
    shown = feature.show("prototype", "", file=SimpleUploadedFile("a.html", PAGE), by=cast.pm)
    address = address_of(shown, cast.rep)
    assert Client().get(address).status_code == 200
    Product.objects.filter(pk=cast.product.pk).update(restricted=True)
    assert Client().get(address).status_code == 404
    Product.objects.filter(pk=cast.product.pk).update(restricted=False)
    Item.objects.filter(pk=cast.rep.pk).update(retired_at="2026-11-22T09:00:00Z")
    assert Client().get(address).status_code == 404
    own = address_of(shown, cast.pm)
    feature.take_out_experience(shown.position, by=cast.pm)
    assert Client().get(own).status_code == 404


@pytest.mark.parametrize(
    ("members", "link", "sentence"),
    [
        ({"../evil.html": PAGE}, "", "lie outside"),
        ({"/etc/index.html": PAGE}, "", "lie outside"),
        ({"index.html": PAGE}, "/etc/passwd", "a link to another place"),
        ({"index.html": PAGE, "big.bin": b"\0" * (21 << 20)}, "", "at most 500 files and 60 MB|looks like a trap"),
        ({f"{number}.html": PAGE for number in range(501)}, "", "at most 500 files"),
        ({"a.html": PAGE, "b.html": PAGE}, "", "no index.html"),
        ({"index.html": PAGE, "run.exe": b"MZ\0\0"}, "", "is a program"),
    ],
)
def test_a_hostile_archive_is_refused_with_a_sentence_and_leaves_nothing(
    cast: Cast, feature: Feature, members: dict[str, bytes], link: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        feature.show("prototype", "", file=packed(members, link=link), by=cast.pm)
    assert not feature.experiences.exists()


def test_flows_have_steps_with_pictures_in_their_order(client: Client, cast: Cast, feature: Feature) -> None:
    client.force_login(cast.pm)
    base = f"/features/{feature.number}"
    client.post(f"{base}/experiences", {"form": "flow", "title": "Reconnect", "steps": "The mail\nThe bank"})
    picture = SimpleUploadedFile("shot.png", stuck_feed())
    client.post(f"{base}/experiences/1/steps", {"caption": "Back again", "picture": picture})
    flow = feature.experiences.get()
    _, bank, back = flow.standing_steps
    assert client.get(f"{base}/experiences/1/steps/{back.pk}/picture")["Content-Type"] == "image/png"
    client.post(f"{base}/experiences/1/steps/{back.pk}/place", {"to": "1"})
    client.post(f"{base}/experiences/1/steps/{bank.pk}/removal")
    assert [step.caption for step in feature.experiences.get().standing_steps] == ["Back again", "The mail"]
    fake = SimpleUploadedFile("shot.png", b"<svg onload=alert(1)>")
    refused = client.post(f"{base}/experiences/1/steps", {"caption": "Fake", "picture": fake})
    assert refused.status_code == 422
    assert "not what its name says" in refused.content.decode()
    assert client.post(f"{base}/experiences", {"form": "prototype", "url": "http://plain.example"}).status_code == 422
