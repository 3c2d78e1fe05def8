"""The attribution that a licence asks for: title, author, source, licence."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from .model import Attribution, Licence

# RDFa Lite 1.1 with the Creative Commons Rights Expression Language.
PREFIXES = "dct: http://purl.org/dc/terms/ cc: http://creativecommons.org/ns#"

# What a catalogue has for words in English.
Say = Callable[[str], str]


def attribute(
    title: str, authors: Sequence[str], url: str, year: int, licence: Licence, say: Say = str
) -> Attribution:
    """Write the attribution of a post.

    Args:
        title: Plain text.
        authors: Their names, in order.
        url: The post's canonical URL.
        year: The year of publication, for the copyright notice.
        licence: The post's licence.
        say: Returns words in the language of the post.
    """
    names = join_names(authors, say)
    if not licence.url:
        notice = f"© {year} {names}. {licence.name}." if names else f"© {year}. {licence.name}."
        work = say("{title} by {names}") if names else "{title}"
    else:
        free = licence.spdx == "CC0-1.0"
        notice = ""
        if free and names:
            work = say("{title} by {names} is dedicated to the public domain under {licence}.")
        elif free:
            work = say("{title} is dedicated to the public domain under {licence}.")
        elif names:
            work = say("{title} by {names} is licensed under {licence}.")
        else:
            work = say("{title} is licensed under {licence}.")
    linked = Markup(
        '<a property="cc:attributionURL" href="{}"><cite property="dct:title">{}</cite></a>'
    ).format(url, title)
    html = Markup('<span class="attribution" prefix="{}" resource="{}">').format(PREFIXES, url) + Markup(
        work
    ).format(
        title=linked,
        names=Markup('<span property="cc:attributionName">{}</span>').format(names),
        licence=Markup('<a rel="license" href="{}" title="{}">{}</a>').format(
            licence.url, licence.name, licence.short_name
        ),
    )
    if notice:
        html += Markup('. <span property="dct:rights">{}</span>').format(notice)
    quoted, named = (f"“{title}”", f"{names} ({url})") if names else (f"“{title}” ({url})", "")
    text = work.format(title=quoted, names=named, licence=f"{licence.short_name} ({licence.url})")
    return Attribution(url, html + Markup("</span>"), f"{text}. {notice}" if notice else text)


def write_rights(authors: Sequence[str], year: int, licence: Licence) -> str:
    """Write the rights of a post in one line, for feeds."""
    names = join_names(authors)
    if licence.spdx == "CC0-1.0":
        return name_terms(licence)
    return f"© {year} {names}. {name_terms(licence)}" if names else f"© {year}. {name_terms(licence)}"


def name_terms(licence: Licence) -> str:
    """Return a licence's name and address in one line."""
    return f"{licence.name}: {licence.url}" if licence.url else licence.name


def join_names(names: Sequence[str], say: Say = str) -> str:
    """Join names as a sentence does: ``A``, ``A and B``, ``A, B and C``."""
    if len(names) < 2:
        return "".join(names)
    return say("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])
