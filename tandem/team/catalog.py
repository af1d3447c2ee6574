"""The activities of both roles: forty in all, ten on at first, each with the side that usually holds it."""

from __future__ import annotations

from typing import Any

from tandem.team.models import Activity

ON_AT_FIRST = """
market-research | pm | Market research
customer-interviews | pm | Customer interviews
requirements | pm | Requirements and experience
charter-recruiting | pm | Charter recruiting
pricing | pmm | Pricing
positioning | pmm | Positioning
launch-plan | pmm | Launch plan
sales-assets | pmm | Sales assets and training
win-loss | pmm | Win and loss
competitors | both | Competitors
"""

LATER = """
problem-validation | pm | Problem validation
prioritizing | pm | Prioritizing
roadmap | pm | Roadmap
release-scope | pm | Release scope
usability-tests | pm | Usability tests
usage-figures | pm | Usage figures
charter-sessions | pm | Charter sessions
build-or-buy | pm | Build, buy or partner
business-case | pm | Business case
end-of-life | pm | End of life
support-readiness | pm | Support readiness
backlog | pm | Backlog with delivery
release-notes | pm | Release notes
market-sizing | both | Market sizing
segments | both | Segments and target market
personas | both | Personas
goals | both | Goals of releases and launches
product-line | both | Product line planning
key-messages | pmm | Key messages and claims
stories | pmm | Customer stories and quotes
references | pmm | References
battlecards | pmm | Battlecards
analysts | pmm | Analysts and influencers
press | pmm | Press
online-marketing | pmm | Online marketing
events | pmm | Events and webinars
demo | pmm | Demo and demo script
naming | pmm | Naming and packaging
renewals | pmm | Renewal and expansion messages
partners | pmm | Partner enablement
"""


def open_activities(by: Any) -> None:
    """Put the company's template of activities in place; those that exist already stay as they are."""
    known = set(Activity.objects.values_list("key", flat=True))
    for place, (key, side, name, is_on) in enumerate(_lines()):
        if key not in known:
            Activity.open(name, key=key, usual_side=side, is_on=is_on, position=place, by=by)


def _lines() -> list[tuple[str, str, str, bool]]:
    found = []
    for table, is_on in ((ON_AT_FIRST, True), (LATER, False)):
        for line in table.strip().splitlines():
            key, side, name = (part.strip() for part in line.split("|"))
            found.append((key, side, name, is_on))
    return found
