"""Where videos and recordings are: what an address means, and which one shows it within a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qs, quote

from guards.addresses import split_address

VIDEO = ("mp4", "m4v", "webm", "ogv", "mov")
AUDIO = ("mp3", "m4a", "aac", "ogg", "oga", "opus", "wav", "flac")
FILE = re.compile(rf"\.(?:(?P<video>{'|'.join(VIDEO)})|(?P<audio>{'|'.join(AUDIO)}))$", re.IGNORECASE)
TIME = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?")
# As PeerTube names videos.
PEERTUBE = "[1-9A-HJ-NP-Za-km-z]{22}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class Recording(NamedTuple):
    """A video or a recording.

    Attributes:
        host: How readers know who has it; "" for a file of the site.
        video: Whether it is one.
        embed: The address that shows it within a page; "" for a file, which needs none.
        tall: Whether what shows a recording needs as much room as a video.
    """

    host: str
    video: bool
    embed: str = ""
    tall: bool = False


def recognise(address: str) -> Recording | None:
    """Return what is at an address, as far as that tells it.

    Args:
        address: As it stands in a link.
    """
    parts = split_address(address)
    if parts is None:
        return None
    if found := FILE.search(parts.path):
        return Recording(parts.netloc, bool(found["video"]))
    if parts.scheme not in ("http", "https"):
        return None
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    for names, pattern, make in HOSTS:
        if (not names or host in names) and (match := re.fullmatch(pattern, parts.path)):
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            return make(match, parts.netloc, query)
    return None


def _youtube(match: re.Match[str], _: str, query: dict[str, str]) -> Recording | None:
    name = query.get("v", "") if match[0] == "/watch" else match["id"]
    if not re.fullmatch(r"[\w-]{6,20}", name or ""):
        return None
    start = TIME.fullmatch(query.get("t") or query.get("start") or "")
    times = start.groups("0") if start else ()
    seconds = sum(int(value) * unit for value, unit in zip(times, (3600, 60, 1), strict=False))
    end = f"?start={seconds}" if seconds else ""
    return Recording("YouTube", True, f"https://www.youtube-nocookie.com/embed/{name}{end}")


def _vimeo(match: re.Match[str], _: str, query: dict[str, str]) -> Recording:
    secret = match["secret"] or query.get("h", "")
    end = f"&h={quote(secret)}" if secret else ""
    return Recording("Vimeo", True, f"https://player.vimeo.com/video/{match['id']}?dnt=1{end}")


def _peertube(match: re.Match[str], host: str, _: dict[str, str]) -> Recording:
    return Recording(host, True, f"https://{host}/videos/embed/{match['id']}")


def _archive(match: re.Match[str], _: str, __: dict[str, str]) -> Recording:
    return Recording("Internet Archive", True, f"https://archive.org/embed/{match['id']}")


def _spotify(match: re.Match[str], _: str, __: dict[str, str]) -> Recording:
    return Recording("Spotify", False, f"https://open.spotify.com/embed/{match['id']}")


def _soundcloud(match: re.Match[str], _: str, __: dict[str, str]) -> Recording:
    address = quote(f"https://soundcloud.com{match[0]}", safe="")
    return Recording("SoundCloud", False, f"https://w.soundcloud.com/player/?url={address}")


def _apple(match: re.Match[str], _: str, query: dict[str, str]) -> Recording:
    episode = f"?i={quote(query['i'])}" if "i" in query else ""
    address = f"https://embed.podcasts.apple.com{quote(match[0])}{episode}"
    return Recording("Apple Podcasts", False, address, not episode)


Maker = Callable[[re.Match[str], str, dict[str, str]], Recording | None]
HOSTS: tuple[tuple[tuple[str, ...], str, Maker], ...] = (
    (("youtube.com", "youtube-nocookie.com"), r"/watch|/(?:shorts|live|embed|v)/(?P<id>[\w-]+)/?", _youtube),
    (("youtu.be",), r"/(?P<id>[\w-]+)/?", _youtube),
    (("vimeo.com", "player.vimeo.com"), r"/(?:video/)?(?P<id>\d+)(?:/(?P<secret>\w+))?/?", _vimeo),
    (("archive.org",), r"/(?:details|embed)/(?P<id>[\w.-]+)(?:/.*)?", _archive),
    (("open.spotify.com",), r"(?:/intl-\w+)?/(?P<id>(?:episode|show|track|album|playlist)/\w+)/?", _spotify),
    (("soundcloud.com",), r"/[\w-]+/(?:sets/)?[\w-]+/?", _soundcloud),
    (("podcasts.apple.com",), r"/\w+/podcast/[^?#]+", _apple),
    # Any host may run PeerTube; nobody else makes such addresses.
    ((), rf"/(?:w|videos/watch|videos/embed)/(?P<id>{PEERTUBE})/?", _peertube),
)
