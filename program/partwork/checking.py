"""What `invoke check` says of the site: what a build says, in the same words and order, and more if asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from guards.terminal import print_line
from proofs.model import Finding, order, parse

from .builds import Message, run_pelican

# On Pelican's settings: what its plugin found.
FOUND, ASKED = "CHECKS_FOUND", "CHECKS_ASKED"


class Wishes(NamedTuple):
    """What is asked of a check.

    Attributes:
        form: "text", "json", "sarif" or "github".
        strict: Whether warnings count as errors do.
        external: Whether links out of the site are asked.
        fix: Whether what is safe is put right first.
        archive: Whether to say what archives would find of the site, where there are no errors.
    """

    form: str = "text"
    strict: bool = False
    external: bool = False
    fix: bool = False
    archive: bool = False


def check_site(
    root: Path,
    settings: str,
    wishes: Wishes,
) -> int:
    """Build the site beside the one that is there, say what is found, and return the exit code.

    Args:
        root: The site's folder.
        settings: Its settings file.
        wishes: What is asked for.
    """
    from proofs.__main__ import report as show

    if wishes.fix:
        from pelican.settings import get_settings_from_file

        # What is wrong with settings the build tells.
        with suppress(Exception, SystemExit):
            before = get_settings_from_file(settings)
            fix_site(Path(before["PATH"]), before)
    place = root / ".cache" / "check"
    messages: list[Message] = []
    sites: list[Any] = []
    errors = run_pelican(
        settings,
        place / "output",
        place / "outbox",
        tell=messages.append,
        begin=lambda site: site.settings.update({ASKED: True}),
        end=sites.append,
        quiet=wishes.form != "text",
    )
    values = sites[0].settings if sites else {}
    known = {finding.text: finding for finding in values.get(FOUND, ())}
    findings = [
        known.get(message.text) or parse(message.error, message.text, message.code) for message in messages
    ]
    content = Path(values.get("PATH", root / "content"))
    if wishes.external:
        findings = sorted([*findings, *ask_links(root, content, values)], key=lambda one: order(one.text))
    if wishes.archive and not errors:
        from pelican.plugins.metadata.archives.report import report

        for line in report(place / "output", content):
            print_line(line, sys.stdout if wishes.form == "text" else sys.stderr)
    return show(findings, sum(1 for _ in list_posts(content)), wishes.form, wishes.strict)


def say_about(code: str) -> None:
    """Print what a code means.

    Raises:
        Exit: There is no such code.
    """
    from invoke import Exit

    from proofs.catalogue import explain

    said = explain(code.strip().upper())
    if not said:
        raise Exit(f'"{code}" is no code. They look like PW204, at the end of what is told.', code=1)
    for line in said.split("\n"):
        print_line(line)


def ask_links(root: Path, content: Path, values: Any) -> list[Finding]:
    """Ask the servers to which posts and works lead whether what is meant is there."""
    from proofs.external.addresses import Place, list_addresses, list_works
    from proofs.external.memory import Memory
    from proofs.external.visits import visit
    from proofs.review import IGNORE, unify
    from proofs.text import Text

    places: list[Place] = []
    silent: dict[str, set[str]] = {"": set(values.get("CHECKS_IGNORE", ()))}
    for file in list_posts(content):
        shown = file.relative_to(content.parent).as_posix()
        text = Text(shown, unify(file.read_text("utf-8", "replace")), file.parent)
        silent[shown] = set(text.header.list(IGNORE))
        places += list_addresses(text)
    for file in sorted(content.rglob("*.bib")):
        places += list_works(file.relative_to(content.parent).as_posix(), file)
    found = visit(places, Memory(root / ".cache" / "links.json"))
    return [one for one in found if one.code not in silent[""] | silent.get(one.path, set())]


def fix_site(content: Path, values: Any) -> None:
    """Put right what is safe in all posts, and say what that was."""
    from proofs.fixes import fix_file
    from proofs.settings import CheckSettings

    settings = CheckSettings.read(values)
    for file in list_posts(content):
        try:
            done = fix_file(file, file.relative_to(content.parent).as_posix(), settings)
        except (OSError, UnicodeDecodeError):
            # The build says why nobody can read it.
            continue
        for finding in done:
            print_line(f"fixed: {finding.text}", sys.stderr)


def list_posts(content: Path) -> Iterator[Path]:
    """Yield all posts and pages, hidden files and folders aside."""
    for file in sorted(content.rglob("*.md")):
        if not any(part.startswith(".") for part in file.relative_to(content).parts):
            yield file
