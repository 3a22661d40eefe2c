"""Pages with tables, as filers write them, for tests that need a statement in some odd shape."""

from collections.abc import Sequence

Header = Sequence[tuple[str, int]]
"""One line of headers, each with the number of columns that it spans."""


def table(caption: Sequence[str], headers: Sequence[Header], rows: Sequence[Sequence[str]]) -> str:
    """A captioned table; of each row the first entry is its label."""
    lines = [f"<p align='center'><b>{'<br/>'.join(caption)}</b></p><table>"]
    for header in headers:
        cells = "".join(f"<td colspan='{width}'><b>{text}</b></td>" for text, width in header)
        lines.append(f"<tr><td></td>{cells}</tr>")
    lines += ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return "".join(lines) + "</table>"


def page(*parts: str) -> str:
    """A page of paragraphs and ready-made parts."""
    body = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    return f"<html><body>{body}</body></html>"


__all__ = ["page", "table"]
