"""Quotations of a draft: whose words they are, and whether they are the source's."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from timing import at_most

from summarizer.document import Document
from summarizer.findings import QuoteFinding, Status
from summarizer.ingest import load_text
from summarizer.verify import check, verify_record
from summarizer.verify.candidates import source_index
from summarizer.verify.quotes import QuoteLocator
from summarizer.verify.quoting import JudgedQuotes

RELEASE = load_text(
    """Corvane Reports Third Quarter Results

“We are pleased with revenue of $450 million, a record for us,” said Jane Roe, Ph.D., President and Chief
Executive Officer of Corvane. “Our backlog grew to $318.6 million in the quarter.”

Mark Enyedy, Corvane’s Chief Financial Officer, added: “Gross margin expanded by 120 basis points—more than we
had planned—and we expect more of it next year.

“Operating expenses fell 4% in the period, which pleases the whole team.”

"A delay in progression of nearly four months is meaningful in a disease where fewer than 10% are alive at
five years," said Ilse Brandvold, M.D., Ph.D., lead investigator of HARBOR-3. She added, "This is what
patients have asked us for."

The long-term plan covers non-small cell lung cancer [NSCLC] and other tumours. Revenue was $450 million in
the third quarter, and the loss was $(3.61) per share. The e\ufb03cacy data will be pre-
sented in May. EBITDA (in the “Adjusted EBITDA” sense) rose.
"""
)
CALL = load_text(
    """Corvane Third Quarter Earnings Call

Operator: Good morning and welcome to the call.

Jane Roe -- Chief Executive Officer: Thank you all. We had a very good quarter in every region.

Our pipeline has never been stronger than it is now.

Mark Enyedy -- Chief Financial Officer: Revenue came in at $450 million for the quarter, up 12%.

Q: What do you expect for margins next year?

Mark Enyedy: We expect them to be flat, at about 55% for the year.
"""
)


def judged(draft: str, source: Document = RELEASE) -> tuple[QuoteFinding, ...]:
    """The findings on a draft's quotations, after their offsets were held against both texts."""
    report = check(draft, source)
    for finding in report.quotes:
        assert finding.span is not None
        assert finding.span.of(report.draft.text) == finding.text
        assert (finding.start, finding.end) == (finding.span.start, finding.span.end)
        assert finding.message.endswith(".")
        for evidence in finding.evidence:
            assert evidence.span.of(source.text) == evidence.text
    return report.quotes


def only(draft: str, source: Document = RELEASE) -> QuoteFinding:
    (finding,) = judged(draft, source)
    return finding


class TestVerbatim:
    @pytest.mark.parametrize(
        ("draft", "evidence"),
        [
            (
                'She said "Our backlog grew to $318.6 million in the quarter."',
                "Our backlog grew to $318.6 million in the quarter",
            ),
            ("«Our backlog grew to $318.6 million»", "Our backlog grew to $318.6 million"),
            ("„Our backlog grew to $318.6 million“", "Our backlog grew to $318.6 million"),
            ('He said "our backlog grew to\n$318.6\u00a0million,"', "Our backlog grew to $318.6 million"),
            (
                '"expanded by 120 basis points - more than we had planned - and we expect more"',
                "expanded by 120 basis points—more than we\nhad planned—and we expect more",
            ),
            (
                '"expanded by 120 basis points -- more than we had planned"',
                "expanded by 120 basis points—more than we\nhad planned",
            ),
            (
                '"The efficacy data will be presented in May."',
                "The e\ufb03cacy data will be pre-\nsented in May",
            ),
            (
                "“EBITDA (in the 'Adjusted EBITDA' sense) rose”",
                "EBITDA (in the “Adjusted EBITDA” sense) rose",
            ),
            (
                '"non-small cell lung cancer [NSCLC] and other tumours"',
                "non-small cell lung cancer [NSCLC] and other tumours",
            ),
            ('"[r]evenue was $450 million"', "Revenue was $450 million"),
            ('"[The] backlog grew to $318.6 million"', "backlog grew to $318.6 million"),
            ('"the **loss** was $(3.61) per share"', "the loss was $(3.61) per share"),
            ('"CORVANE REPORTS THIRD QUARTER RESULTS"', "Corvane Reports Third Quarter Results"),
        ],
    )
    def test_typography_is_the_draft_s_own(self, draft: str, evidence: str) -> None:
        finding = only(draft)
        assert finding.status is Status.SUPPORTED
        assert [each.text for each in finding.evidence] == [evidence]

    @pytest.mark.parametrize(
        "quote",
        [
            "We are pleased with revenue … a record for us",
            "We are pleased with revenue ... a record for us",
            "We are pleased with revenue [...] a record for us",
            "We are pleased […] a record for us",
            "…pleased with revenue of $450 million…",
            "[Management is] pleased with revenue of $450 million",
            "We are pleased with revenue of [nearly half a billion], a record for us",
            "Our backlog [of orders] grew to $318.6 million",
        ],
    )
    def test_ellipses_and_insertions(self, quote: str) -> None:
        assert only(f'Roe said, "{quote}."').status is Status.SUPPORTED

    @pytest.mark.parametrize(
        ("quote", "status"),
        [
            ("a record for us … We are pleased with revenue", Status.CONTRADICTED),  # the other way round
            ("We are pleased … will be presented in May", Status.CONTRADICTED),  # far apart
            ("We are thrilled … a record for us", Status.CONTRADICTED),
            ("We are pleased with revenue … a disaster for us", Status.CONTRADICTED),
        ],
    )
    def test_the_pieces_stand_in_order_and_near(self, quote: str, status: Status) -> None:
        assert only(f'Corvane said "{quote}."', far_apart()).status is status

    def test_the_number_in_brackets_is_not_vouched_for(self) -> None:
        report = check('Roe: "We are pleased with revenue of [$470 million], a record for us."', RELEASE)
        assert [quote.status for quote in report.quotes] == [Status.SUPPORTED]
        assert [(number.text, number.status.clean) for number in report.numbers] == [("$470 million", False)]


def far_apart() -> Document:
    return load_text(
        RELEASE.text.replace("The long-term plan", "Nothing else was said. " * 80 + "The long-term plan")
    )


class TestNearMisses:
    @pytest.mark.parametrize(
        ("quote", "message"),
        [
            (
                "Our backlog grew to $381.6 million in the quarter",
                "not verbatim: the source has “318.6” for “381.6”: “Our backlog grew to $318.6 "
                "million in the quarter”.",
            ),
            (
                "Our backlog shrank to $318.6 million in the quarter",
                "not verbatim: the source has “grew” for “shrank”: “Our backlog grew to $318.6 "
                "million in the quarter”.",
            ),
            (
                "Our backlog grew to $318.6 million in the whole quarter",
                "not verbatim: the source does not have “whole”: “Our backlog grew to $318.6 million "
                "in the quarter”.",
            ),
            (
                "Our backlog to $318.6 million in the quarter",
                "not verbatim: it leaves out the source's “grew”: “Our backlog grew to $318.6 "
                "million in the quarter”.",
            ),
            (
                "Our backlog grew to $318",
                "not verbatim: the source has “318.6” for “318”: “Our backlog grew to $318.6”.",
            ),
            (
                "Our backlog grew to $318.6",
                "not verbatim: the source has “Our backlog grew to $318.6 million” for “Our backlog grew to "
                "$318.6”: “Our backlog grew to $318.6 million”.",
            ),
            (
                "Our backlog grew to €318.6 million",
                "not verbatim: the source has “$” for “€”: “Our backlog grew to $318.6 million”.",
            ),
            (
                "small cell lung cancer [NSCLC] and other tumours",
                "not verbatim: the source has “non-small” for “small”: “non-small cell lung cancer "
                "[NSCLC] and other "
                "tumours”.",
            ),
        ],
    )
    def test_both_texts_and_where_they_differ(self, quote: str, message: str) -> None:
        finding = only(f'Corvane said "{quote}."')
        assert (finding.status, finding.message) == (Status.CONTRADICTED, message)
        assert finding.evidence

    @pytest.mark.parametrize(
        ("quote", "status"),
        [
            ("pleased with revenue of $45", Status.CONTRADICTED),
            ("pleased with revenue of $450", Status.CONTRADICTED),
            ("50 million, a record for us", Status.CONTRADICTED),
            ("pleased with revenue of $450 million", Status.SUPPORTED),
            ("the loss was $(3.61) per share", Status.SUPPORTED),
            ("the loss was $(3.16) per share", Status.CONTRADICTED),
            ("the loss was $3.61 per share", Status.CONTRADICTED),
        ],
    )
    def test_a_number_is_never_cut(self, quote: str, status: Status) -> None:
        assert only(f'It said that "{quote}."').status is status

    def test_punctuation_alone_is_told_but_clean(self) -> None:
        finding = only('It said "We are pleased with revenue of $450 million: a record for us."')
        assert finding.status is Status.DERIVED
        assert finding.message.startswith(
            "the words are the source's, its punctuation or capitals are not: “We are"
        )

    def test_words_of_nobody(self) -> None:
        finding = only('Roe said: "Everyone danced on every table that evening."')
        assert (finding.status, finding.evidence) == (Status.UNSUPPORTED, ())
        assert finding.message == "these words stand nowhere in the source."


class TestSpeakers:
    @pytest.mark.parametrize(
        "draft",
        [
            '"Our backlog grew to $318.6 million," said Jane Roe.',
            '"Our backlog grew to $318.6 million," Dr. Roe said.',
            '"Our backlog grew to $318.6 million," Roe said.',
            '"Our backlog grew to $318.6 million," said Corvane\'s chief executive.',
            '"Our backlog grew to $318.6 million," the CEO noted.',
            'President and CEO Jane Roe noted that "our backlog grew to $318.6 million."',
            'According to Jane Roe, "our backlog grew to $318.6 million."',
            'Jane Roe: "Our backlog grew to $318.6 million."',
            '**Jane Roe**: "Our backlog grew to $318.6 million."',
            "> Our backlog grew to $318.6 million in the quarter.\n\n— Jane Roe, CEO",
            '"Our backlog grew to $318.6 million," the company said.',  # speaks through her
            '"Our backlog grew to $318.6 million," he said.',  # a pronoun names nobody
            'The release says "our backlog grew to $318.6 million."',
            '"Operating expenses fell 4% in the period," said Mark Enyedy, CFO.',  # his second paragraph
            '"A delay in progression of nearly four months is meaningful," said Ilse Brandvold, the '
            "lead investigator.",
            '"A delay in progression of nearly four months is meaningful," said the study\'s '
            "principal investigator.",
            '"This is what patients have asked us for," said Mark Enyedy.',  # "She added": nobody is named
            '"Revenue was $450 million in the third quarter," said Mark Enyedy.',  # nobody's words
        ],
    )
    def test_the_right_one_or_nobody(self, draft: str) -> None:
        assert only(draft).status is Status.SUPPORTED, only(draft).message

    @pytest.mark.parametrize(
        ("draft", "message"),
        [
            (
                '"Our backlog grew to $318.6 million," said Mark Enyedy, CFO.',
                "the source gives these words to Jane Roe, Ph.D., President and Chief Executive "
                "Officer of Corvane, "
                "not to Mark Enyedy, CFO.",
            ),
            (
                '"Operating expenses fell 4% in the period," said the CEO.',
                "the source gives these words to Mark Enyedy, Corvane’s Chief Financial Officer, not "
                "to the CEO.",
            ),
            (
                '"A delay in progression of nearly four months is meaningful," said Corvane\'s chief '
                "executive.",
                "the source gives these words to Ilse Brandvold, M.D., Ph.D., lead investigator of "
                "HARBOR-3, not to "
                "Corvane's chief executive.",
            ),
            (
                'Robert Coleman noted "a record for us" and "revenue of $450 million."',
                "the source gives these words to Jane Roe, Ph.D., President and Chief Executive "
                "Officer of Corvane, "
                "not to Robert Coleman.",
            ),
            (
                'Chief Financial Officer Jane Roe said, "Our backlog grew to $318.6 million."',
                "Jane Roe said this, but as “Jane Roe, Ph.D., President and Chief Executive Officer "
                "of Corvane”, not "
                "“Chief Financial Officer Jane Roe”.",
            ),
            (
                "> Our backlog grew to $318.6 million in the quarter.\n>\n> — Mark Enyedy, CFO",
                "the source gives these words to Jane Roe, Ph.D., President and Chief Executive "
                "Officer of Corvane, "
                "not to Mark Enyedy, CFO.",
            ),
        ],
    )
    def test_another_one(self, draft: str, message: str) -> None:
        finding = judged(draft)[-1]
        assert (finding.status, finding.message) == (Status.MISATTRIBUTED, message)
        assert len(finding.evidence) == 2

    @pytest.mark.parametrize(
        ("draft", "status"),
        [
            ('"We had a very good quarter in every region," said Jane Roe.', Status.SUPPORTED),
            ('"Our pipeline has never been stronger," said Enyedy.', Status.MISATTRIBUTED),
            ('"We expect them to be flat," the CFO said.', Status.SUPPORTED),
            ('"We expect them to be flat," the CEO said.', Status.MISATTRIBUTED),
            (
                '"What do you expect for margins next year?" Jane Roe asked, said Mark Enyedy.',
                Status.SUPPORTED,
            ),
        ],
    )
    def test_transcripts(self, draft: str, status: Status) -> None:
        assert only(draft, CALL).status is status, only(draft, CALL).message

    def test_a_middle_initial_and_a_list_of_offices(self) -> None:
        source = load_text(
            "David A. Dodd, Chairman, President, and CEO of GeoVax, added: “The clinical performance "
            "supports our "
            "mission.”\n\nLegal Proceedings Digital Markets Act On March 25 the Commission announced "
            "“an inquiry into "
            "the whole market.”\n"
        )
        said = only('"The clinical performance supports our mission," said Dodd.', source)
        assert said.message == "stands in the source word for word, said by David A. Dodd."
        other = only('"The clinical performance supports our mission," said Jane Roe.', source)
        assert other.status is Status.MISATTRIBUTED
        nobody = only('Jane Roe said "an inquiry into the whole market."', source)
        assert nobody.status is Status.SUPPORTED

    def test_words_that_two_people_say_may_be_given_to_either(self) -> None:
        source = load_text(
            '"We will do our very best," said Jane Roe, CEO.\n\n"We will do our very best," said '
            "Mark Enyedy, CFO.\n"
        )
        assert only('"We will do our very best," said Mark Enyedy.', source).status is Status.SUPPORTED
        assert only('"We will do our very best," said Ilse Brandvold.', source).status is Status.MISATTRIBUTED


class TestWhatIsAQuotation:
    @pytest.mark.parametrize(
        "draft",
        [
            'Its "record quarter" was no "great big surprise".',
            'The agreement (the "Amended and Restated Credit Agreement") ends.',
            'This is called the "Second Lien Term Loan Facility" here.',
            'A 5" screen and a 6" screen.',
            "It's the company's and the patients' choice, 'tis said.",
            "> A remark that no one is named for.\n\nMore text.",
            'An open "quotation that never ends\n\nand another paragraph.',
            '""',
            '"""" "" ""',
            "",
        ],
    )
    def test_irony_terms_and_strays_are_none(self, draft: str) -> None:
        assert judged(draft) == ()

    def test_two_words_of_speech_are_one(self) -> None:
        assert only('"We won," said Jane Roe.').status is Status.UNSUPPORTED

    def test_two_in_one_sentence(self) -> None:
        findings = judged('Roe said "we are pleased with revenue" and "our backlog grew to $318.6 million."')
        assert [(finding.text, finding.status) for finding in findings] == [
            ("we are pleased with revenue", Status.SUPPORTED),
            ("our backlog grew to $318.6 million.", Status.SUPPORTED),
        ]

    def test_straight_quotes_in_a_row(self) -> None:
        draft = '"We are pleased with revenue," said Roe. "Our backlog grew to $319 million."'
        assert [finding.status for finding in judged(draft)] == [Status.SUPPORTED, Status.CONTRADICTED]


class TestReport:
    def test_numbers_of_a_rightful_quotation_are_supported_by_it(self) -> None:
        report = check('Roe said: "Our backlog grew to $318.6 million in the quarter."', RELEASE)
        (number,) = report.numbers
        assert (number.text, number.status) == ("$318.6 million", Status.SUPPORTED)
        assert number.message == "the quotation it stands in is the source's, word for word."
        assert number.evidence[0].start == RELEASE.text.index("$318.6 million")

    def test_a_flagged_quotation_is_not_clean(self) -> None:
        report = check('"Our backlog grew to $318.6 million," said Mark Enyedy.', RELEASE)
        assert not report.clean
        assert report.flagged == ()
        assert report.flagged_quotes == report.quotes

    def test_json(self) -> None:
        written = check('It said "our backlog grew to $319 million."', RELEASE).to_dict()
        assert json.loads(json.dumps(written)) == written
        (quote,) = written["quotes"]
        at = RELEASE.text.index("Our backlog grew")
        assert quote == {
            "start": 9,
            "end": 9 + len("our backlog grew to $319 million."),
            "text": "our backlog grew to $319 million.",
            "status": "contradicted",
            "evidence": [
                {"start": at, "end": at + 34, "text": "Our backlog grew to $318.6 million"},
                {"start": at + 21, "end": at + 26, "text": "318.6"},
            ],
            "message": "not verbatim: the source has “318.6” for “319”: “Our backlog grew to $318.6 "
            "million”.",
        }
        assert not written["clean"]

    def test_records(self) -> None:
        class Record(BaseModel):
            note: str
            points: list[str]

        record = Record(
            note='Roe: "Our backlog grew to $318.6 million."', points=['She said "we are the best of all."']
        )
        verdicts = verify_record(record, RELEASE)
        assert [(quote.path, quote.status, quote.span and quote.span.start) for quote in verdicts.quotes] == [
            ("note", Status.SUPPORTED, 6),
            ("points[0]", Status.UNSUPPORTED, 10),
        ]


WORDS = RELEASE.text.split()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WORDS) - 6), st.integers(5, 30), st.data())
def test_a_stretch_of_the_source_is_found_and_with_one_word_changed_is_not(
    first: int, length: int, data: st.DataObject
) -> None:
    words = WORDS[first : first + length]
    if "pre-" in words or words[0] == "sented":
        return
    locator = QuoteLocator(RELEASE.text)
    # A cut before "million" would leave another amount.
    cut = first + length < len(WORDS) and WORDS[first + length].startswith("million")
    passages = locator.passages(" ".join(words))
    assert bool(passages) != cut
    if passages:
        found = passages[0].span.of(RELEASE.text)
        assert len(found.split()) == len(words)
    at = data.draw(st.integers(0, len(words) - 1))
    changed = list(words)
    digits = [i for i, c in enumerate(changed[at]) if c.isdigit()]
    if digits:
        where = data.draw(st.sampled_from(digits))
        digit = str((int(changed[at][where]) + data.draw(st.integers(1, 9))) % 10)
        changed[at] = changed[at][:where] + digit + changed[at][where + 1 :]
    elif any(c.isalpha() for c in changed[at]):
        changed[at] = "quokka"
    else:
        return
    quote = " ".join(changed)
    assert locator.passages(quote) == []
    miss = locator.nearest(quote)
    assert miss is None or not miss.same_words


def test_locating_is_quick_and_linear() -> None:
    text = " ".join(f"word{number % 977} of part{number} with {number}.5%" for number in range(4_000))
    locator = QuoteLocator(text)
    words = text.split()
    locator.passages("word1 of part1")
    with at_most(1.5):  # a tenth of that on an idle machine
        for at in range(0, 4_000, 20):
            assert locator.passages(" ".join(words[at : at + 25]))


@pytest.mark.parametrize(
    "text",
    [
        '"' * 300_000,
        "“" * 300_000,
        '" ' * 150_000,
        'a "b ' * 60_000,
        "“a” " * 60_000,
        "> a\n" * 60_000,
        "[" * 300_000,
        "… " * 150_000,
    ],
)
def test_a_megabyte_of_marks(text: str) -> None:
    with at_most(10):
        JudgedQuotes(Document("d", text, ""), source_index(RELEASE))
        JudgedQuotes(Document("d", f'He said "{text}"', ""), source_index(RELEASE))
