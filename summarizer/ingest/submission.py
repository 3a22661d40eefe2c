"""The reader of EDGAR submissions: every readable document of one, the main form first, as one document."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.document import Document
from summarizer.errors import EmptySourceError, UnreadableSourceError
from summarizer.ingest import media
from summarizer.ingest.joined import Chapter, join
from summarizer.ingest.limits import DEFAULT_LIMITS, Limits
from summarizer.ingest.readers import part_reader
from summarizer.ingest.sgml import Header, Part, split_submission

# What holds no text for people: pictures, archives, data that the pages show already, and the pages
# that EDGAR itself makes of these data ("R1.htm", of the type XML).
_DATA_TYPES: Final = frozenset({"GRAPHIC", "ZIP", "EXCEL", "XML", "JSON", "PDF"})
_DATA_EXHIBIT = re.compile(r"EX-(?:10[0-9]\.(?:INS|SCH|CAL|DEF|LAB|PRE|REF)|27(?:\.|\Z))", re.IGNORECASE)
_DATA_FILE = re.compile(
    r"\.(?:jpe?g|gif|png|bmp|tiff?|zip|gz|xlsx?|xml|xsd|xslt?|js|css|json|pdf|fil|mp[34]|wav|dat)\Z",
    re.IGNORECASE,
)
_RENDERED = re.compile(r"R\d{1,5}\.html?\Z", re.IGNORECASE)
_UUENCODED = re.compile(r"\s*begin [0-7]{3,4} \S")
_MARKUP_DATA = re.compile(r"\s*(?:<\?xml\b|<!--|<(?:\w{1,40}:)?\w{1,60}\b[^<>]{0,2000}\bxmlns)")
_NAMES_LISTED = 4
_FIRST_WORD = re.compile(r"[^\W_]+")


def read_submission(
    original: str, *, name: str, sha256: str, media_type: str, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Read a submission into one document.

    Raises:
        EmptySourceError: None of its documents holds text for people.
        UnreadableSourceError: It cannot be cut into documents, is cut off within one, or holds one that
            cannot be read.
    """
    submission = split_submission(original, name=name, limits=limits)
    header = submission.header
    readable = [part for part in submission.parts if _is_readable(part)]
    if readable and readable[-1] is submission.parts[-1] and not (readable[-1].closed or submission.complete):
        raise UnreadableSourceError(
            f"{name} is cut off in its document {readable[-1].type} (from line {readable[-1].line:,}); "
            "fetch the submission again"
        )
    chapters = list(_chapters(_in_order(readable, header.form), name, sha256, limits))
    if not chapters:
        types = ", ".join(list(dict.fromkeys(part.type for part in submission.parts))[:_NAMES_LISTED])
        raise EmptySourceError(
            f"{name} holds no document to read, only data or pictures ({types}); "
            "give the filing's page or its PDF instead"
        )
    joined = join(chapters)
    main = chapters[0].document
    company, ticker = _filer([chapter.document for chapter in chapters], header)
    party = header.parties[0] if header.parties else None
    return Document(
        name=name,
        text=joined.text,
        sha256=sha256,
        media_type=media_type,
        form=header.form or main.form,
        items=main.items or header.items,
        company=company,
        ticker=ticker,
        cik=party.cik if party else "",
        accession=header.accession,
        period=header.period,
        filed=header.filed,
        blocks=joined.blocks,
        sections=joined.sections,
        tables=joined.tables,
        facts=joined.facts,
        source_map=joined.source_map,
    )


def _is_readable(part: Part) -> bool:
    """Whether a document is text for people, judged by its type, its name and how it starts."""
    if part.type.upper() in _DATA_TYPES or _DATA_EXHIBIT.match(part.type) or part.wrapper in ("PDF", "JSON"):
        return False
    if _DATA_FILE.search(part.filename) or _RENDERED.match(part.filename):
        return False
    if _UUENCODED.match(part.body) or not part.body.strip():
        return False
    html = media.sniff_text(part.body) == media.HTML
    return html or not (part.wrapper in ("XML", "XBRL") or _MARKUP_DATA.match(part.body))


def _in_order(parts: Sequence[Part], form: str) -> list[Part]:
    """The main form first, the others as they come."""
    main = next((index for index, part in enumerate(parts) if part.type.upper() == form), 0)
    return [*parts[main : main + 1], *parts[:main], *parts[main + 1 :]]


def _chapters(parts: Sequence[Part], name: str, sha256: str, limits: Limits) -> Iterator[Chapter]:
    counts = Counter(part.type for part in parts)
    for part in parts:
        unique = (
            part.type if counts[part.type] == 1 else f"{part.type} {part.filename or f'line {part.line}'}"
        )
        media_type = media.sniff_text(part.body)
        reader = part_reader(media_type)
        called = f"{name} ({unique})"
        if reader is None:
            raise UnreadableSourceError(
                f"{called} is {media.NAMES[media_type]}, which cannot be read yet; "
                "convert it to plain text first"
            )
        try:
            document = reader(part.body, name=called, sha256=sha256, media_type=media_type, limits=limits)
        except EmptySourceError:
            continue
        yield Chapter(document, part.type, part.description, unique)


def _filer(documents: Sequence[Document], header: Header) -> tuple[str, str]:
    """The company as printed, where the cover names one that the header knows, and its ticker.

    Exhibits speak of other companies too, so that a ticker counts only beside the filer's own name.
    """
    known = [party.name for party in header.parties if party.name]
    printed = documents[0].company
    own = {_first_word(name) for name in known}
    if not printed or (known and _first_word(printed) not in own):
        printed = known[0] if known else printed
    word = _first_word(printed)
    tickers = (
        document.ticker
        for document in documents
        if document.ticker and (not known or not document.company or _first_word(document.company) == word)
    )
    return printed, next(tickers, "")


def _first_word(name: str) -> str:
    words = _FIRST_WORD.findall(name.casefold())
    return words[1] if len(words) > 1 and words[0] == "the" else next(iter(words), "")
