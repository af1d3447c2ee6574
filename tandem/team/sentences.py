"""What happened, as a sentence: who did what with which thing, as pure functions on plain values."""

from __future__ import annotations

# Verbs after which the thing does not stand at the end.
AROUND = {
    "commented": "{who} commented on {thing}",
    "confirmed as happy": "{who} confirmed {thing} as happy",
    "did": "{who} finished {thing}",
    "gave": "{who} asked {thing}",
    "handed over": "{who} handed a seat of {thing} over",
    "joined": "{thing} joined",
    "left": "{thing} left",
    "came back": "{thing} came back",
    "became a reference": "{thing} became a reference",
    "went live": "{thing} went live",
    "started the trial": "{thing} started the trial",
    "made available": "{who} made {thing} available",
    "named": "{who} named who answers for {thing}",
    "opened to everybody": "{who} opened {thing} to everybody",
    "put into a release": "{who} put {thing} into a release",
    "released to charter customers": "{who} released {thing} to charter customers",
    "released without proof": "{who} released {thing} without proof",
    "sent to delivery": "{who} sent {thing} to delivery",
    "solved": "{who} marked {thing} as solved",
    "taken out of its release": "{who} took {thing} out of its release",
    "took": "{who} took {thing} over",
    "withdrawn": "{who} withdrew {thing}",
}
# Verbs that end in what was done and need a word before the thing.
ABOUT = (
    "added", "asked for", "carried", "changed", "chose", "compared", "delegated", "let", "linked", "made", "moved a",
    "noted", "passed", "picked", "pinned", "prepared", "proved", "put", "refined", "removed", "required", "retired a",
    "said", "sent", "showed", "supported", "told", "took", "wished", "withdrew a", "worded", "wrote",
)  # fmt: skip
ENDS_OPEN = ("of", "on", "for", "from", "in", "to", "into", "at", "with", "by", "back to")


def sentence(who: str, verb: str, thing: str) -> str:
    """Ada Okafor validated P-7 Bank feed: what is meant stands where it reads best."""
    if shape := AROUND.get(verb):
        return shape.format(who=who, thing=thing)
    words = verb.split()
    if len(words) > 1 and words[-1] not in ENDS_OPEN and verb.startswith(ABOUT):
        return f"{who} {verb}: {thing}"
    return f"{who} {verb} {thing}"


def listed(done: list[str]) -> str:
    """Several as one: a, b and c."""
    return done[0] if len(done) == 1 else f"{', '.join(done[:-1])} and {done[-1]}" if done else ""
