"""Rarer turns of current reports: each list of the record with what is easily told wrong."""

import pytest
from current_reports import COVER, SIGNATURE, counts, draft, filled, named, text_of, told

from summarizer.ingest import load_text

OLD_COVER = COVER.replace("March 3, 2025", "March 3, 2003")


class TestOfficers:
    def test_the_one_who_died_is_not_the_one_who_follows(self) -> None:
        comes, died = filled(
            i5_02="On March 3, 2025, the Board named Kim Sato interim Chief Executive Officer, succeeding "
            "Paul Dunn, "
            "who passed away on March 1, 2025. Ms. Sato will continue to serve as Chair."
        ).officers
        assert told(comes) == ("Kim Sato", "interim Chief Executive Officer", "appointed", "March 3, 2025")
        assert told(died) == ("Paul Dunn", None, "died", "March 1, 2025")

    def test_she_and_he(self) -> None:
        she, he = filled(
            i5_02="Ms. Ida Falk, the Company's General Counsel, and Mr. Jon Ek, its Controller, are "
            "leaving the "
            "Company. She will retire on May 1, 2025. He will step down on June 1, 2025 due to family "
            "reasons."
        ).officers
        assert (*told(she), she.reason) == ("Ida Falk", "General Counsel", "retires", "May 1, 2025", None)
        assert (*told(he), he.reason) == (
            *("Jon Ek", "Controller", "resigned", "June 1, 2025"),
            "due to family reasons",
        )

    def test_severance_and_what_remains(self) -> None:
        (officer,) = filled(
            i5_02="On March 3, 2025, the Company entered into a separation agreement with Hugo Lenz, who "
            "ceased to "
            "serve as Chief Marketing Officer on February 28, 2025. Mr. Lenz will receive severance of "
            "$300,000 and "
            "a prorated bonus of $45,000. He will continue to serve as a consultant until August 31, 2025."
        ).officers
        assert told(officer) == ("Hugo Lenz", "Chief Marketing Officer", "resigned", "February 28, 2025")
        assert named(officer.pay) == {"severance": "$300,000", "prorated bonus": "$45,000"}
        assert officer.note == "He will continue to serve as a consultant until August 31, 2025."

    def test_what_is_raised_from_one_share_to_another_is_no_range(self) -> None:
        (officer,) = filled(
            i5_02="On March 3, 2025, the Company amended the employment agreement of Rosa Diaz, Chief "
            "Financial "
            "Officer. Her target bonus was increased from 60% to 75% of her base salary, and she was "
            "granted stock "
            "options to purchase 40,000 shares with an exercise price of $21.50 per share. The options "
            "vest 25% per "
            "year."
        ).officers
        assert told(officer) == ("Rosa Diaz", "Chief Financial Officer", "pay", "March 3, 2025")
        assert named(officer.pay) == {
            "target bonus, of salary": "75%",
            "stock options to purchase": "40,000",
            "exercise price": "$21.50 per share",
        }


class TestAgreements:
    def test_a_letter_of_intent_is_planned(self) -> None:
        (agreement,) = filled(
            i1_01="On March 3, 2025, the Company signed a non-binding letter of intent with Tarn Rail "
            "Corp. for a "
            "proposed merger. The closing of the merger is conditioned upon the approval of the "
            "stockholders of both "
            "companies."
        ).agreements
        assert (agreement.kind, agreement.status, agreement.parties) == (
            "merger",
            "planned",
            ["Tarn Rail Corp."],
        )
        assert agreement.conditions == ["the approval of the stockholders of both companies"]

    def test_an_acquisition_with_an_earn_out(self) -> None:
        (agreement,) = filled(
            i2_01="On March 3, 2025, the Company completed its previously announced acquisition of Moss "
            "Analytics, "
            "Inc. The purchase price was $52 million in cash, and the former holders may receive earn-out "
            "payments "
            "of up to $8 million."
        ).agreements
        assert (agreement.status, agreement.parties) == ("completed", ["Moss Analytics, Inc."])
        assert text_of(agreement.price) == "$52 million"
        assert named(agreement.terms) == {"earn-out payments": "up to $8 million"}

    def test_a_licence(self) -> None:
        (agreement,) = filled(
            i1_01="On March 3, 2025, the Company entered into a License Agreement with Vale Biotech GmbH, "
            "under which "
            "the Company will receive an upfront payment of $10 million, milestone payments of up to $120 "
            "million and "
            "royalties of 8% on net sales."
        ).agreements
        assert (agreement.kind, agreement.parties) == ("licence", ["Vale Biotech GmbH"])
        assert named(agreement.terms) == {
            "upfront payment": "$10 million",
            "milestone payments": "up to $120 million",
            "royalties": "8%",
        }

    def test_a_fluctuating_ratio_keeps_its_cases(self) -> None:
        (agreement,) = filled(
            i1_01="On March 3, 2025, the Company entered into an Agreement and Plan of Merger with Tarn "
            "Rail Corp. "
            "The Exchange Ratio depends on the price of the shares.\n\n● If the average price is an "
            "amount greater "
            "than $50.00, then the Exchange Ratio shall be 0.4000;\n\n● If the average price is an amount "
            "less than "
            "$40.00, then the Exchange Ratio shall be 0.5000."
        ).agreements
        assert named(agreement.terms) == {
            "Exchange Ratio, If the average price is an amount greater than $50.00": "0.4000",
            "Exchange Ratio, If the average price is an amount less than $40.00": "0.5000",
        }

    def test_as_the_form_counted_until_2004(self) -> None:
        record = draft(
            load_text(
                f"{OLD_COVER}Item 2. Acquisition or Disposition of Assets.\n\nOn March 3, 2003, "
                "Brandt Logistics, "
                "Inc. acquired Olde Freight, Inc. pursuant to a Stock Purchase Agreement dated January "
                "15, 2003. The "
                f"purchase price was $12 million in cash.\n{SIGNATURE}"
            )
        )
        (agreement,) = record.agreements
        assert (agreement.what, agreement.status) == ("acquired Olde Freight, Inc.", "completed")
        assert (text_of(agreement.date), text_of(agreement.price)) == ("March 3, 2003", "$12 million")

    def test_resignations_as_the_form_counted_until_2004(self) -> None:
        record = draft(
            load_text(
                f"{OLD_COVER}Item 6. Resignations of Registrant's Directors.\n\nOn March 3, 2003, "
                "John Alder resigned "
                f"from the Board of Directors.\n{SIGNATURE}"
            )
        )
        assert [told(officer) for officer in record.officers] == [
            ("John Alder", "director", "resigned", "March 3, 2003")
        ]


class TestFinancings:
    def test_an_exchange_of_notes_for_shares_and_cash(self) -> None:
        (sale,) = filled(
            i3_02="On March 3, 2025, the Company entered into privately negotiated agreements with "
            "certain investors to "
            "exchange (i) an aggregate of 2.5 million shares of the Company's common stock and $1.0 "
            "million in cash "
            "for $30.0 million principal amount of its outstanding 2.00% Convertible Notes due 2027 held "
            "by such "
            "investors. The exchange is exempt from registration in reliance on Section 3(a)(9) of the "
            "Securities Act."
        ).financings
        assert (sale.security, text_of(sale.shares), sale.purchaser) == (
            *("common stock", "2.5 million", "certain investors"),
        )
        assert sale.exemption == "Section 3(a)(9)"
        assert named(sale.terms) == {
            "in cash": "$1.0 million",
            "principal amount of its outstanding 2.00% Convertible Notes due 2027": "$30.0 million",
        }

    def test_notes_to_be_issued(self) -> None:
        (sale,) = filled(
            i3_02="On March 3, 2025, the Company agreed to issue $40 million aggregate principal amount "
            "of Series A "
            "Senior Notes due 2032 to Corvid Bank plc. The notes will bear interest at 7.25% per annum "
            "and mature on "
            "March 15, 2032."
        ).financings
        assert (sale.security, sale.status, sale.purchaser) == (
            *("Series A Senior Notes due 2032", "planned", "Corvid Bank plc"),
        )
        assert [text_of(f) for f in (sale.amount, sale.rate, sale.maturity)] == [
            *("$40 million", "7.25%", "March 15, 2032"),
        ]


class TestOtherLists:
    def test_a_move_to_another_exchange(self) -> None:
        (listing,) = filled(
            i3_01="On March 3, 2025, the Company notified the New York Stock Exchange of its intention to "
            "voluntarily "
            "withdraw the listing of its common stock and to transfer the listing to The Nasdaq Stock "
            "Market LLC, "
            "because the Company believes that a listing there will reduce its cost, and because many of "
            "its peers, "
            "with which it competes for the attention of investors and analysts, are listed there as "
            "well. The Company "
            "has a period of 45 days to submit a plan to regain compliance."
        ).listings
        assert listing.what.endswith("to transfer the listing to The Nasdaq Stock Market LLC")
        assert text_of(listing.deadline) == "45 days"

    def test_an_auditor_who_resigns(self) -> None:
        (entry,) = filled(
            i4_01="On March 1, 2025, Marlow & Finch LLP resigned as the Company's independent registered "
            "public "
            "accounting firm, effective March 15, 2025."
        ).restatements
        assert entry.what.startswith("Marlow & Finch LLP resigned")
        assert text_of(entry.date) == "March 1, 2025"

    def test_parts_of_a_charge_are_not_the_charge(self) -> None:
        (charge,) = filled(
            i2_05="On March 3, 2025, the Company committed to close its Tulsa facility. The Company "
            "expects to record "
            "severance costs of $4 million and lease termination costs of $2 million. About 140 employees "
            "are "
            "affected. The Company expects annual savings of $9 million. The closure is expected to be "
            "completed by "
            "June 30, 2025."
        ).charges
        assert (charge.amount, text_of(charge.when)) == (None, "June 30, 2025")
        assert named(charge.terms) == {
            "severance costs": "$4 million",
            "lease termination": "$2 million",
            "employees": "140",
            "annual savings": "$9 million",
        }

    def test_votes_in_one_line(self) -> None:
        (vote,) = filled(
            i5_07="Proposal 3. The stockholders ratified the auditors. For: 9,000,100; Against: 20,010; "
            "Abstain: 3,300."
        ).votes
        assert counts(vote) == ("ratified the auditors", "approved", "9,000,100", "20,010", "3,300", None)


class TestReleases:
    @pytest.fixture
    def dateline(self) -> str:
        return "CHICAGO, March 3, 2025 -- Brandt Logistics, Inc. (Nasdaq: BRLG) today announced "

    def test_a_deal(self, dateline: str) -> None:
        record = draft(
            load_text(
                "Brandt Logistics to Acquire Moss Analytics for $52 Million\n\n"
                f"{dateline}that it has entered into a definitive agreement to acquire Moss "
                "Analytics, Inc. for $52 "
                "million in cash.\n\nThe transaction is expected to close in mid-2025, subject to "
                "regulatory approval.\n"
            )
        )
        (agreement,) = record.agreements
        assert (agreement.kind, agreement.status, agreement.parties) == (
            *("acquisition", "signed", ["Moss Analytics, Inc."]),
        )
        assert (text_of(agreement.price), text_of(agreement.closing)) == ("$52 million", "mid-2025")
        assert agreement.conditions == ["regulatory approval"]

    def test_an_offering(self, dateline: str) -> None:
        record = draft(
            load_text(
                "Brandt Logistics Announces Pricing of Public Offering of Common Stock\n\n"
                f"{dateline}the pricing of its public offering. The Company is offering 3,000,000 "
                "shares of its common "
                "stock at a price to the public of $20.00 per share, for gross proceeds of $60.0 million. "
                "The Company "
                "intends to use the net proceeds for general corporate purposes.\n"
            )
        )
        (sale,) = record.financings
        assert [text_of(f) for f in (sale.amount, sale.shares, sale.price)] == [
            *("$60.0 million", "3,000,000", "$20.00 per share"),
        ]
        assert sale.use == "general corporate purposes"

    def test_a_restructuring(self, dateline: str) -> None:
        record = draft(
            load_text(
                "Brandt Logistics Announces Restructuring\n\n"
                f"{dateline}a restructuring plan that will reduce its workforce by 5%. The Company "
                "expects to record a "
                "charge of $7 million in the second quarter of 2025.\n"
            )
        )
        (charge,) = record.charges
        assert (text_of(charge.amount), text_of(charge.when)) == ("$7 million", "second quarter of 2025")
        assert named(charge.terms) == {"workforce": "5%"}


class TestDealsToldInParts:
    def test_signed_and_completed_in_one_item_is_one_deal(self) -> None:
        (agreement,) = filled(
            i2_01="On January 6, 2025, the registrant announced that it had entered into a "
            "definitive merger agreement "
            "with Kenning Investments, Inc. (“Kenning”). The merger was completed on March 3, 2025. "
            "The registrant "
            "obligated itself to issue an aggregate of 3,557,819 shares of its registered common "
            "stock to the former "
            "shareholders of Kenning, and to pay to such shareholders an aggregate of $21,346,914 in cash."
        ).agreements
        assert (agreement.what, agreement.status) == ("merger agreement", "completed")
        assert agreement.parties == ["Kenning Investments, Inc."]
        assert text_of(agreement.date) == "March 3, 2025"
        assert agreement.consideration == "cash and stock"
        assert set(named(agreement.terms).values()) == {"3,557,819", "$21,346,914"}

    def test_a_date_that_only_the_agreement_bears(self) -> None:
        (agreement,) = filled(
            i1_01="The Company entered into a Credit Agreement, dated as of February 28, 2025, with "
            "Northbank, N.A. that "
            "provides for a term loan in the amount of $75 million. Borrowings bear interest at a "
            "fixed rate of 6.10% "
            "and the loan matures on February 28, 2030. The commitment fee is 0.25%."
        ).agreements
        assert text_of(agreement.date) == "February 28, 2025"
        assert (agreement.kind, text_of(agreement.price)) == ("credit", "$75 million")
        assert {"6.10%", "0.25%", "February 28, 2030"} <= set(named(agreement.terms).values())

    def test_a_closing_told_twice_is_one(self) -> None:
        record = filled(
            i1_01="On March 3, 2025, the Company completed the acquisition of Moss Analytics, Inc. "
            "(“Moss”) and, in "
            "connection with it, entered into a Transition Services Agreement with Moss Holdings LLC.",
            i2_01="On March 3, 2025, the Company completed the acquisition of Moss Analytics, Inc. "
            "(“Moss”) and, in "
            "connection with it, paid $52 million in cash.",
        )
        assert [a.status for a in record.agreements].count("completed") == 1

    def test_more_than_one_condition_and_until_when(self) -> None:
        (agreement,) = filled(
            i1_01="On March 3, 2025, the Company entered into a Stock Purchase Agreement with "
            "Halden Rail AS. The closing "
            "is subject to, among other things, the receipt of regulatory approvals and the absence "
            "of any material "
            "adverse change. The purchase price is $120 million, of which $12 million will be held "
            "in escrow. The parties "
            "expect to complete the acquisition by the end of 2025. Either party may terminate the "
            "agreement after June "
            "30, 2026."
        ).agreements
        assert agreement.kind == "acquisition"
        assert text_of(agreement.price) == "$120 million"
        assert text_of(agreement.closing) == "end of 2025"
        assert "June 30, 2026" in named(agreement.terms).values()
        assert agreement.conditions == [
            "the receipt of regulatory approvals and the absence of any material adverse change"
        ]


class TestSecuritiesToldInParts:
    def test_two_uses_and_a_rate_in_the_name(self) -> None:
        (sale,) = filled(
            i3_02="On March 3, 2025, the Company issued $150 million aggregate principal amount of "
            "5.25% Senior Secured "
            "Notes due 2031 to certain institutional investors. The Company intends to use a "
            "portion of the net proceeds "
            "to repay its term loan. The Company plans to use the balance of the proceeds for "
            "general corporate purposes. "
            "The placement agent fee was $3.0 million."
        ).financings
        figures = (sale.amount, sale.rate, sale.maturity)
        assert list(map(text_of, figures)) == ["$150 million", "5.25%", "2031"]
        assert sale.purchaser == "certain institutional investors"
        assert sale.use == "repay its term loan; general corporate purposes"
        assert named(sale.terms) == {"placement agent fee": "$3.0 million"}

    def test_two_tranches_are_two_securities(self) -> None:
        sales = filled(
            i2_03="On March 3, 2025, the Company issued $200 million aggregate principal amount of "
            "4.00% Senior Notes due "
            "2030 and $300 million aggregate principal amount of 4.75% Senior Notes due 2035. The "
            "notes are unsecured."
        ).financings
        assert [(s.security, text_of(s.amount), text_of(s.rate)) for s in sales] == [
            ("4.00% Senior Notes due 2030", "$200 million", "4.00%"),
            ("4.75% Senior Notes due 2035", "$300 million", "4.75%"),
        ]
