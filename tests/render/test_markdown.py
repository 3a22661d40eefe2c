from dataclasses import replace

from markdown_it import MarkdownIt

from summarizer.briefing import Briefing
from summarizer.render.markdown import render_markdown
from summarizer.schemas import ClinicalReadout

PAGE = """\
# HARBOR met its endpoint with a response rate of 44.1% ✓.

Northwind Therapeutics (NWTX) · Form 8-K · Items 7.01, 9.01

Source: harbor.txt

> ❌ **2 of 10 numbers are FLAGGED.** ❌ **1 check FAILED.**

- **Drug:** orvatinib (NW-101)

## Trials

- **Name:** HARBOR
- **Enrolled:** 212 ✓
- **Data cutoff:** March 3, 2024 ✓
- **Prior therapy:** 31% ✓ — “Nausea occurred in 31% of patients”

## Results

| Endpoint | Assessor | Role | Status | Estimate |
| --- | --- | --- | --- | ---: |
| objective response rate | investigator | primary | met | 44.1% ✓ |
| objective response rate | central review | not stated | not stated | **❌ 44.7% contradicted**<sup>1</sup> |

## Safety

### Adverse events

| Event | Any grade | Grade 3+ |
| --- | ---: | ---: |
| nausea | 31% ✓ | **❌ 4% unsupported**<sup>2</sup> |
| fatigue | 12% ✓ | – |

## Milestones

| What | When | Status |
| --- | ---: | --- |
| Present the full data | 2025 | planned |

## Key points

- The two rates differ by 2.4 points ∴<sup>3</sup>.

## Flagged

- <sup>1</sup> ❌ **44.7% contradicted** (results\\[1\\].estimate): The filing gives 41.7% by central review.
  - “41.7% by central review” [170:193]
  - “44.1% by investigator” [144:165]
- <sup>2</sup> ❌ **4% unsupported** (safety.adverse\\_events\\[0\\].grade3\\_plus): 4% is not in the filing.

## Checks

- ❌ 44.7% is above 44.1% (rate-order: results\\[1\\].estimate)

## Derived

- <sup>3</sup> ∴ **2.4 points derived** (key\\_points\\[0\\]): 44.1% - 41.7% = 2.4 points

## Remarks

- no level is given (interval-level: results\\[0\\].interval)

## Left out of this briefing

- 9.4 months: the median follow-up of 9.4 months is not told [216:226]

- **Not reported:** milestones, safety: dose delays
- **Not found:** drug

---

10 numbers checked: ✓ 7 supported, ∴ 1 derived, ❌ 2 flagged · 1 check passed · openai small-model · \
prompt brief/1 · mode json\\_schema · 2 requests · 12,345 + 678 tokens · US$0.0123 · \
3 answers from the cache · 4.2 s · source sha256 ab12ab12ab12
"""


def test_the_page(briefing: Briefing[ClinicalReadout]) -> None:
    assert render_markdown(briefing) == PAGE


def test_it_is_markdown(briefing: Briefing[ClinicalReadout]) -> None:
    html = MarkdownIt("commonmark").enable("table").render(render_markdown(briefing))
    assert html.count("<table>") == 3
    assert html.count("<h1>") == 1
    assert '<td style="text-align:right"><strong>❌ 4% unsupported</strong><sup>2</sup></td>' in html
    assert "(results[1].estimate)" in html


def test_several_lines_of_one_field_are_a_list(briefing: Briefing[ClinicalReadout]) -> None:
    trial = briefing.record.trials[0]
    doubled = trial.model_copy(update={"prior_therapy": trial.prior_therapy * 2})
    page = render_markdown(replace(briefing, record=briefing.record.model_copy(update={"trials": [doubled]})))
    assert "- **Prior therapy:**\n  - 31% ✓ — “Nausea occurred in 31% of patients”\n  - 31% — “Nausea" in page


def test_evidence_lists_every_number(briefing: Briefing[ClinicalReadout]) -> None:
    page = render_markdown(briefing, evidence=True)
    assert (
        "\n- results\\[1\\].estimate: 44.7% ❌ contradicted\n  - “41.7% by central review” [170:193]\n"
        in page
    )
    assert page.count(" ✓ supported") == 7


def test_a_clean_briefing_says_so(briefing: Briefing[ClinicalReadout]) -> None:
    numbers = tuple(number for number in briefing.numbers if number.status.clean)
    assert "> ✓ All 8 numbers are borne out by the source.\n" in render_markdown(
        replace(briefing, numbers=numbers, checks=())
    )


def test_nothing_checked_is_no_clean_bill(briefing: Briefing[ClinicalReadout]) -> None:
    page = render_markdown(replace(briefing, numbers=(), checks=()))
    assert "> ❌ **No number in this briefing was checked.**" in page
