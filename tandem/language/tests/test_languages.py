"""Which language a text is written in."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tandem.language.languages import UNKNOWN, language_named, language_of, language_stated

SAID = [
    ("The bank feed is stuck again and nobody can tell me why.", "en"),
    ("Der Bankabgleich hängt schon wieder und niemand weiß, warum.", "de"),
    ("Le flux bancaire est encore bloqué et personne ne sait pourquoi.", "fr"),
    ("La conexión con el banco se ha caído otra vez y nadie sabe por qué.", "es"),
    ("A ligação ao banco caiu outra vez e ninguém sabe porquê, não consigo fechar o mês.", "pt"),
    ("Il collegamento con la banca si è bloccato di nuovo e nessuno sa perché.", "it"),
    ("De koppeling met de bank hangt alweer en niemand weet waarom.", "nl"),
    ("Bankkopplingen har hängt sig igen och ingen vet varför.", "sv"),
    ("Bankforbindelsen hænger igen, og ingen ved hvorfor det sker.", "da"),
    ("Bankkoblingen henger igjen, og ingen vet hvorfor det skjer.", "no"),
    ("Pankkiyhteys on taas jumissa, eikä kukaan tiedä miksi niin on.", "fi"),
    ("Połączenie z bankiem znowu się zawiesiło i nikt nie wie dlaczego.", "pl"),
    ("Spojení s bankou se zase zaseklo a nikdo neví proč.", "cs"),
    ("Banka bağlantısı yine takıldı ve kimse neden olduğunu bilmiyor.", "tr"),
    ("A bankkapcsolat megint elakadt, és senki sem tudja, hogy miért.", "hu"),
    ("Conexiunea cu banca s-a blocat din nou și nimeni nu știe de ce.", "ro"),
    ("Связь с банком опять зависла, и никто не знает почему.", "ru"),
    ("Зв'язок із банком знову завис, і ніхто не знає чому.", "uk"),
    ("تعطل الاتصال بالبنك مرة أخرى ولا أحد يعرف السبب", "ar"),
    ("החיבור לבנק נתקע שוב ואף אחד לא יודע למה", "he"),
    ("銀行との接続がまた止まりました。", "ja"),
    ("은행 연결이 또 멈췄어요.", "ko"),
    ("银行连接又卡住了，没人知道为什么。", "zh"),
]


@pytest.mark.parametrize(("text", "code"), SAID)
def test_a_sentence_tells_its_language(text: str, code: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text", ["", "Ok", "???", "12345 67890", "Zephyr Quux", "v2.14.3", "https://the.example/for/and/the", "a@the.example", "日"]
)
def test_what_is_too_short_to_tell_is_unknown_rather_than_guessed(text: str) -> None:
    assert language_of(text) == UNKNOWN


@pytest.mark.parametrize(
    ("said", "code"),
    [("en-US", "en"), ("pt_BR", "pt"), ("German", "de"), ("FR", "fr"), ("zh-Hans-CN", "zh"), ("nb", "no"), ("", ""), ("klingon", "")],
)
def test_a_stated_language_is_read_however_it_is_written(said: str, code: str) -> None:
    assert language_stated(said) == code
    assert code == "" or language_named(code) != code


def _texts(path: Path, column: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("name", "column", "code", "right"),
    [
        ("support/banking77/test.csv", "text", "en", 0.97),
        ("support/airline_tweets_usairways_delta.csv", "text", "en", 0.94),
        ("messy/arabic_attraction_reviews_600.csv", "text", "ar", 0.99),
    ],
)
def test_real_texts_are_read_rightly_or_not_at_all(data: Path, name: str, column: str, code: str, right: float) -> None:
    told = [language_of(text) for text in _texts(data / name, column)]
    assert told.count(code) / len(told) >= right
    assert told.count(code) + told.count(UNKNOWN) >= 0.995 * len(told)
