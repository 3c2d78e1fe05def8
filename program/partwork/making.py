"""How a build makes the site, or a part of it, beside the one that is there."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from pelican.plugins.incremental.description import describe_posts, list_moments
from pelican.plugins.incremental.parts import begin_part, end_part, is_about, list_owned
from pelican.plugins.incremental.settings import UNKNOWN, WATCH
from rebuild.circumstances import note_environment
from rebuild.errors import UnclearError
from rebuild.keeping import Said
from rebuild.model import Posts
from rebuild.notes import Notes
from rebuild.stamps import is_same, keep_times

from .builds import Message, print_message, run_pelican
from .folder import ROOT
from .renewal import PUBLIC, Renewal

# What the outbox says of the site: its files, each with its size.
BUILT = "build.json"
Pair = tuple[Path, Path | None]


class PartError(UnclearError):
    """A part was made, and more of the site may have changed.

    Attributes:
        pages: What was made of the posts alone: each place, with the file for it.
        said: What was said meanwhile.
        wrong: Whether there are errors, all of them about the posts: a whole build would have them, too.
    """

    def __init__(self, text: str, said: list[Said], pages: list[Pair], wrong: bool = False) -> None:
        super().__init__(text)
        self.said = said
        self.pages = pages
        self.wrong = wrong


def make_whole(
    renewal: Renewal, show: Callable[[Message], None] = print_message, opened: Iterable[str] = ()
) -> tuple[int, Callable[[], None]]:
    """Build the whole site beside the one that is there.

    Args:
        renewal: What is to be built.
        show: Is given each message.
        opened: Files that this process has opened before.

    Returns:
        How many errors there are; what remembers the build, to be called when it has taken its place.
    """
    from pelican.settings import get_settings_from_file

    place = renewal.place
    notes = Notes(ROOT, place.settings, opened)
    said: list[Said] = []
    found: list[Any] = []

    def tell(message: Message) -> None:
        said.append((message.error, message.text))
        show(message)

    def begin(site: Any) -> None:
        settings = site.settings
        folders = (settings["PATH"], settings["THEME"], *settings["THEME_TEMPLATES_OVERRIDES"])
        notes.note_roots(folder for folder in folders if Path(folder).is_dir())

    def end(site: Any) -> None:
        settings = site.settings
        if WATCH in settings:
            found.extend((describe_posts(settings, ROOT), list_moments(settings[WATCH]), settings[UNKNOWN]))

    with notes.follow():
        # What is wrong with them is told by the build.
        with note_environment() as names, suppress(Exception, SystemExit):
            get_settings_from_file(place.settings)
        (_, output), (_, outbox) = place.pairs
        replaced = [old for old, _ in place.pairs] if place == PUBLIC else ()
        errors = run_pelican(place.settings, output, outbox, replaced, tell, begin, end)

    def keep() -> None:
        if found:
            posts, moments, unknown = found
            reason = renewal.decision.reason
            record = notes.write(place.outputs, names, moments, said, reason, unknown)
            renewal.keep_whole(record, posts)

    if not errors:
        for old, new in place.pairs:
            if old != new:
                keep_times(old, new)
    return errors, keep


def make_part(renewal: Renewal) -> tuple[list[Pair], list[Said], Posts | None]:
    """Make what an edit changed.

    Returns:
        Each place with the file for it, what was said, and what is known of its posts, where that is new.

    Raises:
        UnclearError: More of the site may have changed; a `PartError` where something was made.
    """
    assert renewal.posts is not None
    require_sound(renewal)
    if not renewal.decision.remade:
        return [], [], None
    before, decision = renewal.posts, renewal.decision
    (site, new_site), (outbox, new_outbox) = renewal.place.pairs
    heard: list[Message] = []
    ended: list[Any] = []

    def begin(pelican: Any) -> None:
        begin_part(pelican.settings, before, decision, site)

    # It takes a second, and leaves little behind.
    gc.disable()
    errors = run_pelican(
        renewal.place.settings,
        new_site,
        new_outbox,
        tell=heard.append,
        begin=begin,
        end=lambda one: ended.append(one.settings),
    )
    gc.enable()
    said = [(message.error, message.text) for message in heard]
    if errors or not ended:
        texts = [text for error, text in said if error]
        wrong = bool(ended) and is_about(ended[0], before, decision, texts)
        raise PartError(next(iter(texts), "it has errors"), said, [], wrong)
    try:
        found, after = end_part(ended[0], before, decision, ROOT, site, new_site)
        pairs: list[Pair] = [(site / name, file) for name, file in found]
        ids = [before.posts[source].id for source in decision.remade]
        pairs += collect_deliveries(outbox, new_outbox, ids)
    except UnclearError as error:
        owned = list_owned(before, decision)
        pages: list[Pair] = [(site / name, new_site / name) for name in owned if (new_site / name).is_file()]
        raise PartError(str(error), said, pages) from None
    return [*note_sizes(outbox, new_outbox, site, pairs)], said, after


def require_sound(renewal: Renewal) -> None:
    """Insist on works of which the same is to be told as before: a whole build tells it.

    Raises:
        UnclearError: Something else is doubtful about them.
    """
    from apa7.bibliography.cache import Cache
    from apa7.bibliography.library import read_library
    from apa7.bibliography.places import FOLDER
    from apa7.lint import review
    from proofs.works import find_works

    told = [text for _, text in renewal.record.messages] if renewal.record else []
    for path in renewal.list_bibliographies():
        library = read_library([ROOT / path], Cache(FOLDER))
        works = [work for key in library if (work := library.get(key))]
        doubts = [(path, one.line, one.message, one.rule) for one in review(works)]
        now = {finding.text for finding in find_works(doubts, ROOT)}
        # What others say of the file has no code.
        if now != {text for text in told if text.startswith(f"{path}:") and text.endswith("]")}:
            raise UnclearError(f"what is doubtful about works of {path} is another")


def collect_deliveries(before: Path, after: Path, ids: Iterable[str]) -> Iterator[Pair]:
    """Yield the files of the outbox that are others now.

    Raises:
        UnclearError: A post is due for others than before.
    """
    from crosspost.files import file_name

    for name in (file_name(one) for one in ids if one):
        for folder in {path.name for top in (before, after) for path in top.iterdir() if path.is_dir()}:
            old, new = before / folder / f"{name}.json", after / folder / f"{name}.json"
            if old.is_file() != new.is_file():
                raise UnclearError(f"what is due at {folder} changed")
            if new.is_file() and not is_same(old, new):
                yield old, new


def note_sizes(outbox: Path, new: Path, site: Path, pairs: list[Pair]) -> Iterator[Pair]:
    """Yield pairs, with the note of the site's files taken away first and put back last."""
    if not pairs or not (outbox / BUILT).is_file():
        yield from pairs
        return
    built = (outbox / BUILT).read_text(encoding="utf-8")
    for place, file in pairs:
        if file is not None and place.is_relative_to(site):
            # A hundred thousand files would take a second to be read and written as JSON.
            name = json.dumps(place.relative_to(site).as_posix())
            start, key, end = built.partition(f" {name}: ")
            if not key or f" {name}: " in end:
                raise UnclearError(f"outbox/{BUILT} does not know output/{json.loads(name)}")
            built = f"{start}{key}{file.stat().st_size}{end.lstrip('0123456789')}"
    (new / BUILT).write_text(built, encoding="utf-8")
    yield outbox / BUILT, None
    yield from pairs
    yield outbox / BUILT, new / BUILT
