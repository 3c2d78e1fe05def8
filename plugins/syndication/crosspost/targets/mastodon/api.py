"""The Mastodon API as one account; the target in `mastodon` says what is asked of it.

Mastodon.py does all of this, and far more: its 1.4 MB bring a second HTTP library (requests) and five more
packages, and it waits out a rate limit or repeats a request by rules of its own. What is needed here is ten
calls, and each must be known to be asked once or to be safe to ask twice, so they are made over `Web`.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from crosspost.contract import TargetSettings
from crosspost.errors import RefusedError, UnansweredError, UnavailableError
from crosspost.http.credentials import name_place
from crosspost.text.short import URL

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
# What ends a link in a status: Mastodon takes no closing punctuation and only some scripts.
CLOSING = re.compile(r"[^\x21-\x7e\u00c0-\u024f\u0400-\u052f].*|[.,;:!?'\")\]}]+$")
MENTION = re.compile(r"(?<![=/\w])@(\w+(?:[\w.-]*\w)?)@[\w.-]*\w")


@dataclass(frozen=True)
class Limits:
    """What an instance takes.

    Attributes:
        characters: Of a status.
        link: How many characters a link counts, however long; None if every character counts.
        image: The size of an image, in bytes; 0 if it did not say.
        types: Media types of images; empty if it did not say.
        description: Characters of the text for those who do not see an image.
    """

    characters: int = 500
    link: int | None = None
    image: int = 0
    types: tuple[str, ...] = ()
    description: int = 1500

    def count(self, text: str) -> int:
        """Return how long a status is here.

        Mastodon counts what readers take for a character, a link as so many, and of an account elsewhere
        only its name (docs.joinmastodon.org, “Posting to your profile”). Others count code points.
        """
        if self.link is None:
            return len(text)
        from crosspost.text.graphemes import split_graphemes

        stand_in = "x" * self.link
        text = URL.sub(lambda match: stand_in + "".join(CLOSING.findall(match[0])), text)
        return len(split_graphemes(MENTION.sub(r"@\1", text)))


class Api:
    """The API of an instance as one account."""

    def __init__(self, url: str, token: str, settings: TargetSettings) -> None:
        """Take the address and the token; nothing is asked yet."""
        from crosspost.http.exchange import Web
        from crosspost.http.tokens import require_token

        place = name_place(settings.name)
        require_token(url, token, place)
        headers = {"Authorization": f"Bearer {token}"}
        self.web = Web(url, "this account", headers, (token,), settings.pace, place)

    @cached_property
    def account(self) -> Mapping[str, Any]:
        """The account whose token it is.

        Raises:
            UnavailableError: There is none, or this is no such server.
        """
        try:
            account = self.get("v1/accounts/verify_credentials")
            self.web.who = f"@{account['acct']}"
            str(account["id"])
        except (RefusedError, KeyError, TypeError) as error:
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
        return [status for status in found if isinstance(status, Mapping) and status.get("id")]

    def read_status(self, id: str) -> Mapping[str, Any] | None:
        """Return a status; None if it is gone."""
        return self.read(f"v1/statuses/{id}")

    def read_source(self, status: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return `text` and `spoiler_text` of a status as they were written (since Mastodon 3.5).

        GoToSocial tells the text with the status; before 0.18, it puts words of its own before the source.
        """
        if status.get("text") and isinstance(status["text"], str):
            return status
        found = self.read(f"v1/statuses/{status['id']}/source")
        if found is not None:
            return found
        from crosspost.text.plaintext import parse

        html = re.sub(r"<br ?/?>", "\n", str(status.get("content", ""))).replace("</p><p>", "</p>\n\n<p>")
        return {"text": parse(html).get_text(), "spoiler_text": str(status.get("spoiler_text") or "")}

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
            id = str(read_json(answer)["id"])
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
            str(found["id"])
        except (KeyError, TypeError, ValueError):
            raise UnansweredError(
                f"{self.web.url} answers with something else than a status. "
                "Publish again: it is asked first, so that nothing is sent twice."
            ) from None
        return found


def read_json(answer: Any) -> Any:
    """Read an answer; raises ValueError if it is no JSON."""
    try:
        return json.loads(answer.text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def read_limits(instance: Mapping[str, Any]) -> Limits:
    """Read the limits of an instance; what it does not say is as on Mastodon.

    GoToSocial states that it reserves 25 characters for a link, and then counts it in full; so do others
    that speak this API. Only what may be Mastodon is believed.
    """
    configuration = read_part(instance, "configuration")
    statuses, media = read_part(configuration, "statuses"), read_part(configuration, "media_attachments")
    characters = read_count(statuses, "max_characters") or read_count(instance, "max_toot_chars")
    link = read_count(statuses, "characters_reserved_per_url")
    types = media.get("supported_mime_types")
    return Limits(
        characters or Limits.characters,
        link if link and not is_other(instance) else None,
        read_count(media, "image_size_limit"),
        tuple(str(type) for type in types) if isinstance(types, list) else (),
        read_count(media, "description_limit") or Limits.description,
    )


def read_part(answer: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return a part of an answer; empty if it is not there, or something else."""
    found = answer.get(name)
    return found if isinstance(found, Mapping) else {}


def read_count(answer: Mapping[str, Any], name: str) -> int:
    """Return a number that an answer gives; 0 if it gives none (Python reads `Infinity` and `NaN`, too)."""
    try:
        return max(0, int(answer.get(name) or 0))
    except (OverflowError, TypeError, ValueError):
        return 0


def is_other(instance: Mapping[str, Any]) -> bool:
    """Say whether a server is surely not Mastodon: by where its source is, or by its version."""
    source, version = str(instance.get("source_url") or ""), str(instance.get("version") or "")
    if source:
        return "mastodon" not in source.lower()
    return version.startswith("0.") or "compatible" in version or "gotosocial" in version.lower()
