"""Notes that look like what customers write, made here: as many as wanted, one by one, the same ones each time."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

FIRST_DAY = datetime(2025, 1, 1, tzinfo=UTC)
MINUTES = 600 * 24 * 60
SAID = """
the bank feed stopped updating|transactions no longer arrive from our bank
the export to {sheet} loses columns|exporting {object}s gives an empty file|{sheet} cannot open what the export writes
I cannot sign in after a password reset|the reset mail never arrives|my account is locked although the password is right
the {page} loads slowly|waiting half a minute for the {page} every morning|{page} times out when we filter by {field}
the phone app closes by itself|the app crashes when I take a picture of a receipt
the invoice shows the wrong tax|sales tax is added twice on an {object}
a refund never arrived|we were charged twice and wait for our money|the credit note does not match the refund
the supplier is listed twice|we need to merge duplicate suppliers|two records for one customer and no way to join them
approvals wait for the wrong manager|let me choose who approves by amount|an approval got stuck when {role} was on leave
reports ignore the second currency|the exchange rate of {country} is a week old
receipts are read upside down|the scanner takes the total for the date|recognition of handwritten receipts fails
the audit log misses an entry|our auditor cannot see who changed the {field}|please keep deleted {object}s in the log
two people edit one {object} and one loses|changes of a colleague overwrite mine without a word
the search finds nothing|searching by {field} does not work|search should look inside attachments too
permissions of a new colleague are missing|I want a role that sees the {page} only|{role} can see salaries and must not
a dark theme for the {page}|the white screen hurts my eyes at night|contrast of grey on grey is too weak to read
please connect to {tool}|an integration with {tool} would save us hours
the API returns an error for every second call|rate limits of the API are too low for our {object}s|webhooks come twice
reminders are sent to customers who have paid|let us choose the wording of a reminder|dunning starts on a Sunday
the due date jumps by one day|time zones are wrong in the {page}|dates of {country} are read as month first
splitting one payment over several {object}s is impossible|part payments confuse the balance
recurring {object}s are created twice|pause a subscription for two months|the yearly renewal used the old price
your prices went up without a warning|too expensive for a small team|we pay for seats that nobody uses
support answered within minutes, thank you|waited nine days for an answer|the chat hands me from one person to the next
setting it up took ten minutes|the first import was confusing|no idea where to begin after signing up
the help pages are out of date|there is no manual for {tool}|videos instead of text, please
budgets per department|compare the forecast with last year|a cost center is missing in the {page}
mileage for trips by car|per diem rates of {country} are old|expense cards for the team
closing the month takes three days|reopening a closed period is impossible|the checklist for the closing is great
the {page} prints over two pages|PDF of an {object} cuts the logo|letterhead for every subsidiary
payroll entries are posted to the wrong account|wage tax of {country}|payslips should be visible to everyone's self
inventory counts go negative|lots and serial numbers|the stock value does not match the {page}
a field of our own on every {object}|custom fields vanish in the export|sort the list by our own {field}
bulk edit of {object}s|select all picks only the first page|changing the {field} of a thousand rows one by one
notifications never stop|mail me once a day instead|mentioning a colleague does not tell {role}
signing contracts inside the tool|electronic signature is not accepted in {country}
""".strip().split("\n")
SUBJECTS = [line.split("|") for line in SAID]
SLOTS = {
    "bank": ["the savings bank", "our credit union", "the online bank", "the house bank"],
    "sheet": ["a spreadsheet", "Excel", "CSV", "the data warehouse"],
    "object": ["invoice", "order", "expense", "quote", "contract", "journal entry", "purchase order", "bill"],
    "page": ["dashboard", "cash flow page", "balance sheet", "report", "overview", "list of open items"],
    "field": ["reference", "date", "project", "customer number", "account", "amount", "tag"],
    "device": ["an old tablet", "my phone", "the new system", "two of our phones"],
    "country": ["Norway", "Brazil", "Canada", "Austria", "Japan", "the Netherlands", "South Africa"],
    "role": ["an intern", "the controller", "our accountant", "the owner", "a team lead"],
    "tool": ["the calendar", "our shop", "the CRM", "the ticket system", "the time tracker", "the payment terminal"],
}
OPENINGS = ["", "", "", "Hello, ", "Again: ", "Since the last update ", "For weeks now: ", "Small thing: ", "Hi team, "]
AFTER = [
    "It costs us {n} hours a week.", "We tried it {n} times.", "{n} of our people wait for this.", "Is there a way?",
    "And {role} keeps asking.", "Happens on {device} as well.", "It worked until last month.", "We may have to leave.",
    "Otherwise we are happy.", "Please tell me.", "In the {page} too.", "Screenshot attached.",
    "The same for every {object}.", "We are in {country}, if that matters.", "Nobody answered.", "Thank you!",
]  # fmt: skip
WEIGHTS = list(accumulate(1 / (place + 3) for place in range(len(SUBJECTS))))


def said(number: int) -> str:
    """The text of one note, the same for the same number: one to four sentences, letters lost on the way."""
    chance = random.Random(number)
    (ways,) = chance.choices(SUBJECTS, cum_weights=WEIGHTS)
    opening, after = chance.choice(OPENINGS), chance.sample(AFTER, chance.choice((0, 1, 1, 2, 3)))
    text = _filled(" ".join([f"{opening}{chance.choice(ways)}.", *after]), chance)
    for _ in range(chance.choice((0, 0, 1, 2))):
        lost = chance.randrange(len(text))
        text = text[:lost] + text[lost + 1 :]
    return text


def _filled(text: str, chance: random.Random) -> str:
    for slot, words in SLOTS.items():
        while f"{{{slot}}}" in text:
            text = text.replace(f"{{{slot}}}", chance.choice(words), 1)
    return text.replace("{n}", str(chance.randint(2, 90)))


def written(first: int, count: int) -> Iterator[str]:
    """The notes numbered from `first`, one at a time."""
    return map(said, range(first, first + count))


def file_of(first: int, count: int, folder: Path) -> Path:
    """A file of them, from 5,000 people at 500 companies over some twenty months, a third of them rated."""
    path = folder / f"notes from {first}.csv"
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "text", "email", "created", "rating"])
        for number, text in enumerate(written(first, count), first):
            chance = random.Random(-number)
            who, at = chance.randrange(5_000), FIRST_DAY + timedelta(minutes=chance.randrange(MINUTES))
            stars = chance.randint(1, 5) if number % 3 == 0 else ""
            rows.writerow([f"n{number}", text, f"p{who}@c{who % 500}.example", at.isoformat(), stars])
    return path
