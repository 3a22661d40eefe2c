"""Where quotations stand: verbatim but for typography, or as a near miss that is never accepted."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import at_most

from summarizer.document import Span
from summarizer.verify import quotes
from summarizer.verify.quotes import QuoteLocator, longest_common

TEXT = (
    "The objective response rate by investigator was 32.4%\n(95% CI: 23.6%, 42.2%). The median duration of "
    "re\u00adsponse was 5.9 months. “We are pleased,” said Mark Enyedy – chief executive of the com-\npany. "
    "The objective response rate by central review was 31.6%. E\ufb03cacy held."
)
LOCATOR = QuoteLocator(TEXT)


def exact(quote: str, text: str) -> None:
    (place,) = LOCATOR.locate_all(quote, most=1)
    assert place.of(TEXT) == text


class TestExact:
    def test_verbatim(self) -> None:
        exact("by investigator was 32.4%", "by investigator was 32.4%")

    @pytest.mark.parametrize(
        ("quote", "text"),
        [
            ("was 32.4% (95% CI: 23.6%, 42.2%)", "was 32.4%\n(95% CI: 23.6%, 42.2%)"),
            ("duration of response was", "duration of re\u00adsponse was"),
            ('"We are pleased," said', "“We are pleased,” said"),
            ("Enyedy - chief", "Enyedy – chief"),
            ("the company", "the com-\npany"),
            ("Efficacy held", "E\ufb03cacy held"),
            ("  The   median\tduration ", "The median duration"),
        ],
    )
    def test_typography_is_folded_and_the_span_is_the_originals(self, quote: str, text: str) -> None:
        exact(quote, text)

    def test_all_places_in_order(self) -> None:
        places = LOCATOR.locate_all("The objective response rate by")
        assert [place.of(TEXT) for place in places] == ["The objective response rate by"] * 2
        assert places[0].start == 0
        assert places[1].start > 100

    def test_no_more_places_than_asked_for(self) -> None:
        locator = QuoteLocator("abc " * 50)
        assert len(locator.locate_all("abc")) == 8
        assert len(locator.locate_all("abc", most=3)) == 3
        assert locator.locate_all("abc", most=0) == []

    def test_overlapping_places_are_all_found(self) -> None:
        assert QuoteLocator("aaaa").locate_all("aa") == [Span(0, 2), Span(1, 3), Span(2, 4)]

    @pytest.mark.parametrize("quote", ["", " ", "\n", "\u200b"])
    def test_an_empty_quotation_stands_nowhere(self, quote: str) -> None:
        assert LOCATOR.nearest(quote) is None
        assert LOCATOR.locate_all(quote) == []
        assert LOCATOR.locate_within(quote, Span(0, len(TEXT))) is None

    def test_case_matters(self) -> None:
        assert LOCATOR.locate_all("the objective response") == []


class TestNearMisses:
    @pytest.mark.parametrize(
        ("quote", "nearest"),
        [
            (
                "The objective response rate by investigator was 34.2%",
                "The objective response rate by investigator was 32.4%",
            ),
            (
                "The median duration of response was 9.5 months",
                "The median duration of re\u00adsponse was 5.9 months",
            ),
            (
                "said Mark Enyedy, chief scientist of the company",
                "said Mark Enyedy – chief executive of the com-\npany",
            ),
            ("THE MEDIAN DURATION OF RESPONSE", "The median duration of re\u00adsponse"),
        ],
    )
    def test_a_digit_or_a_word_changed(self, quote: str, nearest: str) -> None:
        assert LOCATOR.locate_all(quote) == []
        miss = LOCATOR.nearest(quote)
        assert miss is not None
        assert miss.span.of(TEXT) == nearest

    @pytest.mark.parametrize(
        "quote",
        [
            "Entirely different words about ships and harbours",
            "ships",
            "5.8",
            "The objective response of a patient who left for the sea on a boat with ten men",
        ],
    )
    def test_too_little_in_common(self, quote: str) -> None:
        assert LOCATOR.locate_all(quote) == []
        assert LOCATOR.nearest(quote) is None

    def test_a_miss_that_reaches_over_the_end(self) -> None:
        locator = QuoteLocator("We saw that revenue rose by ten percent")
        for quote, span in (
            ("revenue rose by ten percent this quarter", Span(12, 39)),
            ("Indeed yesterday we saw that revenue rose", Span(0, 24)),
        ):
            miss = locator.nearest(quote)
            assert miss is not None
            assert miss.span == span


class TestWithin:
    TEXT = "Of 132.4% and 32.4%, 5 and 15.0, 5,000 and 2.5. Ends with 5"
    ALL = Span(0, len(TEXT))

    @pytest.mark.parametrize(
        ("part", "start"),
        [("32.4%", 14), ("132.4%", 3), ("5", 21), ("5,000", 33), ("2.5", 43), ("15.0", 27), ("and", 10)],
    )
    def test_whole_numbers_only(self, part: str, start: int) -> None:
        found = QuoteLocator(self.TEXT).locate_within(part, self.ALL)
        assert found == Span(start, start + len(part))

    @pytest.mark.parametrize("part", ["2.4%", "000", "15", "0, 5,000 and", "33.4%", "and 2"])
    def test_a_part_of_a_number_is_not_found(self, part: str) -> None:
        assert QuoteLocator(self.TEXT).locate_within(part, self.ALL) is None

    def test_a_list_without_blanks(self) -> None:
        text = "(23.6%,42.2%) and 1,000,7"
        locator, place = QuoteLocator(text), Span(0, len(text))
        assert locator.locate_within("42.2%", place) == Span(7, 12)
        assert locator.locate_within("23.6%", place) == Span(1, 6)
        assert locator.locate_within("000", place) is None

    def test_only_inside_the_place(self) -> None:
        locator = QuoteLocator(self.TEXT)
        assert locator.locate_within("5", Span(22, len(self.TEXT))) == Span(58, 59)
        assert locator.locate_within("132.4%", Span(4, 30)) is None
        assert locator.locate_within("and", Span(0, 12)) is None


WORDS = st.lists(
    st.sampled_from(
        "rate was 32.4% – “up” 5.9\u00a0months, re\u00adsponse\n of the (95% CI: 1, 2) e\ufb03cacy".split(" ")
    ),
    min_size=1,
    max_size=40,
)


@given(WORDS, st.data())
def test_any_stretch_of_a_text_is_found_in_it(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quote = " ".join(words[first : last + 1])
    place = QuoteLocator(text).locate_all(quote, most=1)[0]
    assert "".join(place.of(text).split()) == "".join(quote.split())


@given(st.text(max_size=200), st.text(max_size=30))
def test_any_text(text: str, quote: str) -> None:
    locator = QuoteLocator(text)
    miss = locator.nearest(quote)
    spans = [*locator.locate_all(quote), *([miss.span] if miss else [])]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    locator.locate_within(quote, Span(0, len(text)))


def test_long_quotations_of_repeated_words_take_no_time() -> None:
    locator = QuoteLocator("the rate was up and " * 5_000)
    with at_most(5):
        for _ in range(20):
            assert locator.locate_all("the rate was up but not " * 20) == []
            locator.nearest("the rate was up but not " * 20)


WORDS = st.lists(st.sampled_from("abcd"), max_size=12)


@given(WORDS, WORDS)
def test_the_longest_common_subsequence(one: list[str], two: list[str]) -> None:
    lengths = [[0] * (len(two) + 1) for _ in range(len(one) + 1)]
    for i, a in enumerate(one):
        for j, b in enumerate(two):
            lengths[i + 1][j + 1] = lengths[i][j] + 1 if a == b else max(lengths[i][j + 1], lengths[i + 1][j])
    assert longest_common(one, two) == lengths[-1][-1]


@pytest.mark.parametrize(
    ("quote", "most"),
    [
        ("The objective response rate by investigator was 32.5%", 1),
        ("32.4% was investigator by rate response objective the", 0),
        ("Nobody was there when the company made 5.9 zebras", 0),
    ],
)
def test_only_passages_that_may_be_meant_are_held_against_a_quotation_word_by_word(
    monkeypatch: pytest.MonkeyPatch, quote: str, most: int
) -> None:
    made = []

    def matcher(*args: object, **options: bool) -> object:
        made.append(args)
        return SequenceMatcher(*args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(quotes, "SequenceMatcher", matcher)
    filler = " ".join(f"word{index}" for index in range(60))
    QuoteLocator(f"{filler} {TEXT} {filler}").nearest(quote)
    assert len(made) == most
