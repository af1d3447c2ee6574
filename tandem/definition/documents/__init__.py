"""Documents drawn from the record: the facts gathered, what each kind says of them, and what became of a kept one."""

from tandem.definition.documents.drawing import Drawn, as_file, draw, moved_since
from tandem.definition.documents.forms import Form, all_forms, form_named, forms_for, register

__all__ = ["Drawn", "Form", "all_forms", "as_file", "draw", "form_named", "forms_for", "moved_since", "register"]
