"""The record of a site of which a part was made anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from .model import UNSURE, Decision, Difference, Posts, Record
from .stamps import update_tree, was_saved

# Whether it is an error, and the text.
Said = tuple[bool, str]


def renew_record(
    record: Record,
    difference: Difference,
    decision: Decision,
    posts: Posts,
    site: Path,
    outputs: Mapping[str, Path],
    places: Iterable[Path],
    said: Iterable[Said],
) -> Record:
    """Return the record of the last build with what a part changed in it.

    Args:
        record: Of the last build.
        difference: What was found to differ from it.
        decision: What was remade.
        posts: What is known of the posts.
        site: The site's folder.
        outputs: Where the folders are that builds write.
        places: The files that were replaced.
        said: What was said while the part was made; only what is about remade posts counts.
    """
    places = list(places)
    seen = {**difference.changed, **difference.traced}
    changed = {path: stamp for path, (stamp, _) in seen.items()}
    hashes = {path: hash_ for path, (_, hash_) in seen.items()}
    looks = {**record.inputs, **difference.looks}
    for path in {*seen, *(f"{posts.content}/{source}" for source in decision.read)}:
        # Saved meanwhile, and perhaps read: then it is another one even if it becomes what it was.
        if was_saved(site / path, looks[path]):
            changed[path], hashes[path] = UNSURE, ""
    return replace(
        record,
        inputs={**record.inputs, **difference.refreshed, **changed},
        hashes={**record.hashes, **hashes},
        outputs={name: update_tree(tree, outputs[name], places) for name, tree in record.outputs.items()},
        messages=renew_messages(record, decision, posts, said),
        level=decision.level,
        reason=decision.reason,
    )


def renew_messages(record: Record, decision: Decision, posts: Posts, said: Iterable[Said]) -> list[Said]:
    """Return what is to be said of a site of which a part was made anew.

    Args:
        record: Of the last build.
        decision: What was remade.
        posts: What is known of the posts.
        said: What was said while the part was made; only what is about remade posts counts.
    """
    remade = tuple(
        f"{posts.content}/{name}:"
        for source in decision.remade
        for name in (source, *posts.posts[source].made_of_files)
    )
    messages = [entry for entry in record.messages if not entry[1].startswith(remade)]
    return [*messages, *(entry for entry in said if entry[1].startswith(remade))]


def renew_posts(before: Posts, after: Posts, difference: Difference) -> Posts:
    """Return what is known of all posts, with what a part found out.

    Args:
        before: Of the last build.
        after: Of the part.
        difference: What was found to differ from the last build.
    """
    entries, read = dict(before.entries), dict(before.read)
    for path, (_, hash_) in difference.traced.items():
        entries[path], read[path] = difference.entries[path], hash_
    return replace(before, posts={**before.posts, **after.posts}, entries=entries, read=read)
