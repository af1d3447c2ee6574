"""Which language a text is written in: by its script, its most frequent words and its letters; unknown where short.

Ingle 1976, "A language identification table": a few frequent words tell languages apart. Lists begin with Snowball's.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files

UNKNOWN = "und"
READ = 2_000  # characters from the start of a text: more tell nothing new
ENOUGH = 1.0  # evidence that must be there, where a word of one language alone counts one
AHEAD = 0.5  # how much more evidence the best must have than the second
DENSE = 0.12  # evidence for each word of the text: names and codes are no language

NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese", UNKNOWN: "Unknown",
}  # fmt: skip
CODES = {name.lower(): code for code, name in NAMES.items()} | {"nb": "no", "nn": "no", "iw": "he", "cn": "zh"}

LETTERS = {
    "ß": "de", "ñ": "es", "¿": "es", "¡": "es", "ã": "pt", "õ": "pt", "ç": "fr pt tr", "œ": "fr", "ù": "fr it",
    "ê": "fr pt", "è": "fr it", "ò": "it", "ì": "it", "ł": "pl", "ż": "pl", "ź": "pl", "ś": "pl", "ą": "pl", "ę": "pl",
    "ć": "pl", "ř": "cs", "ě": "cs", "ů": "cs", "č": "cs", "ž": "cs", "š": "cs", "ğ": "tr", "ı": "tr", "ş": "tr",
    "å": "sv da no", "æ": "da no", "ø": "da no", "ä": "de sv fi", "ö": "de sv fi tr hu", "ü": "de tr hu",
    "đ": "vi", "ơ": "vi", "ư": "vi", "ạ": "vi", "ả": "vi", "ấ": "vi", "ậ": "vi", "ế": "vi", "ệ": "vi", "ộ": "vi",
    "ő": "hu", "ű": "hu", "ă": "ro", "ș": "ro", "ț": "ro", "â": "ro fr pt", "î": "ro fr",
}  # fmt: skip
SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]"), ("ko", r"[\uac00-\ud7af\u1100-\u11ff]"), ("zh", r"[\u3400-\u9fff]"),
    ("th", r"[\u0e00-\u0e7f]"), ("hi", r"[\u0900-\u097f]"), ("el", r"[\u0370-\u03ff]"), ("he", r"[\u0590-\u05ff]"),
    ("ar", r"[\u0600-\u06ff\u0750-\u077f]"), ("ru", r"[\u0400-\u04ff]"),
)  # fmt: skip
CYRILLIC = {
    "ru": r"[ыэё]|ь(?!о)|\b(?:что|как|это|для|или|при|если|нет|был|было|очень|меня|есть|только|и|не)\b",
    "bg": r"ъ|щ(?=[еа]\b)|\b(?:се|са|ще|от|или|като|със|това|този|тази|моля|няма|и|не|да|е)\b",
    "uk": r"[іїєґ]|\b(?:що|як|це|для|або|при|якщо|та|не|дуже|було|від)\b",
}
SCRIPT = re.compile("|".join(f"(?P<{code}>{letters})" for code, letters in SCRIPTS))
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+(?:['’][A-Za-z\u00c0-\u024f]+)*")
ASIDE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|<[^>\s]{1,80}>|\{code.*?\}|&#?\w{1,8};")


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language of a text, or `und` where it is too short or too mixed to tell."""
    read = ASIDE.sub(" ", text[:READ].replace("’", "'"))
    foreign = Counter(match.lastgroup or "" for match in SCRIPT.finditer(read))
    words = [word.lower() for word in LATIN.findall(read)]
    if sum(foreign.values()) * 2 > sum(map(len, words)):  # a sign of these scripts says as much as two letters
        return _by_script(foreign, read)
    return _by_words(words)


def language_stated(said: str) -> str:
    """The code of a language as people and programs write it (`en-US`, `German`), or empty if none is known."""
    plain = said.strip().lower()
    first = re.split(r"[-_ (]", plain, maxsplit=1)[0]
    return next((CODES.get(one, one) for one in (plain, first) if one in NAMES or one in CODES), "")


def language_named(code: str) -> str:
    """What a language is called; empty for a text that was not read yet."""
    return NAMES.get(code, code)


def _by_script(signs: Counter[str], text: str) -> str:
    if signs["ja"] and signs["ja"] * 8 > signs["zh"]:
        return "ja"
    script = max(signs, key=lambda code: signs[code])
    if signs[script] < 2 or script not in ("ru", "ar"):
        return script if signs[script] >= 2 else UNKNOWN
    return _cyrillic(text.lower()) if script == "ru" else _arabic(text)


def _cyrillic(text: str) -> str:
    """By the letters that one of these languages has and the others have not, and by a few words."""
    told = {code: len(re.findall(signs, text)) for code, signs in CYRILLIC.items()}
    best = max(told, key=lambda code: told[code])
    return best if told[best] and list(told.values()).count(told[best]) == 1 else UNKNOWN


def _arabic(text: str) -> str:
    """Persian has four letters of its own, and writes its k and y otherwise."""
    persian, arabic = len(re.findall("[پچژگکی]", text)), len(re.findall("[كيةىأإ]", text))
    return "fa" if persian > arabic else "ar"


def _by_words(words: list[str]) -> str:
    known = _weights()
    evidence: dict[str, float] = defaultdict(float)
    for word, times in Counter(words).items():
        for code, weight in known.get(word, ()):
            evidence[code] += weight * min(times, 3)
        for letter in set(word) & LETTERS.keys():
            for code in (codes := LETTERS[letter].split()):
                evidence[code] += 0.8 / len(codes)
    best, second, *_ = *sorted(evidence.items(), key=lambda each: (-each[1], each[0])), (UNKNOWN, 0.0), (UNKNOWN, 0.0)
    certain = best[1] >= ENOUGH and best[1] - second[1] >= AHEAD and best[1] >= DENSE * len(words)
    return best[0] if certain else UNKNOWN


@cache
def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """What each frequent word says: one for the language that alone has it, a part for each of several."""
    spoken: dict[str, list[str]] = defaultdict(list)
    for line in files("tandem.language").joinpath("frequent_words.txt").read_text("utf-8").splitlines():
        code, _, words = line.partition(": ")
        for word in words.split():
            spoken[word].append(code)
    return {word: tuple((code, _worth(word) / len(codes)) for code in codes) for word, codes in spoken.items()}


def _worth(word: str) -> float:
    """A single letter may be anything."""
    return 1 if len(word) > 1 else 0.3
