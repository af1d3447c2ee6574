"""Mail: the server it leaves by, as the operator set it, and one message as it is sent or saved."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import unquote, urlsplit

from tandem.core.errors import Refused

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
HERE = ("127.0.0.1", "::1", "localhost")
SHAPE = "smtp+tls://user:password@mail.example.com:587"


@dataclass(frozen=True)
class Server:
    """The mail server: `smtp+tls` turns to TLS after greeting, `smtps` speaks it from the start, `smtp` never."""

    scheme: str
    host: str
    port: int
    user: str
    password: str


def server_of(url: str) -> Server | None:
    """The server that TANDEM_SMTP names, None where it is not set. A password is never sent in the clear."""
    if not url:
        return None
    said = urlsplit(url)
    try:
        port = said.port or PORTS.get(said.scheme, 0)
    except ValueError:
        port = 0
    if said.scheme not in PORTS or not said.hostname or not port:
        raise Refused(f"TANDEM_SMTP is not the address of a mail server: write it like {SHAPE}.")
    if said.scheme == "smtp" and said.password and said.hostname not in HERE:
        raise Refused("TANDEM_SMTP would send its password unencrypted: begin it with smtp+tls:// or smtps://.")
    return Server(said.scheme, said.hostname, port, unquote(said.username or ""), unquote(said.password or ""))


def sender_of(text: str, server: Server | None) -> str:
    """The From of every mail, which a server must be told."""
    name, address = parseaddr(text)
    if text and ("@" not in address or "\n" in text or "\r" in text):
        raise Refused("TANDEM_MAIL_FROM is not a mail address: write it like Tandem <tandem@example.com>.")
    if server and not address:
        raise Refused("TANDEM_SMTP is set, so TANDEM_MAIL_FROM must say which address mail comes from.")
    return formataddr((name, address)) if address else "Tandem <tandem@localhost>"


def as_settings(server: Server | None) -> dict[str, Any]:
    """The server in Django's words; without one nothing ever leaves, and mail waits in the outbox."""
    if server is None:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": server.host,
        "EMAIL_PORT": server.port,
        "EMAIL_HOST_USER": server.user,
        "EMAIL_HOST_PASSWORD": server.password,
        "EMAIL_USE_TLS": server.scheme == "smtp+tls",
        "EMAIL_USE_SSL": server.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


def leaves() -> bool:
    """Whether mail is sent from here at all."""
    from django.conf import settings

    return bool(settings.MAIL_LEAVES)


def message(
    to: tuple[str, str], subject: str, body: str, *, reply_to: tuple[str, str] | None = None, identity: str = ""
) -> Any:
    """One plain text mail. `identity` stays the same however often it is tried, so that a mailbox shows it once."""
    from django.conf import settings
    from django.core.mail import EmailMessage

    return EmailMessage(
        one_line(subject),
        body,
        to=[_address(to)],
        reply_to=[_address(reply_to)] if reply_to else None,
        headers={"Message-ID": f"<{identity}@{urlsplit(settings.TANDEM_URL).hostname}>"} if identity else None,
    )


def one_line(text: str) -> str:
    """A header holds one line: whatever breaks it is a space."""
    return " ".join(text.split())


def _address(of: tuple[str, str]) -> str:
    return formataddr((one_line(of[0]), one_line(of[1]))) if of[1] else f"{one_line(of[0])} <>"
