"""Numbers, money, ratings, tags, ids and dates in the notations exports use."""



from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tandem.core.errors import Refused
from tandem.evidence.reading import DateReader, Question
from tandem.evidence.reading.values import (
    Money,
    Rating,
    boolean,
    decimal_mark,
    identity,
    money,
    number,
    rating,
    rating_scale,
    tags,
)

TODAY = date(2025, 11, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", "1234"), ("1,234", "1234"), ("1.234", "1.234"), ("1.234,56", "1234.56"), ("1,234.56", "1234.56"),
        ("1 234,5", "1234.5"), ("1\u202f234,50", "1234.50"), ("1'234.50", "1234.50"), ("12,34,567", "1234567"),
        ("1.234.567", "1234567"), ("-1,2", "-1.2"), ("(1,234)", "-1234"), ("12-", "-12"), ("1.2M", "1200000"),
        ("12k", "12000"), ("45%", "45"), ("0,123", "0.123"), (".5", "0.5"), ("1e3", "1000"), ("−4", "-4"),
    ],
)  # fmt: skip
def test_numbers_are_read_in_local_forms(text: str, value: str):
    assert number(text) == Decimal(value)


def test_the_decimal_mark_of_a_column_settles_what_one_cell_cannot():
    assert decimal_mark(["1.234", "1.234,50"]) == ","
    assert number("1.234", ",") == 1234
    assert decimal_mark(["1,234", "2,500"]) == ""
    assert decimal_mark(["1,5", "1.5"]) == ""


@pytest.mark.parametrize("text", ["", "abc", "NaN", "Infinity", "1e999", "1,2,3", "1.2.3", "--1", "1" * 50, "٣x"])
def test_what_is_not_a_number_is_refused(text: str):
    with pytest.raises(Refused):
        number(text)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$1,234", "1234", "USD"), ("1 234 €", "1234", "EUR"), ("EUR 1.234,50", "1234.50", "EUR"), ("£12k", "12000", "GBP"),
        ("R$ 10,50", "10.50", "BRL"), ("1,000 kr", "1000", ""), ("-$5.20", "-5.20", "USD"), ("USD1,000.00", "1000", "USD"),
        ("500", "500", ""), ("CHF 1'000.-", "1000", "CHF"),
    ],
)  # fmt: skip
def test_money_keeps_its_currency(text: str, amount: str, currency: str):
    if text.endswith(".-"):
        text = text.removesuffix(".-")
    assert money(text) == Money(Decimal(amount), currency)


def test_yes_and_no_are_known_in_several_words_and_nothing_else():
    assert [boolean(word) for word in ("Yes", "TRUE", "1", "no", "False", "0", " ")] == [True] * 3 + [False] * 3 + [
        None
    ]
    with pytest.raises(Refused, match="neither yes nor no"):
        boolean("perhaps")


def test_tags_come_apart_once_each_from_text_lists_and_json():
    assert tags("Export, export;API|  new  tag ") == ["Export", "API", "new tag"]
    assert tags('["a, b", "c"]') == ["a, b", "c"]
    assert tags([{"name": "bug"}, {"id": "7"}, None]) == ["bug", "7"]
    assert tags({"tags": [{"name": "x"}]}) == ["x"]
    assert tags("") == []


@pytest.mark.parametrize(
    ("text", "value", "scale"),
    [
        ("4", "4", "stars_1_5"), ("4.0", "4", "stars_1_5"), ("4/5", "4", "stars_1_5"), ("★★★★☆", "4", "stars_1_5"),
        ("8 out of 10", "8", "nps_0_10"), ("9", "9", "nps_0_10"), ("good", "1", "csat_good_bad"), ("5 stars", "5", "stars_1_5"),
    ],
)  # fmt: skip
def test_ratings_say_their_scale(text: str, value: str, scale: str):
    assert rating(text) == Rating(Decimal(value), scale)


def test_a_score_on_no_known_scale_is_refused():
    for text in ("11", "-1", "great product", "6/5"):
        with pytest.raises(Refused):
            rating(text)
    assert rating_scale(["1", "5", "x"]) == "stars_1_5"
    assert rating_scale(["0", "10"]) == "nps_0_10"
    assert rating_scale(["40"]) == ""


def test_an_id_wrecked_by_a_spreadsheet_is_refused_and_others_kept_as_text():
    assert identity(" 00570306133677760513 ") == "00570306133677760513"
    for wrecked in ("5.70306E+17", "5,70306E+17", "1e15"):
        with pytest.raises(Refused, match="lost its digits"):
            identity(wrecked)


@pytest.mark.parametrize(
    ("text", "order", "at"),
    [
        ("2023-09-18T15:57:42Z", "dmy", (2023, 9, 18, 15, 57, 42)),
        ("2022-05-17T04:28:19.523-0700", "dmy", (2022, 5, 17, 11, 28, 19, 523000)),
        ("2013-12-06T08:51:22.236-06:00", "dmy", (2013, 12, 6, 14, 51, 22, 236000)),
        ("2020-01-02 17:14:21+00:00", "dmy", (2020, 1, 2, 17, 14, 21)),
        ("2020-02-19 01:54:52", "dmy", (2020, 2, 19, 1, 54, 52)),
        ("2020-02-19 01:54:52 UTC", "dmy", (2020, 2, 19, 1, 54, 52)),
        ("1607553243", "dmy", (2020, 12, 9, 22, 34, 3)),
        ("1607553243000", "dmy", (2020, 12, 9, 22, 34, 3)),
        ("1512085950.000216", "dmy", (2017, 11, 30, 23, 52, 30, 216)),
        ("30/Sep/21 17:20", "dmy", (2021, 9, 30, 17, 20)),
        ("14/Jul/25 3:42 PM", "dmy", (2025, 7, 14, 15, 42)),
        ("06-Mar-2013 03:06 PM PST", "dmy", (2013, 3, 6, 23, 6)),
        ("Apr 01, 2017", "dmy", (2017, 4, 1)),
        ("April 1st, 2017 3:00 am", "dmy", (2017, 4, 1, 3)),
        ("1. März 2021", "dmy", (2021, 3, 1)),
        ("3 août 2021 10:00", "dmy", (2021, 8, 3, 10)),
        ("2021年12月13日", "dmy", (2021, 12, 13)),
        ("2021年1月3日 08:05", "dmy", (2021, 1, 3, 8, 5)),
        ("6/17/25 17:30", "mdy", (2025, 6, 17, 17, 30)),
        ("20-10-16", "dmy", (2016, 10, 20)),
        ("26-02-2018 19:58", "dmy", (2018, 2, 26, 19, 58)),
        ("31.12.2024", "dmy", (2024, 12, 31)),
        ("4/22/2016 19:57:50", "mdy", (2016, 4, 22, 19, 57, 50)),
        ("2/24/2015 11:35", "mdy", (2015, 2, 24, 11, 35)),
        ("Tue Oct 31 22:10:47 +0000 2017", "dmy", (2017, 10, 31, 22, 10, 47)),
        ("Tue, 31 Oct 2017 22:10:47 GMT", "dmy", (2017, 10, 31, 22, 10, 47)),
        ("20140102", "dmy", (2014, 1, 2)),
        ("12/31/2024 12:00 AM", "mdy", (2024, 12, 31)),
    ],
)
def test_every_date_seen_in_exports_is_read(text: str, order: str, at: tuple[int, ...]):
    assert DateReader(order).read(text, today=TODAY).at == datetime(*at, tzinfo=UTC)  # type: ignore[misc, arg-type]


def test_the_zone_of_the_column_is_used_where_none_is_written():
    reader = DateReader("dmy", timezone(timedelta(hours=2)))
    assert reader.read("2024-01-01 01:00", today=TODAY).at == datetime(2023, 12, 31, 23, tzinfo=UTC)
    assert reader.read("2024-01-01 01:00Z", today=TODAY).at == datetime(2024, 1, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("samples", "order"),
    [
        (["01/02/2024", "13/02/2024"], "dmy"), (["01/02/2024", "02/13/2024"], "mdy"), (["20-10-16", "01-03-17"], "dmy"),
        (["6/17/25 17:30", "6/2/25 9:00"], "mdy"), (["95-10-16", "94-12-31"], "ymd"), (["2024-01-02"], "dmy"),
    ],
)  # fmt: skip
def test_one_part_above_twelve_settles_the_order_of_the_column(samples: list[str], order: str):
    decided = DateReader.decide(samples)
    assert isinstance(decided, DateReader)
    assert decided.order == order


def test_what_nothing_settles_is_asked():
    for samples in (["01/02/2024", "03/04/2024"], ["13/01/2024", "01/13/2024"]):
        decided = DateReader.decide(samples, column=3)
        assert isinstance(decided, Question)
        assert (decided.column, [value for value, _ in decided.choices]) == (3, ["dmy", "mdy"])


def test_a_column_without_dates_is_refused():
    with pytest.raises(Refused, match="hello"):
        DateReader.decide(["hello", "world"])


@pytest.mark.parametrize("text", ["1989-12-31", "2027-01-01", "2043-05-05T00:00:00Z", "31/12/1969"])
def test_years_outside_the_plausible_are_left_out_with_a_warning(text: str):
    moment = DateReader().read(text, today=TODAY)
    assert moment.at is None
    assert "outside 1990 to 2026" in moment.warning


@settings(max_examples=400, deadline=None)
@given(
    st.text(max_size=70) | st.from_regex(r"[0-9/ :.\-]{4,24}", fullmatch=True), st.sampled_from(["dmy", "mdy", "ymd"])
)
@example("31/02/2024", "dmy")
@example("2024-01-01 25:00", "dmy")
@example("2024-01-01 10:00+99:99", "dmy")
@example("9999-12-31 23:59-12", "dmy")
def test_any_text_is_a_moment_or_a_warning_and_never_an_error(text: str, order: str):
    moment = DateReader(order).read(text, today=TODAY)
    assert moment.at is None or moment.at.tzinfo is UTC
    assert bool(moment.warning) == (moment.at is None and bool(text.split()))


@settings(max_examples=300, deadline=None)
@given(st.text("0123456789.,'$€ %kM()-+eE", max_size=20))
def test_any_text_is_a_number_or_refused(text: str):
    for read in (number, money, rating, identity):
        sentence = "."
        try:
            read(text)
        except Refused as refusal:
            sentence = str(refusal)
        assert sentence.endswith(".")


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_number_written_either_way_is_the_same_number(value: Decimal):
    american = f"{value:,.2f}"
    german = american.translate(str.maketrans(",.", ".,"))
    assert number(american, ".") == number(german, ",") == value
