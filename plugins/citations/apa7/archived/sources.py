"""Where copies are listed: lines of addresses, CSV and TSV, CDX, WARC."""

import csv
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from apa7.bibliography.addresses import read_web
from apa7.errors import CitationsError

from .copies import Copy, find_day, read_day

# What others call the columns, without signs and in lower case.
PAGES = ("url", "page", "original", "originalurl", "link")
ARCHIVES = ("archiveurl", "archive", "archivedurl", "copy", "snapshot", "wayback", "waybackurl", "memento")
VISITS = ("accessed", "accessdate", "urldate", "visited", "retrieved")
DAYS = ("archivedate", "date", "archived", "timestamp", "day", "datetime")
WEB_ARCHIVES = (".warc", ".warc.gz")
NOT_SAID = (
    "which archive shows what is in {} is said nowhere. Say it with --replay, such as --replay "
    "https://web.archive.org/web/"
)


def read_copies(path: Path, replay: str) -> list[Copy]:
    """Return the copies that a file lists or holds.

    Args:
        path: A list, a CDX or a WARC file.
        replay: What the addresses of copies in CDX and WARC files begin with: moment and page follow.

    Raises:
        CitationsError: It can't be read, or a line of it is none.
    """
    if not path.is_file():
        raise CitationsError(f"there is no file {path}")
    if path.name.lower().endswith(WEB_ARCHIVES):
        copies = [*_read_warc(path, require(replay, path))]
        if not copies:
            # A file that was cut off is read in silence as far as it goes.
            raise CitationsError(f"{path}: holds no page, or is no WARC file")
        return copies
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CitationsError(f"{path} is neither a WARC (.warc, .warc.gz) nor a list in UTF-8") from error
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    lines = [(number, line) for number, line in lines if not line.lstrip().startswith("#")]
    if path.suffix.lower() in (".cdx", ".cdxj") or (lines and lines[0][1].startswith(" CDX ")):
        return [*_read_cdx(lines, path, require(replay, path))]
    if lines and (columns := _name_columns(lines[0][1])):
        return [*_read_table(lines, path, *columns)]
    return [_read_line(line, f"{path}:{number}") for number, line in lines]


def require(replay: str, path: Path) -> str:
    """Return the beginning of addresses of copies.

    Raises:
        CitationsError: It is none, or nobody said it.
    """
    if not read_web(replay):
        raise CitationsError(NOT_SAID.format(path))
    return replay if replay.endswith("/") else f"{replay}/"


def make_copy(url: str, archive: str, days: tuple[str, str], where: str) -> Copy:
    """Return a copy as one line says it.

    Raises:
        CitationsError: It has no two addresses, or a day that is none.
    """
    url, archive = read_web(url.strip()), read_web(archive.strip())
    if not url or not archive:
        raise CitationsError(
            f"{where}: write the page's address, that of the copy and the day, such as https://example.org/a "
            "https://web.archive.org/web/20240131000000/https://example.org/a 2024-01-31"
        )
    for day in days:
        if day.strip() and not read_day(day):
            raise CitationsError(f'{where}: "{day.strip()[:40]}" is no day. Write it as 2024-01-31.')
    return Copy(url, archive, read_day(days[0]) or find_day(archive), read_day(days[1]))


def _read_line(line: str, where: str) -> Copy:
    words = re.split(r"[\t,;]\s*(?=https?://|\d{4}-?\d\d|$)|\s+", line.strip())
    url, archive, day, visited, *more = [*words, "", "", "", ""]
    if any(more):
        raise CitationsError(f"{where}: has more than two addresses and two days")
    return make_copy(url, archive, (day, visited), where)


def _name_columns(line: str) -> tuple[str, dict[str, int]] | None:
    """Return what parts the columns of a table, and where each is; None if the line names none."""
    for sign in ("\t", ",", ";"):
        names = [re.sub(r"[^a-z]", "", name.lower()) for name in line.split(sign)]
        found = {
            kind: next(names.index(name) for name in known if name in names)
            for kind, known in (("url", PAGES), ("archive", ARCHIVES), ("day", DAYS), ("visited", VISITS))
            if any(name in names for name in known)
        }
        if found.keys() >= {"url", "archive"}:
            return sign, found
    return None


def _read_table(
    lines: list[tuple[int, str]], path: Path, sign: str, columns: dict[str, int]
) -> Iterator[Copy]:
    for number, line in lines[1:]:
        cells = [*next(csv.reader([line], delimiter=sign)), *[""] * (max(columns.values()) + 1)]
        url, archive, day, visited = (
            cells[columns[kind]] if kind in columns else "" for kind in ("url", "archive", "day", "visited")
        )
        yield make_copy(url, archive, (day, visited), f"{path}:{number}")


def _read_cdx(lines: list[tuple[int, str]], path: Path, replay: str) -> Iterator[Copy]:
    """Read an index of captures: one a line, as fields or, after key and moment, as JSON (CDXJ)."""
    for number, line in lines:
        if line.startswith((" CDX ", "!")):
            continue
        words = line.split(" ", 2)
        if len(words) == 3 and words[2].lstrip().startswith("{"):
            try:
                said = json.loads(words[2])
            except ValueError:
                said = {}
            url, status = str(said.get("url", "")), str(said.get("status", ""))
        else:
            cells = line.split()
            url, status = (cells[2], cells[4]) if len(cells) > 4 else ("", "")
        if not re.fullmatch(r"\d{14}", words[1] if len(words) > 1 else "") or not url:
            raise CitationsError(
                f"{path}:{number}: is no line of a CDX file: key, moment, address, type, status"
            )
        if status in ("200", "-", "") and read_web(url):
            yield Copy(url, f"{replay}{words[1]}/{url}", read_day(words[1]))


def _read_warc(path: Path, replay: str) -> Iterator[Copy]:
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise CitationsError(
            "WARC files are read by warcio: pip install 'pelican-citations[warc]'"
        ) from error
    with path.open("rb") as file:
        try:
            for record in ArchiveIterator(file):
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                moment = re.sub(r"\D", "", record.rec_headers.get_header("WARC-Date") or "")[:14]
                if record.rec_type not in ("response", "resource") or len(moment) < 14:
                    continue
                if record.http_headers and record.http_headers.get_statuscode() != "200":
                    continue
                if read_web(url):
                    yield Copy(url, f"{replay}{moment}/{url}", read_day(moment))
        except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error) as error:
            raise CitationsError(f"{path}: is no WARC file ({error})") from error
