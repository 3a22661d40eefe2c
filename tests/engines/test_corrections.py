from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, computed_field, field_serializer

from summarizer.document import Block, BlockKind, Document, Span
from summarizer.engines.corrections import Correction, Place, apply, places, steps
from summarizer.findings import Evidence, Finding, Status
from summarizer.schemas import Figure


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    figure: Figure | None = None


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid")

    headline: str
    rows: list[Row] = Field(default_factory=list)
    figures: list[Figure] = Field(default_factory=list)
    points: list[str] = Field(default_factory=list)
    count: int = 0
    share: Decimal | None = None
    day: date | None = None
    named: dict[str, float] = Field(default_factory=dict)
    pair: tuple[str, str] = ("a", "b")
    more: tuple[Row, ...] = ()
    bag: frozenset[str] = frozenset()
    by_alias: str | None = Field(None, alias="byAlias")

    @computed_field  # type: ignore[prop-decorator]  # as pydantic documents it
    @property
    def size(self) -> int:
        return len(self.rows)


def figure(text: str, quote: str = "") -> Figure:
    return Figure(text=text, quote=quote or f"it was {text}")


RECORD = Record(
    headline="ORR was 32%",
    rows=[Row(name="a", figure=figure("1%")), Row(name="b", figure=figure("2%"))],
    figures=[figure("3"), figure("4"), figure("5")],
    points=["p0", "p1", "p2"],
    count=6,
    share=Decimal("7.5"),
    day=date(2021, 11, 30),
    named={"it's": 8.5},
    byAlias="9",
    more=(Row(name="c", figure=figure("11")),),
    bag=frozenset({"z"}),
)


def corrected(
    *items: tuple[str, str | None] | tuple[str, str | None, str | None], record: Record = RECORD
) -> Record:
    corrections = [
        Correction(path=item[0], text=item[1], quote=item[2] if len(item) > 2 else None) for item in items
    ]
    return apply(record, corrections, [item[0] for item in items])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("results[0].interval", ("results", 0, "interval")),
        ("headline", ("headline",)),
        ("a[1][22].b", ("a", 1, 22, "b")),
        ('named["it\'s"]', ("named", "it's")),
        (r"named['a\'b].c']", ("named", "a'b].c")),
        ("", ()),
        (".a", ("a",)),
        ("a..b", ()),
        ("a[", ()),
        ("a[-1]", ()),
        ("a[0", ()),
        ("a]b", ()),
        ("a[b]", ()),
    ],
)
def test_paths(path, expected):
    assert steps(path) == expected


@given(st.text())
def test_any_text_is_a_path_or_none(path):
    assert isinstance(steps(path), tuple)
    assert apply(RECORD, [Correction(path=path, text="x", quote=None)], []) is RECORD


def test_a_figure():
    assert corrected(("rows[1].figure", "2.5%", "now 2.5%")).rows[1].figure == figure("2.5%", "now 2.5%")
    assert corrected(("rows[1].figure", "2.5%")).rows[1].figure == figure("2.5%", "it was 2%")
    assert corrected(("rows[1].figure", None)).rows[1] == Row(name="b")
    assert RECORD.rows[1].figure == figure("2%")  # the old record is another one


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_items_are_taken_out_of_lists(empty):
    mended = corrected(
        ("figures[0]", empty), ("points[2]", empty), ("figures[2]", empty), ("figures[1]", "4.5")
    )
    assert mended.figures == [figure("4.5", "it was 4")]
    assert mended.points == ["p0", "p1"]


def test_prose_and_plain_values():
    mended = corrected(
        ("headline", "ORR was 32.4%"),
        ("points[1]", "P1"),
        ("count", "60"),
        ("share", "7.25"),
        ("day", "2021-11-16"),
        ('named["it\'s"]', "8.25"),
        ("by_alias", "10"),
        ("pair[1]", "c"),
        ("more[0].figure", "12"),
    )
    assert mended.headline == "ORR was 32.4%"
    assert mended.points == ["p0", "P1", "p2"]
    assert (mended.count, mended.share, mended.day) == (60, Decimal("7.25"), date(2021, 11, 16))
    assert mended.named == {"it's": 8.25}
    assert mended.by_alias == "10"
    assert mended.pair == ("a", "c")
    assert mended.more[0].figure == figure("12", "it was 11")
    assert mended.size == 2


def test_what_does_not_fit_is_dropped_and_the_rest_kept():
    mended = corrected(
        ("headline", None),  # required
        ("count", "sixty"),
        ("share", "7.25%"),
        ("day", "soon"),
        ("pair[0]", None),
        ("bag[0]", "x"),
        ("rows[7].figure", "1"),
        ("nothing", "1"),
        ("points[0]", "P0"),
    )
    assert mended == RECORD.model_copy(update={"points": ["P0", "p1", "p2"]})


def test_what_a_model_dumps_does_not_matter():
    class Odd(BaseModel):
        model_config = ConfigDict(extra="allow")
        rows: list[Row]

        @field_serializer("rows")
        def spell(self, rows: list[Row]) -> str:
            return ", ".join(row.name for row in rows)

    odd = Odd.model_validate({"rows": [{"name": "a", "figure": figure("1")}], "unit": "mg"})
    mended = apply(odd, [Correction(path="rows[0].figure", text="2", quote="q")], ["rows[0].figure"])
    assert mended.rows == [Row(name="a", figure=figure("2", "q"))]
    assert mended.model_extra == {"unit": "mg"}


def test_only_what_is_allowed():
    correction = Correction(path="headline", text="other", quote=None)
    assert apply(RECORD, [correction], ["count", "points[0]"]) is RECORD
    assert apply(RECORD, [], ["headline"]) is RECORD
    assert corrected(("count", "6")) is RECORD


def test_the_first_correction_of_a_place_counts():
    twice = [
        Correction(path=path, text=text, quote=None)
        for path, text in ((" `headline` ", "a"), ("headline", "b"))
    ]
    assert apply(RECORD, twice, ["headline"]).headline == "a"


WORDS = "zero one two three four five six seven eight nine "
SOURCE = WORDS * 12
BLOCKS = (Block(Span(0, 50), BlockKind.HEADING), Block(Span(50, 600), BlockKind.PARAGRAPH))
DOCUMENT = Document("x", SOURCE, "0" * 64, blocks=BLOCKS)


def finding(
    path: str,
    text: str = "1",
    status: Status = Status.CONTRADICTED,
    *,
    evidence: tuple[Span, ...] = (),
    message: str = "m",
) -> Finding:
    shown = tuple(Evidence(span, span.of(SOURCE)) for span in evidence)
    return Finding(text, Decimal(1), "%", status, shown, message, path)


def test_what_a_place_shows():
    spans = (Span(0, 4), Span(5, 8), Span(0, 4), Span(50, 54))  # three in the heading
    findings = (
        finding("rows[0].figure", "1%", message='the filing says "2%"', evidence=spans),
        finding("headline", "32%", Status.UNSUPPORTED),
        finding("rows[0].figure.text", "1", Status.MISATTRIBUTED),
        finding("points[0]", status=Status.SUPPORTED),
        finding("points[1]", status=Status.DERIVED),
        finding("points[9]"),
        finding("count", "6"),
    )
    assert places(DOCUMENT, RECORD, findings) == (
        Place(
            "rows[0].figure",
            '"1%"',
            '"it was 1%"',
            ('"1%" is contradicted: "the filing says \\"2%\\""', '"1" is misattributed: "m"'),
            (
                '"zero one two three four five six seven eight nine"',
                f'"{(WORDS * 2).strip()}…"',
            ),
            (Span(0, 4), Span(5, 8), Span(50, 54)),
        ),
        Place("headline", '"ORR was 32%"', "", ('"32%" is unsupported: "m"',), ()),
        Place("count", '"6"', "", ('"6" is contradicted: "m"',), ()),
    )


def test_passages_begin_and_end_between_words():
    (place,) = places(DOCUMENT, RECORD, [finding("headline", evidence=(Span(333, 338),))])
    (passage,) = place.evidence
    assert passage.startswith('"…eight nine zero one')
    assert passage.endswith('four five six…"')


def test_long_passages_are_cut():
    (place,) = places(DOCUMENT, RECORD, [finding("headline", evidence=(Span(50, 600),))])
    assert len(place.evidence[0]) == 402
    assert place.evidence[0].endswith('…"')


@given(st.integers(0, 600), st.integers(0, 40))
def test_any_evidence_is_shown(start, length):
    span = Span(start, min(start + length, 600))
    (place,) = places(DOCUMENT, RECORD, [finding("headline", evidence=(span,))])
    assert " ".join(span.of(SOURCE).split()) in place.evidence[0]
