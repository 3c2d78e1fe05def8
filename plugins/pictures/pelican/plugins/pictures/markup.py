"""Pictures of a page in HTML: each `img` gets its variants around it, for browsers that want them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from guards.images import ImageError

from .model import Variant
from .store import Store
from .variants import KINDS, recall_variants

FOLDER = "pictures"
_TOKEN = re.compile(r"<picture\b|</picture\b|<img\b[^<>]*+>", re.IGNORECASE)
_SRC = re.compile(r"""\ssrc\s*+=\s*+["']([^"']*+)["']""", re.IGNORECASE)
_OWN = re.compile(r"\ssrcset\s*+=", re.IGNORECASE)


class Responsive:
    """Offers the pictures of pages in several sizes.

    Args:
        static: The files that are published, by their paths in the content folder.
        store: Where variants are kept between builds.
        sign: Puts a picture's credit into a file that is made of it: its path, the bytes.
        output: The output folder; None where nothing is to be written, since it is there.
    """

    def __init__(
        self,
        static: Mapping[str, Any],
        store: Store,
        sign: Callable[[str, bytes], bytes],
        output: Path | None,
    ) -> None:
        self._static = static
        self._store = store
        self._sign = sign
        self._output = output
        self._names: dict[str, list[Any]] = {}
        self._known: dict[str, list[Variant]] = {}

    def __call__(self, html: str, siteurl: str, sizes: str = "100vw") -> str:
        """Return the text of a page, with variants around its pictures.

        Args:
            html: The text.
            siteurl: What addresses of the site begin with on this page.
            sizes: How wide the theme shows pictures, as the attribute of that name has it.
        """
        if "<img" not in html:
            return html
        parts, at, inside = [], 0, 0
        for token in _TOKEN.finditer(html):
            tag = token[0]
            if not tag.lower().startswith("<img"):
                inside = max(0, inside + (-1 if tag.startswith("</") else 1))
            elif not inside and (variants := self._find(tag, siteurl)):
                parts += [html[at : token.start()], write_picture(tag, variants, siteurl, sizes)]
                at = token.end()
        return "".join([*parts, html[at:]])

    def _find(self, tag: str, siteurl: str) -> list[Variant]:
        found = _SRC.search(tag)
        if not found or _OWN.search(tag):
            return []
        address = unescape(found[1])
        if not address.startswith(f"{siteurl}/"):
            return []
        place = unquote(address.removeprefix(f"{siteurl}/"))
        if not self._names:
            for file in self._static.values():
                self._names.setdefault(Path(str(file.save_as)).name, []).append(file)
        files = self._names.get(place.rpartition("/")[2], ())
        file = next((file for file in files if unquote(str(file.url)) == place), None)
        return self._prepare(file) if file else []

    def _prepare(self, file: Any) -> list[Variant]:
        path = str(file.relative_source_path)
        if path not in self._known:
            try:
                data = Path(file.source_path).read_bytes()
            except OSError:
                data = b""
            stem = re.sub(r"[^\w-]+", "-", Path(path).stem, flags=re.ASCII).strip("-")[:60]
            start = f"{FOLDER}/{stem}-{hashlib.sha256(data).hexdigest()[:12]}"
            self._known[path] = []
            for kind, width, encoded in recall_variants(self._store, data):
                variant = Variant(kind, width, f"{start}-{width}.{KINDS[kind][0]}")
                self._known[path].append(variant)
                self._write(variant, path, encoded)
        return self._known[path]

    def _write(self, variant: Variant, path: str, data: bytes) -> None:
        if self._output is None:
            return
        # Without its credit in it, it shows all the same.
        with suppress(ImageError):
            data = self._sign(path, data)
        place = self._output / variant.url
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def write_picture(tag: str, variants: list[Variant], siteurl: str, sizes: str) -> str:
    """Return an image with its variants, the best format first; others see the image itself."""
    sources = []
    for kind, (_, media) in KINDS.items():
        listed = [f"{siteurl}/{one.url} {one.width}w" for one in variants if one.kind == kind]
        if listed:
            addresses = escape(", ".join(listed))
            sources.append(f'<source type="{media}" srcset="{addresses}" sizes="{escape(sizes)}">')
    return f"<picture>{''.join(sources)}{tag}</picture>"
