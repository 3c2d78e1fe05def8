"""Notes on the work that a review or comment is about (APA 7, § 10.7, and § 10.1, example 18)."""

from pelican.plugins.citations.apa import titles
from pelican.plugins.citations.apa.names import enumerate_names, straight
from pelican.plugins.citations.apa.roles import role_label
from pelican.plugins.citations.model import Work
from pelican.plugins.citations.richtext import EMPTY, Text, concat, italic

_SHORT_ROLES = {"director": "Dir.", "writer": "Writer", "host": "Host", "producer": "Prod.", "editor": "Ed."}
_NOTES = {"reviewof": "Review of", "commenton": "Comment on"}


def note_on_related(work: Work) -> Text:
    """Return "Review of the film *Title*, by A. Director, Dir." for a work with a `related` one."""
    kind = work.string("relatedtype")
    if kind not in _NOTES or not work.related:
        return EMPTY
    from . import family_of

    about = work.related[0]
    beginning = work.text("relatedstring") or concat(_NOTES[kind], " the ", _kind_of(about))
    title = titles.in_sentence_case(about)
    named = concat("“", title, "”") if family_of(about).part else italic(title)
    if kind != "reviewof":
        return concat(beginning, " ", named)
    names = about.names("author", "editor")
    by = concat(", by ", enumerate_names(names, straight)) if names else EMPTY
    role = about.note("author", "role", 1) or about.note("author", "role", 0)
    if role and by:
        by = concat(by, ", ", _SHORT_ROLES.get(role, role_label(role)))
    elif by and not about.names("author"):
        by = concat(by, ", Ed." if len(names) == 1 else ", Eds.")
    return concat(beginning, " ", named, by)


def _kind_of(work: Work) -> str:
    """Say what kind of work is reviewed, where the author of the .bib file didn't (`relatedstring`)."""
    return work.subtype or {"video": "film", "collection": "book", "mvbook": "book"}.get(work.type, work.type)
