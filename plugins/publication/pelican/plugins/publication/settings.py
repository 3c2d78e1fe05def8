"""The paths in Pelican's settings."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from os.path import normpath, relpath
from pathlib import Path
from typing import Any

from guards.paths import PathError, find_inside, read_name

from .moved import LISTS
from .names import explain_name

FOLDERS = ("ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS")
# Extensions of Python-Markdown that put files into posts, and how they are told from where.
SNIPPETS = "pymdownx.snippets"


@dataclass(frozen=True)
class PublicationSettings:
    """What the settings say about files.

    Attributes:
        content: ``PATH``, the content folder.
        named: Files and folders in it that ``STATIC_PATHS`` and ``EXTRA_PATH_METADATA`` name, hidden or not.
        redirects: ``PUBLICATION_REDIRECTS``, the servers for which a list of moved posts is written.
    """

    content: Path
    named: frozenset[str] = frozenset()
    redirects: tuple[str, ...] = ()

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> "PublicationSettings":
        """Read the settings out of Pelican's, after `correct_settings` has looked at them."""
        names = {*settings["STATIC_PATHS"], *settings["EXTRA_PATH_METADATA"]}
        named = frozenset(normpath(str(name)) for name in names) - {"."}
        return cls(Path(settings["PATH"]), named, tuple(settings.get("PUBLICATION_REDIRECTS", ())))


def correct_settings(settings: MutableMapping[str, Any]) -> Iterator[str]:
    """Take out of the settings what leads elsewhere, and yield what is wrong."""
    content, theme = Path(settings["PATH"]), Path(settings["THEME"])

    def inside(folder: Path, data: bool = True, linked: bool = True) -> Callable[[Any], str]:
        def explain(path: Any) -> str:
            name = normpath(relpath(folder / str(path), folder))
            try:
                read_name(name) if name != "." else None
                if not linked:
                    find_inside(folder, name)
            except PathError as error:
                return str(error)
            return explain_name(name, {name}) if data else ""

        return explain

    settings["STATIC_PATHS"] = _find_folders(settings["STATIC_PATHS"], content)
    for setting in FOLDERS:
        settings[setting] = yield from _filter(setting, settings[setting], inside(content))
    settings["THEME_STATIC_PATHS"] = yield from _filter(
        "THEME_STATIC_PATHS", settings["THEME_STATIC_PATHS"], inside(theme, data=False)
    )
    templates = yield from _filter(
        "TEMPLATE_PAGES", settings["TEMPLATE_PAGES"], inside(content, linked=False)
    )
    settings["TEMPLATE_PAGES"] = {path: settings["TEMPLATE_PAGES"][path] for path in templates}
    places = settings["EXTRA_PATH_METADATA"]
    for path, said in places.items():
        for name in ("path", "save_as"):
            if name in said and (reason := _explain_target(said[name])):
                yield f'EXTRA_PATH_METADATA["{path}"]: "{said[name]}" {reason}. Write a path in output/.'
                settings["EXTRA_PATH_METADATA"] = {
                    **settings["EXTRA_PATH_METADATA"],
                    path: {key: value for key, value in said.items() if key != name},
                }
    kinds = settings.get("PUBLICATION_REDIRECTS", ())
    if not isinstance(kinds, list | tuple) or not {*map(str, kinds)} <= LISTS.keys():
        yield f"PUBLICATION_REDIRECTS: {kinds!r} is no list of {', '.join(LISTS)}. Write one."
        settings["PUBLICATION_REDIRECTS"] = ()
    if reason := _explain_target(settings["THEME_STATIC_DIR"]):
        yield f'THEME_STATIC_DIR: "{settings["THEME_STATIC_DIR"]}" {reason}. Write a path in output/.'
        settings["THEME_STATIC_DIR"] = "theme"
    yield from _correct_snippets(settings, content)
    # With reStructuredText's include, raw and csv-table a post could show any file of this computer.
    settings["DOCUTILS_SETTINGS"] = {"file_insertion_enabled": False, **settings["DOCUTILS_SETTINGS"]}


def _find_folders(paths: Any, content: Path) -> list[Any]:
    """Return paths with the folders that there are in the place of a pattern, such as ``*/images``."""
    found: list[Any] = []
    for path in [paths] if isinstance(paths, str) else paths:
        if "*" in str(path) and not Path(path).is_absolute():
            found += [folder.relative_to(content).as_posix() for folder in sorted(content.glob(str(path)))]
        else:
            found.append(path)
    return found


def _filter(setting: str, paths: Any, explain: Callable[[Any], str]) -> Any:
    kept = []
    for path in [paths] if isinstance(paths, str) else paths:
        if reason := explain(path):
            yield f'{setting}: "{path}" {reason}. Nothing of it is published: remove it.'
        else:
            kept.append(path)
    return kept


def _explain_target(path: Any) -> str:
    try:
        read_name(str(path))
    except PathError as error:
        return str(error)
    return ""


def _correct_snippets(settings: MutableMapping[str, Any], content: Path) -> Iterator[str]:
    """Let the extension that puts files into posts read a folder of the content folder and no more."""
    markdown = settings["MARKDOWN"]
    extensions = [*markdown.get("extensions", []), *markdown.get("extension_configs", {})]
    if SNIPPETS not in extensions:
        return
    said = markdown.get("extension_configs", {}).get(SNIPPETS, {})
    paths = said.get("base_path", ["."])
    paths = [paths] if isinstance(paths, str | Path) else paths
    folders = [Path(path).resolve() for path in paths]
    home = content.resolve()
    fit = all(folder.is_relative_to(home) and folder != home for folder in folders)
    if fit and said.get("restrict_base_path", True) and not said.get("url_download"):
        return
    yield (
        f'MARKDOWN: "{SNIPPETS}" could put any file into a post. Give it "base_path": a folder in '
        f'{content.name}/ that has nothing else in it, and neither "url_download" nor "restrict_base_path".'
    )
    settings["MARKDOWN"] = {
        **markdown,
        "extensions": [name for name in markdown.get("extensions", []) if name != SNIPPETS],
        "extension_configs": {
            name: value for name, value in markdown.get("extension_configs", {}).items() if name != SNIPPETS
        },
    }
