"""The list of all works: where one is another now, what is written is what a list made anew would be."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from pelican.plugins.citations import works as pages
from pelican.plugins.citations.union import unite

from apa7.bibliography.library import Library, parse
from apa7.document import Document
from apa7.model import Citation, Cite
from apa7.page.html import make_reference

KEPT = """{{ works | length }}
{% for work in works %}{% call work.keep() %}{{ work.reference.html }} {{ work.annotation }}
{% for post in work.posts %}{{ post.url }}{% endfor %}{% endcall %}{% endfor %}
"""
UNKEPT = "{% for work in works %}{{ loop.index }} {{ work.reference.html }}\n{% endfor %}"
SORTED = """{% for work in works | sort(attribute='annotation') %}{% call work.keep() %}
{{ work.annotation }}{% endcall %}{% endfor %}"""
PEEKING = "{% for work in works %}{% call work.keep() %}{{ loop.last }}{% endcall %}{% endfor %}"
FILES = {"works/index.html", "works/references.bib", "works/references.ris", "works/references.json"}


class Entry(NamedTuple):
    """What is written of a work."""

    author: str = "Doe, J."
    date: str = "2001"
    title: str = "A title"
    annotation: str = ""

    def write(self, key: str) -> str:
        fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in zip(self._fields, self, strict=True))
        return f"@book{{{key},\n{fields}\n}}\n"


class Site:
    """Posts, each with the works that it cites, and what was written of all these."""

    def __init__(self, folder: Path, monkeypatch, posts: list[list[str]], template: str = KEPT) -> None:
        self.folder = folder
        self.posts = posts
        self.template = Environment().from_string(template)
        self.template.name = "works"
        self.whole = 0
        monkeypatch.setattr(pages, "FOLDER", folder / "cache")

    def write(self, entries: dict[str, Entry], works: set[str] | None = None) -> dict[str, str]:
        """Return what a build writes; where works are given, one that reads the posts that cite them."""
        text = "".join(entry.write(key) for key, entry in entries.items())
        library = Library(*parse(text, "references.bib"))
        contents = {}
        for number, keys in enumerate(self.posts):
            listed = Document([Citation((Cite(key),)) for key in keys], library).references()
            contents[f"{number}.md"] = SimpleNamespace(
                references=tuple(map(make_reference, listed)),
                source_path=f"{number}.md",
                relative_source_path=f"{number}.md",
                status="published",
                url=f"{number}/",
            )
        citing = {name: one for name, one in contents.items() if one.references}
        read = citing
        part = {}
        if works is not None:
            cited = {name: {reference.key for reference in one.references} for name, one in citing.items()}
            read = {name: one for name, one in citing.items() if cited[name] & works}
            part = {"PART": {"before": self.folder, "works": works, "citing": citing}}
        written: dict[str, str] = {}

        def list_all(articles):
            self.whole += 1
            return unite(articles, lambda _: library)

        generator = SimpleNamespace(
            context={"generated_content": read, "bibliography_of": list_all, "works_url": "works/"},
            settings={"OUTPUT_PATH": "output", "RELATIVE_URLS": False, **part},
            get_template=lambda _: self.template,
        )
        writer = SimpleNamespace(
            write_file=lambda name, template, context, **values: written.update(
                {name: template.render({**context, **values})}
            )
        )
        pages.write_works(
            generator, writer, SimpleNamespace(library_of=lambda _: library), "works/index.html"
        )
        return written

    def keep(self, written: dict[str, str]) -> None:
        """Let this be what the last build wrote."""
        for name, text in written.items():
            (self.folder / name).parent.mkdir(exist_ok=True)
            (self.folder / name).write_bytes(text.encode())


ENTRIES = {
    "a": Entry("Ark, A.", "2001"),
    "b": Entry("Doe, J.", "2002", "One"),
    "c": Entry("Doe, J.", "2002", "Three"),
    "d": Entry("Zed, Z.", "2003"),
}
POSTS = [["a", "b"], ["b", "c", "d"], ["d"]]


@pytest.fixture
def site(tmp_path, monkeypatch):
    made = Site(tmp_path, monkeypatch, POSTS)
    made.keep(made.write(ENTRIES))
    made.whole = 0
    return made


def change(site: Site, key: str, entry: Entry) -> int:
    """Change an entry; return how often all works were listed anew for it."""
    entries = {**ENTRIES, key: entry}
    site.whole = 0
    written, whole = site.write(entries, {key}), site.whole
    assert written.keys() == FILES
    assert written == site.write(entries)
    return whole


@pytest.mark.parametrize(
    ("key", "entry"),
    [
        ("a", ENTRIES["a"]._replace(title="Änother \U0001f98a title")),
        ("b", ENTRIES["b"]._replace(annotation="Read it.")),
        ("c", ENTRIES["c"]._replace(title="Two")),
        ("d", ENTRIES["d"]._replace(date="1999")),
        ("a", ENTRIES["a"]._replace(author="Bay, B.")),
    ],
)
def test_a_work_that_stays_where_it_is_is_put_in_alone(site, key, entry):
    assert change(site, key, entry) == 0


@pytest.mark.parametrize(
    ("key", "entry"),
    [
        ("a", ENTRIES["a"]._replace(author="Zzz, Z.")),  # It stands elsewhere.
        ("c", ENTRIES["c"]._replace(title="Another")),  # So do the letters.
        ("c", ENTRIES["c"]._replace(date="2003")),  # There are none any more.
        ("d", ENTRIES["d"]._replace(author="Doe, J.", date="2002", title="Two")),  # There is one more.
        ("c", ENTRIES["b"]),  # It is the same work as another.
    ],
)
def test_a_work_that_moves_others_makes_the_list_anew(site, key, entry):
    assert change(site, key, entry) == 1


def test_edits_one_after_the_other(site):
    for title in ("B title", "C", "A title that is longer"):
        entries = {**ENTRIES, "a": ENTRIES["a"]._replace(title=title)}
        site.whole = 0
        written = site.write(entries, {"a"})
        assert site.whole == 0
        site.keep(written)
        kept = {path.name: path.read_bytes() for path in (site.folder / "cache/works").iterdir()}
        assert site.write(entries) == written
        assert {path.name: path.read_bytes() for path in (site.folder / "cache/works").iterdir()} == kept


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_that_somebody_changed_is_made_anew(site, name):
    (site.folder / name).write_bytes((site.folder / name).read_bytes() + b" ")
    assert change(site, "a", ENTRIES["a"]._replace(title="Other")) == 1


@pytest.mark.parametrize("share", [0, 0.5, 0.99])
def test_half_of_what_is_kept(site, share):
    (path,) = (site.folder / "cache/works").glob("*.json")
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert change(site, "a", ENTRIES["a"]._replace(title="Other")) == 1


@pytest.mark.parametrize("template", [UNKEPT, SORTED, PEEKING, "{{ (works | first).reference.html }}", "-"])
def test_a_template_without_pieces_is_rendered_whole(tmp_path, monkeypatch, template):
    site = Site(tmp_path, monkeypatch, POSTS, template)
    site.keep(site.write(ENTRIES))
    assert change(site, "a", ENTRIES["a"]._replace(title="Other", annotation="Z")) == 1


entry = st.builds(
    Entry,
    st.sampled_from(["Doe, J.", "Doe, K.", "Roe, R. and Doe, J.", "{A group}", ""]),
    st.sampled_from(["2001", "2002", "2001-05", ""]),
    st.sampled_from(["One", "Two", "Three"]),
    st.sampled_from(["", "Read it."]),
)
COUNTS: Counter[bool] = Counter()


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(entries=st.fixed_dictionaries(dict.fromkeys("abcdef", entry)), data=st.data())
def test_whatever_changes_the_list_is_as_if_made_anew(entries, data):
    keys = st.lists(st.sampled_from("abcdef"), unique=True, max_size=4)
    posts = data.draw(st.lists(keys, min_size=1, max_size=4))
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as monkeypatch:
        site = Site(Path(folder), monkeypatch, posts)
        for changed in (
            set(),
            *data.draw(st.lists(st.sets(st.sampled_from("abcdef"), max_size=2), max_size=3)),
        ):
            site.whole = 0
            entries = {**entries, **{key: data.draw(entry) for key in sorted(changed)}}
            written = site.write(entries, changed or None)
            COUNTS[site.whole == 0] += 1
            site.keep(written)
            assert site.write(entries) == written


def test_lists_were_made_in_both_ways():
    assert COUNTS[True] > 20
    assert COUNTS[False] > 20
