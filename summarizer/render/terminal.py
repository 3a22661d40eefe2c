"""How things look on a terminal: marks, colours, and drawing to a string."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO

from rich.console import Console, RenderableType
from rich.text import Text

from summarizer.findings import Evidence, Finding, Status
from summarizer.render.escape import plain
from summarizer.render.page import Phrase

DEFAULT_WIDTH = 80
_QUOTE = 220  # characters of evidence; more belongs into the filing itself


@dataclass(frozen=True, slots=True)
class Style:
    """What the place of the output can show.

    Attributes:
        width: In columns.
        colour: Whether escape sequences for colour and weight may be written.
        unicode: Whether marks beyond ASCII may be written.
    """

    width: int = DEFAULT_WIDTH
    colour: bool = False
    unicode: bool = True

    @property
    def marks(self) -> "Marks":
        """The symbols that this place can show."""
        return _UNICODE if self.unicode else _ASCII


@dataclass(frozen=True, slots=True)
class Marks:
    """The symbols of the verdicts, and the typography around them."""

    supported: str
    derived: str
    flagged: str
    dot: str
    dash: str
    rule: str
    ellipsis: str
    open_quote: str
    close_quote: str

    def of(self, status: Status) -> str:
        """The symbol of a verdict."""
        if status is Status.SUPPORTED:
            return self.supported
        return self.derived if status.clean else self.flagged


_UNICODE = Marks("✓", "∴", "✗", "·", "–", "─", "…", "“", "”")
_ASCII = Marks("+", "=", "!!", "|", "-", "-", "...", '"', '"')

# Named colours only: they follow the terminal's theme, dark or light.
SUPPORTED = "green"
DERIVED = "cyan"
FLAGGED = "bold red"
WARNING = "bold magenta"
QUIET = "dim"
STRONG = "bold"


def colour_of(status: Status) -> str:
    """The style of a verdict."""
    if status is Status.SUPPORTED:
        return SUPPORTED
    return DERIVED if status.clean else FLAGGED


def draw(parts: Iterable[RenderableType], style: Style) -> str:
    """What a terminal would show of `parts`, without trailing blanks, ending in one line end."""
    file = StringIO()
    console = Console(
        file=file,
        width=style.width,
        force_terminal=style.colour,
        color_system="standard" if style.colour else None,
        no_color=not style.colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for part in parts:
        console.print(part, soft_wrap=isinstance(part, Unwrapped))
    lines = (line.rstrip() for line in file.getvalue().splitlines())
    return "\n".join(lines).rstrip("\n") + "\n"


class Unwrapped(Text):
    """A line that is never wrapped: editors and continuous integration read it as one."""


def phrase_text(phrase: Phrase, style: Style) -> Text:
    """A phrase with the verdict on each of its numbers."""
    text = Text()
    for run in phrase:
        words = plain(run.text)
        if run.finding is None:
            text.append(words)
            continue
        status = run.finding.status
        note = f"[{run.note}]" if run.note else ""
        if status.clean:
            text.append(words)
            text.append(style.marks.of(status) + note, colour_of(status))
        else:
            text.append(f"{style.marks.flagged} {words or plain(run.finding.text)} {status}{note}", FLAGGED)
    return text


def finding_text(finding: Finding, style: Style) -> Text:
    """The verdict and the number, as a note begins."""
    text = Text()
    text.append(f"{style.marks.of(finding.status)} {finding.status}", colour_of(finding.status))
    text.append("  ")
    text.append(plain(finding.text), STRONG)
    return text


def evidence_text(evidence: Evidence, style: Style) -> Text:
    """The quotation, and where it stands in the source."""
    marks = style.marks
    quote = clip(plain(evidence.text).strip(), _QUOTE, marks.ellipsis)
    text = Text(f"{marks.open_quote}{quote}{marks.close_quote}")
    text.append(f" [{evidence.start}:{evidence.end}]", QUIET)
    return text


def clip(text: str, length: int, ellipsis: str = "…") -> str:
    """`text`, cut at a space so that it has at most `length` characters."""
    if len(text) <= length:
        return text
    room = length - len(ellipsis)
    cut = text.rfind(" ", room // 2, room + 1)
    return text[: cut if cut > 0 else room].rstrip() + ellipsis
