"""The text engine: vectors of meaning, themes, near-duplicates, keywords, search ranks. It knows no Django."""

from tandem.language.asking import Asked
from tandem.language.assignment import assign, carry_over, is_outgrown
from tandem.language.duplicates import find_duplicates
from tandem.language.encoder import Encoder
from tandem.language.excerpts import Excerpt, excerpt, nearest_sentences
from tandem.language.keywords import keywords
from tandem.language.search import fuse, text_weight
from tandem.language.spelling import nearest_words
from tandem.language.themes import Themes, discover_themes

__all__ = [
    "Asked",
    "Encoder",
    "Excerpt",
    "Themes",
    "assign",
    "carry_over",
    "discover_themes",
    "excerpt",
    "find_duplicates",
    "fuse",
    "is_outgrown",
    "keywords",
    "nearest_sentences",
    "nearest_words",
    "text_weight",
]
