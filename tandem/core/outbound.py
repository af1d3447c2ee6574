"""The one way out: everything Tandem sends to another machine of the web goes through here, and nowhere else.

An address is looked up once, every answer is checked, and the connection goes to the very address that was checked: a
name that points inward the second time reaches nothing. No redirect is followed, no proxy is asked, no cookie is kept.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

from tandem.core.errors import Refused

SECONDS = 10
MOST_READ = 64 * 1024
LONGEST = 2000
Ip = IPv4Address | IPv6Address

# Our own list: what `ipaddress` calls private changes between versions, and misses some of these.
INWARD = [ip_network(one) for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8")]
INWARD += [ip_network(one) for one in ("::1/128", "fc00::/7")]
NEVER = [
    ip_network(one)
    for one in (
        "0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    )
]  # fmt: skip
WORLD = ip_network("2000::/3")  # nothing else of version 6 is the open web
NOWHERE = ("example", "invalid")  # endings set aside for examples: nobody is asked where they lead


class Unreached(Exception):
    """Nobody took it this time; the message is one sentence for a log. What can never be reached is `Refused`."""


@dataclass(frozen=True)
class Answer:
    """What the other side said: its status, and the beginning of its words."""

    status: int
    text: str

    @property
    def is_taken(self) -> bool:
        return 200 <= self.status < 300


def post_json(url: str, said: Any, *, inside: bool = False) -> Answer:
    """Send JSON to an address. `inside` lets it be one of our own network, in the clear and at any port."""
    parts = checked(url, inside=inside)
    body = json.dumps(said).encode()
    headers = {"Content-Type": "application/json", "User-Agent": "Tandem", "Connection": "close"}
    with _connected(parts, inside) as connection:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body=body, headers=headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(MOST_READ).decode("utf-8", "replace"))


def checked(url: str, *, inside: bool = False) -> SplitResult:
    """The parts of an address that may be called, or why it may not be, before anything is looked up."""
    if len(url) > LONGEST or not url.isascii() or any(ord(letter) < 33 or letter == "\\" for letter in url):
        raise Refused("That is no address of the web: it begins with https:// and has no spaces.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise Refused("That is no address of the web: it begins with https:// and has no spaces.") from None
    if parts.scheme not in (("https", "http") if inside else ("https",)) or not host:
        raise Refused("The address begins with https://, so that nobody on the way reads along.")
    if parts.username is not None or parts.password is not None:
        raise Refused("An address with a name or a password before the @ is not called.")
    if not inside and port not in (None, 443):
        raise Refused("Only the usual port of https is called, 443.")
    return parts


def may_be_called(address: Ip, *, inside: bool) -> bool:
    """Whether a looked-up address is one of the open web, or one of our own network where that was allowed."""
    if isinstance(address, IPv6Address) and (mapped := address.ipv4_mapped):
        address = mapped
    if _within(address, NEVER):
        return False
    if _within(address, INWARD):
        return inside
    return isinstance(address, IPv4Address) or address in WORLD


def _within(address: Ip, networks: list[Any]) -> bool:
    return any(address in network for network in networks if network.version == address.version)


@contextmanager
def _connected(parts: SplitResult, inside: bool) -> Iterator[http.client.HTTPConnection]:
    """A connection to a checked address, cut off when its time is over however slowly it drips."""
    host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
    line: socket.socket | None = None
    with _told_plainly():
        line = _dialed(host, port, inside)
        end = Timer(SECONDS, _cut, [line])
        end.daemon = True
        end.start()
        try:
            if parts.scheme == "https":
                line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
            connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
            connection.sock = line
            yield connection
        finally:
            end.cancel()
            line.close()


def _dialed(host: str, port: int, inside: bool) -> socket.socket:
    if host.lower().rstrip(".").rpartition(".")[2] in NOWHERE:
        raise socket.gaierror
    found = [answer[4][0] for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    addresses = list(dict.fromkeys(str(one).partition("%")[0] for one in found))
    if not addresses or not all(may_be_called(ip_address(one), inside=inside) for one in addresses):
        raise Refused("That address leads into a network that is not called from here.")
    return socket.create_connection((addresses[0], port), timeout=SECONDS)


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # where it ended by itself
        socket.socket.shutdown(line, socket.SHUT_RDWR)


@contextmanager
def _told_plainly() -> Iterator[None]:
    """What goes wrong on the way, in one sentence that names no secret."""
    try:
        yield
    except socket.gaierror:
        raise Unreached("The name of the address is not known.") from None
    except UnicodeError:
        raise Refused("That is no name of a machine.") from None
    except TimeoutError:
        raise Unreached(f"It did not answer within {SECONDS} seconds.") from None
    except ssl.SSLError:
        raise Unreached("Its certificate is not valid, or it does not speak https.") from None
    except (OSError, http.client.HTTPException, ValueError):
        raise Unreached("The connection failed or broke off.") from None
