"""Notes within a text, and lists of tasks."""

import pytest
from bs4 import BeautifulSoup


@pytest.fixture
def page(convert):
    def build(text, **metadata):
        html, errors = convert(text, **metadata)
        return BeautifulSoup(html, "html.parser"), errors

    return build


def notes(found):
    return [note.p.get_text().removesuffix("\xa0↩") for note in found.select(".footnote li")]


def test_notes_are_numbered_with_the_others(page):
    found, errors = page(
        "One^[A [link](https://example.org/) and *more*.], two,[^b] three.^[Third\nhere.]\n\n"
        "> Quoted ^[Fourth\n> here.]\n\n- item\n\n    more ^[Fifth.]\n\nSix.[^a]\n\n"
        "[^a]: Sixth.\n\n[^b]: Second."
    )
    assert [mark.text for mark in found.select("sup")] == ["1", "2", "3", "4", "5", "6"]
    assert notes(found) == ["A link and more.", "Second.", "Third here.", "Fourth here.", "Fifth.", "Sixth."]
    for mark in found.select("sup a"):
        assert found.find(id=mark["href"].removeprefix("#")).name == "li"
    assert not errors


@pytest.mark.parametrize(
    "written",
    [
        "`^[code]`",
        "``^[a ` code]``",
        "\\^[no note]",
        "^[never closed",
        "^[never\n\nclosed]",
        "```\n^[code]\n```",
        "    ^[code]",
        "x^[]y",
    ],
)
def test_what_is_no_note_stays(page, written):
    found, errors = page(f"Text.\n\n{written}\n\nMore.")
    assert not found.select("sup, .footnote")
    assert not errors


def test_numbers_go_by_definitions_where_a_text_has_no_such_notes(site):
    """As everywhere: what another post has changes nothing."""
    site.post("one.md", "One.^[Note.]", slug="one", date="2024-05-01 10:00")
    site.post("two.md", "B.[^b] A.[^a]\n\n[^a]: First.\n\n[^b]: Second.", slug="two")
    site.build()
    alone = site.read("misc/two/index.html")
    (site.root / "content/one.md").unlink()
    site.build()
    assert site.read("misc/two/index.html") == alone


def test_a_summary_has_no_notes(site):
    site.post("one.md", "Text.", summary="Short^[A note.].")
    site.build()
    assert site.read("index.html") == "<p>Short.</p>"


def test_notes_need_footnotes(convert, site):
    site.defaults["MARKDOWN"] = {"extension_configs": {"markdown.extensions.meta": {}}}
    html, errors = convert("One.^[Note.]")
    assert "^[Note.]" in html
    assert errors == [
        "content/one.md:5: notes need an extension of Python-Markdown: write "
        'MARKDOWN = {"extension_configs": {"markdown.extensions.footnotes": {}}} in pelicanconf.py.'
    ]


def test_tasks_are_boxes_with_labels(page):
    found, errors = page(
        "- [ ] to *do*\n- [x] [done](x)\n    - [X] within\n- none [x]\n\n1. [ ] first\n\n2. [x] second"
    )
    boxes = [(box.parent.get_text(" ", strip=True), box.has_attr("checked")) for box in found.select("input")]
    assert boxes[:3] == [("to do", False), ("done", True), ("within", True)]
    assert all(box.parent.name == "label" and box.has_attr("disabled") for box in found.select("input"))
    assert found.select_one("ul.tasks > li > ul.tasks")
    assert "none [x]" in found.text
    assert not errors


def test_other_lists_are_left_alone(page):
    found, _ = page("- [link][ ] and\n- [x](y)\n- \\[x] z\n\n[ ]: x")
    assert not found.select("input, .tasks")


def test_code_keeps_its_empty_lines_beside_notes(convert):
    html, _ = convert("A word^[Note.]\n\n```\na\n\n\nb\n```\n\n    c\n\n    d\n")
    assert "a\n\n\nb\n" in html
    assert "c\n\nd\n" in html
