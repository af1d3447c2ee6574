"""The activities of both roles: forty in all, ten on at first, each with the side that usually holds it."""

from __future__ import annotations

from typing import Any

from tandem.team.models import Activity

ON_AT_FIRST = """
market-research | pm | Market research | Who the customers are, how many, and what they do today.
customer-interviews | pm | Customer interviews | Talking with customers and users in person, at an agreed rhythm.
requirements | pm | Requirements and experience | What is built, in enough detail to build it, with how it is used.
charter-recruiting | pm | Charter recruiting | Finding the customers who try it first and may become references.
pricing | pmm | Pricing | What it costs, for whom, and how that is packaged and changed.
positioning | pmm | Positioning | For whom it is, for whom not, against what, and why it is different.
launch-plan | pmm | Launch plan | What happens before, on and after the day, by whom and when.
sales-assets | pmm | Sales assets and training | What sales shows, and that sales can show it.
win-loss | pmm | Win and loss | Why deals are won and lost, asked of those who decided.
competitors | both | Competitors | What others do better, equally or worse, with evidence and date.
"""

LATER = """
problem-validation | pm | Problem validation | Proof that the problem is real for enough firms of the market.
prioritizing | pm | Prioritizing | What comes first, by which model, and why.
roadmap | pm | Roadmap | What is meant to come when, for inside and for outside.
release-scope | pm | Release scope | What is in a release and what is not.
usability-tests | pm | Usability tests | Whether people can use it without help.
usage-figures | pm | Usage figures | What is really used, how much and by whom.
charter-sessions | pm | Charter sessions | The calls and visits with charter customers.
build-or-buy | pm | Build, buy or partner | Whether we make it, buy it or leave it to a partner.
business-case | pm | Business case | What it costs, what it brings, and what must hold for that.
end-of-life | pm | End of life | How a product or a part of it ends, and who is told.
support-readiness | pm | Support readiness | That support knows it before customers have it.
backlog | pm | Backlog with delivery | What delivery works on next, and its questions.
release-notes | pm | Release notes | What changed, for those who use it.
product-quality | pm | Defects and quality | Which defects hurt customers, and what is done first.
market-sizing | both | Market sizing | How many buyers there are and what they could pay.
segments | both | Segments and target market | Which firms it is made for, as a rule that can be counted.
personas | both | Personas | Who buys, who decides and who uses it.
goals | both | Goals of releases and launches | What should be different afterwards, measured how and when.
product-line | both | Product line planning | How the products of a line fit together and where they compete.
key-messages | pmm | Key messages and claims | What we say, and what proves it.
stories | pmm | Customer stories and quotes | What customers say of it in their own words, and may be quoted on.
references | pmm | References | Who speaks for us, how often, and with which consent.
battlecards | pmm | Battlecards | What sales says when a competitor is named.
analysts | pmm | Analysts and influencers | Who is briefed, when, and what they said.
press | pmm | Press | What the press is told, and by whom.
online-marketing | pmm | Online marketing | Pages, search, campaigns, and what comes of them.
events | pmm | Events and webinars | Where we meet buyers, and what for.
demo | pmm | Demo and demo script | What is shown, in which order, with which sample firm.
naming | pmm | Naming and packaging | What it is called and in which editions it is sold.
renewals | pmm | Renewal and expansion messages | What is said to customers who already have it.
partners | pmm | Partner enablement | What resellers and partners need to sell and support it.
"""


def open_activities(by: Any) -> None:
    """Put the company's template of activities in place; those that exist already stay as they are."""
    known = set(Activity.objects.values_list("key", flat=True))
    for place, (key, side, name, says, is_on) in enumerate(lines()):
        if key not in known:
            Activity.open(name, key=key, usual_side=side, says=says, is_on=is_on, position=place, by=by)


def lines() -> list[tuple[str, str, str, str, bool]]:
    """Of each: its key, the side that usually holds it, its name, what it is, and whether it is on at first."""
    found = []
    for table, is_on in ((ON_AT_FIRST, True), (LATER, False)):
        for line in table.strip().splitlines():
            key, side, name, says = (part.strip() for part in line.split("|"))
            found.append((key, side, name, says, is_on))
    return found
