"""The Items of Form 8-K by the titles that EDGAR gives them in headers, before and after August 2004."""

import re
from datetime import date
from typing import Final

_RENUMBERED: Final = date(2004, 8, 23)
_NUMBER = re.compile(r"(?:item\s+)?(\d{1,2}(?:\.\d{2})?[A-C]?)\.?\Z", re.IGNORECASE)

# The first words, which are enough to tell them apart and survive EDGAR's own changes of wording.
_ITEMS: Final = {
    "entry into a material definitive": "1.01",
    "termination of a material definitive": "1.02",
    "bankruptcy or receivership": "1.03",
    "mine safety": "1.04",
    "material cybersecurity incident": "1.05",
    "completion of acquisition or disposition": "2.01",
    "results of operations and financial condition": "2.02",
    "creation of a direct financial obligation": "2.03",
    "triggering events": "2.04",
    "cost associated with exit": "2.05",
    "costs associated with exit": "2.05",
    "material impairment": "2.06",
    "notice of delisting": "3.01",
    "unregistered sale": "3.02",
    "material modification": "3.03",
    "changes in registrant's certifying accountant": "4.01",
    "non-reliance on previously issued": "4.02",
    "changes in control of registrant": "5.01",
    "departure of directors": "5.02",
    "amendments to articles": "5.03",
    "amendment to articles": "5.03",
    "temporary suspension of trading": "5.04",
    "amendments to the registrant's code": "5.05",
    "amendment to the registrant's code": "5.05",
    "change in shell company": "5.06",
    "submission of matters to a vote": "5.07",
    "shareholder director nomination": "5.08",
    "shareholder nomination": "5.08",
    "abs informational": "6.01",
    "change of servicer": "6.02",
    "change in credit enhancement": "6.03",
    "failure to make a required distribution": "6.04",
    "securities act updating": "6.05",
    "regulation fd": "7.01",
    "other events": "8.01",
    "financial statements and exhibits": "9.01",
}
_OLD_ITEMS: Final = {
    "changes in control of registrant": "1",
    "acquisition or disposition of assets": "2",
    "bankruptcy or receivership": "3",
    "changes in registrant's certifying accountant": "4",
    "other events": "5",
    "resignations of registrant's directors": "6",
    "resignation of registrant's directors": "6",
    "financial statements": "7",
    "change in fiscal year": "8",
    "regulation fd": "9",
    "amendments to the registrant's code": "10",
    "temporary suspension of trading": "11",
    "results of operations and financial condition": "12",
}


def item_number(said: str, filed: date | None) -> str:
    """The number of an Item that a header gives by number or by title; empty where it is none of these.

    Args:
        said: "5.02", or "Departure of Directors or Certain Officers; …".
        filed: The date of filing, which tells the old Items from the new; None counts as new.
    """
    number = _NUMBER.match(said)
    if number:
        return number[1].upper()
    titles = _OLD_ITEMS if filed is not None and filed < _RENUMBERED else _ITEMS
    title = " ".join(said.casefold().replace("’", "'").split())
    return next((item for start, item in titles.items() if title.startswith(start)), "")
