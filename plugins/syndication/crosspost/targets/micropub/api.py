"""A Micropub endpoint (W3C Micropub), and its site as readers see it; `micropub` says what they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode, urlsplit

from crosspost.contract import TargetSettings
from crosspost.errors import RefusedError, UnansweredError, UnavailableError
from crosspost.http.credentials import name_place
from crosspost.http.names import is_at_home, join_address, read_place
from guards.addresses import ASKED, AddressError, is_same_origin, read_address
from guards.answers import parse_json

from .microformats import Entry, read_page, read_source

# What is asked for at once of a list of posts, and how many pages of lists are read, however old they are.
PAGE = 50
PAGES = 20
ACCEPT = {"Accept": "application/json"}
GONE = {404, 410}
# What a server says to what it cannot do: the method, the action or the query.
CANNOT = {400, 404, 405, 415, 422, 501}
# And to what this token may not (W3C Micropub, § 3.8).
LACKS = "insufficient_scope"
# In characters, of what says where a list goes on.
LONGEST = 1_000
# Before the number of posts to pass over, where a list does not say what comes after a page, and before what
# it says.
PASS, AFTER = "+", "="


class Api:
    """The endpoint, with a token; and its site, as any reader sees it.

    Attributes:
        sees: Whether it tells what a post is made of; None while that is not known.
        lists: Whether it tells what posts there are; None while that is not known.
        marked: Whether a page that was read marks up its posts.
        date: When it last answered, by its own clock.
        strange: An address of a post that it named, and that is not its own; "" if there was none.
    """

    def __init__(self, url: str, token: str, settings: TargetSettings, me: str = "") -> None:
        """Take endpoint, token and the site's address, "" if that is not known; nothing is asked yet."""
        from crosspost.http.exchange import Web
        from crosspost.http.tokens import require_token

        place = name_place(settings.name)
        require_token(url, token, place)
        self.token, self.largest = token, settings.largest
        headers = {"Authorization": f"Bearer {token}"}
        self.web = Web(url, "this site", headers, (token,), settings.pace, place, settings.largest)
        # Whose addresses a post may have: the endpoint's server, and the site, which may be on another.
        self.homes = [url, *([me] if me else [])]
        self.strange = ""
        self.sees: bool | None = None
        self.lists: bool | None = None
        self.marked = False
        self.date = ""
        self.readers: dict[str, Web] = {}

    @cached_property
    def config(self) -> Mapping[str, Any]:
        """What the endpoint says of itself; empty if it says nothing.

        Raises:
            UnavailableError: It does not accept the token.
        """
        try:
            return self.query(q="config")
        except RefusedError as error:
            if error.status == 403:
                raise UnavailableError(
                    f"{self.web.url} does not accept the credentials: {error}. Check {self.web.place}."
                ) from None
            return {}

    def lists_drafts(self) -> bool:
        """Say whether the endpoint says that it knows drafts (an extension)."""
        named = self.config.get("properties")
        named = named if isinstance(named, list) else []
        return "post-status" in self.config or "post-status" in [
            one.get("name") if isinstance(one, Mapping) else one for one in named
        ]

    def query(self, **params: str) -> Mapping[str, Any]:
        """Ask the endpoint for something."""
        mark = "&" if urlsplit(self.web.url).query else "?"
        answer = self.web.send("GET", f"{mark}{urlencode(params)}", again=True, headers=ACCEPT)
        self.date = answer.headers.get("date", "")
        try:
            found = parse_json(answer.text or "{}")
        except ValueError:
            raise RefusedError(f"{self.web.url} answers with something else than JSON", 501) from None
        return found if isinstance(found, Mapping) else {}

    def list_page(self, after: str = "") -> tuple[list[Entry], str]:
        """Return what posts the endpoint lists (an extension), newest first, and note whether it does.

        Returns:
            The first page, or the one after `after`; and what is `after` for the next one, "" for none.
        """
        passed = int(after[1:]) if after.startswith(PASS) else 0
        more = {"offset": str(passed)} if passed else {"after": after[1:]} if after else {}
        try:
            page = self.query(q="source", limit=str(PAGE), **more)
        except RefusedError as error:
            if not cannot_tell(error):
                raise
            page = {}
        items, paging = page.get("items"), page.get("paging")
        if not isinstance(items, list):
            self.lists = bool(self.lists)
            return [], ""
        self.lists = True
        found = [read_source(item) for item in items if isinstance(item, Mapping)]
        if isinstance(paging, Mapping):
            said = str(paging.get("after") or "")[:LONGEST] if items else ""
            after = f"{AFTER}{said}" if said else ""
        else:
            after = f"{PASS}{passed + len(items)}" if len(items) >= PAGE else ""
        return [self.at_home(entry) for entry in found if entry], after

    def look(self, url: str) -> Entry | None:
        """Return a post as the endpoint has it, or else as its page shows it; None if it is not there.

        One without marks on its page is there, with neither title nor content.
        """
        if self.sees is not False:
            try:
                source = self.query(q="source", url=url)
            except RefusedError as error:
                if not cannot_tell(error):
                    raise
                source = {}
            if isinstance(source.get("properties"), Mapping):
                # What it says is deleted is so, though the page may be there for a while.
                self.sees = True
                found = read_source(source)
                return self.at_home(found) if found else None
        html = self.fetch(url)
        if html is None:
            return None
        if self.sees is None:
            self.sees = False
        entries = [self.at_home(entry) for entry in read_page(html, url)[0]]
        same = (entry for entry in entries if entry.url in ("", url))
        return next(same, None) or next(iter(entries), Entry(url, "", ""))

    def fetch(self, url: str) -> str | None:
        """Return a page as any reader gets it; None if there is none."""
        from crosspost.http.exchange import Web

        home = next((home for home in self.homes if is_at_home(url, home)), "")
        if not read_place(url, self.homes) or not home:
            raise RefusedError(f"{url[:200]} is not asked: {self.hint()}")
        parts = urlsplit(home)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self.readers:
            # Without the token, which is only for the endpoint.
            self.readers[site] = Web(site, "a reader", largest=self.largest)
            self.readers[site].varying = True
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            return self.readers[site].send("GET", path, again=True, follow=True).text
        except RefusedError as error:
            if error.status not in GONE:
                raise
            return None

    def read_home(self, url: str) -> tuple[list[Entry], str]:
        """Return the posts that a page of a site shows, and where the older ones are, or ""."""
        html = self.fetch(url) or ""
        entries, older = read_page(html, url)
        self.marked = self.marked or bool(entries) or "h-feed" in html
        # Older posts are on the same site, wherever a page says that it goes on.
        return [self.at_home(entry) for entry in entries], older if entries and is_at_home(older, url) else ""

    def at_home(self, entry: Entry) -> Entry:
        """Return an entry with an address only if that is one of the site."""
        place = read_place(entry.url, self.homes)
        if entry.url and not place:
            self.strange = entry.url[:200]
        return replace(entry, url=place)

    def hint(self) -> str:
        """Say what to do about an address that is on another server."""
        return (
            f"it is on another server than {' and '.join(self.homes)}. If that is the site whose posts these "
            'are, set "me" to its address'
        )

    def create(self, properties: Mapping[str, Any]) -> tuple[str, bool]:
        """Make a post; return its address, and whether it is there already (201) or will be (202)."""
        answer = self.ask_for("create", json={"type": ["h-entry"], "properties": dict(properties)})
        said = answer.headers.get("location", "")
        url = self.place_of(said)
        if not url:
            where = (
                f"says that the post is at {said[:200]}; {self.hint()}"
                if said
                else "did not say where the post is"
            )
            raise UnansweredError(
                f"{self.web.url} {where}. Publish again: it is asked first, so that nothing is sent twice."
            )
        return url, answer.status_code != 202

    def act(self, action: str, url: str, **more: Any) -> str:
        """Update, delete or undelete a post, which twice does the same as once; return its address.

        Only an update must be JSON. The others go as a form, which every server reads: Known takes JSON
        for a new post, whatever its action.
        """
        body = {"action": action, "url": url, **more}
        answer = self.ask_for(action, again=True, **({"json": body} if more else {"data": body}))
        said = answer.headers.get("location", "") if answer.status_code == 201 else ""
        return self.place_of(said) or url

    def place_of(self, said: str) -> str:
        """Return the address of a post that a header names; "" if that is none of the site."""
        return read_place(join_address(self.web.url, said), self.homes) if said else ""

    def ask_for(self, scope: str, **options: Any) -> Any:
        """Ask to do something for which the token must have a scope."""
        try:
            return self.web.send("POST", "", **options)
        except RefusedError as error:
            if error.code != LACKS:
                raise
            raise RefusedError(
                f"{error}. The token lacks the scope {scope}", error.status, error.code
            ) from None

    def upload(self, name: str, data: bytes, type: str) -> str:
        """Store a file at the media endpoint and return its address; "" if there is none.

        Twice does no harm: nothing shows the first.

        Raises:
            RefusedError: It is on another server, to which no token may be sent.
        """
        from crosspost.http.exchange import Web

        place = str(self.config.get("media-endpoint") or "")
        if not place:
            return ""
        # It may have a query, and a slash at its end, which both matter.
        url = join_address(self.web.url, place)
        if not any(is_same_origin(url, home) for home in self.homes):
            raise RefusedError(
                f"its media endpoint {url[:200]} is on another server, which does not get the token"
            )
        web = Web(
            url, self.web.who, self.web.headers, (self.token,), place=self.web.place, largest=self.largest
        )
        answer = web.send("POST", "", again=True, files={"file": (name, data, type)})
        try:
            return read_address(join_address(url, answer.headers["location"]), ASKED)
        except (AddressError, KeyError):
            return ""


def cannot_tell(error: RefusedError) -> bool:
    """Say whether a refusal means that the endpoint does not tell this, or not to this token."""
    return error.status in CANNOT | GONE | {403} or error.code == LACKS
