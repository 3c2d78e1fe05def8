"""What a screen reader is told: the accessibility tree of Chromium."""

import re

from bs4 import BeautifulSoup

# Pages that only lead to others.
MOVED = 'http-equiv="refresh"'


def read_tree(page):
    """Return each thing that is told: its role, its name, and its level if it is a heading."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    told = []
    waiting = [node for node in nodes.values() if "parentId" not in node]
    while waiting:
        node = waiting.pop()
        waiting += (nodes[one] for one in reversed(node.get("childIds", ())) if one in nodes)
        if not node.get("ignored"):
            levels = [one["value"]["value"] for one in node.get("properties", ()) if one["name"] == "level"]
            name = node.get("name", {}).get("value", "")
            told.append((node["role"]["value"], name, levels[0] if levels else 0))
    return told


def test_the_first_heading_of_every_page_is_its_only_one_of_the_first_level(visit_own, own):
    pages = [file for file in sorted(own.output.rglob("*.html")) if MOVED not in file.read_text()]
    assert len(pages) > 10
    for file in pages:
        page = visit_own(f"/{file.relative_to(own.output)}")
        levels = [level for role, _, level in read_tree(page) if role == "heading"]
        assert levels[:1] == [1], file
        assert levels.count(1) == 1, file
        page.close()


def test_backlinks_name_the_works_that_they_return_from(visit_own, own):
    tree = read_tree(visit_own("/social-media/practitioners/"))
    names = [name for _, name, _ in tree if name.startswith("Back to ")]
    written = BeautifulSoup(own.read("/social-media/practitioners/"), "html.parser").select(
        ".backlink, .footnote-backref"
    )
    assert len(names) == len(written) > 10
    assert len(set(names)) == len(names)
    assert "Back to citation a of Ballantyne, 2013 in the text" in names
    assert not [
        name for name in names if not re.search(r" of .+, (\d{4}|n\.d\.).* in the text$| note \d+$", name)
    ]


def test_notes_tables_and_links_to_orcid_have_names(visit):
    tree = read_tree(visit("/kai/table/"))
    assert "Table 1" in [name for role, name, _ in tree if role == "group"]
    orcid = [name for role, name, _ in tree if role == "link" and "ORCID" in name]
    assert orcid == ["ORCID of Given Writer", "ORCID of Ben Scribe"]


def test_notes_have_a_name_and_ways_back(visit_own):
    tree = read_tree(visit_own("/social-media/practitioners/"))
    assert [role for role, name, _ in tree if name == "Notes"] == ["doc-endnotes"]
    assert [name for role, name, _ in tree if role == "doc-noteref"] == ["1"]
    assert [name for role, name, _ in tree if role == "doc-backlink"][-1:] != []
    assert "Back to note 1" in [name for _, name, _ in tree]


def test_every_link_and_landmark_has_a_name(visit_own):
    for path in ("/", "/social-media/", "/social-media/practitioners/", "/search/", "/works/"):
        tree = read_tree(visit_own(path))
        assert [name for role, name, _ in tree if role in ("link", "navigation", "button") and not name] == []
        places = [name for role, name, _ in tree if role == "navigation"]
        assert len(places) == len(set(places))
