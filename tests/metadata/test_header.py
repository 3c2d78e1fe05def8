"""Headers that an author gets wrong or brings from another tool: read whole, or refused; nothing goes out."""

# ruff: noqa: E501 - a slip stands on one line

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minisite import MiniSite, disconnect
from pelican.plugins.metadata.header.errors import HeaderError
from pelican.plugins.metadata.header.reader import read_header
from pelican.plugins.metadata.header.waiting import judge

DATE = "Date: 2026-01-05\n"
AT_HOME = "stays at home"


@pytest.fixture
def site(tmp_path):
    """A site whose posts go to a folder for partners, too."""
    yield MiniSite(tmp_path, {}, {"PLUGINS": ["licence", "metadata", "syndication"], "LICENCE": "CC-BY-4.0"})
    disconnect()


def published(site):
    """Return the posts that readers get, by their address, and those that partners get, by their id."""
    output, outbox = site.root / "output", site.root / "outbox/republishing-kit"
    return {path.name for path in output.glob("misc/*")} | {
        f"{path.stem} sent" for path in outbox.glob("*.json")
    }


# What stands in the file, the line that the message names, and words of the message.
REFUSED = {
    "a line without a colon": (
        f"Title: A\n{DATE}Tags social work\nStatus: draft\n\nText.",
        3,
        '"Tags: social work"',
    ),
    "a state without a colon": (f"Title: A\n{DATE}status draft\n\nText.", 3, 'write "Status: draft"'),
    "a blank before the colon": (f"Title: A\n{DATE}Status : draft\n\nText.", 3, 'write "Status: draft"'),
    "an equals sign": (f"Title: A\n{DATE}status = draft\n\nText.", 3, 'write "Status: draft"'),
    "a name of two words": (f"Title: A\n{DATE}Image Alt: A map\n\nText.", 3, 'write "Image-Alt: A map"'),
    "a name with a macron": (f"Title: A\n{DATE}Tāga: one\n\nText.", 3, '"Tāga" cannot be the name of a line'),
    "no empty line": (f"Title: A\n{DATE}The text begins.", 3, "put an empty line above it"),
    "a summary over two lines": (f"Title: A\n{DATE}Summary: One\n  and two.\n\nText.", 4, "four blanks"),
    "a title without a colon": (
        f"Title A post\n{DATE}\nText.",
        1,
        'a colon is missing: write "Title: A post"',
    ),
    "bold names": ("**Title:** A\n**Date:** 2026-01-05\n\nText.", 1, 'write "Title: A"'),
    "an empty first line": (f"\nTitle: A\n{DATE}\nText.", 2, "begins in the first line"),
    "an empty line within": (f"Title: A\n{DATE}\nStatus: draft\n\nText.", 4, "The header ended in line 3"),
    "two headers": (
        f"Title: A\n{DATE}\n---\ndraft: true\n---\n\nText.",
        4,
        'begins like a header: "draft: true"',
    ),
    "a header in a listing": ("```yaml\ntitle: A\ndraft: true\n```\n\nText.", 1, "begins like a header"),
    "JSON": ('{\n  "title": "A",\n  "draft": true\n}\n\nText.', 1, "begins like a header"),
    "no header": ("# A heading\n\nText.", 1, "the file has no header"),
    "no title": (f"{DATE}\nText.", 1, "the header has no title"),
    "no end": ("---\ntitle: A\ndraft: true\n\nText.", 1, 'a line "---"'),
    "no end of TOML": ("+++\ntitle = 'A'\n\nText.", 1, 'a line "+++"'),
    "an open bracket": (
        "---\ntitle: A\ntags: [one\ndate: 2026-01-05\n---\nText.",
        3,
        "no YAML that can be read",
    ),
    "an open quotation mark": ('---\ntitle: "A\ndate: 2026-01-05\n---\nText.', 2, "no YAML that can be read"),
    "a tab in YAML": ("---\ntitle: A\n\tdraft: true\n---\nText.", 3, "no YAML that can be read"),
    "broken TOML": ("+++\ntitle = A\n+++\nText.", 2, "no TOML that can be read"),
    "more than texts": (
        "---\ntitle: A\nformat:\n  html:\n    toc: true\n---\nText.",
        3,
        '"format" holds more',
    ),
    "a table of TOML": ("+++\ntitle = 'A'\n[params]\nx = 1\n+++\nText.", 3, '"params" holds more'),
    "all on one line": ("---\n{title: A, draft: true}\n---\nText.", 2, "on a line of its own"),
    "a date that changes": ("---\ntitle: A\ndate: today\n---\nText.", 3, "another day with every build"),
    "an address of another site": (
        "---\ntitle: A\nurl: /old/a/\n---\nText.",
        3,
        "an address of another site",
    ),
    "two summaries": ("---\ntitle: A\nsummary: B\ndescription: C\n---\nText.", 4, "Remove one of them"),
    "no ORCID iD": ("---\ntitle: A\nauthor:\n  - name: B\n    orcid: 12\n---\nText.", 3, "no ORCID iD"),
    "an author without a name": ("---\ntitle: A\nauthor:\n  - orcid: x\n---\nText.", 3, "needs a name"),
    "an invisible line break": (f"Title: A\n{DATE}Summary: x\u2028Status: draft\n\nText.", 3, "nobody sees"),
    "a fence with more": ("---yaml\ntitle: A\ndraft: true\n---\nText.", 1, 'begins with "---" alone'),
    "a longer fence": (f"----\nTitle: A\n{DATE}Status : draft\n\nText.", 1, 'begins with "---" alone'),
    "a title over two lines": (f"Title: A\n    and B\n{DATE}\nText.", 2, '"Title:" has one line'),
    "two titles": (f"Title: A\nTitle: B\n{DATE}\nText.", 2, '"Title:" stands in line 1 already'),
    "two states": (
        f"Title: A\n{DATE}Status: published\nStatus: draft\n\nText.",
        4,
        "stands in line 3 already",
    ),
    "an indented state": (
        f"Title: A\n{DATE}Summary: x\n    Status: draft\n\nText.",
        4,
        "belongs to the line above",
    ),
    "a name that Pelican has": (
        f"Title: A\n{DATE}Content: x\n\nText.",
        3,
        "Pelican keeps something else there",
    ),
    "images of Hugo": ("---\ntitle: A\nimages: [x.png]\n---\nText.", 3, "means something else here"),
    "series of Hugo": ("---\ntitle: A\nseries: B\n---\nText.", 3, "means something else here"),
    "a comment of YAML": ("---\ntitle: Why #MeToo matters\n---\nText.", 2, "is a comment"),
    "a tag with a semicolon": ("---\ntitle: A\ntags: ['a; b', c]\n---\nText.", 3, "a semicolon"),
    "a hidden state": (f"Title: A\n{DATE}\n<!-- Status: draft -->\n\nText.", 4, "begins like a header"),
    "a warning to readers": (f"Title: A\n{DATE}\n**DRAFT**\n\nText.", 4, "begins like a header"),
    "not for circulation": (
        f"Title: A\n{DATE}\nDRAFT – NOT FOR CIRCULATION\n\nText.",
        4,
        "begins like a header",
    ),
    "a wide colon": (f"Title: A\n{DATE}\nStatus：draft\n\nText.", 4, "begins like a header"),
    "a dash": (f"Title: A\n{DATE}\nStatus - draft\n\nText.", 4, "begins like a header"),
    "a number without end": ("+++\nweight = " + "9" * 5000 + "\n+++\nText.", 1, "no TOML that can be read"),
    "brackets without end": ("---\ntitle: " + "[" * 2000 + "\n---\nText.", 1, "so many brackets"),
    "a date that does not exist": ("Title: A\nDate: 2026-02-30\n\nText.", 2, 'there is no date "2026-02-30"'),
    "no such date in YAML": (
        "---\ntitle: A\ndate: 2026-13-01\n---\nText.",
        3,
        'there is no date "2026-13-01"',
    ),
}


@pytest.mark.parametrize(("text", "line", "words"), REFUSED.values(), ids=REFUSED)
def test_a_header_that_cannot_be_read_whole_is_refused(site, text, line, words):
    site.write("content/a.md", text)
    site.post("b.md")
    errors = [message for message in site.build() if not message.startswith("Could not process")]
    assert [
        message for message in errors if message.startswith(f"content/a.md:{line}: ") and words in message
    ]
    assert len(errors) == 1
    assert published(site) == {"about-bmd", "b sent"}


# What stands in the file in place of a line, and whether its author is told.
WAITING = {
    "draft": (f"Title: A\n{DATE}Status: draft\n\nText.", ""),
    "draft: true": (f"Title: A\n{DATE}draft: true\n\nText.", ""),
    "Draft: yes": (f"Title: A\n{DATE}Draft: yes\n\nText.", ""),
    "Published: false": (f"Title: A\n{DATE}Published: false\n\nText.", ""),
    "publish: no": (f"Title: A\n{DATE}publish: no\n\nText.", ""),
    "YAML": ('---\ntitle: "A"\ndate: 2026-01-05\ndraft: true\n---\n\nText.', ""),
    "YAML, published": ("---\ntitle: A\ndate: 2026-01-05\npublished: false\n---\n\nText.", ""),
    "TOML": ("+++\ntitle = 'A'\ndate = 2026-01-05\ndraft = true\n+++\n\nText.", ""),
    "a word of another tool": (
        f"Title: A\n{DATE}Status: pending\n\nText.",
        'content/a.md:3: "pending" is none of',
    ),
    "work in progress": (f"Title: A\n{DATE}WIP: true\n\nText.", f"content/a.md:3: {AT_HOME}"),
    "private": (f"Title: A\n{DATE}Private: yes\n\nText.", f"content/a.md:3: {AT_HOME}"),
    "unlisted": (f"Title: A\n{DATE}Unlisted: true\n\nText.", f"content/a.md:3: {AT_HOME}"),
    "perhaps": (f"Title: A\n{DATE}Draft: perhaps\n\nText.", f"content/a.md:3: {AT_HOME}"),
    "both": (f"Title: A\n{DATE}Status: published\nDraft: true\n\nText.", f"content/a.md:4: {AT_HOME}"),
    "published on a day": (f"Title: A\n{DATE}Published: 2026-01-05\n\nText.", f"content/a.md:3: {AT_HOME}"),
    "from a day to come": (f"Title: A\n{DATE}PublishDate: 2999-01-01\n\nText.", f"content/a.md:3: {AT_HOME}"),
    "until a day gone by": (f"Title: A\n{DATE}ExpiryDate: 2001-01-01\n\nText.", f"content/a.md:3: {AT_HOME}"),
    "an empty state": (f"Title: A\n{DATE}Status:\n\nText.", 'content/a.md:3: "Status:" is empty'),
    "an empty box": (f"Title: A\n{DATE}publish:\n\nText.", f"content/a.md:3: {AT_HOME}"),
    "a slip in the name": (f"Title: A\n{DATE}State: draft\n\nText.", f"content/a.md:3: {AT_HOME}"),
    "a category": (f"Title: A\n{DATE}Category: Drafts\n\nText.", f"content/a.md:3: {AT_HOME}"),
    "a garden": (f"Title: A\n{DATE}dg-publish: false\n\nText.", f"content/a.md:3: {AT_HOME}"),
    "visible to few": (f"Title: A\n{DATE}Visibility: private\n\nText.", f"content/a.md:3: {AT_HOME}"),
    "published at": (f"Title: A\n{DATE}Published_at: 2999-01-01\n\nText.", f"content/a.md:3: {AT_HOME}"),
    "a tag of Obsidian": (f"Title: A\n{DATE}Tags: status/draft\n\nText.", f"content/a.md:3: {AT_HOME}"),
    "a title": (f"Title: DRAFT: A\n{DATE}\nText.", f"content/a.md:1: {AT_HOME}"),
    "a title with brackets": (f"Title: A [draft]\n{DATE}\nText.", f"content/a.md:1: {AT_HOME}"),
    "a tag": (f"Title: A\n{DATE}Tags: one, WIP\n\nText.", f"content/a.md:3: {AT_HOME}"),
}


@pytest.mark.parametrize(("text", "told"), WAITING.values(), ids=WAITING)
def test_what_looks_like_a_draft_stays_at_home(site, text, told):
    site.write("content/a.md", text)
    site.post("b.md")
    errors = site.build(DRAFT_SAVE_AS="")
    place, _, words = told.partition(": ")
    assert len(errors) == bool(told)
    assert all(message.startswith(f"{place}: ") and words in message for message in errors)
    assert published(site) == {"about-bmd", "b sent"}


SAID = [
    "Draft", "WIP", "The thing - DRAFT", "The thing – draft", "The thing (draft 2)", "Draft 2: The thing",
    "DRAFT v3 - The thing", "DRAFT The thing", "First draft: The thing", "TBD", "Untitled", "The thing (not yet)",
]  # fmt: skip
UNSAID = [
    "Draft-dodging in New Zealand", "Todo-lists and social workers", "Drafting a will", "The draft constitution",
    "Untitled works of art", "WIPO and copyright", "A draft of a treaty",
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "held"), [*((title, True) for title in SAID), *((title, False) for title in UNSAID)]
)
def test_a_title_that_asks_readers_to_wait(title, held):
    verdict = judge({"title": title}, "draft-laws/draft-bill.md", datetime(2026, 1, 5))
    assert (verdict.status == "draft", bool(verdict.message)) == (held, held)


@pytest.mark.parametrize(
    "path", ["a.draft.md", "_draft-a.md", "DRAFT a.md", "wip/a.md", "unpublished/a.md", "2-drafts/a.md"]
)
def test_a_file_that_is_called_a_draft(path):
    assert judge({"title": "A"}, path, datetime(2026, 1, 5)).status == "draft"


@pytest.mark.parametrize("text", [
    "Abstract: We examine it.", "**Keywords:** a, b", "> Abstract: one", "# Summary: what we found",
    "![Image: two people](x.png)", "[image]: x.png", "*Author: A Life* is a book.", "Short: it works.",
])  # fmt: skip
def test_a_text_may_begin_with_words_of_a_header(text):
    assert read_header(f"Title: A\n{DATE}\n{text}\n") is None


def test_tags_and_categories_come_together():
    header = read_header("---\ntags: one, two\ncategories: ['three, four', five]\n---\n")
    assert header.lines[0] == "Tags: one; two; three, four; five;"
    assert read_header("---\ntags: one, two\n---\n").lines[0] == "Tags: one, two"


def test_an_author_is_one_whatever_stands_in_the_name():
    assert read_header("---\nauthor: 'Smith, Jane'\n---\n").lines[0] == "Authors: Smith, Jane;"
    header = read_header(
        "---\nauthor:\n  name: 'Smith, Jane'\n  orcid: null\n  url: https://a.example\n---\n"
    )
    assert header.lines[0] == "Authors: Smith, Jane;"
    assert header.people == {"Smith, Jane": {"url": "https://a.example"}}


@pytest.mark.parametrize("line", ["Series: Foo", "Images: x.png", "References: x"])
def test_a_line_that_another_plugin_would_set_stops_no_build(site, line):
    site.write("content/a.md", f"Title: A\n{DATE}{line}\n\nText.")
    assert site.build() == []
    assert len(published(site)) == 2


@pytest.mark.parametrize("folder", ["_drafts", "drafts", "one/_drafts"])
def test_a_folder_of_drafts_stays_at_home(site, folder):
    site.post(f"{folder}/a.md")
    (message,) = site.build(DRAFT_SAVE_AS="")
    assert message.startswith(f"content/{folder}/a.md:1: this looks like a draft")
    assert not list((site.root / "output").rglob("*about-*"))


@pytest.mark.parametrize(("name", "text"), [
    ("a.rst", "A\n#\n\n:date: 2026-01-05\n:draft: true\n\nText.\n"),
    ("a.html", '<html><head><title>A</title><meta name="date" content="2026-01-05">'
     '<meta name="draft" content="true"></head><body>Text.</body></html>'),
])  # fmt: skip
def test_other_kinds_of_files_stay_at_home_too(site, name, text):
    site.write(f"content/{name}", text)
    site.post("b.md")
    assert site.build(DRAFT_SAVE_AS="") == []
    assert published(site) == {"about-bmd", "b sent"}


def test_a_page_that_waits_stays_at_home(site):
    site.write("content/pages/a.md", "---\ntitle: A\ndraft: true\n---\n\nText.\n")
    assert site.build(DRAFT_PAGE_SAVE_AS="") == []
    assert not (site.root / "output/pages/a.html").exists()


@pytest.mark.parametrize("text", [
    f"Title: A draft of a treaty\n{DATE}\nText.", f"Title: Drafts, and what came of them\n{DATE}\nText.",
    f"Title: A\n{DATE}Draft: false\n\nText.", f"Title: A\n{DATE}Published: true\n\nText.",
    f"Title: A\n{DATE}Status: Published\n\nText.", f"Title: DRAFT: a poem\n{DATE}Status: published\n\nText.",
    f"Title: A\n{DATE}PublishDate: 2020-01-01\n\nText.", f"Title: A\n{DATE}Summary: One\n    and two.\n\nText.",
    f"Title: A\n{DATE}\nNote: this is text.\n", f"Title: A\n{DATE}\nStatus is a word of many meanings.\n",
    f"Title: A\n{DATE}\nText.\n\nStatus: draft\n", f"Title: A\n{DATE}\n---\n\nText after a line.\n",
    f"Title: A\n{DATE}---\nText.", f"---\nTitle: A\n{DATE}---\nText.", "---\ntitle: A: and b\ndate: 2026-01-05\n---\nT",
    f"Title: A\n{DATE}Tags: \nSummary: \n\nText.", f"---\ntitle: A\n{DATE}tags: []\nsummary:\n---\nText.",
])  # fmt: skip
def test_what_is_right_is_published(site, text):
    site.write("content/a.md", text)
    assert site.build() == []
    assert len(published(site)) == 2


HUGO = """---
title: "Social work: a beginning"
date: 2026-01-05T10:00:00+13:00
lastmod: 2026-02-01
draft: false
tags: ["ethics", 'social work', "a, b"]
categories: [Practice]
slug: a-beginning
author: "Hēmi Te Rangi"
description: >
  What this post
  is about.
aliases:
  - /old/a/
lang: no
license: CC BY-SA 4.0
weight: 3
---

As the text says.
"""
QUARTO = """---
title: 'Social work: a beginning'
author:
  - name: Hēmi Te Rangi
    orcid: 0000-0001-5109-3700
    url: https://hemi.example/
  - name: "Doe, Ana"
date: "2026-01-05"
categories: [ethics, social work]
license: "CC BY"
---

As the text says.
"""
TOML = """+++
title = "Social work: a beginning"
date = 2026-01-05T10:00:00+13:00
tags = ["ethics", "social work"]
authors = ["Hēmi Te Rangi", "Ana Doe"]
license = "https://creativecommons.org/licenses/by-nc/4.0/"
+++

As the text says.
"""


@pytest.fixture
def article(site, monkeypatch):
    """Build a site of one post and return it."""
    from pelican.plugins import signals

    kept = []

    def build(text):
        site.write("content/a.md", text)
        signals.all_generators_finalized.connect(keep)
        assert site.build() == []
        return kept[0]

    def keep(generators):
        kept.extend(generators[0].articles)

    return build


def test_front_matter_of_hugo(article):
    post = article(HUGO)
    assert post.title == "Social work: a beginning"
    assert (post.date.isoformat(), post.modified.year, post.slug) == (
        "2026-01-05T10:00:00+13:00",
        2026,
        "a-beginning",
    )
    assert [tag.name for tag in post.tags] == ["ethics", "social work", "a, b", "Practice"]
    assert [person.name for person in post.record.authors] == ["Hēmi Te Rangi"]
    assert post.record.abstract == "What this post is about."
    assert post.licence.spdx == "CC-BY-SA-4.0"
    assert (post.lang, post.metadata["weight"], post.metadata["aliases"]) == ("no", "3", "/old/a/")
    assert post.content == "<p>As the text says.</p>"


def test_front_matter_of_quarto(article):
    post = article(QUARTO)
    hemi, ana = post.record.authors
    assert (hemi.name, hemi.orcid) == ("Hēmi Te Rangi", "https://orcid.org/0000-0001-5109-3700")
    assert (hemi.url, hemi.family) == ("https://hemi.example/", "Te Rangi")
    assert (ana.family, ana.given, ana.orcid) == ("Doe", "Ana", None)
    assert [tag.name for tag in post.tags] == ["ethics", "social work"]
    assert post.licence.spdx == "CC-BY-4.0"
    assert "https://orcid.org/0000-0001-5109-3700" in post.record.head


def test_front_matter_in_toml(article):
    post = article(TOML)
    assert post.title == "Social work: a beginning"
    assert [author.name for author in post.authors] == ["Hēmi Te Rangi", "Ana Doe"]
    assert post.licence.spdx == "CC-BY-NC-4.0"
    assert post.content == "<p>As the text says.</p>"


def test_lines_below_front_matter_keep_their_numbers():
    for text in (HUGO, QUARTO, TOML):
        lines = text.splitlines()
        header = read_header(text)
        kept = [*header.lines, *lines[len(header.lines) :]]
        assert len(kept) == len(lines)
        assert kept.index("As the text says.") == lines.index("As the text says.")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([
    "---", "+++", "...", "title: A", "Title: A", "title = 'A'", "draft: true", "Status : draft", "tags:", "  - one", "    two",
    "- [", "a: &x [*x]", "{", "}", "", "\t", "Text.", "<<: *a", "? x", "! y", "key: |", "'", '"', "\ufeff", "[a]", "%", "\x00",
]), max_size=12))  # fmt: skip
def test_any_header_is_read_or_refused_with_a_line_of_the_file(lines):
    text = "\n".join(lines)
    try:
        header = read_header(text)
        line = len(header.lines) if header else 1
    except HeaderError as error:
        line = error.line
    assert 1 <= line <= max(1, len(lines))
