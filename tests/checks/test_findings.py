"""Every code: what the guide says of it, a text in which it is found, and one in which it is not."""

import re
from pathlib import Path

import pytest

from proofs.catalogue import FAMILIES, explain, read_catalogue, write_guide
from proofs.origins import OTHER, PELICAN, PLUGINS, SAID, WORKS
from proofs.review import review

ROOT = Path(__file__).parents[2]
CATALOGUE = read_catalogue()
# Found in what a build says, which is tried in test_site.py, or with files beside the post.
SAID_BY_OTHERS = {*SAID.values(), *WORKS.values(), *PLUGINS.values(), OTHER, PELICAN}
ASKED = {"PW251", "PW252", "PW253"}
WITH_FILES = {"PW212", "PW703"}
each_example = pytest.mark.parametrize(
    "code", [code for code, entry in CATALOGUE.items() if entry.wrong and code not in SAID_BY_OTHERS]
)


@each_example
def test_a_finding_is_found_where_the_guide_says_so(code):
    found = review("content/a/1-part.md", CATALOGUE[code].wrong)
    assert {one.severity for one in found if one.code == code} == {CATALOGUE[code].severity}
    assert {one.code for one in found} == {code}, "one example shows one mistake"
    assert all(one.line and one.message and one.help for one in found)


@each_example
def test_nothing_is_found_in_what_is_right(code):
    assert CATALOGUE[code].right
    assert review("content/a/1-part.md", CATALOGUE[code].right) == []


def test_every_code_of_the_program_is_in_the_guide():
    folder = ROOT / "plugins/checks/proofs"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py"))]
    codes = {code for text in texts for code in re.findall(r'"(PW\d{3})"', text)}
    # The setting's example is one of them.
    assert codes == set(CATALOGUE)
    tried = {code for code, entry in CATALOGUE.items() if entry.wrong}
    assert set(CATALOGUE) - tried <= SAID_BY_OTHERS | ASKED | WITH_FILES
    assert {code[:3] for code in CATALOGUE} == set(FAMILIES)
    assert list(CATALOGUE) == sorted(CATALOGUE)


def test_the_guide_is_the_one_that_the_table_makes():
    guide = (ROOT / "guide/content/guide/9-findings.md").read_text(encoding="utf-8")
    assert guide == write_guide(), "run `python -m proofs guide > guide/content/guide/9-findings.md`"
    for code, entry in CATALOGUE.items():
        assert f"\n### {code} {entry.name}\n\n{entry.why.strip()}" in guide
        assert explain(code).startswith(f"### {code} {entry.name}")
    assert len({entry.name for entry in CATALOGUE.values()}) == len(CATALOGUE)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[gallery ids="1,2"] and [su_note]x[/su_note]', "PW101"),
        ("<!--more-->", "PW102"),
        ("{{% notice %}}", "PW103"),
        ("{{ site.title | upcase }}", "PW104"),
        ("![[map.png]]", "PW105"),
        ("\\section{Findings}", "PW107"),
        ("\\begin{itemize}\n\\item One\n\\end{itemize}", "PW107"),
        ("== Findings ==", "PW109"),
        ("See [https://example.org/a the page].", "PW109"),
        ("A fact.<ref>Doe 2019</ref>", "PW109"),
        ("See `the page <https://example.org>`_ there.", "PW110"),
        ("[url=https://example.org]here[/url]", "PW111"),
        ("\uf0b7 One", "PW114"),
        ("Whakapapa of MÄ\x81ori", "PW115"),
        ("See [the page](https://example.org/a b).", "PW201"),
        ("See [the page](/about/).", "PW208"),
        ('<a href="page.html">words</a>', "PW207"),
        ("[the page]: page.html\n\nSee [the page].", "PW207"),
        ("[draft](http://192.168.1.7/)", "PW209"),
        ("[report](C:\\Users\\me\\report.pdf)", "PW210"),
        ("[](https://example.org/)", "PW213"),
        ("Findings\n========\n\nText.", "PW503"),
        ("As Doe and Roe (2019) say.", "PW605"),
        ("As Doe et al. (2019) say.", "PW605"),
        ("It grows (see Doe & Roe, 2019, p. 3; Poe, 2020).", "PW605"),
        ("It grows [\\@doe2019].", "PW606"),
        ("“Trust grows where people are met” says @doe2019.", "PW602"),
        ('<img src="https://example.org/map.png">', "PW701"),
        ("![photo](https://example.org/map.png)", "PW702"),
        ("The whanau of Ngati Porou.", "PW901"),
    ],
)
def test_other_forms_are_found_too(text, code):
    found = review("content/a/1-part.md", f"Title: A\nSummary: B\n\n{text}\n")
    assert code in {one.code for one in found}, found


@pytest.mark.parametrize(
    "text",
    [
        "`www.example.org`, `[[link]]`, `Maori` and `{{< x >}}` are shown.",
        "```markdown\n[[link]] www.example.org Maori (Doe, 2019)\n#Heading\n```",
        "~~~\n[b]x[/b]\n~~~",
        "Text:\n\n    [[link]] in a block of code\n    # no heading",
        "<!-- Maori, www.example.org and [[link]] -->",
        "<pre>\n[[link]]\n\n#x\n</pre>",
        'Words <span title="Maori" data-x="www.example.org">here</span> stay.',
        "See [Maori](https://www.example.org/maori-whanau) things.".replace("Maori", "the words"),
        "See <https://www.example.org/Maori>.",
        "The formula $a == b == c$ and $$\\textit{x}$$ hold.",
        "“Maori” is how they wrote it.",
        "> Maori was how they wrote it, and so it stays in these words of theirs, since nobody corrects "
        "what others have written down, be it as it may, in a block that has more than forty words "
        "in it, as all blocks do. "
        "[@doe2019, p. 3]",
        "A step \\[not a link\\] and \\@name and \\#tag.",
        "It was held (October, 2013) and again (March 2019).",
        "[@doe2019, p. 3] and @roe2020 [p. 4] say “so much of it and more” [@doe2019, p. 4].",
        '"Short words" [@doe2019] are terms.',
        "1. One\n\n    Goes on here.\n\n2. Two",
        "[^one]: is a note.\n\nText.[^one]",
        "| a | b |\n| --- | --- |\n| [x](https://example.org/) | 2 |",
        "Term\n:   What it means.",
        "> [!NOTE]\n> Short words in a box.",
        "[Part 2]({filename}2-part.md) and [a file]({static}files/a.pdf) and [series](series:one).",
        "See [the section](#a-heading) and [the work](#ref-doe2019) [@doe2019].\n\n## A *heading*",
        "See [it](#here).\n\n## Findings {#here}",
        "[kai]{lang=mi} and H~2~O.",
        '::: {.callout-warning title="Before you call"}\nAsk first.\n:::',
        "The floods (@fig-map) rose, and “they were as high as ever” in [@fig-map].",
        '![](https://example.org/map.png){#fig-map fig-alt="A map of Maori land"}',
        "| Rain falls\n|   on the river,\n| — [@roe2004, p. 12]",
        "A word^[What is to be said.] and ~~struck~~ and - [x] done.",
        "In 2019 (see Table 1) and [sic] and [s]he.",
        # What pelican-scholarly-writing reads.
        "{{< include _method.md >}}",
        "$\\textbf{x}$ and $$\\begin{cases} 1 \\end{cases}$$",
        "[](part:floods/mud), [the series](series:floods)",
    ],
)
def test_what_is_no_mistake_is_left_alone(text):
    assert review("content/a/1-part.md", f"Title: A\nSummary: B\n\nText first.\n\n{text}\n") == []


@pytest.mark.parametrize(
    "header",
    [
        "Title: A\nSummary: [[B]] Maori\nTags: www.example.org\n\n",
        "---\ntitle: A\ndescription: B [[x]]\ntags:\n  - Maori\n---\n\n",
        '+++\ntitle = "A"\nsummary = "[[B]]"\n+++\n\n',
        "---\ntitle: A\nabstract: >-\n  B goes\n  on.\n...\n\n",
    ],
)
def test_headers_of_all_tools_are_no_text(header):
    found = review("content/a/1-part.md", f"{header}See www.example.org there.\n")
    assert [(one.code, one.line, one.column) for one in found] == [("PW204", header.count("\n") + 1, 5)]


@pytest.mark.parametrize("line", ["Check-ignore: PW204", "Check-ignore: PW901, PW204"])
def test_a_line_of_the_header_silences_a_code(line):
    assert review("a.md", f"Title: A\nSummary: B\n{line}\n\nwww.example.org\n") == []
    front = "---\ntitle: A\nsummary: B\ncheck-ignore:\n  - PW204\n---\n\nwww.example.org\n"
    assert review("a.md", front) == []


def test_files_beside_a_post_count(tmp_path):
    folder = tmp_path / "content/a"
    (folder / "images").mkdir(parents=True)
    (folder / "images/map.png").write_bytes(b"")
    (folder / "2.md").write_text("Title: B\nStatus: draft\n\nText.\n")
    text = "Title: A\nSummary: B\n\nSee [two]({filename}2.md).\n\n![A map.]({static}images/map.png)\n"

    def codes():
        return [one.code for one in review(str(folder / "1.md"), text)]

    assert codes() == ["PW212", "PW703"]
    (folder / "2.md").write_text("Title: B\nStatus: published\n\nText.\n")
    (folder / "images/credits.toml").write_text('["map.png"]\nauthor = "Us"\n')
    assert codes() == []


def test_places_are_those_of_the_file_whatever_ends_its_lines():
    for end in ("\n", "\r\n", "\r"):
        raw = end.join(["\ufeffTitle: A", "Summary: B", "", "`a` www.example.org"])
        assert [(one.line, one.column) for one in review("a.md", raw)] == [(4, 5)]


def list_codes(text):
    return [one.code for one in review("content/a/1-part.md", f"Title: A\nSummary: B\n\n{text}")]


def test_a_block_names_its_source_in_a_line_of_its_own():
    said = "Many say:\n\n> " + "people " * 40 + "\n>\n> {} Māori proverb\n"
    assert "PW608" not in list_codes(said.format("—"))
    assert "PW608" not in list_codes(said.format("--"))
    assert "PW608" in list_codes(said.format("The"))


def test_a_post_that_is_quoted_is_no_leftover():
    """Where the plugin for conversations reads it: alone on its line."""
    url = "https://social.example/@ann/1"
    tag = f"{{% quote-post {url} %}}"
    head = "Title: A post\nSummary: What it says.\n\n"
    for text in (
        tag,
        f"Before\n  {tag}  \nafter.",
        f"- One\n\n    {tag}",
        f"> {tag}",
        f"`{tag}` is how.",
        f"{url} {{quote}}",
        f"<{url}>{{quote}}",
    ):
        assert [one.code for one in review("content/a/1-part.md", f"{head}{text}\n")] == []
    for text in (
        f"As {tag}",
        f"{tag} says",
        "{% quote-post %}",
        "{% quote %}",
        "{% tweet https://x.com/a/status/1 %}",
    ):
        assert "PW104" in {one.code for one in review("content/a/1-part.md", f"{head}{text}\n")}, text
