"""A Micropub endpoint (W3C Micropub), and its site as readers see it; `micropub` says what they are asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from crosspost.contract import TargetSettings
from crosspost.errors import RefusedError, UnansweredError, UnavailableError
from crosspost.http.credentials import name_place

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
# Before the number of posts to pass over, where a list does not say what comes after a page.
PASS = "+"


class Api:
    """The endpoint, with a token; and its site, as any reader sees it.

    Attributes:
        sees: Whether it tells what a post is made of; None while that is not known.
        lists: Whether it tells what posts there are; None while that is not known.
        marked: Whether a page that was read marks up its posts.
        date: When it last answered, by its own clock.
    """

    def __init__(self, url: str, token: str, settings: TargetSettings) -> None:
        """Take endpoint and token; nothing is asked yet."""
        from crosspost.http.exchange import Web
        from crosspost.http.tokens import require_token

        place = name_place(settings.name)
        require_token(url, token, place)
        self.token = token
        headers = {"Authorization": f"Bearer {token}"}
        self.web = Web(url, "this site", headers, (token,), settings.pace, place)
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
        named = self.config.get("properties") or ()
        return "post-status" in self.config or "post-status" in [
            one.get("name") if isinstance(one, Mapping) else one for one in named
        ]

    def query(self, **params: str) -> Mapping[str, Any]:
        """Ask the endpoint for something."""
        mark = "&" if urlsplit(self.web.url).query else "?"
        answer = self.web.send("GET", f"{mark}{urlencode(params)}", again=True, headers=ACCEPT)
        self.date = answer.headers.get("date", "")
        try:
            found = json.loads(answer.text or "{}")
        except (ValueError, RecursionError):
            raise RefusedError(f"{self.web.url} answers with something else than JSON", 501) from None
        return found if isinstance(found, Mapping) else {}

    def list_page(self, after: str = "") -> tuple[list[Entry], str]:
        """Return what posts the endpoint lists (an extension), newest first, and note whether it does.

        Returns:
            The first page, or the one after `after`; and what is `after` for the next one, "" for none.
        """
        passed = int(after[1:]) if after.startswith(PASS) else 0
        more = {"offset": str(passed)} if passed else {"after": after} if after else {}
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
            after = str(paging.get("after") or "") if items else ""
        else:
            after = f"{PASS}{passed + len(items)}" if len(items) >= PAGE else ""
        return [entry for entry in found if entry], after

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
                return read_source(source)
        html = self.fetch(url)
        if html is None:
            return None
        if self.sees is None:
            self.sees = False
        entries, _ = read_page(html, url)
        same = (entry for entry in entries if entry.url in ("", url))
        return next(same, None) or next(iter(entries), Entry(url, "", ""))

    def fetch(self, url: str) -> str | None:
        """Return a page as any reader gets it; None if there is none."""
        from crosspost.http.exchange import Web

        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self.readers:
            # Without the token, which is only for the endpoint.
            self.readers[site] = Web(site, "a reader")
        path = url[len(site) :] or "/"
        try:
            return self.readers[site].send("GET", path, again=True, follow_redirects=True).text
        except RefusedError as error:
            if error.status not in GONE:
                raise
            return None

    def read_home(self, url: str) -> tuple[list[Entry], str]:
        """Return the posts that a page of a site shows, and where the older ones are, or ""."""
        html = self.fetch(url) or ""
        entries, older = read_page(html, url)
        self.marked = self.marked or bool(entries) or "h-feed" in html
        return entries, older if entries else ""

    def create(self, properties: Mapping[str, Any]) -> tuple[str, bool]:
        """Make a post; return its address, and whether it is there already (201) or will be (202)."""
        answer = self.ask_for("create", json={"type": ["h-entry"], "properties": dict(properties)})
        place = answer.headers.get("location", "")
        try:
            url = urljoin(self.web.url, place) if place else ""
            usable = urlsplit(url).scheme in {"http", "https"}
        except ValueError:
            usable = False
        if not usable:
            raise UnansweredError(
                f"{self.web.url} did not say where the post is. "
                "Publish again: it is asked first, so that nothing is sent twice."
            )
        return url, answer.status_code != 202

    def act(self, action: str, url: str, **more: Any) -> str:
        """Update, delete or undelete a post, which twice does the same as once; return its address.

        Only an update must be JSON. The others go as a form, which every server reads: Known takes JSON
        for a new post, whatever its action.
        """
        said = {"action": action, "url": url, **more}
        answer = self.ask_for(action, again=True, **({"json": said} if more else {"data": said}))
        place = answer.headers.get("location", "") if answer.status_code == 201 else ""
        return urljoin(self.web.url, place) if place else url

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
            SettingsError: The endpoint names an address to which no token may be sent.
        """
        from crosspost.http.exchange import Web, check_address

        place = str(self.config.get("media-endpoint") or "")
        if not place:
            return ""
        # It may have a query, and a slash at its end, which both matter.
        url = urljoin(self.web.url, place)
        check_address(url.partition("?")[0], "media-endpoint")
        web = Web(url, self.web.who, self.web.headers, (self.token,), place=self.web.place)
        answer = web.send("POST", "", again=True, files={"file": (name, data, type)})
        place = answer.headers.get("location", "")
        return urljoin(url, place) if place else ""


def cannot_tell(error: RefusedError) -> bool:
    """Say whether a refusal means that the endpoint does not tell this, or not to this token."""
    return error.status in CANNOT | GONE | {403} or error.code == LACKS
