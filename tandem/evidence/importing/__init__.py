"""Importing: a file through its mapping into notes, companies and whatever later stages register, once however
often it is run.

The doors: `Import.open`, `.map`, `.run` and `.undo` on the model; `from_command` here for the console; targets are
registered in `tandem.evidence.targets`.
"""

from tandem.evidence.importing.console import Report, from_command

__all__ = ["Report", "from_command"]
