"""What the extractive engine makes of clinical releases: the sample filing, and invented ones."""

import asyncio
from pathlib import Path

import pytest

from summarizer.document import Document
from summarizer.engines.extractive import ExtractiveEngine
from summarizer.ingest import load, load_text
from summarizer.schemas import ClinicalReadout, Figure, Result
from summarizer.verify import verify_record

SAMPLE = Path(__file__).parents[1] / "filings" / "immunogen-2021-11-30-8k.txt"

RELEASE = """\
Larkfield Therapeutics Announces Positive Phase 3 Results from BEACON-7 Trial of Talorvinib in Thyroid Cancer

Trial met its primary endpoint with a 42% reduction in the risk of progression or death

BOSTON, June 3, 2024 -- Larkfield Therapeutics, Inc. (Nasdaq: LRKF), a late-stage oncology company, today \
announced results from the Phase 3 BEACON-7 trial evaluating talorvinib versus placebo in patients with \
advanced differentiated thyroid cancer.

BEACON-7 is a randomized, double-blind, placebo-controlled Phase 3 study of talorvinib in adults with \
advanced differentiated thyroid cancer. The trial enrolled 412 patients, who were randomized 2:1 to \
talorvinib 60 mg once daily (n=275) or placebo (n=137). The primary endpoint is progression-free survival \
(PFS) as assessed by blinded independent central review (BICR). Key secondary endpoints include overall \
survival (OS) and objective response rate (ORR).

The study met its primary endpoint. Median PFS was 11.3 months in the talorvinib arm compared to 6.9 months \
in the placebo arm (hazard ratio [HR] 0.58; 95% CI: 0.45, 0.74; p<0.0001). At a median follow-up of 14.2 \
months, median OS was not reached in the talorvinib arm versus 21.4 months with placebo (HR=0.79; 95% CI, \
0.60-1.04; p=0.09). ORR was 38.2% (95% CI: 32.4, 44.2) for talorvinib and 5.1% (95% CI: 2.1, 10.2) for \
placebo (p<0.001). The 12-month PFS rate was 47% vs 22%, respectively.

In patients with BRAF-mutated tumors, median PFS was 13.0 months with talorvinib versus 7.1 months with \
placebo.

The most common treatment-emergent adverse events (any grade; grade 3 or higher) were diarrhea (54%; 8%), \
hypertension (41%; 17%), and fatigue (33%; 3%). Serious adverse events occurred in 22% of patients treated \
with talorvinib and 14% of patients on placebo. Adverse events led to discontinuation in 9% of patients in \
the talorvinib arm compared with 4% in the placebo arm. Dose reductions and dose interruptions occurred in \
31% and 45% of patients, respectively.

"These results are practice changing, with an ORR above 35%," said Jane Roe, MD, Chief Medical Officer.

The company expects to submit a New Drug Application (NDA) to the FDA in the fourth quarter of 2024 and to \
present the full data in October 2024. In May 2024, Larkfield completed enrollment in its Phase 2 LANTERN \
study. A decision on approval is expected by early 2026.
"""


def draft(document: Document) -> ClinicalReadout:
    return asyncio.run(ExtractiveEngine().draft(document, ClinicalReadout)).record


def filled(text: str) -> ClinicalReadout:
    return draft(load_text(text))


def text_of(figure: Figure | None) -> str | None:
    return None if figure is None else figure.text


def told(result: Result) -> tuple[str, str | None, str | None]:
    return result.endpoint, result.arm, text_of(result.estimate)


@pytest.fixture(scope="module")
def sample_document() -> Document:
    return load(SAMPLE)


@pytest.fixture(scope="module")
def sample(sample_document: Document) -> ClinicalReadout:
    return draft(sample_document)


@pytest.fixture(scope="module")
def release() -> ClinicalReadout:
    return filled(RELEASE)


class TestSample:
    def test_names_company_drug_and_disease(self, sample: ClinicalReadout) -> None:
        assert sample.company.startswith("ImmunoGen")
        assert sample.ticker == "IMGN"
        assert sample.headline == (
            "ImmunoGen Announces Positive Top-Line Results from Pivotal SORAYA Trial of Mirvetuximab "
            "Soravtansine in Ovarian Cancer"
        )
        assert sample.drug == "Mirvetuximab soravtansine (IMGN853)"
        assert sample.indication is not None
        assert "platinum-resistant ovarian cancer" in sample.indication

    def test_reads_the_trial(self, sample: ClinicalReadout) -> None:
        (trial,) = sample.trials
        assert trial.name == "SORAYA"
        assert trial.design == (
            "single-arm study of mirvetuximab in patients with platinum-resistant ovarian cancer"
        )
        assert text_of(trial.enrolled) == "106 patients"
        assert text_of(trial.follow_up) == "8.1 months"
        assert text_of(trial.data_cutoff) == "November 16, 2021"
        assert [figure.text for figure in trial.prior_therapy] == ["51%", "48%", "48%"]
        assert [figure.quote for figure in trial.prior_therapy] == [
            "51% had three prior lines of therapy",
            "48% had one to two prior lines of therapy.",
            "48% of patients received a prior PARP inhibitor.",
        ]

    def test_reads_each_result_once_with_assessor_interval_role_and_status(
        self, sample: ClinicalReadout
    ) -> None:
        rows = [
            (r.endpoint, r.assessor, r.role, r.status, text_of(r.estimate), text_of(r.interval), r.note)
            for r in sample.results
        ]
        assert rows == [
            (
                *("objective response rate", "investigator", "primary", "met", "32.4%", "23.6%, 42.2%"),
                "including five complete responses (CRs)",
            ),
            (
                *("median duration of response", None, "secondary", "not stated", "5.9 months", "5.6, 7.7"),
                None,
            ),
            (
                *(
                    "objective response rate",
                    "blinded independent central review",
                    "not stated",
                    "not stated",
                ),
                *("31.6%", "22.4%, 41.9%", "including five CRs"),
            ),
        ]

    def test_reads_safety(self, sample: ClinicalReadout) -> None:
        assert sample.safety is not None
        assert [
            (event.event, text_of(event.any_grade), text_of(event.grade3_plus))
            for event in sample.safety.adverse_events
        ] == [("blurred vision", "41%", "6%"), ("keratopathy", "35%", "9%"), ("nausea", "29%", "0%")]
        assert text_of(sample.safety.dose_reductions) == "19%"
        assert text_of(sample.safety.dose_delays) == "32%"
        assert text_of(sample.safety.discontinuations) == "7%"
        assert sample.safety.note is not None
        assert sample.safety.note.startswith("Mirvetuximab was well-tolerated")

    def test_reads_what_is_planned_and_nothing_from_boilerplate(self, sample: ClinicalReadout) -> None:
        dated = [(m.what, m.when.text, m.status) for m in sample.milestones if m.when is not None]
        assert dated == [
            ("BLA Submission on Track", "First Quarter of 2022", "planned"),
            (
                "we expect to generate top-line data from our confirmatory MIRASOL trial",
                "third quarter of 2022",
                "planned",
            ),
        ]

    def test_key_points_are_sentences_of_the_filing(
        self, sample: ClinicalReadout, sample_document: Document
    ) -> None:
        text = " ".join(sample_document.text.split())
        assert 3 <= len(sample.key_points) <= 5
        assert all(point in text for point in sample.key_points)
        assert sample.key_points[0].startswith("ORR by investigator was 32.4%")

    def test_is_borne_out_by_the_verifier(self, sample: ClinicalReadout, sample_document: Document) -> None:
        findings = verify_record(sample, sample_document).numbers
        assert [(finding.path, finding.message) for finding in findings if not finding.status.clean] == []
        assert len(findings) > 40


class TestTwoArms:
    def test_reads_the_trial(self, release: ClinicalReadout) -> None:
        (trial,) = release.trials
        assert trial.name == "BEACON-7"
        assert trial.design == (
            "randomized, double-blind, placebo-controlled Phase 3 study of talorvinib in adults with "
            "advanced differentiated thyroid cancer; "
            "randomized 2:1 to talorvinib 60 mg once daily (n=275) or placebo (n=137)"
        )
        assert text_of(trial.enrolled) == "412 patients"
        assert text_of(trial.follow_up) == "14.2 months"
        assert release.drug == "talorvinib"
        assert release.indication == "advanced differentiated thyroid cancer"

    def test_gives_each_number_to_its_arm(self, release: ClinicalReadout) -> None:
        assert [told(result) for result in release.results] == [
            ("median progression-free survival", "talorvinib arm", "11.3 months"),
            ("median progression-free survival", "placebo arm", "6.9 months"),
            ("progression-free survival, hazard ratio", None, "0.58"),
            ("12-month progression-free survival rate", "talorvinib", "47%"),
            ("12-month progression-free survival rate", "placebo", "22%"),
            ("median overall survival", "placebo", "21.4 months"),
            ("overall survival, hazard ratio", None, "0.79"),
            ("median overall survival", "talorvinib arm", None),
            ("objective response rate", "talorvinib", "38.2%"),
            ("objective response rate", "placebo", "5.1%"),
            ("reduction in the risk of progression or death", None, "42%"),
            ("median progression-free survival", "talorvinib", "13.0 months"),
            ("median progression-free survival", "placebo", "7.1 months"),
        ]

    def test_gives_intervals_and_p_values_to_what_they_are_of(self, release: ClinicalReadout) -> None:
        rows = [
            (text_of(r.estimate), text_of(r.interval), text_of(r.p_value))
            for r in release.results
            if r.interval is not None or r.p_value is not None
        ]
        assert rows == [
            ("0.58", "0.45, 0.74", "<0.0001"),
            ("0.79", "0.60-1.04", "0.09"),
            ("38.2%", "32.4, 44.2", "<0.001"),
            ("5.1%", "2.1, 10.2", None),
        ]

    def test_tells_roles_and_status(self, release: ClinicalReadout) -> None:
        roles = {
            (r.endpoint.split(",")[0].removeprefix("median "), r.role, r.status) for r in release.results
        }
        assert ("progression-free survival", "primary", "met") in roles
        assert ("overall survival", "secondary", "not stated") in roles
        assert ("objective response rate", "secondary", "not stated") in roles

    def test_keeps_the_subgroup_and_what_was_not_reached(self, release: ClinicalReadout) -> None:
        subgroup = [
            r.population for r in release.results if text_of(r.estimate) in ("13.0 months", "7.1 months")
        ]
        assert subgroup == ["patients with BRAF-mutated tumors"] * 2
        assert [r.note for r in release.results if r.estimate is None] == ["not reached"]

    def test_reads_adverse_events_by_the_grades_of_their_list(self, release: ClinicalReadout) -> None:
        assert release.safety is not None
        assert [
            (event.event, text_of(event.any_grade), text_of(event.grade3_plus))
            for event in release.safety.adverse_events
        ] == [
            ("diarrhea", "54%", "8%"),
            ("hypertension", "41%", "17%"),
            ("fatigue", "33%", "3%"),
            ("Serious adverse events with talorvinib", "22%", None),
            ("Serious adverse events with placebo", "14%", None),
        ]
        assert text_of(release.safety.discontinuations) == "9%"
        assert text_of(release.safety.dose_reductions) == "31%"
        assert text_of(release.safety.dose_delays) == "45%"

    def test_never_takes_what_somebody_says_for_a_result(self, release: ClinicalReadout) -> None:
        assert "35%" not in {text_of(result.estimate) for result in release.results}

    def test_tells_planned_from_done(self, release: ClinicalReadout) -> None:
        assert [(m.what, text_of(m.when), m.status) for m in release.milestones] == [
            ("The company expects to present the full data", "October 2024", "planned"),
            (
                "The company expects to submit a New Drug Application (NDA) to the FDA",
                "fourth quarter of 2024",
                "planned",
            ),
            ("A decision on approval is expected", "early 2026", "planned"),
            ("Larkfield completed enrollment in its Phase 2 LANTERN study", "May 2024", "done"),
        ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The topical gel delivered a 75% response rate at 18 weeks.",
            ("response rate at 18 weeks", None, "75%"),
        ),
        (
            "By Day 56 of the study, 6 of 15 patients in the vaccine arm achieved a T cell response.",
            ("T cell response", "vaccine arm", "6 of 15"),
        ),
        ("100% of participants (34/34) seroconverted.", ("seroconverted", None, "100%")),
        (
            "The LS mean change in HbA1c of -1.21% was shown.",
            ("LS mean change in HbA1c", None, "-1.21%"),
        ),
        ("ORR, as assessed by the investigator, was 41%.", ("objective response rate", None, "41%")),
    ],
)
def test_binds_an_estimate_to_its_endpoint(sentence: str, expected: tuple[str, str | None, str]) -> None:
    assert [told(result) for result in filled(f"The trial is over. {sentence}").results] == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "The study is designed to rule out an ORR of 12%.",
        "ORR could range from 30% to 45%.",
        "We expect an ORR of 40%.",
        "48% of patients had received prior bevacizumab and a response was possible.",
        "Overall survival was tested with 46% of the required events.",
        "The response to our offer was strong; sales grew 12%.",
        "Patients had a median of three prior lines of therapy.",
        "Treatment-related adverse events occurred in 40% of responders.",
    ],
)
def test_takes_no_other_number_for_a_result(sentence: str) -> None:
    assert filled(f"The trial is over. {sentence}").results == []


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The trial met its primary endpoint.", "met"),
        ("The study did not meet its primary endpoint.", "not met"),
        ("The primary endpoint was not met.", "not met"),
        ("The trial failed to achieve its primary endpoint.", "not met"),
        ("The trial missed its primary endpoint.", "not met"),
        ("We expect the trial to conclude soon.", "not stated"),
        ("The trial met its primary endpoint. In short, it did not meet its primary endpoint.", "not stated"),
    ],
)
def test_says_whether_the_endpoint_was_met(sentence: str, status: str) -> None:
    (result,) = filled(
        f"The primary endpoint was overall survival. {sentence} Overall survival was 9 months."
    ).results
    assert (result.role, result.status) == ("primary", status)


def rows_of(record: ClinicalReadout) -> list[tuple[str, str | None, str | None, str | None, str | None]]:
    return [
        (r.endpoint, r.arm or r.population, text_of(r.estimate), text_of(r.interval), text_of(r.p_value))
        for r in record.results
    ]


def test_reads_a_table_with_endpoints_down_the_side_and_arms_across() -> None:
    record = filled(
        "Results of the trial.\n\n"
        "| Endpoint | Drug (N=210) | Placebo (N=105) |\n"
        "|---|---|---|\n"
        "| Median PFS, months (95% CI) | 9.8 (8.1, 11.2) | 5.4 (4.9, 6.6) |\n"
        "| p-value | 0.003 | |\n"
        "| PFS events, n | 120 | 88 |\n"
        "| Objective response rate, % | 41.0 | 12.4 |\n"
        "| 95% CI | 34.3, 48.0 | 6.8, 20.2 |\n"
    )
    assert rows_of(record) == [
        ("median progression free survival", "Drug", "9.8", "8.1, 11.2", "0.003"),
        ("median progression free survival", "Placebo", "5.4", "4.9, 6.6", None),
        ("objective response rate", "Drug", "41.0", "34.3, 48.0", None),
        ("objective response rate", "Placebo", "12.4", "6.8, 20.2", None),
    ]


def test_reads_a_table_with_subgroups_down_the_side() -> None:
    record = filled(
        "Results of the trial.\n\n"
        "| Subgroup | Patients | HR for PFS | 95% CI |\n"
        "|---|---|---|---|\n"
        "| PD-L1 positive | 338 | 0.55 | 0.41–0.74 |\n"
        "| Liver metastases | 141 | 0.71 | 0.52–0.97 |\n"
    )
    assert rows_of(record) == [
        ("progression free survival, hazard ratio", "PD-L1 positive", "0.55", "0.41–0.74", None),
        ("progression free survival, hazard ratio", "Liver metastases", "0.71", "0.52–0.97", None),
    ]


def test_reads_no_results_from_a_table_of_money() -> None:
    record = filled(
        "Finances of the company.\n\n"
        "| (in millions) | 2024 | 2023 |\n"
        "|---|---|---|\n"
        "| Research | $41.0 | $12.4 |\n"
        "| Cash | $80.1 | $99.0 |\n"
    )
    assert record.results == []


def test_reads_a_table_of_adverse_events_by_grade_and_arm() -> None:
    record = filled(
        "Safety of the trial.\n\n"
        "| Adverse event | Drug, any grade | Drug, grade ≥3 | Placebo, any grade | Placebo, grade ≥3 |\n"
        "|---|---|---|---|---|\n"
        "| Rash | 26.5% | 3.2% | 9.9% | 0.5% |\n"
        "| Fatigue | 24.8% | 2.9% | 22.7% | 3.0% |\n"
    )
    assert record.safety is not None
    assert [
        (event.event, text_of(event.any_grade), text_of(event.grade3_plus))
        for event in record.safety.adverse_events
    ] == [
        ("Rash with Drug", "26.5%", "3.2%"),
        ("Rash with Placebo", "9.9%", "0.5%"),
        ("Fatigue with Drug", "24.8%", "2.9%"),
        ("Fatigue with Placebo", "22.7%", "3.0%"),
    ]


def test_leaves_empty_what_a_release_does_not_say() -> None:
    record = filled("The committee met on Tuesday and talked about parking.")
    assert record.company == "not found"
    assert record.drug is None
    assert record.indication is None
    assert record.trials == []
    assert record.results == []
    assert record.safety is None
    assert record.milestones == []
