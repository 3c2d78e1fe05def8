"""What looks like a draft is not sent, also where no other plugin reads headers.

Slip → message → what is due.
"""

import pytest
from minisite import MiniSite

from crosspost.outbox.files import read_outbox

DATE = "Date: 2026-01-05\n"
HELD = {
    "draft: true": (f"Title: A\n{DATE}Draft: true\n\nText.", 'content/a.md:3: "Draft: true" may mean'),
    "Published: false": (
        f"Title: A\n{DATE}Published: false\n\nText.",
        'content/a.md:3: "Published: false" may',
    ),
    "WIP": (f"Title: A\n{DATE}WIP:\n\nText.", 'content/a.md:3: "Wip: " may mean'),
    "YAML": (f'---\ntitle: "A"\n{DATE}draft: true\n---\n\nText.', 'content/a.md:4: "Draft: true" may mean'),
    "YAML with a list": (f"---\ntitle: A\n{DATE}tags:\n- one\ndraft: true\n---\n\nText.", '("draft: true'),
    "YAML with a longer list": (
        f"---\ntitle: A\n{DATE}tags:\n  - one\n  - two\ndraft: true\n---\n\nText.",
        '("draft: true',
    ),
    "bold": (f"Title: A\n{DATE}**Status:** draft\n\nText.", '("Status: draft")'),
    "an empty box": (f"Title: A\n{DATE}Publish:\n\nText.", 'content/a.md:3: "Publish: " may mean'),
    "a title": (f"Title: DRAFT: A\n{DATE}\nText.", "its title or a tag says"),
    "a tag": (f"Title: A\n{DATE}Tags: draft\n\nText.", "its title or a tag says"),
    "a line without a colon": (
        f"Title: A\n{DATE}Tags social work\nStatus: draft\n\nText.",
        '("Status: draft")',
    ),
    "a blank before the colon": (f"Title: A\n{DATE}Status : draft\n\nText.", '("Status : draft")'),
    "no colon": (f"Title: A\n{DATE}status draft\n\nText.", '("status draft")'),
    "an empty line": (f"Title: A\n{DATE}\nStatus: draft\n\nText.", '("Status: draft")'),
}


@pytest.fixture
def mini(tmp_path):
    return MiniSite(tmp_path / "site", {}, {"PLUGINS": ["syndication"]})


@pytest.mark.parametrize(("text", "words"), HELD.values(), ids=HELD)
def test_a_slip_stays_at_home(mini, text, words):
    mini.write("content/a.md", text)
    mini.post("b.md")
    (message,) = mini.build()
    assert message.startswith("content/a.md")
    assert words in message
    assert [post.id for post in read_outbox(mini.root / "outbox", "republishing-kit")] == ["b"]


@pytest.mark.parametrize(
    "text",
    ["Status is a word.", "> Title: a quotation\n\nText.", "Note: text.", "Draft laws: three of them."],
)
def test_a_text_that_begins_like_none_is_sent(mini, text):
    mini.write("content/a.md", f"Title: A\n{DATE}Draft: no\n\nWords first.\n\n{text}\n")
    assert mini.build() == []
    assert [post.id for post in read_outbox(mini.root / "outbox", "republishing-kit")] == ["a"]
