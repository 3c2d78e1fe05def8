"""Deploying to a bucket of object storage that speaks S3, such as those in front of which a CDN stands."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache, partial
from mimetypes import MimeTypes
from typing import Any

from crosspost.contract import Finding, Rooms
from crosspost.errors import SettingsError, SyndicationError
from crosspost.http.clock import read_date
from crosspost.http.credentials import read_secret
from crosspost.http.exchange import check_address
from crosspost.options import read_deploy_options

from .bucket import Bucket
from .written import Written, describe_deploy, list_files

# Requests at a time: a store is far away, and answers many at once.
AT_ONCE = 8
# Seconds that two clocks may differ; S3 refuses a quarter of an hour.
CLOCK = 120

# By the end of the name. The tables that a system has differ, and none of them knows feeds.
MEDIA_TYPES = {
    "atom.xml": "application/atom+xml",
    "rss.xml": "application/rss+xml",
    "feed.json": "application/feed+json",
    "/site.standard.publication": "text/plain",
    ".csl.json": "application/vnd.citationstyles.csl+json",
    ".avif": "image/avif",
    ".bib": "application/x-bibtex",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".ris": "application/x-research-info-systems",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


def open_deploy(values: Mapping[str, Any], rooms: Rooms) -> S3:
    """Read `endpoint`, `bucket`, `access_key`, `region` and `prefix`.

    Raises:
        SettingsError: An option cannot be used.
    """
    options = read_deploy_options(
        values, {"endpoint": "", "bucket": "", "access_key": "", "region": "us-east-1", "prefix": None}
    )
    try:
        endpoint = check_address(options["endpoint"], "SYNDICATION_DEPLOY")
    except SettingsError as error:
        words = str(error).replace('"url"', '"endpoint"').replace("blog.example.org", "s3.example.org")
        raise SettingsError(words) from None
    if not re.fullmatch(r"[\w.-]+", options["bucket"]):
        raise SettingsError(
            f'SYNDICATION_DEPLOY: "bucket" must be a name such as my-site, not {options["bucket"]!r}.'
        )
    prefix = (options["prefix"] or "").strip("/")
    secret = cache(partial(read_secret, "deploy", rooms.root))
    bucket = Bucket(endpoint, options["bucket"], options["region"], options["access_key"], secret)
    return S3(bucket, f"{prefix}/" if prefix else "", rooms)


class S3:
    """A bucket, or what has a prefix in it, that is made the same as the built site.

    What others put there stays: only what an earlier deploy wrote is removed.
    """

    def __init__(self, bucket: Bucket, prefix: str, rooms: Rooms) -> None:
        """Take the bucket, what every key begins with, and the site's folders."""
        self.bucket = bucket
        self.prefix = prefix
        self.rooms = rooms
        self.output = rooms.output
        self.place = f"{bucket.web.url}/{bucket.name}/{prefix}".rstrip("/")
        self.written = Written(rooms, self.place)

    def deploy(self) -> str:
        """Send what changed, pages after what they show, then remove what is gone."""
        names = list_files(self.rooms)
        before = self.written.read()
        there = self.bucket.list_objects(self.prefix)
        # Before anything is sent, so that whatever a stopped run sent is removed when it is gone.
        self.written.write(before.union(names))
        pages = [name for name in names if name.endswith((".html", ".xml", ".json"))]
        changed = []
        for group in (sorted(set(names).difference(pages)), pages):
            todo = [name for name in group if there.get(self.prefix + name) != self.digest(name)]
            do_all(self.put, todo)
            changed += todo
        gone = [name for name in before.difference(names) if self.prefix + name in there]
        do_all(lambda name: self.bucket.delete(self.prefix + name), gone)
        self.written.write(names)
        return describe_deploy(self.place, len(changed), len(gone), len(names))

    def digest(self, name: str) -> str:
        """Return what a store calls the content of a file: its MD5, unless the store encrypts by a key."""
        return hashlib.md5((self.output / name).read_bytes(), usedforsecurity=False).hexdigest()

    def put(self, name: str) -> None:
        """Send a file."""
        self.bucket.put(self.prefix + name, (self.output / name).read_bytes(), read_media_type(name))

    def check(self) -> Iterator[Finding]:
        """Look whether the store answers, accepts the credentials and has the bucket."""
        try:
            response = self.bucket.check()
        except SyndicationError as error:
            yield Finding(False, str(error))
            return
        yield Finding(True, f"{self.place} can be read with the access key {self.bucket.access_key}")
        theirs = read_date(response.headers.get("date", ""))
        apart = abs((datetime.now(UTC) - theirs).total_seconds()) if theirs else 0.0
        if apart > CLOCK:
            yield Finding(False, f"the clock of this computer is {apart:.0f} seconds off. Set it")


def do_all(work: Callable[[str], None], names: Iterable[str]) -> None:
    """Do something for each name, several at once; after a failure no more is begun."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        tasks = [pool.submit(work, name) for name in names]
        try:
            for task in tasks:
                task.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def read_media_type(name: str) -> str:
    """Return the media type of a file by its name, the same on every computer."""
    lower = name.lower()
    found = next((kind for end, kind in MEDIA_TYPES.items() if lower.endswith(end)), "")
    found = found or MimeTypes(filenames=()).guess_type(lower)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
