"""One converter of Markdown for all files, where nothing of one stays in it for the next."""

from itertools import chain
from typing import Any

from markdown import Markdown

PRIORITY = 27
"""That of Python-Markdown's `meta` among what looks at a text before it is read."""


class Converter:
    """A converter that can be used again as if it were new.

    Args:
        options: What it is made with.

    Attributes:
        md: Python-Markdown's.
        reusable: Whether all that takes part is known to forget one text before the next.
    """

    def __init__(self, options: dict[str, Any]) -> None:
        self.md = Markdown(**options)
        self.reusable = forgets(self.md)
        self._meta: Any = None
        if "meta" in self.md.preprocessors:
            self._meta = self.md.preprocessors["meta"]

    def renew(self) -> Markdown:
        """Return Python-Markdown's converter as it was when it was made."""
        if self._meta and "meta" not in self.md.preprocessors:
            # Pelican takes it out when it converts the metadata themselves.
            self.md.preprocessors.register(self._meta, "meta", PRIORITY)
        return self.md.reset()


def forgets(md: Markdown) -> bool:
    """Tell whether nothing of a text stays in a converter once it is reset.

    Python-Markdown's own extensions do so, but for numbers that go on in the ids of footnotes; others say it
    with an attribute `forgets` of all that they register.
    """
    parts = chain(
        md.preprocessors,
        md.parser.blockprocessors,
        md.treeprocessors,
        md.inlinePatterns,
        md.postprocessors,
        md.registeredExtensions,
    )
    known = all(
        type(part).__module__.startswith("markdown.") or getattr(part, "forgets", False) for part in parts
    )
    return known and not any(extension.getConfig("UNIQUE_IDS") for extension in md.registeredExtensions)
