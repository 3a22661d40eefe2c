"""What can be read, and what a reader is told where it cannot."""

import hashlib
import os
from pathlib import Path

import pytest

from summarizer.errors import EmptySourceError, SourceNotFoundError, UnreadableSourceError, UsageError
from summarizer.ingest import Limits, as_document, load, load_bytes, load_text

RELEASE = "Corvane Reports Results\n\nRevenue was €12.5 million – up 8%.\n"


def one_line(error: pytest.ExceptionInfo[BaseException]) -> str:
    message = str(error.value)
    assert "\n" not in message
    assert len(message) < 300
    return message


def test_a_file_is_read_with_its_name_and_hash(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_bytes(RELEASE.encode())
    document = load(path)
    assert document.text == RELEASE
    assert document.name == str(path)
    assert document.sha256 == hashlib.sha256(RELEASE.encode()).hexdigest()
    assert document.media_type == "text/plain"


@pytest.mark.parametrize(
    ("encoding", "mark", "charset"),
    [
        ("utf-8", b"", ""),
        ("utf-8", b"\xef\xbb\xbf", ""),
        ("utf-16-le", b"\xff\xfe", "; charset=utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "; charset=utf-16-be"),
        ("utf-16-le", b"", "; charset=utf-16-le"),
        ("utf-32-le", b"\xff\xfe\x00\x00", "; charset=utf-32-le"),
        ("utf-32-be", b"\x00\x00\xfe\xff", "; charset=utf-32-be"),
        ("cp1252", b"", "; charset=windows-1252"),
    ],
)
def test_charsets(encoding: str, mark: bytes, charset: str) -> None:
    document = load_bytes(mark + RELEASE.encode(encoding))
    assert document.text == RELEASE
    assert document.media_type == "text/plain" + charset


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "damaged or truncated PDF"),
        (b"junk\r\n%PDF-1.4\n", "PDF"),
        (b"PK\x03\x04\x14\x00", "zip"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        (b"caf\xe9 \x81 \x8d", "neither UTF-8"),
        (b"text\x00\x01\x02", "binary"),
        (b"a" + bytes(range(1, 9)) * 10, "binary"),
        (b"Revenue \xe2\x82\xac 5 and \xe2\x82 broken \xe2\x82\xac", "damaged at byte 18"),
        ("Выручка выросла на 8%".encode("cp1251"), "neither UTF-8"),
        (b"\xff\xfeA\x00B", "damaged at byte"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableSourceError) as error:
        load_bytes(data, "odd.bin")
    assert says in one_line(error)
    assert "odd.bin" in str(error.value)


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\x0c\n\x0c", "\u200b\u00a0\n".encode(), b"--- ***"]
)
def test_nothing_to_read(data: bytes) -> None:
    with pytest.raises(EmptySourceError) as error:
        load_bytes(data)
    one_line(error)


def test_a_missing_file_suggests_near_names(tmp_path: Path) -> None:
    (tmp_path / "release.txt").write_text(RELEASE)
    with pytest.raises(SourceNotFoundError) as error:
        load(tmp_path / "relaese.txt")
    assert f"did you mean {tmp_path / 'release.txt'}?" in one_line(error)
    with pytest.raises(SourceNotFoundError, match=r"folder .* is not there"):
        load(tmp_path / "no" / "release.txt")
    with pytest.raises(SourceNotFoundError):
        load(tmp_path / "release.txt" / "inner.txt")


def test_too_many_numbers_are_refused() -> None:
    limits = Limits(max_numbers=5)
    assert load_text("Of 1, 2.5, 3 and 4 of it", limits=limits).text  # "2.5" holds two runs of digits
    with pytest.raises(UnreadableSourceError) as error:
        load_text("Of 1, 2.5, 3, 4 and 5 of it", "list.txt", limits=limits)
    assert one_line(error).startswith("list.txt holds more than the 5 numbers allowed")
    with pytest.raises(UnreadableSourceError, match="300,000 numbers"):
        load_text("1," * 300_001)


def test_what_is_no_regular_file(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match="is a directory"):
        load(tmp_path)
    with pytest.raises(UsageError, match="the name of the file is empty; give a path"):
        load("")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UnreadableSourceError, match="pipe or a device"):
        load(pipe)
    with pytest.raises(UnreadableSourceError) as error:
        load("a\x00b")
    one_line(error)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_permission_denied(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text(RELEASE)
    path.chmod(0)
    with pytest.raises(UnreadableSourceError, match="permission denied"):
        load(path)


def test_permission_denied_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "release.txt"
    path.write_text(RELEASE)

    def deny(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", deny)
    with pytest.raises(UnreadableSourceError, match="permission denied"):
        load(path)


def test_the_size_limit_holds_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text("x" * 101)
    with pytest.raises(UnreadableSourceError, match="101 bytes, more than the 100 allowed"):
        load(path, limits=Limits(max_bytes=100))
    with pytest.raises(UnreadableSourceError, match="101 bytes"):
        load_bytes(b"x" * 101, limits=Limits(max_bytes=100))


def test_whatever_a_caller_has(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text(RELEASE, encoding="utf-8")
    document = load_text(RELEASE)
    assert as_document(document) is document
    assert as_document(RELEASE).text == RELEASE
    assert as_document(RELEASE.encode()).text == RELEASE
    assert as_document(path).text == RELEASE
    assert as_document("x" * 5000).text == "x" * 5000
    assert as_document("Revenue rose 5%").text == "Revenue rose 5%"
    with pytest.raises(UsageError, match=r"pass Path\(") as error:
        as_document(str(path))
    one_line(error)


def test_markup_in_a_string_is_read_as_a_page() -> None:
    page = as_document("<html><p>Revenue rose 5%</p></html>")
    assert (page.text, page.media_type) == ("Revenue rose 5%", "text/html")
    assert load_text("<TABLE>\n<CAPTION>\nRevenue   5\n</TABLE>").media_type == "text/plain"


@pytest.mark.parametrize("name", ["filings/no-such-8k.txt", "Report.HTM", "C:\\filings\\a.pdf"])
def test_the_name_of_a_file_that_is_not_there_is_no_text(name: str) -> None:
    with pytest.raises(UsageError, match=r"a string is taken as text; if it names a file, check the name"):
        as_document(name)
    assert as_document(f"The release is in {name}, page 5.").text.startswith("The release")
