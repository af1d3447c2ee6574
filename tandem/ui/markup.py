"""Writing HTML from Python: attributes that are escaped, and left out when there is nothing to say."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

NOTHING = SafeString("")


def attributes(pairs: dict[str, Any]) -> SafeString:
    """` name="value"` for each pair; True stands alone, and None, False and "" are left out."""
    said = [
        (name.rstrip("_").replace("_", "-"), value) for name, value in pairs.items() if value not in (None, False, "")
    ]
    return joined(
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value) for name, value in said
    )


def joined(parts: Any) -> SafeString:
    """The parts after each other, escaping those that are not HTML yet."""
    return format_html_join("", "{}", ((part,) for part in parts))


def element(tag: str, content: Any = "", **pairs: Any) -> SafeString:
    """`<tag …>content</tag>`; `class_` is the class, underscores become dashes."""
    return format_html("<{}{}>{}</{}>", tag, attributes(pairs), content, tag)


def classes(*names: Any) -> str:
    """The class names that are not empty, in order."""
    return " ".join(str(name) for name in names if name)


def of(thing: Any, name: str, default: Any = "") -> Any:
    """What a dict or an object says under this name."""
    found = thing.get(name, default) if isinstance(thing, dict) else getattr(thing, name, default)
    return default if found is None else found
