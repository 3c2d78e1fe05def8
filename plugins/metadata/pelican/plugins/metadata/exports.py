"""The post's own reference for reference managers: BibTeX, RIS, CSL-JSON."""

import json
import re
import unicodedata
from posixpath import basename, dirname, join, splitext

from .model import CitationFile, Person, Record
from .tags import write_day

LATEX = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_"}
    | {
        # A backslash before it would not keep a brace from being counted.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
    }
)
# What babel, and so biblatex, calls languages; one that it has no name for is left out.
LANGUAGES = {
    "af": "afrikaans", "cy": "welsh", "da": "danish", "de": "german", "en": "english", "en-au": "australian",
    "en-ca": "canadian", "en-gb": "british", "en-nz": "newzealand", "en-us": "american", "es": "spanish",
    "fi": "finnish", "fr": "french", "ga": "irish", "it": "italian", "nb": "norsk", "nl": "dutch",
    "nn": "nynorsk", "pl": "polish", "pt": "portuguese", "pt-br": "brazilian", "ru": "russian",
    "sv": "swedish",
}  # fmt: skip
FORMATS = (
    ("BibTeX", "application/x-bibtex", ".bib"),
    ("RIS", "application/x-research-info-systems", ".ris"),
    ("CSL-JSON", "application/vnd.citationstyles.csl+json", ".csl.json"),
)


def list_files(save_as: str, slug: str) -> tuple[CitationFile, ...]:
    """List the citation files that belong beside a page.

    Args:
        save_as: The page's file relative to the output folder.
        slug: The post's slug; the files' name where the page is a folder's index.
    """
    name = name_file(save_as, slug)
    return tuple(CitationFile(label, type_, name + suffix) for label, type_, suffix in FORMATS)


def list_pdf(save_as: str, slug: str) -> CitationFile:
    """Return the PDF of a page: beside it, where Google Scholar looks for one; arguments as above."""
    return CitationFile("PDF", "application/pdf", f"{name_file(save_as, slug)}.pdf")


def name_file(save_as: str, slug: str) -> str:
    """Return what a file beside a page is called, without an extension; arguments as for `list_files`."""
    stem = splitext(basename(save_as))[0]
    return join(dirname(save_as), slug if stem == "index" else stem)


def write_file(record: Record, file: CitationFile) -> str:
    """Write the text of a citation file."""
    writers = {"BibTeX": write_bibtex, "RIS": write_ris, "CSL-JSON": write_csl}
    return writers[file.label](record)


def make_key(record: Record) -> str:
    """Make a citekey of plain letters: the first author's family name, the year, the title's first word."""
    author = record.authors[0] if record.authors else None
    name = (author.family or author.name) if author else record.site
    words = [_letters(word) for word in record.title.split()]
    first = next((word for word in words if len(word) > 3), "")
    return f"{_letters(name)}{record.published.year}{first}"


def write_bibtex(record: Record) -> str:
    """Write a biblatex entry, with the year that BibTeX's styles look for."""
    tag = record.language.lower()
    authors = " and ".join(_bibtex_name(person) for person in record.authors)
    fields = {
        "author": authors,
        "title": f"{{{_latex(record.title)}}}",
        "organization": _latex(record.site),
        "date": record.published.date().isoformat(),
        "year": str(record.published.year),
        "doi": record.doi_name,
        "url": record.url,
        "langid": LANGUAGES.get(tag) or LANGUAGES.get(tag.partition("-")[0], ""),
        "abstract": _latex(record.abstract),
        "keywords": _latex(", ".join(record.keywords)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{make_key(record)},", *lines, "}", ""])


def write_ris(record: Record) -> str:
    """Write a RIS record."""
    tags = [("TY", "BLOG"), *(("AU", person.inverted) for person in record.authors)]
    tags += [("TI", record.title), ("T2", record.site), ("PY", str(record.published.year))]
    tags += [
        ("DA", write_day(record.published)),
        ("DO", record.doi_name),
        ("UR", record.url),
        ("LA", record.language),
    ]
    tags += [("AB", record.abstract), *(("KW", keyword) for keyword in record.keywords)]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in tags if value]
    # RIS ends its lines with CR LF.
    return "\r\n".join([*lines, "ER  - ", ""])


def write_csl(record: Record) -> str:
    """Write CSL-JSON, a list of one item."""
    date = record.published
    item = {
        "id": make_key(record),
        "type": "post-weblog",
        "title": record.title,
        "author": [_csl_name(person) for person in record.authors],
        "container-title": record.site,
        "issued": {"date-parts": [[date.year, date.month, date.day]]},
        "DOI": record.doi_name,
        "URL": record.url,
        "language": record.language,
        "abstract": record.abstract,
        "keyword": ", ".join(record.keywords),
    }
    return (
        json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2)
        + "\n"
    )


def _csl_name(person: Person) -> dict[str, str]:
    if person.organisation or not person.family:
        return {"literal": person.name}
    name = {"family": person.family, "given": person.given, "suffix": person.suffix}
    return {part: value for part, value in name.items() if value}


def _bibtex_name(person: Person) -> str:
    if person.organisation:
        return f"{{{_latex(person.name)}}}"
    # More than two commas in a name would be too many for BibTeX.
    suffix = (person.suffix or "").replace(",", "")
    return _latex(", ".join(filter(None, (person.family or person.name, suffix, person.given))))


def _latex(text: str) -> str:
    return " ".join(text.split()).translate(LATEX)


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.lower())
