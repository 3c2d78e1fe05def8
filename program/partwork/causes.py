"""Why a build could not go on: in which line of which of this site's files, and over which post."""

from __future__ import annotations

import re
from pathlib import Path
from traceback import walk_tb
from types import FrameType

from .folder import ENGINE, ROOT

# What Pelican and its plugins call the post that they are at work on.
POSTS = ("content", "article", "page", "instance", "source")
NO_TEMPLATE = re.compile(r"\[templates\] unable to load (\S+)\[(\.\w+).*", re.DOTALL)


def explain(error: BaseException) -> str:
    """Say in one line what an exception says, where it was raised, and over which post."""
    frames = [(frame, line) for frame, line in walk_tb(error.__traceback__)]
    place, post, words = _place(error, frames), _post(frames), _say(error)
    if not place:
        return f"{post}: {words}." if post else words
    if post and place.startswith("plugins/"):
        return f"{post}: {words} ({place})."
    return f"{place}: {words}{f' (of {post})' if post else ''}. Correct that line."


def find_line(error: UnicodeDecodeError) -> str:
    """Say what is wrong with a file that is not UTF-8."""
    line = error.object.count(b"\n", 0, error.start) + 1
    return f"line {line} is not UTF-8 text. Save the file as UTF-8"


def _say(error: BaseException) -> str:
    if isinstance(error, UnicodeDecodeError):
        return find_line(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    text = "it ends the program" if isinstance(error, SystemExit) else str(error).strip()
    if found := NO_TEMPLATE.match(text):
        return f"theme/templates has no {found[1]}{found[2]}. Put it there, or use another template"
    kind = type(error).__name__
    if kind == "TemplateNotFound":
        return f'there is no template "{text}"'
    if isinstance(error, RecursionError):
        return "this goes in circles, or too deep"
    if isinstance(error, SyntaxError):
        return error.msg.rstrip(".")
    # Jinja goes on with the place, which is named already.
    first = text.partition("\n")[0].rstrip(".")
    return first if first and not isinstance(error, KeyError | AssertionError) else f"{kind} {text}".rstrip()


def _place(error: BaseException, frames: list[tuple[FrameType, int]]) -> str:
    # Jinja puts the lines of templates among the frames, too, if it can read them.
    places = [(frame.f_code.co_filename, str(line)) for frame, line in frames]
    for frame, _ in frames:
        if isinstance(error, UnicodeDecodeError) and frame.f_code.co_name == "get_source":
            places.append((str(frame.f_locals.get("filename", "")), ""))
    if isinstance(error, SyntaxError):
        places.append((error.filename or "", str(error.lineno)))
    for filename, line in reversed(places):
        file = Path(filename).resolve()
        if file.is_relative_to(ROOT) and file.is_file():
            inner = file.relative_to(ROOT)
            # Ours runs what the author writes: what goes wrong in it is not ours.
            ours = file.suffix == ".py" and file.is_relative_to(ENGINE)
            if not ours and not any(part.startswith(".") for part in inner.parts):
                return f"{inner.as_posix()}:{line}".rstrip(":")
    return ""


def _post(frames: list[tuple[FrameType, int]]) -> str:
    for frame, _ in reversed(frames):
        named = frame.f_locals.get("kwargs")
        for names in (frame.f_locals, named if isinstance(named, dict) else {}):
            for name in POSTS:
                path = getattr(names.get(name), "source_path", None)
                if isinstance(path, str) and Path(path).is_relative_to(ROOT):
                    return Path(path).relative_to(ROOT).as_posix()
    return ""
