"""The command `proofs`: checks where there is no Pelican, and the page of the guide."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from guards.terminal import open_streams, print_line

from .catalogue import explain, write_guide
from .fixes import fix_file
from .model import Finding
from .reports import FORMATS, sum_up
from .review import review


def main(arguments: list[str] | None = None) -> int:
    """Look through Markdown files; the exit code is 1 if there are errors."""
    open_streams()
    parser = argparse.ArgumentParser(prog="proofs", description="Look through posts in Markdown.")
    parser.add_argument("paths", nargs="*", metavar="content/", help="files and folders, `guide`, or a code")
    parser.add_argument("--format", choices=("text", *FORMATS), default="text", help="(default: %(default)s)")
    parser.add_argument("--fix", action="store_true", help="put right what is safe")
    parser.add_argument("--strict", action="store_true", help="warnings count as errors do")
    options = parser.parse_args(arguments)
    if options.paths == ["guide"]:
        sys.stdout.write(write_guide())
        return 0
    if len(options.paths) == 1 and (said := explain(options.paths[0])):
        sys.stdout.write(f"{said}\n")
        return 0
    if not options.paths:
        parser.error("name a file or a folder")
    findings: list[Finding] = []
    files = list_files(map(Path, options.paths))
    for file in files:
        shown = Path(os.path.relpath(file)).as_posix()
        try:
            for finding in fix_file(file, shown) if options.fix else ():
                print_line(f"fixed: {finding.text}", sys.stderr)
            findings += review(shown, file.read_bytes().decode("utf-8"))
        except UnicodeDecodeError:
            findings.append(Finding("PW010", "error", shown, 0, 0, "this is no UTF-8.", "Save it in UTF-8."))
        except OSError as error:
            findings.append(Finding("PW010", "error", shown, 0, 0, f"this cannot be read: {error.strerror}."))
    return report(findings, len(files), options.format, options.strict)


def list_files(paths: object) -> list[Path]:
    """Return the Markdown files among these, and in these folders."""
    found: list[Path] = []
    for path in paths:  # type: ignore[attr-defined]
        found += sorted(path.rglob("*.md")) if path.is_dir() else [path]
    return found


def report(findings: list[Finding], posts: int, form: str, strict: bool) -> int:
    """Show what was found, and return the exit code.

    Args:
        findings: In the order in which they are shown.
        posts: How many posts were looked through.
        form: "text", or one of `FORMATS`.
        strict: Whether warnings count as errors do.
    """
    if form == "text":
        for finding in findings:
            print_line(str(finding), sys.stderr)
        print_line(sum_up(findings, posts))
    elif said := FORMATS[form](findings):
        sys.stdout.write(f"{said}\n")
        sys.stdout.flush()
    grave = {"error", "warning"} if strict else {"error"}
    return 1 if any(finding.severity in grave for finding in findings) else 0


if __name__ == "__main__":
    sys.exit(main())
