"""Notes on the work that a review or comment is about (APA 7, § 10.7, and § 10.1, example 18)."""

from collections.abc import Sequence

from apa7.bibliography.richtext import concat, italic, join, plain
from apa7.model import EMPTY, Text, Work
from apa7.rules import titles
from apa7.rules.family import Related
from apa7.rules.names import enumerate_names, straight
from apa7.rules.roles import role_label, sorted_roles

from .kinds import description

_SHORT_ROLES = {
    "director": ("Dir.", "Dirs."),
    "editor": ("Ed.", "Eds."),
    "execproducer": ("Exec. Prod.", "Exec. Prods."),
    "narrator": ("Narr.", "Narrs."),
    "producer": ("Prod.", "Prods."),
}
"""What somebody did, as it is abbreviated in notes; other roles are written out."""

_NOTES = {"reviewof": "Review of", "commenton": "Comment on"}
_KINDS = {"video": "film", "collection": "book", "mvbook": "book", "dataset": "data set", "online": "webpage"}


def note_on_related(related: Sequence[Related], work: Work) -> Text:
    """Return "Review of the film *Title*, by A. Director, Dir." for a work with `related` ones."""
    kind = work.string("relatedtype")
    if kind not in _NOTES or not related:
        return EMPTY
    beginning = work.text("relatedstring")
    named = [
        _named(about, kind, EMPTY if beginning else plain(f"the {_kind_of(about.work)} "))
        for about in related
    ]
    listed = concat(join(", ", named[:-1]), ", and " if named[1:] else "", named[-1])
    return concat(beginning or _NOTES[kind], " ", listed)


def _named(about: Related, kind: str, which: Text) -> Text:
    family, work = about
    by = _by(work) if kind == "reviewof" else EMPTY
    comma = "," if by else ""
    title = titles.in_sentence_case(work)
    if family.is_part(work) or work.subtype.endswith("episode"):
        return join(" ", [concat(which, "“", title, f"{comma}”"), by])
    return join(" ", [concat(which, italic(title), comma), by])


def _by(work: Work) -> Text:
    """Return whom a reviewed work is by: "by E. Brodsky, Dir.", "by A. Kea, Writer, & B. Moa, Dir."."""
    field = "author" if work.names("author") else "editor"
    names = work.names(field)
    each = [_roles(work, field, number) for number in range(1, len(names) + 1)]
    if len(set(each)) < 2:
        label = _label(each[0], len(names)) if each else ""
        return concat("by ", enumerate_names(names, straight), label) if names else EMPTY
    listed = [straight(name) + _label(roles, 1) for name, roles in zip(names, each, strict=True)]
    return plain(f"by {', '.join(listed[:-1])}, & {listed[-1]}")


def _roles(work: Work, field: str, number: int) -> tuple[str, ...]:
    noted = work.note(field, "role", number) or work.note(field, "role", 0)
    roles = sorted_roles([role.strip() for role in noted.split(",") if role.strip()])
    return tuple(roles) or (("editor",) if field == "editor" else ())


def _label(roles: tuple[str, ...], count: int) -> str:
    several = min(count, 2)
    labels = [
        _SHORT_ROLES[role.removesuffix("s")][several - 1]
        if role.removesuffix("s") in _SHORT_ROLES
        else role_label(role, count)
        for role in roles
    ]
    return f", {' & '.join(labels)}" if labels else ""


def _kind_of(work: Work) -> str:
    """Say what kind of work is reviewed, where the author of the .bib file didn't (`relatedstring`)."""
    kind = description(work) or _KINDS.get(work.type, work.type)
    return kind if kind[1:2].isupper() else kind[0].lower() + kind[1:]
