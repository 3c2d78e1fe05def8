"""Markdown of Quarto, Hugo, Jekyll and pelican-cite becomes posts of this site, with the works it cites."""

# ruff: noqa: E501 - texts stand as their tools have them

import pytest
from minisite import PICTURE

from imports.cited.code import part_code
from imports.errors import ImportingError
from imports.reading import read_import

BIB = """@string{kea = "Kea Press"}
@book{smith2019, author = {Smith, Jo}, title = {Care}, year = 2019, publisher = kea}
@book{roe:2011, author = {Roe, Ann}, title = {Work}, year = 2011}
@book{odd key, author = {Odd, Una}, title = {Odd}, year = 2012}
@book{nobody, author = {No, Body}, title = {Never cited}, year = 2013}
"""


class Desk:
    """A folder of another tool, and what becomes of it."""

    def __init__(self, root, folder):
        self.root, self.folder = root / "theirs", folder
        self.root.mkdir()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def take(self, what=""):
        self.told = self.folder.take(read_import(str(self.root / what)))
        return self.told

    def post(self, name):
        """Return the header of a post, and its text."""
        header, _, body = self.folder.read(f"posts/{name}.md").partition("\n\n")
        return header.split("\n"), body.strip()


@pytest.fixture
def desk(tmp_path, folder):
    made = Desk(tmp_path, folder)
    made.write("references.bib", BIB)
    return made


QUARTO = """---
title: "On care"
subtitle: A study
author:
  - name: Ann Lee
    orcid: https://orcid.org/0000-0002-1825-0097
    affiliations: [A]
  - name: {given: Bo, family: Roe}
date: 2024-03-01
categories: [care, work]
bibliography: references.bib
abstract: |
  It is
  so.
license: "CC BY-SA"
lang: en-NZ
format: html
doi: 10.5555/1
---

See @fig-map and [@fig-map; see @smith2019, pp. 3-4], @{odd key}; @smith2019 [p. 3] writes to me@x.example `@smith2019`.

![A map](map.png){#fig-map fig-alt="seen"}

::: {.callout-note title="So"}
Words.
:::

```{python}
#| echo: false
print("@smith2019")
```

[Next](next.qmd#sec-a) and [a page](https://x.example/@smith2019)
"""


def test_quarto_s_header_and_text_are_ours(desk):
    desk.write("on-care.qmd", QUARTO)
    desk.write("next.qmd", "---\ntitle: Next\ndate: today\n---\n\nText, see [@unknown2020].\n")
    desk.write("map.png", PICTURE)
    told = desk.take()
    header, body = desk.post("on-care")
    assert {
        "Title: On care: A study",
        "Date: 2024-03-01 00:00+00:00",
        "Authors: Ann Lee, Bo Roe",
        "Tags: care, work",
        "Summary: It is so.",
        "Lang: en-NZ",
        "Licence: CC-BY-SA-4.0",
        "Status: published",
        "Syndicate: false",
    } < set(header)
    assert body == (
        "See @fig-map and [@fig-map; see @smith2019, pp. 3-4], @odd2012; @smith2019 [p. 3] writes to me@x.example "
        '`@smith2019`.\n\n![A map]({static}images/map.png){#fig-map fig-alt="seen"}\n\n'
        '::: {.callout-note title="So"}\nWords.\n:::\n\n```python\n#| echo: false\nprint("@smith2019")\n```\n\n'
        "[Next]({filename}next.md#sec-a) and [a page](https://x.example/@smith2019)"
    )
    assert "theirs/on-care.qmd:1: left out of the header: doi" in told[0]
    assert told[1].startswith("theirs/on-care.qmd:29: what this code makes is not here: put its result in")
    assert 'orcid = "0000-0002-1825-0097"' in desk.folder.read("people.toml")
    assert "Status: draft" in desk.post("next")[0]


def test_only_works_that_are_cited_come_over(desk):
    desk.write("a.qmd", "---\ntitle: A\ndate: 2020-01-01\n---\n[@smith2019; @{odd key}, p. 3]\n")
    desk.take()
    works = desk.folder.read("references.bib")
    assert "publisher = {Kea Press}" in works
    assert "@book{odd2012,\n" in works
    assert "nobody" not in works
    assert desk.post("a")[1] == "[@smith2019; @odd2012, p. 3]"


JEKYLL = [
    ("{% cite smith2019 %}", "[@smith2019]"),
    ("{%cite smith2019%}", "[@smith2019]"),
    ("{% cite smith2019 -l 10 %}", "[@smith2019, p. 10]"),
    ("{% cite smith2019 --locator 10-12 %}", "[@smith2019, pp. 10-12]"),
    ("{% cite smith2019 roe:2011 -l 10 -l 12 %}", "[@smith2019, p. 10; @roe:2011, p. 12]"),
    ("{% cite smith2019 -L chapter -l 3 %}", "[@smith2019, chap. 3]"),
    ("{% cite smith2019 -A %}", "[-@smith2019]"),
    ("{% cite smith2019 --prefix intro --file other -l 3 %}", "[@smith2019, p. 3]"),
    ("{% cite unknown %}", "[@unknown]"),
    ("{% cite_details smith2019 --text more %}", "[@smith2019]"),
    ("{% bibliography --cited %}", '<div id="refs"></div>'),
    ("{% quote smith2019 -l 4 %}\nIt is so.\nAnd so.\n{% endquote %}", "> It is so.\n> And so.\n>\n> — [@smith2019, p. 4]"),
    ("`{% cite smith2019 %}`", "`{% cite smith2019 %}`"),
    ("@smith2019 is somebody", "\\@smith2019 is somebody"),
]  # fmt: skip


@pytest.mark.parametrize(("theirs", "ours"), JEKYLL)
def test_tags_of_jekyll_scholar_are_citations(desk, theirs, ours):
    desk.write("_bibliography/references.bib", BIB)
    desk.write("_posts/2020-05-06-hello.md", f"---\nlayout: post\ntitle: Hello\n---\n{theirs}\n")
    told = desk.take()
    header, body = desk.post("hello")
    assert body == ours
    assert "Date: 2020-05-06 00:00+00:00" in header
    assert len(told) == 2


HUGO = [
    ('{{< cite "smith2019" >}}', "[@smith2019]"),
    ("{{< cite smith2019 >}}", "[@smith2019]"),
    ("{{<cite smith2019>}}", "[@smith2019]"),
    ('{{< cite "smith2019" "304" >}}', "[@smith2019, p. 304]"),
    ('{{< cite "-smith2019" "16-22" >}}', "[-@smith2019, pp. 16-22]"),
    ('{{< cite key="smith2019" pages="3-4" suppressAuthor=true >}}', "[-@smith2019, pp. 3-4]"),
    ('{{< cite "smith2019" "roe:2011" >}}', "[@smith2019; @roe:2011]"),
    ('{{< cite "smith2019, roe:2011" >}}', "[@smith2019; @roe:2011]"),
    ('{{< citet "smith2019" >}}', "@smith2019"),
    ('{{% citep "smith2019" %}}', "[@smith2019]"),
    ('{{< cite page="/publication/doe" view="4" >}}', "[@doe2001]"),
    ("{{< bibliography cited >}}", '<div id="refs"></div>'),
    ('{{< figure src="map.png" caption="A map" alt="seen" >}}', '![seen]({static}images/map.png "A map")'),
    (
        '{{< figure src="map.png" caption="A map" alt="seen" id="map" >}}',
        '![A map]({static}images/map.png){#fig-map fig-alt="seen"}',
    ),
    ("{{< youtube abc >}}", "<https://www.youtube.com/watch?v=abc>"),
    ('[x]({{< ref "other" >}})', "[x]({filename}other.md)"),
    ("{{% callout note %}}\nWords.\n{{% /callout %}}", "::: {.callout-note}\nWords.\n:::"),
    ("```\n{{< cite smith2019 >}}\n```", "```\n{{< cite smith2019 >}}\n```"),
    ("Ask @smith2019 or [@smith2019](https://x.example).", "Ask \\@smith2019 or [\\@smith2019](https://x.example)."),
]  # fmt: skip


@pytest.mark.parametrize(("theirs", "ours"), HUGO)
def test_shortcodes_of_hugo_are_citations(desk, theirs, ours):
    desk.write("content/post/one/index.md", f'+++\ntitle = "One"\ndate = 2021-02-03\n+++\n{theirs}\n')
    desk.write("content/post/other.md", '+++\ntitle = "Other"\ndate = 2021-02-04\n+++\nText.\n')
    desk.write("content/post/one/map.png", PICTURE)
    desk.write("content/publication/doe/cite.bib", "@book{doe, author={Doe, J}, title={Thing}, year={2001}}")
    desk.take()
    header, body = desk.post("one")
    assert body.replace("@doe]", "@doe2001]") == ours
    assert "Date: 2021-02-03 00:00+00:00" in header


def test_hugo_cite_has_its_works_as_csl(desk):
    item = '{"id": "Faure1909", "type": "book", "title": "History", "author": [{"family": "Faure", "given": "E."}]}'
    desk.write(
        "content/one/index.md",
        '---\ntitle: One\ndate: 2021-02-03\naliases: [/old/]\n---\n{{< cite "Faure1909" >}}',
    )
    desk.write("content/one/bib.json", f"[{item}]")
    desk.take()
    header, body = desk.post("one")
    assert body == "[@Faure1909]"
    assert "Formerly: /old/" in header
    assert desk.folder.read("references.bib").startswith("@book{Faure1909,\n  author = {Faure, E.},")


def test_what_no_markdown_says_is_told_with_its_line(desk):
    desk.write(
        "one.md",
        '---\ntitle: One\ndate: 2021-02-03\n---\n\nOne.\n\n{{< gallery >}} {{< cite page="/p/x" >}}\n',
    )
    told = desk.take("one.md")
    assert told[0] == "one.md:8: “{{< gallery >}}” is no Markdown. Write what it shows (posts/one.md:9)."
    assert told[1].startswith('one.md:8: “{{< cite page="/p/x" >}}” cites a page of that site.')


def test_pelican_cite_has_one_key_in_its_brackets(desk):
    desk.write(
        "a.md",
        "Title: A\nDate: 2020-01-01\nAuthor: Ann Lee\nTags: x, y\npublications_src: references.bib\n\n"
        "So [@smith2019], [@@roe:2011] and [@ odd key ], @somebody, [@nothing].\n",
    )
    desk.take("a.md")
    header, body = desk.post("a")
    assert body == "So [@smith2019], [@roe:2011] and [@odd2012], \\@somebody, [\\@nothing]."
    assert {"Title: A", "Authors: Ann Lee", "Tags: x, y"} < set(header)


def test_a_key_that_another_work_has_here_is_another_one(desk):
    desk.folder.write(
        "references.bib",
        "@book{smith2019,\n  author = {Smith, Al},\n  title = {Other},\n  date = {2019}\n}\n",
    )
    desk.write("a.qmd", "---\ntitle: A\ndate: 2020-01-01\n---\n@smith2019 and [-@smith2019, p. 2]\n")
    desk.take()
    assert desk.post("a")[1] == "@smith2019a and [-@smith2019a, p. 2]"
    assert "@book{smith2019a," in desk.folder.read("references.bib")


def test_a_second_import_changes_nothing(desk):
    desk.write("a.qmd", QUARTO)
    desk.write("map.png", PICTURE)
    desk.take()
    before = desk.folder.files()
    assert desk.take()[-1] == "theirs (Markdown): nothing new, nothing was changed."
    assert desk.folder.files() == before


def test_one_post_that_cannot_be_read_leaves_the_others(desk):
    desk.write("a.md", "---\ntitle: A: b\n---\nText.\n")
    desk.write("b.md", "---\ntitle: B\ndate: 2020-01-01\n---\n[a](a.md)\n")
    told = desk.take()
    assert "theirs/a.md: was not imported: theirs/a.md:2: the header is no YAML" in told[0]
    assert desk.post("b")[1] == "[a](a.md)"


BROKEN = {
    "a header without an end": ("---\ntitle: A\n", "has no end"),
    "an alias": ("---\na: &x [1]\nb: *x\n---\n", "an alias"),
    "a long header": (f"---\ntitle: {'x' * 60_000}\n---\n", "more than 50,000 characters"),
    "no UTF-8": (b"---\ntitle: \xff\n---\n", "no text in UTF-8"),
    "no TOML": ("+++\ntitle = A\n+++\n", "no TOML"),
}  # corpus: 5 inputs


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_is_refused(desk, name):
    text, why = BROKEN[name]
    desk.write("a.md", text)
    with pytest.raises(ImportingError, match=why):
        desk.take("a.md")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a `b` c ``d ` e`` f", ["`b`", "``d ` e``"]),
        ("a ` b", []),
        ("```\nx\n```\ny\n~~~~\n```\n~~~~\n", ["```\nx\n```\n", "~~~~\n```\n~~~~\n"]),
        ("```\nnever closed", ["```\nnever closed"]),
        ("a <!-- b --> c", ["<!-- b -->"]),
        (r"a \`b` c", []),
    ],
)
def test_code_is_told_from_words(text, code):
    parts = [*part_code(text)]
    assert "".join(part for part, _ in parts) == text
    assert [part for part, plain in parts if not plain] == code
