"""Words of clinical releases that several readers share, as patterns."""

import re

PATIENTS = (
    r"(?:patients|participants|subjects|volunteers|adults|children|women|men|people|individuals|recipients"
    r"|responders)"
)
"""Those who take part in a trial."""

ARM_WORD = r"(?:arm|group|cohort)"
"""What the parts of a trial are called."""

EVENTS = (
    r"(?:(?:adverse|side)[ -](?:drug\s+)?(?:events?|reactions?|effects?)"
    r"|(?:TE|TR|S|SUS)?AEs?|toxicit(?:y|ies))"
)
"""What harms are called as a whole."""

ADVERSE = re.compile(
    rf"\b(?:{EVENTS}|safety|tolerability|well[ -]tolerated|discontinu\w+"
    r"|dos(?:e|ing)\s+(?:reductions?|delays?|interruptions?|modifications?))\b",
    re.IGNORECASE,
)
"""A sentence with one of these speaks of safety, not of efficacy."""

NOT_A_RESULT = re.compile(
    r"\b(?:designed\s+to|rule\s+out|assum\w+|powered|expect\w*|anticipat\w+|historical\w*|could|would|(?-i:may)|might"
    r"|if|available\s+(?:\w+\s+){0,2}therap\w+|goal|hypothes\w+|thresholds?|literature)\b",
    re.IGNORECASE,
)
"""What stands after one of these was hoped for, assumed or seen elsewhere, not found in this trial."""
