"""What the extractive engine makes of current reports: the sample filings, and invented ones."""

from pathlib import Path

import pytest
from current_reports import (
    COVER,
    SIGNATURE,
    TITLES,
    counts,
    draft,
    figures_of,
    filled,
    flagged,
    named,
    report,
    text_of,
    told,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.document import Document
from summarizer.ingest import load, load_text
from summarizer.schemas import MaterialEvent

FILINGS = Path(__file__).parents[1] / "filings"


@pytest.fixture(scope="module")
def merger_document() -> Document:
    return load(FILINGS / "quill-2025-merger-8k.htm")


@pytest.fixture(scope="module")
def merger(merger_document: Document) -> MaterialEvent:
    return draft(merger_document)


class TestMergerSample:
    def test_says_what_happened_in_one_sentence(self, merger: MaterialEvent) -> None:
        assert (merger.company, merger.ticker) == ("QUILL INSTRUMENTS, INC.", "QLIN")
        assert merger.headline == (
            "On September 12, 2025, Quill Instruments, Inc. entered into an Agreement and Plan of Merger "
            "with "
            "Ostrander Measurement Group plc and Larch Merger Sub, Inc."
        )

    def test_reads_the_agreement(self, merger: MaterialEvent) -> None:
        (agreement,) = merger.agreements
        assert (
            agreement.what == "Agreement and Plan of Merger: Merger Sub will merge with and into the Company"
        )
        assert (agreement.kind, agreement.status) == ("merger", "signed")
        assert agreement.parties == ["Ostrander Measurement Group plc"]
        assert text_of(agreement.date) == "September 12, 2025"
        assert text_of(agreement.price) == "$1.6 billion"
        assert text_of(agreement.per_share) == "$38.50"
        assert agreement.consideration == "cash"
        assert text_of(agreement.closing) == "first quarter of 2026"
        assert named(agreement.terms) == {
            "premium": "34%",
            "termination fee": "$47.5 million",
            "reverse termination fee": "$95.0 million",
            "bridge loan facility": "up to $1.25 billion",
            "not been completed by": "June 12, 2026",
        }
        assert agreement.conditions == [
            "the adoption of the Merger Agreement by the holders of a majority of the outstanding shares "
            "of the "
            "Company’s common stock",
            "the expiration or termination of the waiting period under the Hart-Scott-Rodino Antitrust "
            "Improvements Act of 1976",
            "clearance under the foreign investment laws of the United Kingdom and Germany",
            "the absence of any law or order that prohibits the Merger",
        ]

    def test_tells_the_one_who_leaves_from_the_one_who_comes(self, merger: MaterialEvent) -> None:
        leaves, comes = merger.officers
        office = "Executive Vice President and Chief Financial Officer"
        assert told(leaves) == ("Martin J. Okafor", office, "retires", "October 31, 2025")
        assert leaves.reason == "no disagreement"
        assert named(leaves.pay) == {"monthly fee": "$22,500"}
        assert told(comes) == ("Helen Vasquez-Lind", office, "appointed", "November 1, 2025")
        assert named(comes.pay) == {
            "annual base salary": "$465,000",
            "annual cash bonus with a target, of salary": "60%",
            "one-time cash award": "$150,000",
            "restricted stock units, grant date value": "$900,000",
            "severance, base salary": "twelve months",
        }

    def test_key_points_are_sentences_of_the_filing(
        self, merger_document: Document, merger: MaterialEvent
    ) -> None:
        flat = " ".join(merger_document.text.split())
        assert 3 <= len(merger.key_points) <= 5
        assert all(" ".join(point.removesuffix(" …").split()) in flat for point in merger.key_points)
        assert not any("qualified in its entirety" in point for point in merger.key_points)

    def test_every_number_is_borne_out(self, merger_document: Document, merger: MaterialEvent) -> None:
        assert flagged(merger_document, merger) == []


@pytest.fixture(scope="module")
def impairment_document() -> Document:
    return load(FILINGS / "calder-2024-impairment-8k.htm")


@pytest.fixture(scope="module")
def impairment(impairment_document: Document) -> MaterialEvent:
    return draft(impairment_document)


class TestImpairmentSample:
    def test_reads_the_charge(self, impairment: MaterialEvent) -> None:
        (charge,) = impairment.charges
        assert charge.kind == "impairment"
        assert text_of(charge.amount) == "$84 million to $91 million"
        assert charge.cash is None  # "non-cash", and no future cash expenditures
        assert text_of(charge.when) == "fourth quarter of fiscal 2024"
        assert named(charge.terms) == {"goodwill": "$62 million", "carrying amount": "$140 million"}

    def test_reads_every_vote_from_its_columns(self, impairment: MaterialEvent) -> None:
        assert [counts(vote) for vote in impairment.votes] == [
            ("Ingrid S. Holm", "elected", "41,870,114", "1,205,872", None, "5,139,644"),
            ("Rafael Montoya, Jr.", "elected", "40,012,907", "3,063,079", None, "5,139,644"),
            ("Beatrice N. Okonkwo", "elected", "42,344,020", "731,966", None, "5,139,644"),
            (
                *("Advisory Vote on Executive Compensation", "rejected"),
                *("20,118,455", "22,702,310", "255,221", "5,139,644"),
            ),
            ("Frequency of Advisory Votes; 1 Year", "approved", "39,904,118", None, "183,272", None),
            ("Frequency of Advisory Votes; 2 Years", "not stated", "211,506", None, None, None),
            ("Frequency of Advisory Votes; 3 Years", "not stated", "2,777,090", None, None, None),
            ("Ratification of Auditors", "approved", "47,630,287", "498,120", "87,223", None),
        ]

    def test_every_number_is_borne_out(
        self, impairment_document: Document, impairment: MaterialEvent
    ) -> None:
        assert flagged(impairment_document, impairment) == []


class TestOfficers:
    def test_two_people_in_one_sentence_keep_their_own_office_and_pay(self) -> None:
        first, second = filled(
            i5_02="On March 3, 2025, the Board of Directors of Brandt Logistics, Inc. (the “Company”) "
            "appointed "
            "Jane R. Doyle as Chief Financial Officer and Omar Haddad as Chief Operating Officer, effective "
            "April 1, 2025. Ms. Doyle will receive an annual base salary of $410,000 and Mr. Haddad will "
            "receive "
            "an annual base salary of $395,000."
        ).officers
        assert told(first) == ("Jane R. Doyle", "Chief Financial Officer", "appointed", "April 1, 2025")
        assert told(second) == ("Omar Haddad", "Chief Operating Officer", "appointed", "April 1, 2025")
        assert named(first.pay) == {"annual base salary": "$410,000"}
        assert named(second.pay) == {"annual base salary": "$395,000"}

    def test_two_who_resign_together(self) -> None:
        officers = filled(
            i5_02="On March 3, 2025, Peter Nowak and Lucía Ferrer resigned from the Board of Directors of "
            "the "
            "Company, effective immediately. Neither resignation was the result of any disagreement with the "
            "Company."
        ).officers
        assert [(*told(o), o.reason) for o in officers] == [
            ("Peter Nowak", "director", "resigned", "March 3, 2025", "no disagreement"),
            ("Lucía Ferrer", "director", "resigned", "March 3, 2025", "no disagreement"),
        ]

    def test_a_successor_who_is_not_named_is_nobody_and_no_day(self) -> None:
        (officer,) = filled(
            i5_02="On March 3, 2025, Grace Liu, the Company’s President and Chief Executive Officer, "
            "informed the "
            "Board that she will step down effective upon the appointment of a successor."
        ).officers
        assert told(officer) == ("Grace Liu", "President and Chief Executive Officer", "resigned", None)

    def test_what_somebody_did_before_is_no_change(self) -> None:
        (officer,) = filled(
            i5_02="On February 27, 2025, the Board elected Tomas Berg, age 58, as an independent director, "
            "effective March 10, 2025. Mr. Berg served as Chief Executive Officer of Alder Freight Co. "
            "until he "
            "retired in 2021. He was appointed to the board of Pine Rail Corp. in 2019. Mr. Berg will "
            "receive an "
            "annual cash retainer of $80,000."
        ).officers
        assert told(officer) == ("Tomas Berg", "independent director", "elected", "March 10, 2025")
        assert named(officer.pay) == {"annual cash retainer": "$80,000"}

    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            (
                "On March 1, 2025, the Company terminated the employment of Karl Voss, Senior Vice "
                "President and "
                "General Counsel, without cause.",
                ("Karl Voss", "Senior Vice President and General Counsel", "dismissed", "March 1, 2025"),
            ),
            (
                "The Company announces with deep sadness that Ruth Abel, a director of the Company since "
                "2012, "
                "died on February 28, 2025.",
                ("Ruth Abel", "director", "died", "February 28, 2025"),
            ),
            (
                "Effective March 15, 2025, Ana Silva will succeed Ben Cole as Chief Executive Officer of the "
                "Company.",
                ("Ana Silva", "Chief Executive Officer", "appointed", "March 15, 2025"),
            ),
            (
                "On March 3, 2025, the Board accepted the resignation of Ivo Kern as Treasurer, effective on "
                "such date.",
                ("Ivo Kern", "Treasurer", "resigned", "March 3, 2025"),
            ),
            (
                "On March 3, 2025, Eva Lund notified the Company of her decision not to stand for "
                "re-election at "
                "the 2025 annual meeting.",
                ("Eva Lund", None, "resigned", None),
            ),
            (
                "Max Ory’s employment as Chief Technology Officer will terminate effective May 2, 2025.",
                ("Max Ory", "Chief Technology Officer", "other", "May 2, 2025"),
            ),
        ],
    )
    def test_verbs(self, sentence: str, expected: tuple[str | None, ...]) -> None:
        officer = filled(i5_02=sentence).officers[0]
        assert told(officer) == expected

    def test_the_day_that_a_name_stands_for(self) -> None:
        (officer,) = filled(
            i5_02="On March 3, 2025, the Company announced that Lena Roth will become Chief Financial "
            "Officer on the "
            "Start Date. Ms. Roth is expected to join on June 2, 2025 (the “Start Date”)."
        ).officers
        assert told(officer) == ("Lena Roth", "Chief Financial Officer", "appointed", "June 2, 2025")

    def test_a_reason_in_the_filings_words(self) -> None:
        (officer,) = filled(
            i5_02="On March 3, 2025, Noah Wirth resigned as Chief Operating Officer to pursue other "
            "interests."
        ).officers
        assert officer.reason == "to pursue other interests"

    def test_a_table_of_pay_leaves_its_footnotes_amounts_alone(self) -> None:
        officers = filled(
            i5_02="On March 3, 2025, the Compensation Committee approved the following base salaries, "
            "effective "
            "April 1, 2025:\n\nName | Title | 2025 Base Salary (1)\nJane R. Doyle | Chief Financial "
            "Officer | "
            "$410,000\nOmar Haddad | Chief Operating Officer | $395,000\n\n(1) In 2024 the base salaries "
            "were "
            "$390,000 and $380,000."
        ).officers
        assert [(*told(o), named(o.pay)) for o in officers] == [
            (
                *("Jane R. Doyle", "Chief Financial Officer", "pay", "April 1, 2025"),
                {"2025 Base Salary": "$410,000"},
            ),
            (
                *("Omar Haddad", "Chief Operating Officer", "pay", "April 1, 2025"),
                {"2025 Base Salary": "$395,000"},
            ),
        ]

    def test_a_contract_extended_without_a_figure(self) -> None:
        first, second = filled(
            i5_02="On March 3, 2025, the Board extended the terms of the employment agreements with each "
            "of Uma Rao, "
            "Chief Executive Officer, and Leo Brandt, Controller, such that the agreements will expire on "
            "January "
            "5, 2028 (with respect to Ms. Rao) and July 6, 2026 (with respect to Mr. Brandt)."
        ).officers
        assert told(first) == ("Uma Rao", "Chief Executive Officer", "pay", None)
        assert first.note == "extended the terms of the employment agreements, will expire on January 5, 2028"
        assert second.note is not None
        assert second.note.endswith("July 6, 2026")


class TestAgreements:
    def test_an_amendment_is_no_new_agreement(self) -> None:
        (agreement,) = filled(
            i1_01="On March 3, 2025, the Company entered into Amendment No. 2 (the “Amendment”) to the "
            "Credit "
            "Agreement, dated as of June 14, 2021, with Northbank, N.A., as administrative agent. The "
            "Amendment "
            "increases the revolving credit facility from $150 million to $225 million and extends the "
            "maturity to "
            "March 3, 2030. Loans bear interest at SOFR plus a margin of 1.75%."
        ).agreements
        assert agreement.what == "Amendment No. 2 to the Credit Agreement"
        assert (agreement.kind, agreement.status, agreement.parties) == (
            "credit",
            "amended",
            ["Northbank, N.A."],
        )
        assert text_of(agreement.date) == "March 3, 2025"  # not the day of the agreement that it amends
        assert named(agreement.terms) == {
            "revolving credit facility": "$225 million",
            "maturity": "March 3, 2030",
            "margin": "1.75%",
        }

    def test_ended(self) -> None:
        (agreement,) = filled(
            i1_02="On March 2, 2025, the Company terminated the Supply Agreement, dated May 5, 2020, with "
            "Halberd "
            "Metals LLC. The Company paid a termination fee of $3.2 million."
        ).agreements
        assert (agreement.what, agreement.kind, agreement.status) == ("Supply Agreement", "supply", "ended")
        assert (agreement.parties, text_of(agreement.date)) == (["Halberd Metals LLC"], "March 2, 2025")
        assert named(agreement.terms) == {"termination fee": "$3.2 million"}

    def test_completed(self) -> None:
        (agreement,) = filled(
            i2_01="On March 3, 2025, the Company completed the sale of its Cold Storage division to "
            "Frostline "
            "Partners L.P. for $88.5 million in cash, pursuant to an Asset Purchase Agreement dated "
            "December 12, "
            "2024."
        ).agreements
        assert (agreement.what, agreement.kind) == ("sale of its Cold Storage division", "sale")
        assert (agreement.status, agreement.parties) == ("completed", ["Frostline Partners L.P."])
        assert text_of(agreement.date) == "March 3, 2025"
        assert (text_of(agreement.price), agreement.consideration) == ("$88.5 million", "cash")
        assert agreement.closing is None

    def test_the_price_of_a_share_is_not_the_price_and_no_par_value(self) -> None:
        (agreement,) = filled(
            i1_01="On March 3, 2025, the Company entered into an Agreement and Plan of Merger with Ostra "
            "plc and "
            "Ostra Sub, Inc. Under the agreement Ostra Sub will commence a tender offer to purchase all "
            "outstanding "
            "shares of the Company's common stock, par value $0.01 per share, at a price of $14.25 per "
            "share in "
            "cash. The aggregate consideration is approximately $640 million. The transaction is expected "
            "to close "
            "in the second quarter of 2025."
        ).agreements
        assert agreement.status == "signed"
        assert text_of(agreement.per_share) == "$14.25 per share"
        assert text_of(agreement.price) == "$640 million"
        assert text_of(agreement.closing) == "second quarter of 2025"

    def test_paid_with_shares_and_cash(self) -> None:
        (agreement,) = filled(
            i2_01="On March 3, 2025, the Company acquired Pelham Freight, Inc. (“Pelham”) pursuant to an "
            "Agreement "
            "and Plan of Merger dated January 7, 2025 by and among the Company, Brandt Sub, Inc., a Delaware "
            "corporation and a wholly owned subsidiary of the Company, Pelham and Carl Dorn, serving as the "
            "representative of Pelham’s stockholders. The aggregate consideration consisted of (i) 1,250,000 "
            "shares of the Company's common stock, of which 125,000 shares of the Company's common stock "
            "were placed "
            "into escrow, and (ii) $40 million in cash."
        ).agreements
        assert (agreement.what, agreement.kind) == ("acquired Pelham Freight, Inc.", "acquisition")
        assert agreement.parties == ["Pelham"]
        assert (agreement.price, agreement.consideration) == (None, "cash and stock")
        assert list(named(agreement.terms).values()) == ["1,250,000", "125,000", "$40 million"]

    def test_an_exchange_ratio_and_defined_fees(self) -> None:
        (agreement,) = filled(
            i1_01="On March 3, 2025, the Company announced it had entered into an Agreement and Plan of "
            "Merger dated "
            "as of March 2, 2025 with Tarn Rail Corp. Each share of Tarn common stock will be converted "
            "into the "
            "right to receive 0.4120 shares of common stock of the Company. The Company will pay Tarn $75 "
            "million "
            "(the “Regulatory Termination Fee”) if approvals are not obtained. Either party may terminate "
            "the "
            "agreement if the merger is not consummated by March 2, 2026."
        ).agreements
        assert text_of(agreement.date) == "March 2, 2025"
        assert agreement.consideration == "stock"
        assert text_of(agreement.closing) == "March 2, 2026"
        assert set(named(agreement.terms).values()) == {"0.4120", "$75 million"}
        assert named(agreement.terms)["Regulatory Termination Fee"] == "$75 million"


class TestFinancings:
    def test_preferred_stock(self) -> None:
        (sale,) = filled(
            i3_02="On March 3, 2025, the Company sold 2,400,000 shares of its Series B Convertible "
            "Preferred Stock to "
            "Larkspur Capital LLC at a purchase price of $12.50 per share, for gross proceeds of $30.0 "
            "million. The "
            "shares carry a dividend of 6.0% per annum and are convertible into common stock at a "
            "conversion price "
            "of $15.00 per share. The shares were sold in reliance on the exemption provided by Section "
            "4(a)(2) of "
            "the Securities Act of 1933. The Company intends to use the net proceeds to repay debt and "
            "for general "
            "corporate purposes."
        ).financings
        assert (sale.security, sale.status) == ("Series B Convertible Preferred Stock", "done")
        assert [text_of(f) for f in (sale.date, sale.amount, sale.shares, sale.price, sale.rate)] == [
            *("March 3, 2025", "$30.0 million", "2,400,000", "$12.50 per share", "6.0%"),
        ]
        assert (sale.purchaser, sale.exemption) == ("Larkspur Capital LLC", "Section 4(a)(2)")
        assert sale.use == "repay debt and for general corporate purposes"
        assert named(sale.terms) == {"conversion price": "$15.00 per share"}

    def test_notes_agreed_and_closed_are_one_sale(self) -> None:
        record = filled(
            i2_03="On February 24, 2025, the Company entered into a purchase agreement with Harbor "
            "Securities LLC to "
            "offer and sell $300 million aggregate principal amount of its 4.50% Convertible Senior Notes "
            "due 2030 "
            "(the “Notes”), plus up to an additional $45 million aggregate principal amount of the Notes "
            "to cover "
            "over-allotments. On March 3, 2025, the Company closed the sale of $345 million aggregate "
            "principal "
            "amount of the Notes. Maturity. The Notes mature on March 1, 2030. The Notes bear interest at "
            "a rate of "
            "4.50% per year.",
            i3_02="The Notes were sold in a private placement pursuant to Section 4(a)(2) of the "
            "Securities Act and "
            "Rule 144A thereunder. The Company received approximately $335.1 million in net proceeds.",
        )
        (sale,) = record.financings
        assert (sale.security, sale.status) == ("4.50% Convertible Senior Notes due 2030", "done")
        assert [text_of(f) for f in (sale.date, sale.amount, sale.rate, sale.maturity)] == [
            *("March 3, 2025", "$345 million", "4.50%", "March 1, 2030"),
        ]
        assert (sale.purchaser, sale.exemption) == ("Harbor Securities LLC", "Section 4(a)(2), Rule 144A")
        assert named(sale.terms) == {
            "additional, over-allotment": "$45 million",
            "net proceeds": "$335.1 million",
        }
        assert record.agreements == []  # the contracts of the sale are told with it

    def test_warrants_have_their_own_price(self) -> None:
        shares, warrants = filled(
            i3_02="On March 3, 2025, the Company agreed to sell 500,000 shares of common stock for an "
            "aggregate "
            "purchase price of $4.0 million, and warrants to purchase 250,000 shares of common stock for an "
            "aggregate purchase price of $50,000, to Dune Partners. The warrants have an exercise price "
            "of $11.00 "
            "per share."
        ).financings
        assert [text_of(f) for f in (shares.amount, shares.shares, shares.price)] == [
            *("$4.0 million", "500,000", None),
        ]
        assert [text_of(f) for f in (warrants.amount, warrants.shares, warrants.price)] == [
            *("$50,000", "250,000", "$11.00 per share"),
        ]
        assert shares.status == "planned"


class TestVotes:
    def test_withheld_only(self) -> None:
        votes = filled(
            i5_07="The annual meeting was held on March 3, 2025. The shareholders elected the following "
            "directors:"
            "\n\nNominee | For | Withheld\nAnna Stein | 12,345,678 | 234,567\nLuis Prado | 12,100,200 | "
            "480,045\n"
        ).votes
        assert [counts(vote) for vote in votes] == [
            ("Anna Stein", "elected", "12,345,678", "234,567", None, None),
            ("Luis Prado", "elected", "12,100,200", "480,045", None, None),
        ]

    def test_percentages_are_no_counts(self) -> None:
        (vote,) = filled(
            i5_07="At the special meeting held on March 3, 2025, the stockholders approved the merger "
            "agreement:\n\n"
            "For | Against | Abstain | % For\n30,114,221 | 1,022,310 | 88,012 | 96.4%\n"
        ).votes
        assert counts(vote) == (
            *("approved the merger agreement", "approved", "30,114,221", "1,022,310", "88,012", None),
        )

    def test_a_row_for_each_count(self) -> None:
        (vote,) = filled(
            i5_07="Proposal 2: Adoption of the 2025 Equity Plan. The stockholders did not approve the "
            "plan.\n\n"
            "Votes | Number\nFor | 10,500,100\nAgainst | 11,200,050\nAbstain | 40,010\n"
        ).votes
        assert counts(vote)[1:5] == ("rejected", "10,500,100", "11,200,050", "40,010")


class TestOtherLists:
    def test_listing(self) -> None:
        (listing,) = filled(
            i3_01="On February 28, 2025, the Company received a notice from The Nasdaq Stock Market LLC "
            "(“Nasdaq”) "
            "stating that the Company is not in compliance with Nasdaq Listing Rule 5550(a)(2), because "
            "the closing "
            "bid price of its common stock was below $1.00 per share for 30 consecutive business days. "
            "The Company "
            "has 180 calendar days, or until August 27, 2025, to regain compliance."
        ).listings
        assert listing.what.startswith("the Company received a notice from The Nasdaq Stock Market LLC")
        assert "Rule 5550(a)(2)" in listing.what
        assert listing.exchange == "The Nasdaq Stock Market LLC"
        assert (text_of(listing.date), text_of(listing.deadline)) == ("February 28, 2025", "August 27, 2025")

    def test_auditors(self) -> None:
        leaves, comes = filled(
            i4_01="On February 26, 2025, the Audit Committee dismissed Marlow & Finch LLP as the Company's "
            "independent registered public accounting firm. During the two most recent fiscal years there "
            "were no "
            "disagreements with Marlow & Finch LLP. On February 28, 2025, the Audit Committee engaged "
            "Tarn Audit "
            "PLLC as the Company's independent registered public accounting firm."
        ).restatements
        assert leaves.what.startswith("dismissed Marlow & Finch LLP")
        assert (leaves.reason, text_of(leaves.date)) == ("no disagreement", "February 26, 2025")
        assert comes.what.startswith("engaged Tarn Audit PLLC")
        assert (comes.reason, text_of(comes.date)) == (None, "February 28, 2025")

    def test_statements_not_to_be_relied_on(self) -> None:
        (entry,) = filled(
            i4_02="On March 3, 2025, the Audit Committee concluded that the Company's previously issued "
            "unaudited "
            "financial statements for the quarters ended June 30, 2024 and September 30, 2024 should no "
            "longer be "
            "relied upon because of errors in the recognition of freight revenue. The errors overstated "
            "revenue by "
            "$4.1 million and net income by $2.9 million."
        ).restatements
        assert entry.what == (
            "previously issued unaudited financial statements for the quarters ended June 30, 2024 and "
            "September "
            "30, 2024"
        )
        assert entry.reason == "because of errors in the recognition of freight revenue"
        assert list(named(entry.effects).values()) == ["$4.1 million", "$2.9 million"]

    def test_restructuring(self) -> None:
        (charge,) = filled(
            i2_05="On March 3, 2025, the Board approved a restructuring plan (the “Plan”) to reduce its "
            "workforce by "
            "approximately 8%. The Company estimates that it will incur $21 million to $24 million in "
            "charges in "
            "connection with the Plan. The Company expects that approximately $18 million of the charges "
            "will "
            "result in future cash expenditures. The Plan is expected to be complete by the end of fiscal "
            "2025."
        ).charges
        assert (charge.what, charge.kind) == ("restructuring plan", "restructuring")
        assert text_of(charge.amount) == "$21 million to $24 million"
        assert text_of(charge.cash) == "$18 million"
        assert text_of(charge.when) == "fiscal 2025"
        assert named(charge.terms) == {"workforce": "8%"}

    def test_a_dividend(self) -> None:
        document = report(
            i8_01="On March 3, 2025, the Board declared a quarterly cash dividend of $0.22 per share, "
            "payable on April "
            "15, 2025 to holders of record on March 31, 2025. The Board also authorized a $100 million share "
            "repurchase program."
        )
        record = draft(document)
        (event,) = record.others
        assert (event.status, text_of(event.when)) == ("done", "March 3, 2025")
        assert named(event.figures) == {
            "quarterly cash dividend": "$0.22 per share",
            "payable": "April 15, 2025",
            "record": "March 31, 2025",
            "share repurchase program": "$100 million",
        }
        assert flagged(document, record) == []

    def test_what_is_to_come_is_planned(self) -> None:
        (event,) = filled(
            i8_01="The Company expects to open its new terminal in Rotterdam in the fourth quarter of 2025."
        ).others
        assert (event.status, text_of(event.when)) == ("planned", "fourth quarter of 2025")

    def test_a_release_that_is_only_furnished_is_no_event(self) -> None:
        record = filled(
            i5_02="On March 3, 2025, the Board elected Tomas Berg as a director.",
            i7_01="On March 3, 2025, the Company issued a press release, a copy of which is furnished as "
            "Exhibit "
            "99.1.",
        )
        assert record.others == []
        alone = filled(
            i7_01="On March 3, 2025, the Company issued a press release, a copy of which is furnished as "
            "Exhibit "
            "99.1."
        )
        assert alone.headline.startswith("On March 3, 2025, the Company issued a press release")
        assert alone.others == []


class TestReleases:
    def test_a_release_without_items_is_read_by_its_words(self) -> None:
        record = draft(
            load_text(
                "Brandt Logistics Appoints Jane Doyle as Chief Financial Officer\n\nCHICAGO, March 3, "
                "2025 -- Brandt "
                "Logistics, Inc. (Nasdaq: BRLG) today announced that it has appointed Jane Doyle as Chief "
                "Financial "
                "Officer, effective April 1, 2025.\n"
            )
        )
        assert record.headline == "Brandt Logistics Appoints Jane Doyle as Chief Financial Officer"
        assert record.ticker == "BRLG"
        assert [told(officer) for officer in record.officers] == [
            ("Jane Doyle", "Chief Financial Officer", "appointed", "April 1, 2025")
        ]

    def test_the_title_of_a_release_that_is_not_here(self) -> None:
        record = draft(
            load_text(
                "FORM 6-K\n\nREPORT OF FOREIGN PRIVATE ISSUER\n\nBRANDT LOGISTICS PLC\n\nEXHIBIT INDEX\n\n"
                "99.1 Press release dated March 3, 2025 titled “Brandt Announces Settlement of Port "
                "Litigation”\n"
            )
        )
        assert record.headline == "Brandt Announces Settlement of Port Litigation"
        (event,) = record.others
        assert (event.what, event.status) == ("Brandt Announces Settlement of Port Litigation", "done")
        assert text_of(event.when) == "March 3, 2025"

    def test_another_companys_symbol_is_not_the_filers(self) -> None:
        record = filled(
            i5_02="On March 3, 2025, the Board elected Tomas Berg, of Molten Brewing Company (NYSE: "
            "MLTN), as a "
            "director."
        )
        assert record.ticker is None


WORDS = (
    "On March 3, 2025,|the Board|appointed|Jane R. Doyle|as|Chief Financial Officer|,|and|resigned|(the "
    "“Company”)|"
    "entered into|an Agreement and Plan of Merger|with|Ostra plc|$38.50|per share|each share|in cash|34%|"
    "termination fee of|$1.2 billion|shares of common stock|2.75% Senior Notes due 2031|sold|Section 4(a)(2)|"
    "effective|Mr. Doyle|base salary of|votes for|1,234,567|impairment|(i)|;|.|\n\n|—|“|”|Item 5.02|Item 1.01"
).split("|")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60))
def test_whatever_it_reads_every_figure_stands_in_its_quote_and_every_quote_in_the_filing(
    words: list[str],
) -> None:
    document = load_text(f"{COVER}Item 5.02 {TITLES['5.02']}.\n\n{' '.join(words)}{SIGNATURE}")
    record = draft(document)
    flat = " ".join(document.text.split())
    for figure in figures_of(record):
        assert figure.text in figure.quote
        assert figure.quote in flat
