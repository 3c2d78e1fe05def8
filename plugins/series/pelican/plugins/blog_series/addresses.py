"""Where posts in another language are published: as the site's own, below their language."""

from collections.abc import Iterable, Mapping, MutableMapping
from posixpath import dirname, join
from typing import Any

KINDS = ("ARTICLE", "DRAFT", "PAGE", "DRAFT_PAGE")


def place_languages(settings: MutableMapping[str, Any], defaults: Mapping[str, Any]) -> bool:
    """Give posts in another language addresses like those of the site's own, where the site does not say any.

    Args:
        settings: Pelican's; they are changed.
        defaults: Those that Pelican has by itself.

    Returns:
        Whether articles have such addresses.
    """
    for kind in KINDS:
        for what in ("URL", "SAVE_AS"):
            name, own = f"{kind}_LANG_{what}", str(settings[f"{kind}_{what}"])
            if settings[name] == defaults[name]:
                settings[name] = place(own)
    return bool(settings["ARTICLE_LANG_SAVE_AS"] == place(str(settings["ARTICLE_SAVE_AS"])))


def place(own: str) -> str:
    """Return the pattern for other languages that belongs to one for the site's own; drafts stay together."""
    drafts = "drafts/" if own.startswith("drafts/") else ""
    return f"{drafts}{{lang}}/{own.removeprefix(drafts)}" if own else ""


def note_former(posts: Iterable[Any], default: str) -> None:
    """Set ``former_urls`` of posts in another language: where they were before there were such addresses.

    Args:
        posts: Pelican's articles.
        default: Pelican's own place for them.
    """
    for post in posts:
        if not post.in_default_lang:
            own = post.url.removeprefix(f"{post.lang}/")
            name = f"{post.slug}-{post.lang}"
            beside = join(dirname(own.rstrip("/")), name) + ("/" if own.endswith("/") else ".html")
            former = (default.format(slug=post.slug, lang=post.lang), beside)
            post.former_urls = (*getattr(post, "former_urls", ()), *(f"/{url}" for url in former))
