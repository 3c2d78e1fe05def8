"""What docs/writing.md shows: each example is built, and says what is shown below it."""

import re
from pathlib import Path

import pytest
from writing.written import FILES, PICTURES

from crosspost.text.parser import parse
from crosspost.text.plaintext import write_text
from guards.formulas import write_formulas

GUIDE = (Path(__file__).parents[2] / "docs/writing.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```markdown\n(.*?)\n```\n\n```text\n(.*?)\n```$", GUIDE, re.DOTALL | re.MULTILINE)


@pytest.fixture
def shown(site):
    for name, text in FILES.items():
        site.write(f"content/{name}", text)
    for name in PICTURES:
        site.picture(f"content/{name}")
    for number, (written, _) in enumerate(EXAMPLES):
        site.post(f"{number}.md", written, slug=f"post-{number}")
    errors = site.build(PLUGINS=["citations", "licence", "writing"], LICENCE="CC-BY-4.0")
    pages = [site.read(f"misc/post-{number}/index.html") for number in range(len(EXAMPLES))]
    return pages, errors


def test_every_example_reads_as_is_shown(shown):
    pages, errors = shown
    assert errors == []
    assert len(pages) > 10
    for page, (_, expected) in zip(pages, EXAMPLES, strict=True):
        assert read(page) == expected


def read(page):
    """What readers have, as the plain text of a copy says it."""
    boxed = re.sub(r"<input checked[^>]*>", "☑", write_formulas(page))
    text = write_text(parse(re.sub(r"<input[^>]*>", "☐", boxed)))
    return text.replace("\xa0", " ").strip()
