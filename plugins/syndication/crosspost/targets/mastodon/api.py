"""The Mastodon API as one account; the target in `mastodon` says what is asked of it.

Mastodon.py does all of this, and far more: its 1.4 MB bring a second HTTP library (requests) and five more
packages, and it waits out a rate limit or repeats a request by rules of its own. What is needed here is ten
calls, and each must be known to be asked once or to be safe to ask twice, so they are made over `Web`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from crosspost.contract import TargetSettings
from crosspost.errors import RefusedError, UnansweredError, UnavailableError
from crosspost.http.answers import read_json
from crosspost.http.credentials import name_place
from crosspost.http.names import read_name, read_place, require_name, tell_of_stranger

from .limits import MOST, Limits, read_limits

# Statuses that come at once, and how many such pages are looked through for a copy, however old they are.
PAGE = 40
PAGES = 10
# Seconds until an image should be processed.
PROCESSING = 60.0
# What is said of a status that is not there, or not ours.
GONE = {404, 410}
# What is said by a server that has no such method.
NO_SUCH = {404, 405, 501}
# What is said of a token without an account (Mastodon), or of a wrong one (snac), besides 401.
NO_USER = {403, 422}


class Api:
    """The API of an instance as one account."""

    def __init__(self, url: str, token: str, settings: TargetSettings) -> None:
        """Take the address and the token; nothing is asked yet."""
        from crosspost.http.exchange import Web
        from crosspost.http.tokens import require_token

        place = name_place(settings.name)
        require_token(url, token, place)
        headers = {"Authorization": f"Bearer {token}"}
        self.web = Web(url, "this account", headers, (token,), settings.pace, place, settings.largest)

    @cached_property
    def account(self) -> Mapping[str, Any]:
        """The account whose token it is.

        Raises:
            UnavailableError: There is none, or this is no such server.
        """
        try:
            account = self.get("v1/accounts/verify_credentials")
            self.web.who = f"@{account['acct']}"
            read_name(account["id"])
        except (RefusedError, KeyError, TypeError, ValueError) as error:
            if isinstance(error, RefusedError) and error.status in NO_USER:
                raise UnavailableError(
                    f"{error}. {self.web.url} does not accept the credentials: the token in {self.web.place} "
                    "must be that of an account there, with the scopes read and write."
                ) from None
            raise UnavailableError(
                f"{error if isinstance(error, RefusedError) else self.web.url + ' answers strangely'}. Is "
                "this the address of a Mastodon server, and has the token the scopes read and write? It is "
                f"in {self.web.place}."
            ) from None
        return dict(account)

    @cached_property
    def application(self) -> str:
        """The name of the application that the token was made for; "" if the server does not say."""
        return str(self.credentials.get("name") or "")

    @cached_property
    def credentials(self) -> Mapping[str, Any]:
        """What the server says of the token's application; empty if it does not."""
        try:
            found = self.get("v1/apps/verify_credentials")
        except (RefusedError, UnavailableError):
            # Not every server has this, and a wrong token is noticed elsewhere.
            return {}
        return found if isinstance(found, Mapping) else {}

    @cached_property
    def instance(self) -> Mapping[str, Any]:
        """What the server says of itself (since Mastodon 4.0; before, in an older form)."""
        try:
            found = self.get("v2/instance")
        except RefusedError:
            found = self.get("v1/instance")
        return found if isinstance(found, Mapping) else {}

    @cached_property
    def limits(self) -> Limits:
        """What the instance takes."""
        return read_limits(self.instance)

    def list_statuses(self, before: str = "") -> list[Mapping[str, Any]]:
        """Return the account's own statuses, newest first: one page, older than the id `before`."""
        params = {"limit": str(PAGE), "exclude_reblogs": "true"} | ({"max_id": before} if before else {})
        found = self.get(f"v1/accounts/{self.account['id']}/statuses", params)
        if not isinstance(found, list):
            raise RefusedError(f"{self.web.url} answers with something else than statuses")
        return [status for status in found[:MOST] if is_status(status)]

    def read_status(self, id: str) -> Mapping[str, Any] | None:
        """Return a status; None if it is gone."""
        return self.read(f"v1/statuses/{require_name(id, self.web.url)}")

    def read_source(self, status: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return `text` and `spoiler_text` of a status as they were written (since Mastodon 3.5).

        GoToSocial tells the text with the status; before 0.18, it puts words of its own before the source.
        """
        if status.get("text") and isinstance(status["text"], str):
            return status
        found = self.read(f"v1/statuses/{require_name(str(status['id']), self.web.url)}/source")
        if found is not None:
            return found
        from crosspost.text.parser import parse

        html = re.sub(r"<br ?/?>", "\n", str(status.get("content", ""))).replace("</p><p>", "</p>\n\n<p>")
        return {"text": parse(html).read(), "spoiler_text": str(status.get("spoiler_text") or "")}

    def upload(self, name: str, data: bytes, type: str, description: str) -> str:
        """Store an image and return its id, when it is processed.

        Twice does no harm: what belongs to no status is removed by the server.
        """
        answer = self.web.send(
            "POST",
            "/api/v2/media",
            again=True,
            files={"file": (name, data, type)},
            data={"description": description},
        )
        try:
            id = read_name(read_json(answer)["id"])
        except (LookupError, TypeError, ValueError):
            raise RefusedError(f"{self.web.url} does not say how it stored it") from None
        end, pause = time.monotonic() + PROCESSING, 0.2
        while answer.status_code in {202, 206}:
            if time.monotonic() > end:
                raise RefusedError(f"{self.web.url} is still processing it")
            time.sleep(pause)
            pause = min(pause * 2, 5.0)
            answer = self.web.get(f"/api/v1/media/{id}")
        return id

    def write(self, fields: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        """Post a status. Within the hour the key keeps Mastodon from making a second one; not others."""
        return self.change("POST", "v1/statuses", json=dict(fields), headers={"Idempotency-Key": key})

    def edit(self, id: str, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """Replace a status; the same once more changes nothing."""
        return self.change("PUT", f"v1/statuses/{id}", again=True, json=dict(fields))

    def delete(self, id: str) -> None:
        """Delete a status; one that is gone is deleted.

        Raises:
            RefusedError: It is there still, because this server has no such method (snac 2.75).
        """
        try:
            self.web.send("DELETE", f"/api/v1/statuses/{id}", again=True)
        except RefusedError as error:
            if error.status not in GONE | NO_SUCH:
                raise
            if self.read_status(id) is not None:
                raise RefusedError(
                    f"{self.web.url} cannot delete what was posted. Delete it there by hand, then withdraw "
                    f"it ({error})",
                    error.status,
                ) from None

    def place_of(self, status: Mapping[str, Any]) -> str:
        """Return where readers find a status; "" if the server names no address of its own."""
        homes = (self.web.url, str(self.account.get("url")))
        return read_place(status.get("url") or status.get("uri"), homes)

    def tell_of_place(self, status: Mapping[str, Any]) -> str:
        """Return what its author should know of a status without an address."""
        said = status.get("url") or status.get("uri")
        return tell_of_stranger(said, self.web.url) if said else "the status has no address yet"

    def read(self, path: str) -> Mapping[str, Any] | None:
        """Ask for one thing; None if it is gone."""
        try:
            found: Mapping[str, Any] = self.get(path)
        except RefusedError as error:
            if error.status not in GONE:
                raise
            return None
        return found

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Any:
        """Ask for something."""
        answer = self.web.get(f"/api/{path}", params)
        try:
            return read_json(answer)
        except ValueError:
            raise RefusedError(f"{self.web.url} answers with something else than JSON") from None

    def change(self, method: str, path: str, **options: Any) -> Mapping[str, Any]:
        """Ask to make or change something."""
        answer = self.web.send(method, f"/api/{path}", **options)
        try:
            found: Mapping[str, Any] = read_json(answer)
            read_name(found["id"])
        except (KeyError, TypeError, ValueError):
            raise UnansweredError(
                f"{self.web.url} answers with something else than a status. "
                "Publish again: it is asked first, so that nothing is sent twice."
            ) from None
        return found


def is_status(status: Any) -> bool:
    """Say whether something is a status, by its name."""
    try:
        return bool(read_name(status["id"]))
    except (KeyError, TypeError, ValueError):
        return False
