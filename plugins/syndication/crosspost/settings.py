"""The SYNDICATION_* settings as one frozen value that refuses what cannot be used."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guards.addresses import hide_password

from .contract import Rooms, TargetSettings
from .errors import SettingsError
from .files import check_apart, check_ledger, list_sources
from .options import COMMON, read_options

DEFAULT_TARGETS = {"republishing-kit": {"kind": "folder"}}
# The kind of those who take copies from a feed of their own: nothing is sent to them.
FEED = "feed"
# The kind of those who are told of feeds, and take no posts.
HUB = "websub"
DEFAULT_DEPLOY = {"kind": "directory", "path": "public"}
# Seconds: a host that builds pages after a push, such as GitHub's, takes about a minute.
LONGEST_WAIT = 300
NAMES = tuple(f"SYNDICATION_{name}" for name in ("COPIES", "DEPLOY", "LEDGER", "OUTBOX", "TARGETS", "WAIT"))


@dataclass(frozen=True)
class Settings:
    """What the site says about syndication.

    Attributes:
        root: The site's folder, which relative paths start from and where `.env` is.
        content: Pelican's PATH.
        output: Pelican's OUTPUT_PATH.
        siteurl: The site's address, without a final slash; "" while drafting.
        sitename: The site's name.
        targets: ``SYNDICATION_TARGETS``, who receives copies, by name (small letters, digits, hyphens); each
            has a `kind` and the options of that.
        deploy: ``SYNDICATION_DEPLOY``, how `publish` puts the site itself on the web: a `kind` and its
            options; None if something else does.
        outbox: ``SYNDICATION_OUTBOX``, the folder with what is due.
        ledger: ``SYNDICATION_LEDGER``, the file with what was sent, in the content folder; commit it.
        copies: ``SYNDICATION_COPIES``, the folder for what targets that need no account make, and for notes
            of what was sent from this machine.
        wait: ``SYNDICATION_WAIT``, for how many seconds `publish` waits until readers can visit a post before
            a copy says where it was first published: 300 after a deploy with `rsync`, `git` or `s3`,
            otherwise 0.
        feeds: Who takes copies from a feed.
        sources: Folders besides `content` that the author, or another program, keeps files in.
        subtitle: What the site says of itself.
    """

    root: Path
    content: Path
    output: Path
    siteurl: str
    sitename: str
    targets: tuple[TargetSettings, ...]
    deploy: Mapping[str, Any]
    outbox: Path
    ledger: Path
    copies: Path
    wait: int = 0
    feeds: tuple[TargetSettings, ...] = ()
    sources: tuple[Path, ...] = ()
    subtitle: str = ""

    @property
    def rooms(self) -> Rooms:
        """The folders that targets and deploys may use."""
        return Rooms(self.root, self.content, self.output, self.copies, (self.outbox, *self.sources))

    @property
    def receivers(self) -> tuple[TargetSettings, ...]:
        """Who receives posts: all targets but hubs, and the feeds."""
        return (*(target for target in self.targets if target.kind != HUB), *self.feeds)

    @property
    def hubs(self) -> tuple[str, ...]:
        """The addresses of the hubs that are told of the site's feeds."""
        return tuple(str(target.options.get("url", "")) for target in self.targets if target.kind == HUB)

    @property
    def sent(self) -> Path:
        """The folder with the plain text of what was sent, for the differences in a plan."""
        return self.rooms.sent

    @property
    def lock(self) -> Path:
        """The file that one run at a time holds."""
        return self.copies / ".lock"


def read_settings(values: Mapping[str, Any]) -> Settings:
    """Read Pelican's settings.

    Raises:
        SettingsError: A setting cannot be used; the message names it.
    """
    for name in values:
        if name.startswith("SYNDICATION_") and name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, 1)
            hint = f'Did you mean "{near[0]}"?' if near else f"There are: {', '.join(NAMES)}."
            raise SettingsError(f'no setting "{name}". {hint}')

    def find_path(name: str, default: str, start: Path) -> Path:
        value = values.get(name, default)
        if not isinstance(value, str | Path) or not str(value):
            raise SettingsError(f"{name} must be a path such as {default!r}, not {value!r}.")
        return start / value

    content = find_path("PATH", ".", Path()).absolute()
    root = content if (content / "pelicanconf.py").exists() else content.parent
    output = find_path("OUTPUT_PATH", "output", root)
    siteurl = str(values.get("SITEURL") or "").rstrip("/")
    if hide_password(siteurl) != siteurl:
        raise SettingsError(
            "SITEURL must be an address such as https://example.org, without a user or password in it: every "
            "page and every copy shows it."
        )
    outbox = find_path("SYNDICATION_OUTBOX", "outbox", root)
    copies = find_path("SYNDICATION_COPIES", "copies", root)
    ledger = find_path("SYNDICATION_LEDGER", "syndication.jsonl", content)
    sources = tuple(list_sources(values, root))
    check_apart("OUTPUT_PATH", output, root, (content, *sources))
    both = {"SYNDICATION_OUTBOX": outbox, "SYNDICATION_COPIES": copies}
    # Of two that are mixed, the one that somebody has set is named.
    for name, folder in sorted(both.items(), key=lambda entry: entry[0] not in values):
        others = (other for key, other in both.items() if key != name)
        check_apart(name, folder, root, (content, output, *others, *sources))
    check_ledger(ledger, root, (output, outbox, copies))
    deploy = read_deploy(values.get("SYNDICATION_DEPLOY", DEFAULT_DEPLOY))
    targets = read_targets(values.get("SYNDICATION_TARGETS", DEFAULT_TARGETS))
    feeds = tuple(target for target in targets if target.kind == FEED)
    for feed in feeds:
        read_options(feed, {})
    return Settings(
        root,
        content,
        output,
        siteurl,
        str(values.get("SITENAME") or ""),
        tuple(target for target in targets if target.kind != FEED),
        deploy,
        outbox,
        ledger,
        copies,
        read_wait(values.get("SYNDICATION_WAIT"), deploy),
        feeds,
        sources,
        str(values.get("SITESUBTITLE") or ""),
    )


def read_targets(value: object) -> tuple[TargetSettings, ...]:
    """Read SYNDICATION_TARGETS."""
    if not isinstance(value, Mapping):
        raise SettingsError(f"SYNDICATION_TARGETS must be a dictionary of targets, not {value!r}.")
    targets = []
    for name, entry in value.items():
        if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            raise SettingsError(
                f"SYNDICATION_TARGETS: the name {name!r} must be lower-case letters, digits and hyphens, "
                'as "partner-blog" is.'
            )
        if not isinstance(entry, Mapping) or not isinstance(entry.get("kind"), str):
            raise SettingsError(
                f'SYNDICATION_TARGETS["{name}"] needs a "kind", such as "folder" or "wordpress".'
            )
        targets.append(read_target(name, entry))
    return tuple(targets)


def read_target(name: str, entry: Mapping[str, Any]) -> TargetSettings:
    """Read one entry of SYNDICATION_TARGETS: what is common to all kinds, and the rest as it is."""
    where = f'SYNDICATION_TARGETS["{name}"]'
    terms, numbers = {}, {}
    if isinstance(entry.get("url"), str) and hide_password(entry["url"]) != entry["url"]:
        raise SettingsError(
            f'{where}: "url" must be an address such as https://blog.example.org, without a user or password '
            "in it."
        )
    for key in ("categories", "tags"):
        terms[key] = entry.get(key, {})
        if not isinstance(terms[key], Mapping) or not all(
            isinstance(text, str) for pair in terms[key].items() for text in pair
        ):
            raise SettingsError(
                f'{where}: "{key}" must say what ours are called there, as {{"ours": "theirs"}}.'
            )
    for key in ("limit", "pace", "largest"):
        numbers[key] = entry.get(key, 0)
        if not isinstance(numbers[key], int) or isinstance(numbers[key], bool) or numbers[key] < 0:
            raise SettingsError(f'{where}: "{key}" must be a whole number, not {entry[key]!r}.')
    return TargetSettings(
        name,
        entry["kind"],
        str(entry.get("label", name)),
        **terms,
        **numbers,
        options={key: option for key, option in entry.items() if key not in COMMON},
    )


def read_deploy(value: object) -> Mapping[str, Any]:
    """Read SYNDICATION_DEPLOY; None means that something else publishes the site."""
    if value is None:
        return {}
    if not isinstance(value, Mapping) or not isinstance(value.get("kind"), str):
        raise SettingsError('SYNDICATION_DEPLOY needs a "kind", such as "directory", or is None.')
    return dict(value)


def read_wait(value: object, deploy: Mapping[str, Any]) -> int:
    """Read SYNDICATION_WAIT; by default nobody waits for a folder, or for what others deploy."""
    if value is None:
        return 0 if deploy.get("kind", "directory") == "directory" else LONGEST_WAIT
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise SettingsError(f"SYNDICATION_WAIT must be a number of seconds, 0 for none, not {value!r}.")
    return value


def feed_path(name: str, kind: str) -> str:
    """Return the path of a partner's feed below the output folder; `kind` is atom.xml or json."""
    return f"feeds/{name}.{kind}"
