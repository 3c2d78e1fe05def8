"""Articles as publishers and search engines write them: their numbers, and preprints in place of journals."""

import re

from .latex import bare
from .patterns import late
from .placeholders import leave_placeholders

_NUMBERS = ("articleno", "art_number", "artnumber", "article_number", "articlenumber", "article-number",
            "elocation-id", "elocationid", "eid")  # fmt: skip
"""Publishers' names for the number of an article: ACM, IEEE, Elsevier, Web of Science, PLOS."""
_LABEL = late(r"^\s*(?:art(?:icle)?\b\.?\s*)?(?:(?:no|number|id|artn)\b\.?:?\s*)?", re.IGNORECASE)
_NUMBERING = late(
    r"(?:https?://(?:dx\.)?doi\.org/)?(?:10\.(?:1155|1186|1371|2196|3389|3390|7554|7717|7759|12688)/"
    r"|10\.1038/s(?:41467|41598)-|10\.1136/bmjopen)",
    re.IGNORECASE,
)
"""DOIs of those who number all articles and have no pages: Hindawi, BMC, PLOS, JMIR, Frontiers, MDPI, eLife,
PeerJ, Cureus, F1000, Nature Communications, Scientific Reports, BMJ Open."""
_ARTICLE = late(r"art(?:icle)?\b\D*\d.*|e\d+|[a-df-rt-z][a-z]{0,3}\d{3,}|\d{6,}", re.IGNORECASE)
"""Pages that are an article's number: "e04901", "102345"; not "A1" or "S12"."""
_ARXIV = late(
    r"(?:(?:corr,?\s+|arxiv\s+(?:(?:preprint|e-?prints?)[\s:]*)?)?(?:arxiv:|abs/)\s*|arxiv\s+(?:preprint\s+)?(?=[\w./-]*\d))"
    r"(?P<id>[\w.-]+(?:/\d+)?)",
    re.IGNORECASE,
)
_ARCHIVE = late(
    r"(?P<arxiv>arxiv(?:\.org)?(?: e-?prints| preprints?)?|corr)$"
    r"|(?P<name>(?:[a-z]+rxiv|ssrn|osf preprints|research square|preprints\.org|authorea|techrxiv)"
    r"(?: electronic journal| preprints?)?)$"
    r"|(?:available at )?ssrn:?(?: (?P<ssrn>\d+))?$",
    re.IGNORECASE,
)
"""Archives of preprints, where a journal's name belongs (APA 7, § 10.8)."""
_REPOSITORIES = ("ERIC", "Europe PMC", "Figshare", "HAL", "PubMed Central", "Zenodo")
"""Others for whatever is published informally (§ 10.8, examples 73 and 74)."""
_ARCHIVES = {
    "10.48550": "arXiv",
    "10.2139": "SSRN",
    "10.20944": "Preprints.org",
    "10.21203": "Research Square",
    "10.31219": "OSF Preprints",
    "10.31234": "PsyArXiv",
    "10.31235": "SocArXiv",
    "10.35542": "EdArXiv",
}
"""What DOIs of archives begin with, by Crossref and DataCite: their entries have no journal."""
_HOSTS = {
    "arxiv.org": "arXiv",
    "biorxiv.org": "bioRxiv",
    "medrxiv.org": "medRxiv",
    "papers.ssrn.com": "SSRN",
    "ssrn.com": "SSRN",
    "psyarxiv.com": "PsyArXiv",
    "preprints.org": "Preprints.org",
    "researchsquare.com": "Research Square",
}
_ADDRESS = late(
    rf"\s*https?://(?:www\.)?(?P<host>{'|'.join(map(re.escape, _HOSTS))})/"
    r"(?:(?:abs|pdf)/(?P<id>[\w./-]*?\d)(?:v\d+)?(?:\.pdf)?$)?",
    re.IGNORECASE,
)
"""Addresses of preprints."""
_NO_ISSUE = late(
    r"spring|summer|autumn|fall|winter|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b",
    re.IGNORECASE,
)
_ARXIV_NUMBER = late(r"arxiv:\s*(?P<id>\S+)", re.IGNORECASE)

Fields = dict[str, str]


def read_article(kind: str, fields: Fields) -> None:
    """Put an article's numbers, and the archive of a preprint, where an author would."""
    if kind in ("article", "misc", "online", "unpublished"):
        _read_preprint(kind, fields)
    if kind in ("article", "periodical", "inproceedings"):
        leave_placeholders(kind, fields)
        _read_number_of_article(fields)
        _read_issue(fields)


def _read_preprint(kind: str, fields: Fields) -> None:
    if "arxivid" in fields:
        # Mendeley's field.
        fields.setdefault("eprint", fields["arxivid"])
        fields.setdefault("eprinttype", "arXiv")
    if kind == "article":
        _read_archive(fields, bare(fields.get("journaltitle", "")))
    if not fields.keys() & {"journaltitle", "eprint", "organization", "booktitle", "maintitle"}:
        _find_archive(fields)
    if found := _ARXIV_NUMBER.match(bare(fields.get("number", ""))):
        # It stands in the address.
        del fields["number"]
        fields.setdefault("eprint", found["id"])
        fields.setdefault("eprinttype", "arXiv")
    place = bare(fields.get("location", ""))
    if kind == "unpublished" and "eprint" not in fields and (is_archive(place) or place in _REPOSITORIES):
        # biblatex-apa had the name of an archive there before it had `eprint` for it.
        fields["eprint"] = place
        del fields["location"]
    name = bare(fields.get("publisher", ""))
    if kind in ("misc", "online") and is_archive(name):
        fields.setdefault("eprint", name)
        del fields["publisher"]
    if "eprint" in fields and fields.get("eprinttype", "").lower() == "arxiv":
        # Zotero: "1706.03762 [cs]".
        fields["eprint"] = re.sub(
            r"^arxiv:", "", fields["eprint"].partition("[")[0].strip(), flags=re.IGNORECASE
        )
        fields.pop("publisher", None)


def _find_archive(fields: Fields) -> None:
    """Find the archive of a preprint by what its DOI or address begins with."""
    prefix = fields.get("doi", "").lower().removeprefix("https://doi.org/").partition("/")[0]
    address = _ADDRESS.match(fields.get("url", ""))
    name = _ARCHIVES.get(prefix) or (_HOSTS[address["host"].lower()] if address else "")
    if not name or ("publisher" in fields and prefix not in _ARCHIVES):
        return
    fields.pop("publisher", None)
    fields["eprint"] = name
    if address and address["id"]:
        fields["eprint"], fields["eprinttype"] = address["id"], "arXiv"


def _read_archive(fields: Fields, journal: str) -> None:
    """Read what an @article has in place of a journal: an archive of preprints, or nothing at all."""
    prefix = fields.get("doi", "").partition("/")[0]
    if not journal and prefix in _ARCHIVES:
        fields.setdefault("eprint", _ARCHIVES[prefix])
        fields.pop("publisher", None)
        return
    identified = _ARXIV.match(f"{journal} {fields.get('volume', '')}".strip()) if journal else None
    archive = _ARCHIVE.match(journal)
    if not (identified or archive):
        return
    for name in ("journaltitle", "volume", "pages", "publisher", "eid", "elocation-id"):
        fields.pop(name, None)
    if identified:
        fields["eprinttype"], fields["eprint"] = "arXiv", identified["id"]
    elif archive and archive["arxiv"]:
        fields["eprinttype"] = "arXiv"
    elif archive:
        fields["eprint"] = "SSRN" if "ssrn" in journal.lower() else journal
        fields.pop("eprinttype", None)
        if archive["ssrn"]:
            fields.setdefault("doi", f"10.2139/ssrn.{archive['ssrn']}")


def is_archive(name: str) -> bool:
    """Tell whether this is the name of an archive of preprints."""
    return bool(_ARCHIVE.match(name))


def _read_number_of_article(fields: Fields) -> None:
    own = next((name for name in _NUMBERS if fields.get(name)), "")
    pages = fields.get("pages", "").strip()
    if own:
        fields["eid"] = _without_label(fields[own])
    elif fields.get("entrysubtype", "").lower() != "newspaper" and (
        _ARTICLE.fullmatch(pages) or (pages.isdecimal() and _NUMBERING.match(bare(fields.get("doi", ""))))
    ):
        fields["eid"] = _without_label(fields.pop("pages"))


def _without_label(number: str) -> str:
    return _LABEL.sub("", number, count=1)


def _read_issue(fields: Fields) -> None:
    """Put together `number` and `issue`; what names a season or a month is a date, not an issue (§ 9.25)."""
    number, issue = fields.get("number", "").strip(), fields.get("issue", "").strip()
    if not issue or issue == number:
        fields.pop("issue", None)
    elif not number:
        if not _NO_ISSUE.match(issue) or "volume" in fields:
            fields["number"] = fields.pop("issue")
    elif _NO_ISSUE.match(issue):
        del fields["issue"]
    elif re.fullmatch(r"[A-Za-z]+\d+|\d{5,}", number) and issue[0].isdigit():
        # The number is the article's.
        fields.setdefault("eid", number)
        fields["number"] = fields.pop("issue")
    elif not issue.isdigit():
        fields["number"] = f"{number}, {fields.pop('issue')}"
