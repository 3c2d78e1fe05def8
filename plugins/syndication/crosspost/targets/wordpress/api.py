"""The REST API of a WordPress site, as one user; the target in `wordpress` says what is asked of it."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import Any, TypeGuard

from crosspost.contract import TargetSettings
from crosspost.errors import MovedError, RefusedError, UnansweredError, UnavailableError
from crosspost.http.clock import read_date
from crosspost.http.credentials import name_place
from crosspost.http.names import read_place
from guards.answers import parse_json

# WordPress gives no more at once; nobody has more pages of what we look for than these.
PAGE = 100
PAGES = 500
# What is answered about a post that is no longer there, and when what is in the trash is put there.
GONE = {404, 410}
# What WordPress calls it when its database takes nothing of what was sent; the status is 500 all the same.
UNDONE = {"db_insert_error", "db_update_error"}
# Without which an answer about one of these is none.
NEEDED = {"posts": {"id", "link", "status"}, "media": {"id", "source_url"}}


class Api:
    """The REST API as one user; it is there and knows the user, or this cannot be made."""

    def __init__(self, url: str, user: str, secret: str, settings: TargetSettings) -> None:
        """Verify address and credentials: public answers come even with wrong ones, this one does not."""
        from crosspost.http.exchange import Web, sign_in

        place = name_place(settings.name)
        self.web = Web(url, user, *sign_in(user, secret), settings.pace, place, settings.largest)
        self.web.varying = True
        # Where its posts are; a site may have another address for readers than for us.
        self.homes = [url]
        self.pretty = True
        # How far the partner's clock is ahead of ours, in seconds.
        self.ahead = 0.0
        try:
            try:
                me = self.get("users/me", context="edit")
            except (RefusedError, MovedError):
                # Without pretty addresses, WordPress redirects to nowhere what looks like one.
                self.pretty = False
                me = self.get("users/me", context="edit")
            self.capabilities = dict(me["capabilities"])
            self.roles = [str(role) for role in list(me.get("roles") or ())[:20]]
            if isinstance(me.get("link"), str):
                self.homes.append(me["link"])
        except RefusedError as error:
            raise UnavailableError(
                f"{error}. Is this the address of a WordPress site, its REST API switched on, and is {user} "
                f"a user there whose application password is in {place}?"
            ) from None
        except (KeyError, TypeError, ValueError):
            raise UnavailableError(
                f"{url} answers, but not as WordPress does. Is the address right?"
            ) from None

    def may(self, capability: str) -> bool:
        """Say whether the user may do something."""
        return bool(self.capabilities.get(capability))

    def get(self, path: str, **params: str) -> Any:
        """Ask for something."""
        return self.ask(path, params)[0]

    def get_one(self, path: str, **params: str) -> Mapping[str, Any]:
        """Ask for one post, or one of something else."""
        answer = self.get(path, **params)
        if is_one(answer, path):
            return self.at_home(answer)
        raise RefusedError(f"{self.web.url} answers with something else than was asked for")

    def list(self, path: str, **params: str) -> list[Mapping[str, Any]]:
        """Ask for all of something, page after page."""
        found: list[Mapping[str, Any]] = []
        before, last = self.web.taken, None
        for page in range(1, PAGES + 1):
            some, pages = self.ask(path, {**params, "per_page": str(PAGE), "page": str(page)})
            if not isinstance(some, list) or not all(is_one(one, path) for one in some):
                raise RefusedError(f"{self.web.url} answers with something else than a list")
            if some == last:
                raise RefusedError(f"{self.web.url} sends the same page again and again")
            found += map(self.at_home, some)
            if page >= pages:
                break
            last = some
            self.web.require_few(self.web.taken - before)
        return found

    def ask(self, path: str, params: Mapping[str, str]) -> tuple[Any, int]:
        """Ask for something, and how many pages there are of it."""
        address, more = self.route(path)
        response = self.web.get(address, {**more, **params})
        if theirs := read_date(response.headers.get("date", "")):
            self.ahead = theirs.timestamp() - time.time()
        try:
            # Not counted by what came: posts that the user may not see are left out of their page.
            return read_json(response.text), int(response.headers.get("x-wp-totalpages", 1))
        except ValueError:
            raise RefusedError(f"{self.web.url} answers with something else than JSON") from None

    def post(self, path: str, fields: str, **body: Any) -> Mapping[str, Any]:
        """Make or change something, and return the fields of it that are wanted.

        Of a post without all of them, the site has not to make the page that readers see.
        """
        address, more = self.route(path)
        try:
            response = self.web.post(address, {**more, "_fields": fields}, **body)
        except UnansweredError as error:
            if error.code not in UNDONE:
                raise
            raise RefusedError(str(error).partition(". Publish again")[0], code=error.code) from None
        try:
            answer = read_json(response.text)
        except ValueError:
            answer = None
        if is_one(answer, path):
            return self.at_home(answer)
        raise UnansweredError(
            f"{self.web.url} answers with something else than what was made. "
            "Publish again: it is asked first, so that nothing is sent twice."
        )

    def at_home(self, answer: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return an answer that gives a post only an address of the site; what it said is kept, too."""
        if "link" not in answer:
            return answer
        return {**answer, "link": read_place(answer["link"], self.homes), "said": answer["link"]}

    def trash(self, post: str) -> None:
        """Move a post to the trash; done already is done."""
        address, more = self.route(f"posts/{post}")
        try:
            self.web.send("DELETE", address, again=True, params=more)
        except RefusedError as error:
            if error.status not in GONE:
                raise

    def route(self, path: str) -> tuple[str, dict[str, str]]:
        """Return address and query of a path, which depend on the site's permalinks."""
        return (f"/wp-json/wp/v2/{path}", {}) if self.pretty else ("/", {"rest_route": f"/wp/v2/{path}"})


def is_one(answer: Any, path: str) -> TypeGuard[Mapping[str, Any]]:
    """Say whether an answer is what a path promises."""
    if not isinstance(answer, Mapping) or not answer.keys() >= NEEDED.get(path.partition("/")[0], {"id"}):
        return False
    # WordPress numbers everything.
    return isinstance(answer["id"], int) and not isinstance(answer["id"], bool)


def read_json(text: str) -> Any:
    """Read an answer; plugins of the site may have printed warnings before it."""
    start = re.search(r"^[\[{]", text, re.MULTILINE)
    return parse_json(text[start.start() :] if start else text)
