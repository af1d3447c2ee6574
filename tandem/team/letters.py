"""The letter to people who asked for something: the words of a workspace, and how what is known is put into them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tandem.core.errors import Refused

SUBJECT = "What became of what you told us: {title}"
SHIPPED = """{greeting}

{asked}

Since {since} this is there for you: {title}.
{what}

What has not changed: {unchanged}

See it here: {link}

Does it solve this for you? Please answer this mail; I read every answer.

{sender}
{workspace}"""
DECLINED = """{greeting}

{asked}

We will not work on this for now, and I would rather say so than leave you waiting. The reason:
{reason}

If we have understood you wrongly, please answer this mail; I read every answer.

{sender}
{workspace}"""

MEANINGS = {
    "greeting": "Hello and the person's name, or Hello alone",
    "asked": "what they told us and when, in their own words",
    "title": "the feature or problem",
    "what": "what changed, in the words written for people outside",
    "unchanged": "what did not change",
    "since": "the day it became available",
    "link": "where they can see it",
    "reason": "why it will not be built",
    "sender": "the member who writes",
    "workspace": "your company",
}
PLACE = re.compile(r"\{([^{}\n]*)\}")


def refuse_unknown(template: str) -> None:
    """A word in braces that stands for nothing would reach the customer as it is."""
    unknown = [name for name in PLACE.findall(template) if name not in MEANINGS]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in MEANINGS)
        raise Refused(f"{{{unknown[0]}}} stands for nothing in a letter. What may stand in braces: {known}.")


def compose(template: str, known: Mapping[str, str]) -> str:
    """The letter with what is known put in. A line that needs something unknown is left out: nothing is made up."""
    lines = (_line(line, known) for line in template.splitlines())
    kept = "\n".join(line for line in lines if line is not None)
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def _line(line: str, known: Mapping[str, str]) -> str | None:
    needed = PLACE.findall(line)
    if any(not known.get(name) for name in needed):
        return None
    return PLACE.sub(lambda found: known[found[1]], line).rstrip()
