"""Every kind of item with its prefix and the first part of its address. A prefix is never used twice, nor again."""

from dataclasses import dataclass

from tandem.core.ids import number_in


@dataclass(frozen=True)
class Kind:
    """How one noun is named: `problem` is written P-7 and lives at /problems/7."""

    name: str
    prefix: str
    path: str
    plural: str


_TABLE = """
workspace W workspace | member M members | product line PL lines | product PR products | activity AC activities
input IN inputs | matter U matters | source S sources | company C companies | target market TM markets
segment SG segments | import I imports | theme T themes | problem P problems | feature F features
validation V validations | decision DC decisions | release R releases | goal G goals | charter program CP programs
charter member CM charter-members | build B builds | session SE sessions | reference RF references
launch L launches | plan step ST steps | positioning PO positionings | key message KM key-messages
claim CL claims | competitor K competitors | sales asset A assets | request RQ requests | deal D deals
survey SV surveys | scoring model SM scoring-models | custom field CF custom-fields | document DO documents
objective OB objectives | initiative IV initiatives | component CO components | requirement RE requirements
interview IW interviews | status SU statuses
"""


def _parse(table: str) -> dict[str, Kind]:
    kinds = {}
    for entry in table.replace("\n", " | ").split("|"):
        if words := entry.split():
            *name, prefix, path = words
            joined = " ".join(name)
            kinds[joined] = Kind(joined, prefix, path, path.replace("-", " "))
    return kinds


KINDS = _parse(_TABLE)
BY_PREFIX = {kind.prefix: kind for kind in KINDS.values()}


def kind_and_number(mark: str) -> tuple[str, int]:
    """What a mark such as P-7 names: ("problem", 7); ("", 0), which is nothing, where it is none."""
    prefix, _, said = mark.strip().upper().partition("-")
    number = number_in(said)
    return (BY_PREFIX[prefix].name, number) if prefix in BY_PREFIX and number else ("", 0)


def sequence_of(kind: str) -> str:
    """The database sequence that numbers one kind across the installation."""
    return "record_number_" + kind.replace(" ", "_")
