"""The licence in feeds: each class adds it to a feed class of feedgenerator or to one that extends it."""

from typing import Any, ClassVar

from .model import Licence

CREATIVE_COMMONS = "http://backend.userland.com/creativeCommonsRssModule"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


class LicensedAtom:
    """Atom with ``<link rel="license">`` on the feed and its entries (RFC 4946)."""

    feed: ClassVar[dict[str, Any]]

    def add_root_elements(self, handler: Any) -> None:
        """Add the site's licence."""
        super().add_root_elements(handler)  # type: ignore[misc]
        self._add_licence(handler, self.feed.get("licence"))

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Add the post's licence."""
        super().add_item_elements(handler, item)  # type: ignore[misc]
        self._add_licence(handler, item.get("licence"))

    def _add_licence(self, handler: Any, licence: Licence | None) -> None:
        if licence and licence.url:
            handler.addQuickElement("link", None, {"rel": "license", "href": licence.url})


class LicensedRss:
    """RSS with ``<creativeCommons:license>`` on the channel and its items, and ``<dc:rights>``."""

    feed: ClassVar[dict[str, Any]]

    def rss_attributes(self) -> dict[str, str]:
        """Declare the module."""
        return {**super().rss_attributes(), "xmlns:creativeCommons": CREATIVE_COMMONS}  # type: ignore[misc]

    def add_root_elements(self, handler: Any) -> None:
        """Add the site's licence."""
        super().add_root_elements(handler)  # type: ignore[misc]
        self._add_licence(handler, self.feed.get("licence"))

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Add the post's licence and rights."""
        super().add_item_elements(handler, item)  # type: ignore[misc]
        self._add_licence(handler, item.get("licence"))
        if item["item_copyright"]:
            handler.addQuickElement("dc:rights", item["item_copyright"], {"xmlns:dc": DUBLIN_CORE})

    def _add_licence(self, handler: Any, licence: Licence | None) -> None:
        if licence and licence.url:
            handler.addQuickElement("creativeCommons:license", licence.url)


def license_feed(feed: Any) -> None:
    """Make a feed write the licences that its ``feed`` and ``items`` hold.

    The feed gets a class of its own that extends the one it has, so that other plugins can do the same.
    """
    own = LicensedRss if hasattr(feed, "rss_attributes") else LicensedAtom
    feed.__class__ = type(own.__name__, (own, feed.__class__), {})
