"""The works that Word itself keeps in a document (`customXml/`), as CSL-JSON."""

from __future__ import annotations

from typing import Any

from .endnote import MONTHS

B = "{http://schemas.openxmlformats.org/officeDocument/2006/bibliography}"

TYPES = {
    "Art": "graphic",
    "ArticleInAPeriodical": "article-magazine",
    "Book": "book",
    "BookSection": "chapter",
    "Case": "legal_case",
    "ConferenceProceedings": "paper-conference",
    "DocumentFromInternetSite": "webpage",
    "ElectronicSource": "webpage",
    "Film": "motion_picture",
    "InternetSite": "webpage",
    "Interview": "interview",
    "JournalArticle": "article-journal",
    "Misc": "document",
    "Patent": "patent",
    "Performance": "performance",
    "Report": "report",
    "SoundRecording": "song",
}
"""`SourceType` (ECMA-376, part 1, § 22.6.2.60) → type of CSL."""

_TEXTS = {
    "Title": "title",
    "ShortTitle": "title-short",
    "Volume": "volume",
    "Issue": "issue",
    "Pages": "page",
    "Edition": "edition",
    "Publisher": "publisher",
    "Institution": "publisher",
    "City": "publisher-place",
    "StandardNumber": "ISBN",
    "DOI": "DOI",
    "URL": "URL",
    "ThesisType": "genre",
    "Medium": "medium",
}
_WHOLES = ("JournalName", "PeriodicalTitle", "BookTitle", "ConferenceName", "InternetSiteTitle", "AlbumTitle")
_PEOPLE = {
    "Author": "author", "Editor": "editor", "Translator": "translator", "BookAuthor": "container-author",
    "Director": "director", "Artist": "author", "Performer": "performer", "ProducerName": "producer",
    "Inventor": "author", "Interviewer": "interviewer", "Interviewee": "author", "Composer": "composer",
}  # fmt: skip


def read_sources(root: Any) -> dict[str, dict[str, Any]]:
    """Return a document's works, by their tags.

    Args:
        root: The root of a part; one that holds no works gives none.
    """
    return {tag: _read(one) for one in root.iter(f"{B}Source") if (tag := _text(one, "Tag"))}


def _read(source: Any) -> dict[str, Any]:
    kind = _text(source, "SourceType")
    csl: dict[str, Any] = {"type": TYPES.get(kind, "document")}
    for name, variable in _TEXTS.items():
        if text := _text(source, name):
            csl.setdefault(variable, text)
    csl["container-title"] = next(filter(None, (_text(source, name) for name in _WHOLES)), "")
    if _text(source, "ThesisType") and csl["type"] == "report":
        csl["type"] = "thesis"
    roles = source.find(f"{B}Author")
    for role in roles if roles is not None else ():
        known = _PEOPLE.get(str(role.tag).removeprefix(B))
        if known and (names := _names(role)):
            csl.setdefault(known, names)
    csl["issued"] = _date(source, "Year", "Month", "Day")
    csl["accessed"] = _date(source, "YearAccessed", "MonthAccessed", "DayAccessed")
    return {name: value for name, value in csl.items() if value}


def _names(role: Any) -> list[dict[str, str]]:
    corporate = role.findtext(f"{B}Corporate")
    if corporate and corporate.strip():
        return [{"literal": corporate.strip()}]
    found = []
    for person in role.iter(f"{B}Person"):
        family = _text(person, "Last")
        given = " ".join(filter(None, (_text(person, "First"), _text(person, "Middle"))))
        found.append({"family": family, "given": given} if family else {"literal": given})
    return found


def _date(source: Any, *names: str) -> dict[str, Any]:
    year, month, day = [_text(source, name) for name in names]
    if not year.isdigit():
        return {"literal": year} if year else {}
    number = MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in MONTHS else 0
    parts = [int(year), int(month) if month.isdigit() else number, int(day) if day.isdigit() else 0]
    return {"date-parts": [parts[: 3 if all(parts) else 2 if parts[1] else 1]]}


def _text(element: Any, name: str) -> str:
    return " ".join((element.findtext(f"{B}{name}") or "").split())
