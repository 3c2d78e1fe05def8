"""Whole sites whose posts, data, ledger and outbox are mangled: built, refused or published, and never torn.

`PARTWORK_MANGLED=2000` tries so many, at random; without it, a few are tried, always the same.
"""

import json
import os
from dataclasses import replace
from itertools import count
from xml.etree import ElementTree

import pytest
from corpus.cases import Case
from corpus.runs import Run
from corpus.site import write_samples, write_site
from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st
from mangled.changes import changes, mangle

EXAMPLES = int(os.environ.get("PARTWORK_MANGLED", "0"))
FEW = 12
COMMANDS = ("build", "build", "check", "plan", "build publish", "publish", "verify")
# What a build makes and nobody else writes.
MADE = ("output/", "public/", ".cache/", "theme/")


class MangledRun(Run):
    """A run of which nobody knows whether it will end well."""

    def _look_at_state(self):
        built = self.code == 0 and self.cases[0].run.startswith("build")
        self.cases = [replace(self.cases[0], after="built" if built else "refused")]
        found = [fault for fault in super()._look_at_state() if fault[0] != "silent"]
        return [*found, *(("half-written", name) for name in self.after if not self.is_whole(name))]

    def is_whole(self, name):
        """Say whether a file that was built can be read by machines, to its end."""
        content = self.after[name]
        if not name.startswith(("output/", "outbox/", "public/")) or self.before.get(name) == content:
            return True
        try:
            if name.endswith(".html"):
                return content.rstrip().endswith(b"</html>")
            if name.endswith(".xml"):
                ElementTree.fromstring(content)
            elif name.endswith(".json"):
                json.loads(content)
        except (ValueError, ElementTree.ParseError):
            return False
        return True


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mangled")
    write_samples(folder / "samples")
    (folder / "base").mkdir()
    write_site(folder / "base", folder / "samples")
    return folder


@pytest.fixture(scope="module")
def files(base):
    """What people, other programs or a kill can have written, by its path."""
    site = base / "base"
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return {
        name: path.read_bytes()
        for name, path in sorted(found.items())
        if not name.startswith(MADE) and not name.endswith(".py")
    }


numbers = count()


@settings(
    max_examples=EXAMPLES or FEW,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink] if EXAMPLES else [Phase.generate],
)
@given(data=st.data(), command=st.sampled_from(COMMANDS))
def test_a_mangled_site_is_built_or_refused(base, files, data, command):
    chosen = data.draw(st.lists(st.sampled_from(list(files)), min_size=1, max_size=4, unique=True))
    some = st.lists(changes, min_size=1, max_size=3)
    mangled = {name: mangle(files[name], data.draw(some)) for name in chosen}
    case = Case(
        area="mangled",
        slug="mangled",
        kind="mangled",
        name="a site",
        run=command,
        after="refused",
        files={name: {"hex": content.hex()} for name, content in mangled.items()},
    )
    run = MangledRun([case], base / str(next(numbers)))
    run.start(base / "base", base / "samples")
    run.finish()
    note("\n".join([command, *map(repr, mangled.items()), *run.lines]))
    assert not run.faults


def test_it_looks_at_what_people_and_machines_write(files):
    assert {"content/good/1-part.md", "content/references.bib", "content/syndication.jsonl"} <= files.keys()
    assert any(name.startswith("outbox/") for name in files)
    assert any(name.startswith("copies/") for name in files)
