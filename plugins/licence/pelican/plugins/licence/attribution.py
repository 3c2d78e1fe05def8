"""The attribution that a licence asks for: title, author, source, licence."""

from collections.abc import Sequence

from markupsafe import Markup

from .model import Attribution, Licence

# RDFa Lite 1.1 with the Creative Commons Rights Expression Language.
PREFIXES = "dct: http://purl.org/dc/terms/ cc: http://creativecommons.org/ns#"


def attribute(title: str, authors: Sequence[str], url: str, year: int, licence: Licence) -> Attribution:
    """Write the attribution of a post.

    Args:
        title: Plain text.
        authors: Their names, in order.
        url: The post's canonical URL.
        year: The year of publication, for the copyright notice.
        licence: The post's licence.
    """
    names = join_names(authors)
    by = f" by {names}" if names else ""
    html = Markup(
        '<span class="attribution" prefix="{}" resource="{}">'
        '<a property="cc:attributionURL" href="{}"><cite property="dct:title">{}</cite></a>'
    ).format(PREFIXES, url, url, title)
    if names:
        html += Markup(' by <span property="cc:attributionName">{}</span>').format(names)
    if licence.url:
        verb = "is dedicated to the public domain under" if licence.spdx == "CC0-1.0" else "is licensed under"
        link = Markup('<a rel="license" href="{}" title="{}">{}</a>')
        html += Markup(" {} {}.</span>").format(
            verb, link.format(licence.url, licence.name, licence.short_name)
        )
        return Attribution(url, html, f"“{title}”{by} ({url}) {verb} {licence.short_name} ({licence.url}).")
    notice = f"© {year} {names}. {licence.name}." if names else f"© {year}. {licence.name}."
    html += Markup('. <span property="dct:rights">{}</span></span>').format(notice)
    return Attribution(url, html, f"“{title}”{by} ({url}). {notice}")


def write_rights(authors: Sequence[str], year: int, licence: Licence) -> str:
    """Write the rights of a post in one line, for feeds."""
    names = join_names(authors)
    if licence.spdx == "CC0-1.0":
        return name_terms(licence)
    return f"© {year} {names}. {name_terms(licence)}" if names else f"© {year}. {name_terms(licence)}"


def name_terms(licence: Licence) -> str:
    """Return a licence's name and address in one line."""
    return f"{licence.name}: {licence.url}" if licence.url else licence.name


def join_names(names: Sequence[str]) -> str:
    """Join names as a sentence does: ``A``, ``A and B``, ``A, B and C``."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
