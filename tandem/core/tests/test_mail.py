"""The mail server as the operator sets it."""

from __future__ import annotations

import pytest

from tandem.core.errors import Refused
from tandem.core.mail import Server, as_settings, sender_of, server_of


def test_without_a_server_no_mail_leaves() -> None:
    assert server_of("") is None
    assert as_settings(None) == {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


def test_a_server_is_read_with_its_way_to_tls_and_its_password_unquoted() -> None:
    server = server_of("smtp+tls://ana%40x:p%40ss@mail.example.com")
    assert server == Server("smtp+tls", "mail.example.com", 587, "ana@x", "p@ss")
    assert (as_settings(server)["EMAIL_USE_TLS"], as_settings(server)["EMAIL_USE_SSL"]) == (True, False)
    assert as_settings(server_of("smtps://mail.example.com"))["EMAIL_PORT"] == 465


@pytest.mark.parametrize("url", ["mail.example.com", "http://mail.example.com", "smtp://", "smtp://mail:99999999", "x"])
def test_what_is_no_server_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="not the address of a mail server"):
        server_of(url)


def test_a_password_does_not_travel_in_the_clear() -> None:
    assert server_of("smtp://u:p@localhost:25") is not None
    with pytest.raises(Refused, match="unencrypted"):
        server_of("smtp://u:p@mail.example.com")


def test_a_server_needs_an_address_to_send_from() -> None:
    server = server_of("smtps://mail.example.com")
    assert sender_of("Tandem <tandem@example.com>", server) == "Tandem <tandem@example.com>"
    for wrong in ("", "nobody", "a@x\nBcc: b@x"):
        with pytest.raises(Refused, match="TANDEM_MAIL_FROM"):
            sender_of(wrong, server)
