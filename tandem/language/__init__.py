"""The text engine: vectors of meaning, themes, near-duplicates, keywords, search ranks. It knows no Django."""

from tandem.language.assignment import assign, carry_over, is_outgrown
from tandem.language.duplicates import find_duplicates
from tandem.language.encoder import Encoder
from tandem.language.keywords import keywords
from tandem.language.search import fuse, text_weight
from tandem.language.themes import Themes, discover_themes

__all__ = [
    "Encoder",
    "Themes",
    "assign",
    "carry_over",
    "discover_themes",
    "find_duplicates",
    "fuse",
    "is_outgrown",
    "keywords",
    "text_weight",
]
