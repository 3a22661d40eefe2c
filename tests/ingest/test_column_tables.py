"""Tables drawn in spaces: every figure under the headers that the page prints over it."""

from summarizer.document import Document, Table
from summarizer.ingest import load_text

Path = tuple[str, ...]


def figures(document: Document, table: Table) -> dict[tuple[Path, Path], str]:
    """The figures of a table by their labels; a label that occurs twice fails the test."""
    found: dict[tuple[Path, Path], str] = {}
    for cell in table.cells:
        if not cell.is_header:
            key = (cell.row_header, cell.column_header)
            assert key not in found
            found[key] = " ".join(cell.span.of(document.text).split())
    return found


def only(text: str) -> tuple[Table, dict[tuple[Path, Path], str]]:
    document = load_text(text)
    (table,) = document.tables
    return table, figures(document, table)


INCOME = """
                           HALVERTON MILLS CO
            STATEMENTS OF OPERATIONS (Unaudited)
          (in thousands, except per share amounts)

<TABLE>
<CAPTION>
                                       Three Months Ended      Six Months Ended
                                            June 30,               June 30,
                                      -------------------    -------------------
                                        2008       2007        2008       2007
                                      --------   --------    --------   --------
<S>                                   <C>        <C>         <C>        <C>
Net sales                             $  1,945   $  1,530    $  4,288   $  3,240
Cost of sales ..................         1,396      1,127       3,132      2,355
                                      --------   --------    --------   --------
   Gross margin                            549        403       1,156        885
Operating expenses:
   Research and development                 92         76         182        152
   Special charges:
       Restructuring costs                  --          9           8          9
             Total operating expenses       92         85         190        161
Other income (expense), net               (49)        (19)        89         29
Earnings per share,
  diluted                             $   1.28   $    .84    $   2.32   $   1.79
Gross margin as percent of net sales      28%        26%         27%        27%
                                      ========   ========    ========   ========
</TABLE>
"""


def test_an_income_statement() -> None:
    table, found = only(INCOME)
    three, six = "Three Months Ended June 30,", "Six Months Ended June 30,"
    expenses = "Operating expenses"
    assert table.caption == (
        "HALVERTON MILLS CO STATEMENTS OF OPERATIONS (Unaudited) (in thousands, except per share amounts)"
    )
    assert found[("Net sales",), (three, "2008")] == "$ 1,945"
    assert found[("Net sales",), (six, "2007")] == "$ 3,240"
    assert found[("Cost of sales",), (three, "2007")] == "1,127"
    assert found[("Gross margin",), (six, "2008")] == "1,156"
    assert found[(expenses, "Research and development"), (three, "2008")] == "92"
    assert found[(expenses, "Special charges", "Restructuring costs"), (three, "2008")] == "--"
    assert found[(expenses, "Total operating expenses"), (six, "2007")] == "161"
    assert found[("Other income (expense), net",), (three, "2008")] == "(49)"
    assert found[("Earnings per share, diluted",), (three, "2007")] == "$ .84"
    assert found[("Gross margin as percent of net sales",), (six, "2008")] == "27%"
    assert len(found) == 36


def test_rows_and_columns_are_counted_over_the_whole_table() -> None:
    document = load_text(INCOME)
    (table,) = document.tables
    places = {cell.span.of(document.text): (cell.row, cell.column, cell.is_header) for cell in table.cells}
    assert places["Three Months Ended"] == (0, 1, True)
    assert places["Six Months Ended"] == (0, 3, True)
    assert places["Net sales"] == (3, 0, True)
    assert places["$  4,288"] == (3, 3, False)
    assert places["Operating expenses:"] == (6, 0, True)


def test_headers_of_several_lines_in_a_narrow_table() -> None:
    text = """
 RESERVE FOR LOAN LOSSES

                                       Six
              Quarter     Quarter     Months
 (unaudited)   Ended       Ended       Ended
 (dollars    Sept. 30,    June 30,   Sept. 30,
  in 000s)     2008        2008        2008
 -----------------------------------------------
 Balance at
  beginning
  of period $   19,149  $   19,114  $   16,262
 Charge offs -
  net of
  recoveries    (5,570)     (2,965)        (39)
            ----------  ----------  ----------
 Total non-
  performing
  loans           6.19%       2.83%       0.00%
"""
    table, found = only(text)
    assert table.caption == "RESERVE FOR LOAN LOSSES (unaudited) (dollars in 000s)"
    first, last = ("Quarter Ended Sept. 30, 2008",), ("Six Months Ended Sept. 30, 2008",)
    assert found[("Balance at beginning of period",), first] == "$ 19,149"
    assert found[("Charge offs - net of recoveries",), last] == "(39)"
    assert found[("Total non-performing loans",), first] == "6.19%"


def test_a_header_under_the_others_spans_their_columns() -> None:
    text = """
 Problem Loans                Problem   % of    Problem   % of
  by County                    Loans    Loans    Loans    Loans
 (dollars in 000s)            ---------------  ---------------
                               Sept. 30, 2008    June 30, 2008

 Arden County                  $ 8,993      11%  $ 9,022      23%
 Boyle County                      563       1%      660       2%
 Total                         $ 9,556      12%  $ 9,682      25%
"""
    table, found = only(text)
    assert table.caption == "Problem Loans by County (dollars in 000s)"
    assert found[("Arden County",), ("Problem Loans", "Sept. 30, 2008")] == "$ 8,993"
    assert found[("Boyle County",), ("% of Loans", "June 30, 2008")] == "2%"
    assert found[("Total",), ("% of Loans", "Sept. 30, 2008")] == "12%"


def test_a_header_over_one_column_of_several_names_that_one() -> None:
    text = """
                        Quarter                Quarter
                         Ended      Yearly      Ended
                       June 30,     Change    June 30,
                         2008                   2007
 Deposits               $ 8,500        -3%     $ 8,587
 Borrowings               1,334       -16%       1,593
"""
    _, found = only(text)
    assert found[("Deposits",), ("Quarter Ended June 30, 2008",)] == "$ 8,500"
    assert found[("Borrowings",), ("Yearly Change",)] == "-16%"
    assert found[("Borrowings",), ("Quarter Ended June 30, 2007",)] == "1,593"


def test_a_balance_sheet_of_two_halves_keeps_its_columns() -> None:
    text = """
                                            2008         2007
                                          ---------    ---------
                   ASSETS
Current assets:
  Cash                                    $   1,662    $   1,326
        Total assets                          7,007        5,161

           LIABILITIES AND EQUITY

Common stock, no par value; 320,000 shares
  authorized; 162,679 and 160,799 issued      1,419        1,349
                                          $   7,007    $   5,161
"""
    _, found = only(text)
    label = "Common stock, no par value; 320,000 shares authorized; 162,679 and 160,799 issued"
    assert found[("ASSETS", "Current assets", "Cash"), ("2008",)] == "$ 1,662"
    assert found[("LIABILITIES AND EQUITY", label), ("2007",)] == "1,349"
    assert found[("LIABILITIES AND EQUITY",), ("2008",)] == "$ 7,007"


def test_a_table_that_goes_on_on_the_next_page_keeps_its_headers() -> None:
    text = (
        "                         2008       2007\n"
        "                        ------     ------\n"
        "  Tea                      120        110\n"
        "  Coffee                    90         80\n"
        "\n                  2\n<PAGE>\n"
        "Sales by Product (continued)\n\n"
        "  Cocoa                     30         20\n"
        "  Total                    240        210\n"
    )
    document = load_text(text)
    first, second = document.tables
    assert figures(document, first)[("Coffee",), ("2007",)] == "80"
    assert figures(document, second)[("Cocoa",), ("2008",)] == "30"
    assert figures(document, second)[("Total",), ("2007",)] == "210"


def test_two_tables_side_by_side_in_the_text_are_two() -> None:
    text = (
        "                     2008     2007\n"
        " Tea                  120      110\n"
        " Coffee                90       80\n"
        "\n"
        "                     2006     2005\n"
        " Tea                   70       60\n"
        " Coffee                50       40\n"
    )
    document = load_text(text)
    first, second = (figures(document, table) for table in document.tables)
    assert first[("Tea",), ("2008",)] == "120"
    assert second[("Coffee",), ("2005",)] == "40"


def test_tabs_and_leaders() -> None:
    text = "Units sold\n\t\t\t2008\t2007\nTea. . . . . . . . .\t120\t110\nCoffee.............\t 90\t 80\n"
    document = load_text(text)
    (table,) = document.tables
    assert figures(document, table)[("Tea",), ("2008",)] == "120"
    assert figures(document, table)[("Coffee",), ("2007",)] == "80"


def test_a_scale_in_the_sentence_over_the_table() -> None:
    text = (
        "A summary of options for the period follows (option amounts are presented in\nthousands):\n\n"
        "                           Options      Price\n"
        "Outstanding                 18,404    $ 26.39\n"
        "Granted                     19,536    $ 90.72\n"
    )
    table, found = only(text)
    assert table.caption == "(option amounts are presented in thousands)"
    assert found[("Granted",), ("Price",)] == "$ 90.72"


def test_a_scale_in_a_row_label_is_no_caption() -> None:
    text = (
        "                           2008       2007\n"
        "Net income              $   233    $   135\n"
        "Shares used (in thousands):\n"
        "   Basic                162,172    136,371\n"
    )
    table, found = only(text)
    assert table.caption == ""
    assert found[("Shares used (in thousands)", "Basic"), ("2007",)] == "136,371"


def test_contents_are_furniture() -> None:
    text = (
        "TABLE OF CONTENTS\n\n"
        "Item 1.  Business .................................  3\n"
        "Item 2.  Properties ...............................  9\n"
        "Item 7.  Management's Discussion ..................  14\n"
        "Item 8.  Financial Statements .....................  F-21\n\n"
        "Item 1. Business\n\nThe company makes tea.\n"
    )
    document = load_text(text)
    assert document.tables == ()
    assert document.items == ("1",)


def test_prose_is_no_table() -> None:
    text = (
        "On July 3,  2008,  the  Company  paid  $5.3  million  in  cash  and  issued  1,200\n"
        "shares  of  its stock.  The price was  $12.40 a share.  It had 162,743  shares  at\n"
        "the time, of which 40 percent  were held by  officers.  See Note 3 for details  of\n"
    )
    assert load_text(text).tables == ()


def test_what_leads_into_no_table() -> None:
    for text in (
        "   5",
        "x    5",
        "a     1\nb         \n\n\n\nc   2",
        "          1\n\n",
        "$      \n   )   5   %\n",
    ):
        assert load_text("Words\n" + text).tables == ()


def test_a_rule_shows_which_columns_a_header_spans() -> None:
    text = (
        "                      North              \n"
        "              ----------------------     \n"
        "               2008    2007    2006  Price\n"
        "Tea             120     110     100  $1.20\n"
        "Coffee           90      80      70  $2.40\n"
    )
    _, found = only(text)
    assert found[("Tea",), ("North", "2006")] == "100"
    assert found[("Coffee",), ("North", "2008")] == "90"
    assert found[("Coffee",), ("Price",)] == "$2.40"


def test_a_wide_figure_does_not_melt_columns_together() -> None:
    text = (
        "                 2008    2007    2006\n"
        "Tea               120     110     100\n"
        "Coffee             90      80      70\n"
        "Cocoa              60      50      40\n"
        "All   (1,234,567,890,123)        (2)\n"
    )
    _, found = only(text)
    assert found[("Tea",), ("2008",)] == "120"
    assert found[("Coffee",), ("2007",)] == "80"
    assert found[("Cocoa",), ("2006",)] == "40"


def test_a_currency_sign_that_touches_the_label_belongs_to_the_figure() -> None:
    text = (
        "                 2008        2007\n"
        "Price per unit $   1.20  $    1.10\n"
        "Units            1,200       1,100\n"
    )
    _, found = only(text)
    assert found[("Price per unit",), ("2008",)] == "$ 1.20"


def test_the_tail_of_a_label_after_its_figures() -> None:
    text = (
        "                                2008     2007\n"
        "Gains on sales of stocks held    120      110\n"
        "  by the company\n"
        "Other gains                       90       80\n"
    )
    _, found = only(text)
    assert found[("Other gains",), ("2007",)] == "80"
    assert found[("Gains on sales of stocks held by the company",), ("2008",)] == "120"
