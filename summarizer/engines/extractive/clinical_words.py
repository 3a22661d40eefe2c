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

_ON = (
    rf"(?:\s+of\s+(?:the\s+)?{PATIENTS})?"
    r"\s+(?:with|in|on|for|receiving|treated\s+with|who\s+received)\s+(?:the\s+)?"
)
_ARM = r"(?:placebo|vehicle|control|chemotherapy|standard\s+of\s+care|[\w®™/-]{2,40})"

VERSUS = r"(?:versus|vs\.?|and|compared\s+(?:to|with))"
"""What stands between two numbers or names that are held against each other."""

ONE_ARM = re.compile(rf"{_ON}(?P<arm>{_ARM})(?:[ -]{ARM_WORD})?", re.IGNORECASE)
"""The arm that a number is of, right after the number: " of patients treated with X"."""

BOTH_ARMS = re.compile(
    rf"{_ON}(?P<one>{_ARM})(?:\s+{ARM_WORD})?\s+{VERSUS}\s+(?:the\s+)?(?P<two>{_ARM})(?:\s+{ARM_WORD}s?)?,?"
    r"\s+respectively",
    re.IGNORECASE,
)
"""The arms of two numbers, right after the second: " for X and placebo, respectively"."""
