"""Notes on the work that a review or comment is about (APA 7, § 10.7, and § 10.1, example 18)."""

from collections.abc import Sequence

from apa7.bibliography.richtext import concat, italic, join
from apa7.model import EMPTY, Text, Work
from apa7.rules import titles
from apa7.rules.family import Related
from apa7.rules.roles import by_line, role_label, sorted_roles

_SHORT_ROLES = {"director": "Dir.", "writer": "Writer", "host": "Host", "producer": "Prod.", "editor": "Ed."}
_NOTES = {"reviewof": "Review of", "commenton": "Comment on"}


def note_on_related(related: Sequence[Related], work: Work) -> Text:
    """Return "Review of the film *Title*, by A. Director, Dir." for a work with a `related` one."""
    kind = work.string("relatedtype")
    if kind not in _NOTES or not related:
        return EMPTY
    family, about = related[0]
    beginning = work.text("relatedstring") or concat(_NOTES[kind], " the ", _kind_of(about))
    by = _by(about) if kind == "reviewof" else EMPTY
    comma = "," if by else ""
    title = titles.in_sentence_case(about)
    part = family.is_part(about)
    named = concat("“", title, f"{comma}”") if part else concat(italic(title), comma)
    return join(" ", [beginning, named, by])


def _by(work: Work) -> Text:
    """Return whom a reviewed work is by: "by E. Brodsky, Dir."."""
    by = by_line(work)
    field = "author" if work.names("author") else "editor"
    noted = work.note(field, "role", 1) or work.note(field, "role", 0)
    roles = [role.strip() for role in noted.split(",") if role.strip()]
    if not roles and field == "editor" and by:
        return concat(by, ", Ed." if len(work.names("editor")) == 1 else ", Eds.")
    label = " & ".join(_SHORT_ROLES.get(role) or role_label(role) for role in sorted_roles(roles))
    return concat(by, f", {label}" if label and by else "")


def _kind_of(work: Work) -> str:
    """Say what kind of work is reviewed, where the author of the .bib file didn't (`relatedstring`)."""
    return work.subtype or {"video": "film", "collection": "book", "mvbook": "book"}.get(work.type, work.type)
