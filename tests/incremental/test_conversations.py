"""What readers answered is on one page: an edit of it makes that page anew, and no other."""

import json

import pytest
from incremental.sites import build, read_tree, require_fresh, run, write_site

FILE = "content/conversation/series1/b.jsonl"
BROKEN = "content/conversation/b.jsonl"


def write_line(id, state, **more):
    return json.dumps({"id": id, "target": "blog", "text": f"Words of {id}.", "state": state, **more}) + "\n"


@pytest.fixture
def place_of_site(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    write_site(site)
    path = site / FILE
    path.parent.mkdir(parents=True)
    path.write_text(write_line("1", "approved") + write_line("2", "pending"))
    code, lines = run(site, "build")
    assert code == 0, lines
    return site


def test_an_edit_of_a_conversation_remakes_the_page_of_its_post_alone(place_of_site, tmp_path):
    site, clean = place_of_site, tmp_path / "clean"
    page = "output/series1/b/index.html"
    assert "Words of 1." in (site / page).read_text()
    for text, shown in [
        (write_line("1", "approved") + write_line("2", "approved"), {"1", "2"}),
        (write_line("1", "hidden") + write_line("2", "approved"), {"2"}),
        (write_line("1", "hidden") + write_line("2", "approved") + "no line\n", {"2"}),
        (write_line("1", "approved"), {"1"}),
        (write_line("1", "hidden"), set()),
        (write_line("1", "approved"), {"1"}),
    ]:
        before = read_tree(site)
        (site / FILE).write_text(text)
        code, lines = build(site)
        assert code == 0, lines
        assert any(line.startswith("Remade") for line in lines), lines
        assert ("no line" in text) == any(f"{FILE}:3: is no line of a conversation" in line for line in lines)
        after = read_tree(site)
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        assert changed - {"outbox/build.json"} == ({page} if before[page] != after[page] else set())
        assert {id for id in "12" if f"Words of {id}." in after[page].decode()} == shown
        require_fresh(site, clean)


def test_other_files_of_conversations_are_seen(place_of_site, tmp_path):
    """A new one, one that is about another post now, one that is gone, and who is left out."""
    site, clean = place_of_site, tmp_path / "clean"
    (site / BROKEN).write_text(write_line("3", "approved", target="series1/1-a.md"))
    require_fresh(site, clean)
    (site / BROKEN).write_text(write_line("3", "approved", target="series2/1-a.md"))
    require_fresh(site, clean)
    assert "Words of 3." in (site / "output/series2/a/index.html").read_text()
    (site / "content/conversation/_authors.jsonl").write_text('{"author": "x at blog", "state": "blocked"}\n')
    (site / FILE).write_text(write_line("1", "approved", author={"name": "x", "url": ""}))
    require_fresh(site, clean)
    assert "Words of 1." not in (site / "output/series1/b/index.html").read_text()
    (site / BROKEN).unlink()
    require_fresh(site, clean)


EVENT = "content/conversation/_events/swrb13.jsonl"


def test_an_edit_of_an_event_remakes_its_page_alone(place_of_site, tmp_path):
    site, clean = place_of_site, tmp_path / "clean"
    page = "output/event/index.html"

    def entry(id, state):
        return write_line(id, state, date=f"2013-11-11T0{id}:00:00+00:00")

    (site / "content/pages").mkdir(exist_ok=True)
    text = "Title: Event\nSlug: event\nEvent: swrb13\n\nBefore.\n\n{% counts %}\n\n{% entries %}\n"
    (site / "content/pages/event.md").write_text(text)
    (site / EVENT).parent.mkdir()
    (site / EVENT).write_text(entry("7", "approved") + entry("8", "pending"))
    require_fresh(site, clean)
    assert "Words of 7." in (site / page).read_text()
    for text, shown in [
        (entry("7", "approved") + entry("8", "approved"), {"7", "8"}),
        (entry("7", "hidden") + entry("8", "approved"), {"8"}),
        (entry("7", "hidden"), set()),
    ]:
        before = read_tree(site)
        (site / EVENT).write_text(text)
        code, lines = build(site)
        assert code == 0, lines
        assert any(line.startswith("Remade") for line in lines), lines
        after = read_tree(site)
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        assert changed - {"outbox/build.json"} == {page}
        assert {id for id in "78" if f"Words of {id}." in after[page].decode()} == shown
        require_fresh(site, clean)
    (site / EVENT).unlink()
    require_fresh(site, clean)
