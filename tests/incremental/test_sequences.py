"""Whatever is edited, in whatever order: what is there after a build is what a clean build writes.

`PARTWORK_EDITED=300` tries so many sequences, at random; without it, a few are tried, always the same.
"""

import os
import shutil
from itertools import count

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from incremental.edits import (
    add_text,
    append,
    change_work,
    edits,
    publish,
    replace_in,
    set_line,
    small,
    take_photograph,
)
from incremental.sites import COUNTS, require_fresh, run, write_site

SEQUENCES = int(os.environ.get("PARTWORK_EDITED", "0"))
FEW = 30
numbers = count()


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    site = tmp_path_factory.mktemp("incremental") / "base"
    site.mkdir()
    write_site(site)
    code, lines = run(site, "build")
    assert code == 0, lines
    return site


def follow(base, steps):
    """Make the edits one after the other, with a build after each; return the site."""
    site, clean = base.parent / str(next(numbers)), base.parent / "clean"
    # With its times, so that the record is right: only its folder is another.
    shutil.copytree(base, site)
    run(site, "build")
    for step in steps:
        step(site)
        require_fresh(site, clean)
    shutil.rmtree(site)


@settings(
    max_examples=SEQUENCES or FEW,
    derandomize=not SEQUENCES,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink] if SEQUENCES else [Phase.generate],
)
@given(steps=st.lists(edits, min_size=2, max_size=4), last=small)
def test_a_site_after_any_edits_is_what_a_clean_build_writes(base, steps, last):
    follow(base, [*steps, last])


def test_builds_are_made_in_all_ways(base):
    """The sequences would say nothing of parts if each build was a whole one."""
    COUNTS.clear()
    steps = [
        add_text("series1/2-b.md", "Some words."),
        add_text("series1/2-b.md", "See [@work7]."),
        change_work(7, "Another title"),
        change_work(6, ""),
        lambda site: None,
        publish,
    ]
    follow(base, steps)
    assert COUNTS["part"] == 4
    assert COUNTS["nothing"] == 1
    assert COUNTS["whole"] == 1


def test_pictures_come_and_go(base):
    """Cards, credits and the sizes of a photograph are what a clean build makes, and none is left behind."""
    COUNTS.clear()
    steps = [
        add_text("alone/only.md", "Some words beside a photograph."),
        take_photograph(640),
        replace_in("content/alone/images/credits.toml", "Other Person", "Given Family"),
        set_line("alone/only.md", "Title", "Another title on the card"),
        set_line("series0/1-a.md", "Image", "images/map.png"),
        set_line("alone/only.md", "Licence", "CC0-1.0"),
        replace_in("content/alone/only.md", "![Rain.](images/rain.jpg)", ""),
        replace_in("theme/static/css/site.css", "#0e5a48", "#5a0e48"),
    ]
    follow(base, steps)
    assert COUNTS["part"] == 1


def test_links_by_name(base):
    """What a link leads to, and the words of one that has none, are another post's."""
    COUNTS.clear()
    draft = "[](part:series1/draft)"
    links = f"[](part:series0/2), [](part:3), [](series:series0), {draft}, [x]({{filename}}/old/was.md)."
    steps = [
        set_line("series2/3-c.md", "Formerly", "old/was.md"),
        add_text("series1/2-b.md", links),
        add_text("series1/2-b.md", "More words, and a link to nothing that was read: [](part:series2/a)."),
        set_line("series0/2-b.md", "Title", "Another title"),
        add_text("series0/2-b.md", "More words."),
        set_line("series1/9-draft.md", "Status", ""),
    ]
    follow(base, steps)
    assert COUNTS["part"]


def test_a_text_that_several_posts_include(base):
    """It is no post, so that each edit of it makes the site anew; a post that includes it is remade alone."""

    def write(text):
        return lambda site: (site / "content/_shared.md").write_text(text, encoding="utf-8")

    COUNTS.clear()
    steps = [
        write("We asked *ten*. [@work7]"),
        add_text("series1/2-b.md", "{{< include ../_shared.md >}}"),
        write("We asked *eleven*. [@work6]"),
        add_text("series1/2-b.md", "More words."),
        lambda site: (site / "content/_shared.md").unlink(),
    ]
    follow(base, steps)
    assert COUNTS["part"]


def test_a_template_shows_what_an_object_of_the_site_holds(base):
    """A part gives it the object itself, and not what was written down of it."""
    COUNTS.clear()
    shown = "{% if licence %}<p>{{ licence.name }} {{ BEGUN.year }} {{ PLACE.town }}</p>{% endif %}\n"
    steps = [
        append(
            "pelicanconf.py",
            'import datetime\n\nBEGUN = datetime.date(2020, 1, 1)\nPLACE = {"town": "Raglan"}\n',
        ),
        append("theme/templates/base.html", shown),
        add_text("series1/2-b.md", "Some words."),
    ]
    follow(base, steps)
    assert COUNTS["part"] == 1
