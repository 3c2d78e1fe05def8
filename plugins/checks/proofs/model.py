"""The nouns: what is found, and how it may be put right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "advice"]

_PLACE = re.compile(r"(?P<path>[^\s:][^:\n]*?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?: (?P<text>.*)", re.S)
_TAG = re.compile(r" \[(?:(?P<advice>advice) )?(?P<code>PW\d{3})\]$")


@dataclass(frozen=True)
class Fix:
    """An exact replacement that leaves the meaning as it is.

    Attributes:
        start: Where it begins in the text of the file, its line ends counted as one sign each.
        end: Where what is replaced ends.
        new: What stands there afterwards; neither has line ends.
        line: Where it begins, as a line counted from 1.
        column: Where it begins in that line, counted from 1.
    """

    start: int
    end: int
    new: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Finding:
    """Something that an author should look at.

    Attributes:
        code: By which it is looked up and silenced: "PW204".
        severity: An "error" fails a build, a "warning" does not; "advice" is a matter of taste.
        path: The file, as its author would type it; "" where it is about none.
        line: Counted from 1; 0 where it is not known.
        column: Counted from 1 in letters; 0 where it is not known.
        message: What is wrong.
        help: What to do.
        fix: What `--fix` does about it; None where somebody has to decide.
        tagged: Whether its code is shown behind it: others say in a build what they say elsewhere, too.
    """

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    help: str = ""
    fix: Fix | None = None
    tagged: bool = True

    @property
    def place(self) -> str:
        """`file:line:column`, as far as it is known."""
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.path, *numbers]) if self.path else ""

    @property
    def text(self) -> str:
        """What a build says of it, after "warning: "."""
        tag = f"[advice {self.code}]" if self.severity == "advice" else f"[{self.code}]"
        said = " ".join(filter(None, [self.message, self.help, tag if self.tagged else ""]))
        return f"{self.place}: {said}" if self.path else said

    def __str__(self) -> str:
        return f"{self.severity}: {self.text}"

    def to_json(self) -> dict[str, Any]:
        """Return it for machines."""
        values: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity,
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "message": self.message,
            "help": self.help,
        }
        if self.fix:
            length = self.fix.end - self.fix.start
            place = {"line": self.fix.line, "column": self.fix.column, "length": length}
            values["fix"] = {**place, "new": self.fix.new}
        return values


def label(error: bool, text: str) -> str:
    """Return what stands before a message of a build.

    Args:
        error: Whether it fails the build.
        text: The message.
    """
    tag = _TAG.search(text) if not error and text.endswith("]") else None
    return "error" if error else "advice" if tag and tag["advice"] else "warning"


def order(text: str) -> tuple[bool, str, int, int, str]:
    """Return by what messages are sorted: files by name, their lines, and what has no place after all."""
    found = _PLACE.fullmatch(text)
    if not found or (" " in found["path"] and not found["line"]):
        return (True, "", 0, 0, text)
    return (False, found["path"], int(found["line"] or 0), int(found["column"] or 0), found["text"])


def parse(error: bool, text: str, code: str) -> Finding:
    """Return a message of a build as a finding.

    Args:
        error: Whether it fails the build.
        text: The message.
        code: Where the message has none of its own.
    """
    severity: Any = label(error, text)
    tag = _TAG.search(text)
    if tag:
        text, code = text[: tag.start()], tag["code"]
    no_place, path, line, column, said = order(text)
    if no_place:
        path, said = "", text
    return Finding(code, severity, path, line, column, said, tagged=tag is not None)
