"""The one way out: no spelling of an inward address is called, no redirect is followed, nothing takes long."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from typing import Any

import pytest

from tandem.core import outbound
from tandem.core.errors import Refused
from tandem.core.outbound import Unreached, checked, may_be_called, post_json

INWARD = [
    "127.0.0.1", "127.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.1", "10.0.0.1", "10.255.0.1",
    "172.16.0.1", "172.31.255.255", "192.168.0.1", "100.64.0.1", "100.127.255.255", "[::1]", "[fc00::1]", "[fd12:3456::1]",
    "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "localhost",
]  # fmt: skip
NEVER = [
    "0.0.0.0", "0", "169.254.169.254", "0xa9fea9fe", "2852039166", "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.7", "203.0.113.9",
    "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "[::]", "[fe80::1]", "[ff02::1]", "[2002:7f00:1::]",
    "[2001:0:7f00:1::]", "[64:ff9b::7f00:1]", "[64:ff9b:1::1]", "[::127.0.0.1]", "[::ffff:169.254.169.254]", "[2001:db8::1]", "[100::1]",
]  # fmt: skip


@pytest.mark.parametrize("host", [*INWARD, *NEVER])
def test_no_spelling_of_an_inward_address_is_called(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *said, **more: pytest.fail(f"called {said}"))
    for path in ("/", "/hook?x=1"):
        with pytest.raises((Refused, Unreached)):
            post_json(f"https://{host}{path}", {})
    if host in NEVER:
        with pytest.raises((Refused, Unreached)):
            post_json(f"http://{host}/", {}, inside=True)


@pytest.mark.parametrize(
    "url",
    [
        "", "hooks.slack.com", "http://hooks.slack.com/", "ftp://x.example/", "file:///etc/passwd", "https://", "https://x.example:8443/",
        "https://a:b@x.example/", "https://a@x.example/", "https://x.example/\nHost: y", "https://x .example/", "https://x.example\\@y/",
        "https://x.example:99999/", "https://[::1", "javascript:alert(1)", "https://x.example/" + "a" * 2000, "https://ex\u00e4mple/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused_before_it_is_looked_up(url: str) -> None:
    with pytest.raises(Refused):
        checked(url)


def test_the_open_web_is_called_and_our_own_network_only_where_it_was_allowed() -> None:
    assert may_be_called(ip_address("93.184.216.34"), inside=False)
    assert may_be_called(ip_address("2606:2800:220:1::1"), inside=False)
    assert may_be_called(ip_address("192.168.1.4"), inside=True)
    assert not may_be_called(ip_address("192.168.1.4"), inside=False)


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["93.184.216.34", "127.0.0.1"])
    dialed: list[Any] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *said, **more: [(0, 0, 0, "", (next(answers), 443))])
    monkeypatch.setattr(socket, "create_connection", lambda to, **more: dialed.append(to) or (_ for _ in ()).throw(ConnectionError))
    with pytest.raises(Unreached, match="connection failed"):
        post_json("https://rebound.test/", {})
    assert dialed == [("93.184.216.34", 443)]
    both = [(0, 0, 0, "", (one, 443)) for one in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *said, **more: both)
    with pytest.raises(Refused):
        post_json("https://two.test/", {})
    assert len(dialed) == 1


def test_an_address_set_aside_for_examples_is_never_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *said, **more: pytest.fail("the name was looked up"))
    for host in ("chat.northwind.example", "X.EXAMPLE.", "a.invalid"):
        with pytest.raises(Unreached, match="not known"):
            post_json(f"https://{host}/", {})


@contextmanager
def receiver(*answers: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A server that says these bytes, one after the other, and keeps what it was sent."""
    heard: list[bytes] = []
    left = list(answers)

    class Heard(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])))
            said = left.pop(0) if left else b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
            if said == b"drip":
                for _ in range(50):
                    self.wfile.write(b"H")
                    self.wfile.flush()
                    threading.Event().wait(0.1)
            self.wfile.write(said)

        def log_message(self, *said: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Heard)
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/hook", heard
    finally:
        server.shutdown()
        server.server_close()


def test_a_receiver_that_errs_redirects_floods_and_drips_takes_nothing_along(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 500 No\r\nContent-Length: 300000\r\n\r\n" + b"x" * 300_000,
        b"nonsense\r\n\r\n",
        b"drip",
    ]
    with receiver(*answers) as (url, heard):
        assert post_json(url, {"text": "ä"}, inside=True).is_taken
        assert heard == [b'{"text": "\\u00e4"}']
        assert post_json(url, {}, inside=True).status == 302
        assert len(heard) == 2
        flood = post_json(url, {}, inside=True)
        assert (flood.status, len(flood.text)) == (500, 64 * 1024)
        with pytest.raises(Unreached):
            post_json(url, {}, inside=True)
        monkeypatch.setattr(outbound, "SECONDS", 0.3)
        with pytest.raises(Unreached):
            post_json(url, {}, inside=True)
    with pytest.raises(Unreached):
        post_json(url, {}, inside=True)
