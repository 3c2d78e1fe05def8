"""What the entries of feeds show of a post, kept on a build's context for further feeds."""

from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .full_text import write_full_text
from .record import encode

TEXTS = "_METADATA_TEXTS"
PICTURES = "_METADATA_PICTURES"
# How many texts are kept: the feed of all posts comes first, and several want its items.
MOST = 200


def find_full_text(context: dict[str, Any], article: Any) -> str:
    """Return an article's content as it can be read anywhere: kept for other feeds if it is early."""
    texts: dict[Any, str] = context.setdefault(TEXTS, {})
    if article in texts:
        return texts[article]
    content = article.get_content(context["SITEURL"])
    text = write_full_text(content, article.record.url, partial(find_picture, context))
    if len(texts) < MOST:
        texts[article] = text
    return text


def find_picture(context: dict[str, Any], drawing: str) -> str | None:
    """Return the address of the PNG of the same name beside a drawing, if the site has one."""
    if PICTURES not in context:
        files = (str(file.url) for file in context["static_content"].values())
        home = context["SITEURL"].rstrip("/")
        context[PICTURES] = {encode(f"{home}/{url}") for url in files if url.endswith(".png")}
    address = urlsplit(drawing)._replace(query="", fragment="").geturl()
    picture = f"{address.removesuffix(address[-4:])}.png"
    return picture if encode(picture) in context[PICTURES] else None


def list_unshown(article: Any) -> set[str]:
    """Return the names that a post's category may have and no reader knows: its folders', the default."""
    settings = article.settings
    if settings["CATEGORY_SAVE_AS"] and not article.record.series:
        return set()
    default = settings["DEFAULT_METADATA"].get("category", settings["DEFAULT_CATEGORY"])
    return {*Path(article.relative_source_path).parts[:-1], default}
