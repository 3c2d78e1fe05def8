"""A Ghost site, over its Admin API and with the key of an integration (Ghost 5 or later)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlsplit

from crosspost.contract import SPELLING, Finding, Rooms, TargetSettings
from crosspost.errors import BlockedError, RefusedError, SettingsError, UnansweredError
from crosspost.http.names import require_name, tell_of_stranger
from crosspost.model import Delivery, Holding, Post
from crosspost.options import read_options
from crosspost.placed import Placed
from crosspost.targets import KINDS
from crosspost.targets.merging import is_date_ours, same_image
from crosspost.text.links import replace_links
from crosspost.text.mark import is_edited, read_mark
from crosspost.text.whose import is_ours, tell_gone

from . import copies as copies
from .api import Api, quote
from .copies import cut, html_of
from .images import Images
from .style import space_blocks

# What the option "status" may say → what Ghost calls it.
STATES = {"publish": "published", "draft": "draft"}
# The most that Ghost takes, in characters; of an image's alternative text, too.
TITLE, EXCERPT, SLUG, ALT = 255, 300, 185, 191


def open_target(settings: TargetSettings, rooms: Rooms, secret: Callable[[], str]) -> GhostTarget:
    """Return the target of `{"kind": "ghost", "url": …, "status": "publish", "author": e-mail}`."""
    from crosspost.http.exchange import check_address

    options = read_options(settings, KINDS["ghost"].options)
    where = f'SYNDICATION_TARGETS["{settings.name}"]'
    if options["status"] not in STATES:
        raise SettingsError(
            f'{where}: "status" must be one of {", ".join(STATES)}, not {options["status"]!r}.'
        )
    url = check_address(options["url"], where).removesuffix("/ghost")
    status, author = STATES[options["status"]], options["author"] or ""
    return GhostTarget(settings, url, status, author, rooms, secret)


class GhostTarget:
    """Posts of one integration on one Ghost site, each in a single HTML card, which keeps it as it is."""

    keeps: ClassVar[Mapping[str, str]] = {SPELLING: "the site writes its tags as it has them"}

    def __init__(
        self,
        settings: TargetSettings,
        url: str,
        status: str,
        author: str,
        rooms: Rooms,
        secret: Callable[[], str],
    ) -> None:
        """Take what the settings say; nobody is asked before there is something to send."""
        self.settings = settings
        self.url = url
        self.status = status
        self.author = author
        self.output = rooms.output
        self.secret = secret
        self.surveyed: copies.Survey | None = None

    @cached_property
    def api(self) -> Api:
        """The site's API."""
        return Api(self.url, self.secret(), self.settings)

    @cached_property
    def images(self) -> Images:
        """The site's images."""
        return Images(self.api, self.output, lambda url: self.survey(url).posts)

    def holds(self, holding: Holding) -> bool:
        """Trust the receipt: looking would need the network."""
        return True

    def find(self, delivery: Delivery) -> Holding | None:
        """Look for our mark, wherever the copy is by now; else for what was made by hand."""
        survey = self.survey(delivery.post.url)
        ours = survey.find_ours(delivery.post)
        if ours:
            return replace(
                self.describe(ours[0], delivery.post), notes=copies.tell_draft(ours[0], self.status)
            )
        theirs = survey.find_theirs(delivery)
        return self.describe(theirs, delivery.post) if theirs else None

    def survey(self, url: str) -> copies.Survey:
        """Return every post that mentions our site or bears a mark: asked for once, and after mishaps.

        Args:
            url: An address on our site.
        """
        if self.surveyed is None:
            host = quote(urlsplit(url).netloc)
            # Marks of before our site moved name another.
            wanted = f"html:~{host},canonical_url:~{host},html:~'data-partwork'"
            self.surveyed = copies.Survey(self.api.list_posts(wanted))
        return self.surveyed

    def create(self, delivery: Delivery, overwrite: bool = False) -> Holding:
        """Make the post, after its images; then look whether somebody else made it at the same moment."""
        notes: list[str] = []
        fields = {
            **self.prepare(delivery.post, {}, notes, Placed()),
            "slug": cut(delivery.post.slug, SLUG).rstrip("…"),
            "status": self.status,
            "authors": [self.author] if self.author else [],
        }
        survey, self.surveyed = self.surveyed, None
        made = self.api.put("POST", "posts", {name: value for name, value in fields.items() if value})
        if self.author and self.author not in [author.get("email") for author in made.get("authors", ())]:
            notes.append(f"nobody there has the address {self.author}, so Ghost chose an author")
        try:
            oldest = self.keep_oldest(made, delivery, notes)
            kept = self.describe(oldest, delivery.post)
            if kept.version == delivery.version:
                kept = replace(kept, placed=delivery.post.placed)
            theirs = kept.edited and not overwrite
            if not theirs and (kept.edited or kept.version != delivery.version):
                kept = self.update(delivery, kept, overwrite)
        except (BlockedError, RefusedError) as error:
            raise UnansweredError(f"{made['url']} was made, and then: {error}. Publish again") from None
        if theirs:
            raise copies.edited_there(kept.url, copies.show(oldest))
        if not kept.url:
            notes.append(tell_of_stranger(oldest["said"], self.url))
        if survey:
            survey.add(oldest)
        self.surveyed = survey
        return replace(kept, notes=tuple(notes))

    def keep_oldest(self, made: Mapping[str, Any], delivery: Delivery, notes: list[str]) -> Mapping[str, Any]:
        """Return the copy that stays if several were made at the same moment: everybody keeps the oldest."""
        found = copies.Survey(self.api.list_posts(f"html:~{quote(delivery.marker)}"))
        ours = found.find_ours(delivery.post) or [made]
        for post in ours[1:]:
            mark = read_mark(html_of(post), delivery.marker)
            # None that anybody worked on is lost.
            if mark and mark.version == delivery.version and not is_edited(html_of(post), mark):
                self.api.delete(f"posts/{post['id']}")
                notes.append(f"{post['url']} was made at the same moment, so it was deleted again")
        return ours[0]

    def update(self, delivery: Delivery, known: Holding, overwrite: bool) -> Holding:
        """Replace what changed of the post, if it is as we left it."""
        post = self.open_post(known, delivery.post)
        if post is None:
            if overwrite:
                return self.restore(delivery, known, overwrite)
            raise BlockedError(tell_gone(known))
        self.keep_edit(post, known, overwrite)
        notes: list[str] = []
        fields = self.prepare(delivery.post, post, notes, known.placed, overwrite)
        return self.change(post, fields, delivery, notes)

    def withdraw(self, known: Holding, overwrite: bool) -> Holding:
        """Make the post a draft: Ghost has no trash, and what it deletes is gone for good."""
        post = self.open_post(known, known.ours)
        if post is None:
            return replace(known, public=False)
        self.keep_edit(post, known, overwrite)
        left = self.change(post, {"status": "draft"}, None, ["it stays there as a draft, for editors alone"])
        return replace(left, url=known.url, version=known.version, placed=known.placed)

    def restore(self, delivery: Delivery, known: Holding, overwrite: bool = False) -> Holding:
        """Bring the post back as it is now, and publish it again."""
        post = self.open_post(known, delivery.post)
        if post is None:
            self.surveyed = None
            found = self.find(delivery)
            post = self.open_post(found, delivery.post) if found and found.version else None
            if found is None or post is None:
                return self.create(delivery, overwrite)
            if found.edited and not overwrite:
                raise copies.edited_there(found.url, copies.show(post))
            known = found
        self.keep_edit(post, known, overwrite)
        notes: list[str] = []
        fields = self.prepare(delivery.post, post, notes, known.placed, overwrite)
        return self.change(post, {**fields, "status": self.status}, delivery, notes)

    def read(self, known: Holding) -> tuple[Holding, str] | None:
        """Return the post; where posts are published at once, a draft is one that was withdrawn."""
        post = self.open_post(known, known.ours)
        if post is None or (post["status"] == "draft" and self.status != "draft"):
            return None
        return self.describe(post, None), copies.show(post)

    def check(self) -> Iterator[Finding]:
        """Look at address, clock, key, author, and for whom the site shows new posts."""
        from .check import check_site

        return check_site(lambda: self.api, self.status, self.author)

    def close(self, deliveries: Sequence[Delivery]) -> None:
        """Nothing is left to do."""

    def open_post(self, known: Holding, ours: Post | None = None) -> Mapping[str, Any] | None:
        """Return the post as it is now; None if it is gone, or something else has its id."""
        try:
            post = self.api.get_post(require_name(known.id, self.url))
            stored = copies.name_stored(post, self.api.site)
            return post if is_ours(html_of(post), stored, known, ours) else None
        except RefusedError as error:
            if error.status not in {404, 410}:
                raise
            return None

    def keep_edit(self, post: Mapping[str, Any], known: Holding, overwrite: bool) -> None:
        """Block if the partner changed the post since we sent it."""
        if not overwrite and copies.name_stored(post, self.api.site) != known.stored:
            raise BlockedError(
                f"{known.url} was changed there since we sent it. Take the change over into your post, "
                "then publish with --overwrite",
                copies.show(post),
            )

    def change(
        self,
        post: Mapping[str, Any],
        fields: Mapping[str, Any],
        delivery: Delivery | None,
        notes: Sequence[str],
    ) -> Holding:
        """Send what differs, unless somebody changed the post since it was opened."""
        changed = {name: value for name, value in fields.items() if value != post.get(name)}
        if changed:
            changed["updated_at"] = post["updated_at"]
            try:
                post = self.api.put("PUT", f"posts/{post['id']}", changed)
            except RefusedError as error:
                if error.status != 409:
                    raise
                raise BlockedError(f"{post['url']} is being changed there now: {error}") from None
        holding = self.describe(post, delivery.post if delivery else None)
        if not holding.url:
            notes = (*notes, tell_of_stranger(post["said"], self.url))
        if delivery is None:
            return replace(holding, notes=tuple(notes))
        notes = (*notes, *copies.tell_draft(post, self.status))
        return replace(holding, notes=notes, placed=delivery.post.placed)

    def prepare(
        self,
        post: Post,
        stored: Mapping[str, Any],
        notes: list[str],
        placed: Placed | None,
        overwrite: bool = False,
    ) -> dict[str, Any]:
        """Bring the images there, and return what is sent on every occasion.

        Args:
            post: What is to be sent.
            stored: The post as the site has it; empty if it has none.
            notes: What the author should know is added.
            placed: What we set of it last; None if that is not known.
            overwrite: Whether an image that the partner chose is replaced.
        """
        card, now = post.cover, post.placed
        urls = self.images.mirror([*post.images, *([card] if card else [])], stored, notes)
        html = space_blocks(replace_links(post.html, lambda url: urls.get(url, url)))
        for name, text, most in (("title", post.title, TITLE), ("summary", post.summary, EXCERPT)):
            if len(text) > most:
                notes.append(f"the {name} was cut to {most} characters")
        fields: dict[str, Any] = {
            "title": cut(post.title, TITLE),
            "custom_excerpt": cut(post.summary, EXCERPT) or None,
            "canonical_url": copies.plain_address(post.url),
            "feature_image": urls[card.url] if card else None,
            "feature_image_alt": (cut(card.alt, ALT) if card else "") or None,
            "feature_image_caption": (copies.write_caption(card) if card else "") or None,
            "tags": copies.join_tags(stored.get("tags") or (), placed, now),
        }
        if placed and stored and not overwrite and same_image(placed, now):
            for name in ("feature_image", "feature_image_alt", "feature_image_caption"):
                del fields[name]
        if not stored or is_date_ours(str(stored.get("published_at") or ""), placed, post.published, notes):
            moment = datetime.fromisoformat(post.published).astimezone(UTC)
            fields["published_at"] = moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
        if html_of(stored).strip() != copies.wrap_card(html):
            fields["lexical"] = copies.write_card(html)
        return fields

    def describe(self, post: Mapping[str, Any], ours: Post | None) -> Holding:
        """Return what the site holds."""
        return copies.describe(post, ours, self.api.site)
