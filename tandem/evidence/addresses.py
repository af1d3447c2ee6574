"""E-mail addresses as a sign of who speaks: the domain of a company tells its name, free mail tells nothing."""

from tandem.core.errors import Refused

FREE_MAIL = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "yahoo.com",
        "yahoo.co.uk",
        "yahoo.fr",
        "yahoo.de",
        "yahoo.co.in",
        "ymail.com",
        "rocketmail.com",
        "hotmail.com",
        "hotmail.co.uk",
        "hotmail.fr",
        "outlook.com",
        "live.com",
        "msn.com",
        "aol.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "proton.me",
        "protonmail.com",
        "pm.me",
        "gmx.de",
        "gmx.net",
        "gmx.com",
        "gmx.at",
        "web.de",
        "t-online.de",
        "freenet.de",
        "mail.com",
        "mail.ru",
        "yandex.ru",
        "yandex.com",
        "bk.ru",
        "inbox.ru",
        "list.ru",
        "qq.com",
        "163.com",
        "126.com",
        "sina.com",
        "naver.com",
        "hanmail.net",
        "daum.net",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "laposte.net",
        "sfr.fr",
        "libero.it",
        "virgilio.it",
        "tiscali.it",
        "comcast.net",
        "verizon.net",
        "att.net",
        "sbcglobal.net",
        "cox.net",
        "bellsouth.net",
        "charter.net",
        "btinternet.com",
        "sky.com",
        "talktalk.net",
        "rediffmail.com",
        "zoho.com",
        "fastmail.com",
        "hey.com",
        "tutanota.com",
        "tuta.io",
        "duck.com",
        "bluewin.ch",
        "seznam.cz",
        "wp.pl",
        "o2.pl",
        "interia.pl",
        "uol.com.br",
        "bol.com.br",
        "terra.com.br",
        "bigpond.com",
        "optusnet.com.au",
        "shaw.ca",
        "rogers.com",
        "sympatico.ca",
    ]
)
TWO_PART = frozenset(
    [
        "co.uk",
        "org.uk",
        "ac.uk",
        "gov.uk",
        "com.au",
        "net.au",
        "org.au",
        "co.nz",
        "co.jp",
        "co.in",
        "com.br",
        "com.mx",
        "co.za",
        "com.sg",
        "com.tr",
        "co.kr",
    ]
)


def domain_of(email: str) -> str:
    """The domain of an e-mail address in lower case; empty for free mail and for what is no address."""
    local, at, domain = email.strip().lower().rpartition("@")
    if not (local and at) or "." not in domain or domain in FREE_MAIL:
        return ""
    return domain.strip(".>")


def with_parents(domain: str) -> list[str]:
    """The domain and those above it, so that mail from eu.harbor.example finds harbor.example."""
    parts = domain.split(".")
    above = [".".join(parts[start:]) for start in range(max(1, len(parts) - 1))]
    return [name for name in above if "." in name and name not in TWO_PART]


def plain_domain(text: str) -> str:
    """A domain as a person writes it, with or without https:// and www.; refused when it is none or free mail."""
    name = text.strip().lower().removeprefix("https://").removeprefix("http://").partition("/")[0]
    name = name.rpartition("@")[2].removeprefix("www.")
    if "." not in name or " " in name or len(name) > 253:
        raise Refused(f"“{text.strip()}” is not a domain. Write it like harborcredit.example.")
    if name in FREE_MAIL:
        raise Refused(f"Anybody can write from {name}, so it cannot stand for one company.")
    return name
