"""What a line of the ledger says: what was about to be asked, or what became of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from crosspost.files import name_one_way
from crosspost.model import Holding
from crosspost.placed import Placed
from guards.answers import parse_json

# What a line says of what was set of a copy, besides its tags.
PLACED = ("date", "category", "image", "alt", "credit", "place")


@dataclass(frozen=True)
class Attempt:
    """What was about to be asked of a target, written down before it was asked."""

    time: str
    id: str
    target: str
    post: str
    action: str
    version: str


@dataclass(frozen=True)
class Receipt:
    """What became of attempts.

    Attributes:
        attempts: Ids of the attempts that it settles.
        state: created, updated, restored, found (there already), adopted (there already, made by hand),
            seen (looked at again) or withdrawn; refused or blocked, with `words`.
        words: The partner's own, or why it was blocked.
        wording: Hash of the words that were sent, by which a post whose file was renamed is known.
        page: The address that the post had on our site.
        holding: What the partner has now, or had when it was withdrawn; None after a refusal.
    """

    time: str
    target: str
    post: str
    state: str
    version: str
    attempts: tuple[str, ...] = ()
    words: str = ""
    holding: Holding | None = None
    wording: str = ""
    page: str = ""


def read_line(line: bytes) -> Attempt | Receipt | None:
    """Read one line; None if it is not one of ours."""
    try:
        data = parse_json(line.decode())
        moment = datetime.fromisoformat(data["time"])
        if moment.year >= datetime.max.year:
            return None
        time = stamp(moment)
        post = name_one_way(read_text(data["post"]))
        if data["kind"] == "attempt":
            said = (read_text(data[name]) for name in ("id", "target", "action", "version"))
            identity, target, action, version = said
            return Attempt(time, identity, target, post, action, version)
        if data["kind"] != "receipt":
            return None
        holding = None
        if "public" in data:
            names = ("id", "url", "version", "stored")
            identity, url, version, stored = (read_text(data.get(name, "")) for name in names)
            version = "" if data.get("by_hand") else version
            placed = read_placed(data["placed"]) if "placed" in data else None
            holding = Holding(identity, url, bool(data["public"]), version, stored, placed=placed, post=post)
        return Receipt(
            time,
            read_text(data["target"]),
            post,
            read_text(data["state"]),
            read_text(data.get("version", "")),
            tuple(map(read_text, data.get("attempts", []))),
            read_text(data.get("words", "")),
            holding,
            read_text(data.get("wording", "")),
            read_text(data.get("page", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return None


def read_placed(data: Any) -> Placed:
    """Read what was set of a copy; what is not said was not set."""
    texts = {name: read_text(data[name]) for name in PLACED if name in data}
    return Placed(**texts, tags=tuple(map(read_text, data.get("tags", []))))


def read_text(value: object) -> str:
    """Return a text of a line; whatever else stands there makes it none of ours.

    Raises:
        TypeError: It is none.
    """
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def receipt_line(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt as the line that `read_line` reads."""
    line: dict[str, Any] = {"kind": "receipt", **asdict(receipt)}
    holding = line.pop("holding")
    if holding:
        for name in ("notes", "edited", "post", "ours"):
            del holding[name]
        if placed := holding.pop("placed"):
            line["placed"] = {name: value for name, value in placed.items() if value}
        # A copy made by hand has no version; the receipt says which one it was taken for.
        line["by_hand"] = not holding.pop("version") or None
        line.update(holding)
    return line


def stamp(moment: datetime) -> str:
    """Return a moment in UTC, written so that texts sort as times do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
