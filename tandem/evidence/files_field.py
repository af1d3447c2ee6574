"""Fields of forms that take several files at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString


class FilesInput(forms.ClearableFileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class AttachInput(FilesInput):
    """The same where files are also dropped, or pasted as an image. `kept` tells that those chosen before stay chosen
    when a script puts the form in anew.
    """

    kept = False

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        stays = SafeString(' hx-preserve="true"') if self.kept else ""
        chosen = f"{(attrs or {}).get('id', name)}_chosen"
        return format_html('<attach-files id="{}"{}>{}</attach-files>', chosen, stays, field)


class FilesField(forms.FileField):
    """Several files, in the order given."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(one, initial) for one in given]


class AttachField(FilesField):
    """Files for a note; what cannot be attached, the note says itself."""

    widget = AttachInput

    def __init__(self, **kwargs: Any) -> None:
        help_text = "Screenshots, logs, documents: up to 25 MB each. Drop them anywhere here, or paste an image."
        errors = {"required": "Choose a file first."}
        kwargs = {"label": "Files", "help_text": help_text, "error_messages": errors, **kwargs}
        super().__init__(allow_empty_file=True, **kwargs)
