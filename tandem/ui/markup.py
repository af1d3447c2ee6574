"""Writing HTML from Python: attributes that are escaped, and left out when there is nothing to say."""

from html import escape
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

NOTHING = SafeString("")


def safe(text: Any) -> str:
    """Escaped, unless it is HTML already. A page asks it thousands of times, so plain words take the short way."""
    return escape(text) if type(text) is str else conditional_escape(text)


def attributes(pairs: dict[str, Any]) -> SafeString:
    """` name="value"` for each pair; True stands alone, and None, False and "" are left out."""
    said = [
        (name.rstrip("_").replace("_", "-"), value) for name, value in pairs.items() if value not in (None, False, "")
    ]
    return SafeString("".join(f" {name}" if value is True else f' {name}="{safe(value)}"' for name, value in said))


def joined(parts: Any) -> SafeString:
    """The parts after each other, escaping those that are not HTML yet."""
    return SafeString("".join(safe(part) for part in parts))


def element(tag: str, content: Any = "", **pairs: Any) -> SafeString:
    """`<tag …>content</tag>`; `class_` is the class, underscores become dashes."""
    return SafeString(f"<{tag}{attributes(pairs)}>{safe(content)}</{tag}>")


def classes(*names: Any) -> str:
    """The class names that are not empty, in order."""
    return " ".join(str(name) for name in names if name)


def of(thing: Any, name: str, default: Any = "") -> Any:
    """What a dict or an object says under this name."""
    found = thing.get(name, default) if isinstance(thing, dict) else getattr(thing, name, default)
    return default if found is None else found
