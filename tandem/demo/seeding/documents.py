"""What was written up: what the case of 2.0 takes for granted, and drawings that were kept on the way."""

from __future__ import annotations

from decimal import Decimal

from tandem.definition.models import Assumption, Document, DocumentStyle, OutsideWords
from tandem.demo.cast import Cast
from tandem.demo.timeline import Timeline
from tandem.team.models import Workspace

ASSUMED = (
    ("A person-week of the team costs", "week", "4200", "Payroll and tools of the last two quarters."),
    ("Of the revenue that asked, this keeps or wins", "share", "35", "A third of the renewals lost named them."),
    ("Help to the first thirty firms that switch", "extra", "18000", "Two people of customer success for six weeks."),
    ("Accountants bring a client or two of their own", "", None, "Three said so; nothing is reckoned with it."),
)  # fmt: skip
TOLD = {
    "f_close_list": "The close has a list: what is missing, who is asked for it, and by when.",
    "f_handover": "The file for your accountant balances, and says on its first page what it holds.",
}


def schedule(timeline: Timeline, cast: Cast) -> None:
    """After what they are drawn from."""
    timeline.on(14, _assume, cast)
    timeline.on(9, _keep, cast)


def _assume(cast: Cast) -> None:
    pm = cast.owner("ledgerly", "pm")
    for text, stands_for, value, because in ASSUMED:
        number = Decimal(value) if value else None
        Assumption.state(cast.the("release", "2.0"), text, stands_for=stands_for, value=number, because=because, by=pm)
    for key, what in TOLD.items():
        OutsideWords.put(cast.the("feature", key), what=what, by=cast.owner("ledgerly", "pmm"))


def _keep(cast: Cast) -> None:
    administrator = cast.member("priya")
    DocumentStyle.choose(
        Workspace.current(), color="#1f4f8f", footer="Northwind Finance", by=administrator
    )
    Document.keep(cast.the("release", "2.0"), "requirements", by=cast.owner("ledgerly", "pm"))
