"""Words of clinical releases that several readers share, as patterns."""

import re

PATIENTS = (
    r"(?:patients|participants|subjects|volunteers|adults|children|women|men|people|individuals|recipients"
    r"|responders)"
)
"""Those who take part in a trial."""

ARM_WORD = r"(?:arm|group|cohort)"
"""What the parts of a trial are called."""

ADVERSE = re.compile(
    r"\b(?:(?:adverse|side)[ -](?:drug\s+)?(?:events?|reactions?|effects?)|(?:TE|TR|S|SUS)?AEs?\b|toxicit\w+|safety"
    r"|tolerability|well[ -]tolerated|dos(?:e|ing)\s+(?:reductions?|delays?|interruptions?|modifications?)"
    r"|discontinu\w+)",
    re.IGNORECASE,
)
"""A sentence with one of these speaks of safety, not of efficacy."""

NOT_A_RESULT = re.compile(
    r"\b(?:designed\s+to|rule\s+out|assum\w+|powered|expect\w*|anticipat\w+|historical\w*|could|would|may|might|if"
    r"|available\s+(?:\w+\s+){0,2}therap\w+|goal|hypothes\w+|thresholds?|literature)\b",
    re.IGNORECASE,
)
"""What stands after one of these was hoped for, assumed or seen elsewhere, not found in this trial."""
