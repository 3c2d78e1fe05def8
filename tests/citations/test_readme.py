"""What the README claims."""

import re
from pathlib import Path

import pytest
from pelican.plugins.citations.apa.works import FAMILIES

README = (Path(__file__).parents[2] / "plugins" / "citations" / "README.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(.+?)` \| (.+?) \|$", README.split("## Cite")[1].split("\n- ")[0], re.MULTILINE)


@pytest.mark.parametrize(("written", "shown"), ROWS)
def test_the_syntax_table(page, tmp_path, written, shown):
    bib = tmp_path / "refs.bib"
    bib.write_text(
        "@book{doe2001, author={Doe, J.}, title={A}, date={2001}}\n"
        "@book{roe2004, author={Roe, R.}, title={B}, date={2004}}\n"
    )
    paragraph = page(written, bib).p
    for emphasis in paragraph.select("em"):
        emphasis.replace_with(f"*{emphasis.get_text()}*")
    assert paragraph.get_text() == shown


def test_the_syntax_table_was_found():
    assert len(ROWS) >= 12


def test_the_types_in_the_guide_have_rules():
    guide = README.split("## Enter each kind of work")[1].split("\n## ")[0]
    types = set(re.findall(r"`@(\w+)`", guide))
    assert len(types) > 20
    assert types <= set(FAMILIES)


def test_the_sentence_at_the_top(page, tmp_path):
    bib = tmp_path / "refs.bib"
    bib.write_text(
        "@online{novell2013, author={Novell, R. J.}, title={A}, date={2013}}\n"
        "@article{boyd2007, author={boyd, d. and Ellison, N.}, title={B}, journaltitle={J}, date={2007}}\n"
    )
    written, shown = re.search(r"`(As @novell2013 .+?)` becomes “(.+?)”", README).groups()
    assert page(written, bib).p.get_text() == shown
