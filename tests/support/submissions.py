"""Invented EDGAR submissions, in both of the ways that EDGAR writes them."""

from dataclasses import dataclass

HEADER = """\
<SEC-DOCUMENT>0009999999-24-000017.txt : 20240509
<SEC-HEADER>0009999999-24-000017.hdr.sgml : 20240509
<ACCEPTANCE-DATETIME>20240509160101
ACCESSION NUMBER:\t\t0009999999-24-000017
CONFORMED SUBMISSION TYPE:\t8-K
PUBLIC DOCUMENT COUNT:\t\t99
CONFORMED PERIOD OF REPORT:\t20240508
ITEM INFORMATION:\t\tResults of Operations and Financial Condition
ITEM INFORMATION:\t\tFinancial Statements and Exhibits
FILED AS OF DATE:\t\t20240509

FILER:

\tCOMPANY DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\tCORVANE THERAPEUTICS INC
\t\tCENTRAL INDEX KEY:\t\t\t0009999999
\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\tPHARMACEUTICAL PREPARATIONS [2834]
\t\tFISCAL YEAR END:\t\t\t1231

\tFILING VALUES:
\t\tFORM TYPE:\t\t8-K

\tFORMER COMPANY:\t
\t\tFORMER CONFORMED NAME:\tOLD CORVANE INC
</SEC-HEADER>
"""
FOOTER = "</SEC-DOCUMENT>\n"
COVER = """\
                                    FORM 8-K
                                 CURRENT REPORT

                           Corvane Therapeutics, Inc.
             (Exact name of registrant as specified in its charter)

Item 2.02. Results of Operations and Financial Condition.

On May 8, 2024, the Company issued a press release, which is furnished as Exhibit 99.1.
"""
RELEASE = """\
Corvane Therapeutics Reports Results

Corvane Therapeutics, Inc. (Nasdaq: COVN) today reported revenue of $12.5 million for the first quarter.
"""


@dataclass(frozen=True)
class Piece:
    """A document to put into a submission."""

    type: str
    body: str
    filename: str = ""
    description: str = ""


def written(piece: Piece, number: int, *, feed: bool = False) -> str:
    """A document with its tags; `feed` puts all on one line, as the files of the feed do."""
    end = "" if feed else "\n"
    tags = [f"<DOCUMENT>{end}<TYPE>{piece.type}{end}<SEQUENCE>{number}{end}"]
    tags += [f"<FILENAME>{piece.filename}{end}"] if piece.filename else []
    tags += [f"<DESCRIPTION>{piece.description}{end}"] if piece.description else []
    return "".join([*tags, f"<TEXT>{end}", piece.body, f"</TEXT>{end}</DOCUMENT>{end}"])


def submission(*pieces: Piece, header: str = HEADER, footer: str = FOOTER) -> str:
    """A whole submission."""
    return header + "".join(written(piece, number) for number, piece in enumerate(pieces, start=1)) + footer
