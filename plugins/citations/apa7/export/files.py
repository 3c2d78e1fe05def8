"""The files with a page's references that stand beside it."""

from collections.abc import Iterable
from posixpath import basename, dirname, join, splitext
from typing import NamedTuple

from apa7.model import Work

from .bibtex import to_bibtex, write_work
from .csl import write_csl, write_item
from .ris import to_ris, write_record


class ReferenceFile(NamedTuple):
    """A file that reference managers read.

    Attributes:
        label: What to call it: "BibTeX", "RIS" or "CSL-JSON".
        type: Its media type.
        url: Its URL relative to SITEURL, which is its path in the output folder, too.
    """

    label: str
    type: str
    url: str


FORMATS = (
    ("BibTeX", "application/x-bibtex", ".bib"),
    ("RIS", "application/x-research-info-systems", ".ris"),
    ("CSL-JSON", "application/vnd.citationstyles.csl+json", ".json"),
)


def list_files(save_as: str, slug: str = "") -> tuple[ReferenceFile, ...]:
    """List the files that belong beside a page.

    Args:
        save_as: The page's file relative to the output folder.
        slug: The post's slug, under which its own citation files may stand there already.
    """
    stem = splitext(basename(save_as))[0]
    name = "references" if stem == "index" else f"{stem}-references"
    if name == slug:
        name = "works-cited"
    path = join(dirname(save_as), name)
    return tuple(ReferenceFile(label, type_, path + suffix) for label, type_, suffix in FORMATS)


def write_file(file: ReferenceFile, works: Iterable[Work]) -> str:
    """Return the text of one of these files."""
    if file.label == "BibTeX":
        return to_bibtex(works)
    if file.label == "RIS":
        return to_ris(works)
    return write_csl(works)


def write_piece(file: ReferenceFile, work: Work) -> str:
    """Return what one of these files says of a work."""
    if file.label == "BibTeX":
        return write_work(work)
    if file.label == "RIS":
        return write_record(work)
    return write_item(work)
