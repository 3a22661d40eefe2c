"""Words that turn round what the source tells of a right number, beside words that tell it as it is."""

import pytest

from summarizer.document import Document
from summarizer.findings import Finding, Status
from summarizer.ingest import load_text
from summarizer.verify import check

TRADES = load_text(
    """During the third quarter, the Company repurchased 185,000 shares of its common stock for $5.9 \
million. It sold 2.4 million shares of its preferred stock to investors. It redeemed $120 million of its \
senior notes.
"""
)

TRIALS = load_text(
    """The trial met its primary endpoint: the response rate was 43.1% with the drug and 21.6% with placebo.

The second trial missed its primary endpoint, with a response rate of 28.4% on the drug and 26.9% on placebo.
"""
)

FORECASTS = load_text(
    """Wexcombe raised its full-year revenue outlook to between $560 million and $568 million.

It lowered its forecast for capital spending to $18 million.
"""
)

COLUMNS = load_text(
    """| Outlook for 2025 (in millions) | Prior outlook | Updated outlook |
|---|---|---|
| Free cash flow | $42 | $46 |
| Adjusted EBITDA | $71 | $75 |
"""
)

CALL = load_text(
    """The company will host a conference call at 8:30 a.m. Eastern Time on November 4, 2025. The dinner \
begins at 6:00 p.m.
"""
)

REPLAY = load_text("A replay is available from 11:30 p.m. UTC on November 4, 2025.")

RESULTS = load_text(
    """Net income was $17.2 million in 2025. Adjusted EBITDA was $31.4 million in 2025.

Excluding the charge, operating income was $21.9 million. The company had 441 stores.

Non-GAAP gross margin was 61.3%.

Gross margin was 58.8%.
"""
)


def findings(draft: str, source: Document) -> dict[str, Finding]:
    return {finding.text: finding for finding in check(draft, source).numbers}


@pytest.mark.parametrize(
    ("source", "right", "wrong", "number", "told"),
    [
        # shares and debt
        (
            TRADES,
            "It bought back 185,000 shares.",
            "It issued 185,000 shares.",
            "185,000",
            "the source tells the contrary of it: “During the third quarter, the Company repurchased 185,000",
        ),
        (
            TRADES,
            "It sold 2.4 million preferred shares.",
            "It repurchased 2.4 million preferred shares.",
            "2.4 million",
            "the source tells the contrary of it: “It sold 2.4 million shares",
        ),
        (
            TRADES,
            "It redeemed $120 million of senior notes.",
            "It issued $120 million of senior notes.",
            "$120 million",
            "the source tells the contrary of it: “It redeemed $120 million",
        ),
        # endpoints
        (
            TRIALS,
            "The trial met its primary endpoint, with a response rate of 43.1%.",
            "The trial missed its primary endpoint, with a response rate of 43.1%.",
            "43.1%",
            "the source says the contrary: “The trial met its primary endpoint",
        ),
        (
            TRIALS,
            "The trial achieved its primary goal, with a response rate of 43.1%.",
            "The trial fell short of its primary goal, with a response rate of 43.1%.",
            "43.1%",
            "the source says the contrary: “The trial met its primary endpoint",
        ),
        (
            TRIALS,
            "The second trial failed its primary endpoint, with 28.4% responding on the drug.",
            "The second trial met its primary endpoint, with 28.4% responding on the drug.",
            "28.4%",
            "the source says the contrary: “The second trial missed its primary endpoint",
        ),
        # outlooks
        (
            FORECASTS,
            "Wexcombe lifted its revenue outlook to between $560 million and $568 million.",
            "Wexcombe cut its revenue outlook to between $560 million and $568 million.",
            "$568 million",
            "the source says the contrary: “Wexcombe raised its full-year revenue outlook",
        ),
        # the columns of an outlook
        (
            COLUMNS,
            "The new outlook sees free cash flow of $46 million.",
            "The new outlook sees free cash flow of $42 million.",
            "$42 million",
            "the source gives it as what was said before: “Free cash flow › Prior outlook: $42”.",
        ),
        (
            COLUMNS,
            "Adjusted EBITDA is now seen at $75 million.",
            "Adjusted EBITDA is now seen at $71 million.",
            "$71 million",
            "the source gives it as what was said before: “Adjusted EBITDA › Prior outlook: $71”.",
        ),
        # zones of time
        (
            CALL,
            "The call is at 8:30 a.m. ET.",
            "The call is at 8:30 a.m. PT.",
            "8:30 a.m. PT",
            "the source gives 8:30 a.m. Eastern Time in another time zone: “The company will host",
        ),
        (
            CALL,
            "The call is at 8:30 a.m. Eastern Standard Time.",
            "The call is at 8:30 a.m. Pacific Time.",
            "8:30 a.m. Pacific Time",
            "the source gives 8:30 a.m. Eastern Time in another time zone: “The company will host",
        ),
        (
            REPLAY,
            "The replay starts at 11:30 p.m. UTC.",
            "The replay starts at 11:30 p.m. JST.",
            "11:30 p.m. JST",
            "the source gives 11:30 p.m. UTC in another time zone: “A replay",
        ),
        # what is adjusted
        (
            RESULTS,
            "Net income was $17.2 million.",
            "Adjusted net income was $17.2 million.",
            "$17.2 million",
            "the source does not call it adjusted: “Net income was $17.2 million",
        ),
        (
            RESULTS,
            "Net income came to $17.2 million.",
            "Non-GAAP net income was $17.2 million.",
            "$17.2 million",
            "the source does not call it adjusted: “Net income was $17.2 million",
        ),
        (
            RESULTS,
            "Adjusted gross margin was 61.3%.",
            "Adjusted gross margin was 58.8%.",
            "58.8%",
            "the source does not call it adjusted: “Gross margin was 58.8%.”.",
        ),
    ],
)
def test_words_that_turn_it_round(source: Document, right: str, wrong: str, number: str, told: str) -> None:
    assert [f.text for f in findings(right, source).values() if not f.status.clean] == []
    assert (findings(wrong, source)[number].message or "").startswith(told)


def test_a_figure_that_is_another_s_is_misattributed_and_what_is_said_of_it_contradicted() -> None:
    wrong = {
        "It issued 185,000 shares.": (TRADES, Status.CONTRADICTED),
        "The trial missed its primary endpoint: 43.1% responded.": (TRIALS, Status.CONTRADICTED),
        "Wexcombe cut its revenue outlook to at most $568 million.": (FORECASTS, Status.CONTRADICTED),
        "The new outlook sees free cash flow of $42 million.": (COLUMNS, Status.MISATTRIBUTED),
        "The call is at 8:30 a.m. PT.": (CALL, Status.CONTRADICTED),
        "Adjusted net income was $17.2 million.": (RESULTS, Status.MISATTRIBUTED),
    }
    for draft, (source, status) in wrong.items():
        found = [f.status for f in findings(draft, source).values() if not f.status.clean]
        assert found == [status], draft


@pytest.mark.parametrize(
    ("source", "draft"),
    [
        # The draft tells both, or neither.
        (TRADES, "It repurchased 185,000 of the shares that it had issued."),
        (TRIALS, "The response rate of 43.1% compares with 21.6% on placebo."),
        (FORECASTS, "The revenue outlook is now $560 million to $568 million."),
        # The old outlook is told as what it was.
        (COLUMNS, "The prior outlook was free cash flow of $42 million."),
        (COLUMNS, "Free cash flow is now seen at $46 million, compared with $42 million before."),
        (COLUMNS, "Free cash flow is now seen at $46 million instead of $42 million."),
        # No zone on one of the sides.
        (CALL, "The call is at 8:30 a.m."),
        (CALL, "The dinner begins at 6:00 p.m. PT."),
        # The source leaves something out of it, or it is a count.
        (RESULTS, "Adjusted operating income was $21.9 million."),
        (RESULTS, "Adjusted EBITDA was $31.4 million."),
        (RESULTS, "With adjusted hours, it had 441 stores."),
    ],
)
def test_where_either_side_says_nothing_nothing_is_flagged(source: Document, draft: str) -> None:
    assert {f.text for f in findings(draft, source).values() if not f.status.clean} == set()
