"""Who did what: authors' roles, handles and other contributors (APA 7, §§ 9.8, 9.10, 9.24)."""

from collections.abc import Collection

from apa7.bibliography.richtext import concat
from apa7.model import EMPTY, Name, Text, Work

from .names import enumerate_names, in_brackets, straight

CONTRIBUTORS = {
    "editor": ("Ed.", "Eds."),
    "compiler": ("Comp.", "Comps."),
    "translator": ("Trans.", "Trans."),
    "narrator": ("Narr.", "Narrs."),
    "annotator": ("Annot.", "Annots."),
    "commentator": ("Comment.", "Comments."),
    "introduction": ("Intro.", "Intros."),
    "foreword": ("Foreword", "Forewords"),
    "performer": ("Perf.", "Perfs."),
}
"""Who else had a hand in a work, and how that is abbreviated after their names (§ 9.24)."""

ROLES = {
    "director": ("Director", "Directors"),
    "writer": ("Writer", "Writers"),
    "host": ("Host", "Hosts"),
    "producer": ("Producer", "Producers"),
    "execproducer": ("Executive Producer", "Executive Producers"),
    "guestexpert": ("Guest Expert", "Guest Experts"),
    "interviewer": ("Interviewer", "Interviewers"),
    "artist": ("Artist", "Artists"),
    "photographer": ("Photographer", "Photographers"),
    "composer": ("Composer", "Composers"),
    "lyricist": ("Lyricist", "Lyricists"),
    "principalinvestigator": ("Principal Investigator", "Principal Investigators"),
    "editor": ("Ed.", "Eds."),
    "compiler": ("Comp.", "Comps."),
    "serieseditor": ("Series Ed.", "Series Eds."),
}
"""What an author did, as `author+an:role` says it, and how it is written after the name (§ 9.10)."""

_ROLE_ORDER = {"writer": 0, "director": 1}


def contributors(work: Work, authors: tuple[Name, ...], without: Collection[str] = ()) -> list[Text]:
    """Return who else worked on it, by name: "J. Strachey, Ed. & Trans.".

    Args:
        work: The work.
        authors: Those who are named before.
        without: Who isn't told for this kind of work.
    """
    people = work.people
    if people.keys().isdisjoint(CONTRIBUTORS):
        return []
    grouped: dict[tuple[Name, ...], list[tuple[str, str]]] = {}
    for role, label in CONTRIBUTORS.items():
        names = people.get(role)
        if names and names is not authors and role not in without:
            grouped.setdefault(names, []).append(label)
    return [
        in_brackets(names, " & ".join(one for one, _ in labels), " & ".join(more for _, more in labels))
        for names, labels in grouped.items()
    ]


def initialism(name: Name) -> str:
    """Return a group's initials, by which its site may be called, in the order of the alphabet.

    That of the International Organization for Standardization is ISO.
    """
    return "".join(sorted(word[0] for word in name.family.split() if word[0].isupper())).casefold()


def by_line(work: Work) -> Text:
    """Return "by A. Author" or "by A. Editor, Ed." for a note on another work."""
    if names := work.names("author"):
        return concat("by ", enumerate_names(names, straight))
    names = work.names("editor")
    return concat("by ", in_brackets(names, *CONTRIBUTORS["editor"])) if names else EMPTY


def role_label(role: str, number: int = 1) -> str:
    """Return how a role is written after one or several names."""
    own = role if any(map(str.isupper, role)) else role.capitalize()
    one, several = ROLES.get(role) or ROLES.get(role.removesuffix("s")) or (own, own)
    return several if number > 1 or (role not in ROLES and role.removesuffix("s") in ROLES) else one


def _roles(work: Work, field: str, number: int) -> list[str]:
    roles = [role.strip() for role in work.note(field, "role", number).split(",") if role.strip()]
    return sorted_roles(roles)


def sorted_roles(roles: list[str]) -> list[str]:
    """Put the writer before the director, and both before others."""
    return sorted(roles, key=lambda role: _ROLE_ORDER.get(role, len(_ROLE_ORDER)))


def label_of_all(work: Work, field: str, count: int) -> str:
    """Return the role that all share: a note on the list, or the same note on each of several."""
    if whole := work.note(field, "role", 0):
        return role_label(whole, 1 if whole in ROLES and count == 1 else 2)
    each = {tuple(_roles(work, field, number)) for number in range(1, count + 1)}
    shared = next(iter(each)) if len(each) == 1 else ()
    return " & ".join(role_label(role, count) for role in shared) if count > 1 else ""


def describe_name(work: Work, field: str, number: int, *, role: bool) -> str:
    """Return what follows one name: its handle (§ 9.8) and, unless all share it, its role (§ 9.10)."""
    username = work.note(field, "username", number)
    if not username and number == 1 and len(work.names(field)) == 1:
        username = work.string("nameaddon")
    described = f" [{username}]" if username else ""
    if role:
        roles = " & ".join(role_label(role) for role in _roles(work, field, number))
        described += f" ({roles})" if roles else ""
    return described
