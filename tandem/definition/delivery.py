"""What a delivery tool's own words mean here: each has its statuses, and ours are five."""

from __future__ import annotations

TOOLS = {"jira": "Jira", "github": "GitHub", "linear": "Linear", "productboard": "Productboard", "aha": "Aha!"}
SOME_TOOL = "the delivery tool"
WORDS = {
    "idea": """
        backlog | to do | todo | open | new | triage | candidate | icebox | under consideration | new idea | not started
        | unstarted | unscheduled | idea | reopened | later | future
    """,
    "defining": """
        planned | planning | in design | discovery | selected for development | ready for development | ready
        | refinement | in definition | being defined | next | under review | defining | specified | scheduled
    """,
    "building": """
        in progress | in development | started | doing | in review | review | code review | testing | in qa | qa
        | building | being built | patch available | now | blocked | ready to ship | ready for release | beta
        | indeterminate
    """,
    "shipped": """
        done | closed | resolved | released | shipped | completed | complete | launched | live | delivered | fixed
        | deployed | general availability
    """,
    "dropped": """
        canceled | cancelled | wont do | won't do | wont fix | won't fix | declined | rejected | duplicate | obsolete
        | will not implement | not planned | abandoned | archived | invalid | cannot reproduce | dropped
    """,
}
MEANT = {" ".join(word.split()): state for state, said in WORDS.items() for word in said.split("|")}


def state_of(word: str, category: str = "", resolution: str = "") -> str:
    """Our status for a tool's: how it ended says most, then its own word, then the kind of status; "" where none of
    them is known.
    """
    if meaning(resolution) == "dropped":
        return "dropped"
    return meaning(word) or meaning(category)


def meaning(word: str) -> str:
    return MEANT.get(" ".join(word.replace("_", " ").replace("’", "'").lower().split()), "")


def tool_of(preset: str, system: str, *, says_status: bool) -> str:
    """Which tool owns the status of what a file brings in: none where the file says no status."""
    if not says_status:
        return ""
    return TOOLS.get(system, SOME_TOOL) if preset else SOME_TOOL
