"""Files that look like posts, and that nobody reads."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from .errors import Problem
from .tree import Tree

# What a writing program saves, where a post was meant.
ENDINGS = (".txt", ".text", ".doc", ".docx", ".odt", ".rtf", ".mdx", ".md.bak", ".md.txt")


def find_forgotten(
    tree: Tree, settings: Mapping[str, Any], suffixes: Collection[str], known: Collection[str]
) -> Iterator[Problem]:
    """Yield a warning for each file that looks like a post, and that nobody reads.

    Args:
        tree: The content folder.
        settings: Pelican's.
        suffixes: The endings of posts.
        known: What is read or published as it is, from the content folder.
    """
    for setting in ("ARTICLE_PATHS", "PAGE_PATHS"):
        for path in settings[setting]:
            for name in tree.find_files(path, settings[setting.replace("PATHS", "EXCLUDES")]):
                suffix = PurePosixPath(name).suffix
                capital = suffix not in suffixes and suffix.lower() in suffixes
                if name not in known and (capital or name.lower().endswith(ENDINGS)):
                    ending = suffix.lower() if capital else ".md"
                    message = (
                        f'is not read, since its name does not end in "{ending}". Rename it if it is a post.'
                    )
                    yield Problem(f"{tree.root.name}/{name}", 0, message, grave=False)
