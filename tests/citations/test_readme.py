"""What the README claims."""

import json
import re
from pathlib import Path

import pytest

from apa7.__main__ import main
from apa7.rules.works import FAMILIES

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


LAW = re.findall(r"^\| `(@.+?)` \| (.+?) \| (.+?) \|$", README.split("### Law")[1], re.MULTILINE)


@pytest.mark.parametrize(("entry", "reference", "cited"), LAW)
def test_the_guide_to_law(page, tmp_path, entry, reference, cited):
    soup, written = cite_entry(page, tmp_path, entry)
    assert written == reference
    assert soup.p.get_text() == cited


def cite_entry(page, folder, entry):
    """Return the page that cites an entry, and its reference with asterisks around italics."""
    bib = folder / "refs.bib"
    bib.write_text(entry, encoding="utf-8")
    soup = page("[@k]", bib)
    soup.select_one("a.backlink").decompose()
    for italic in soup.select("i"):
        italic.replace_with(f"*{italic.get_text()}*")
    return soup, soup.select_one(".csl-entry").get_text().strip()


REFERENCES = re.findall(r"^\| `(@\w+\{k.+?)` \| ([^|]+?) \|$", README, re.MULTILINE)


@pytest.mark.parametrize(("entry", "reference"), REFERENCES)
def test_entries_and_their_references(page, tmp_path, entry, reference):
    assert cite_entry(page, tmp_path, entry)[1] == reference


def test_the_guides_were_found():
    assert len(LAW) >= 10
    assert len(REFERENCES) >= 7


def test_the_languages():
    from apa7.page.language import LANGUAGES

    languages = README.split("### Languages")[1].split("\n#")[0]
    assert all(labels.heading in languages for labels in LANGUAGES.values() if labels.lang != "en")


def test_the_sentence_at_the_top(page, tmp_path):
    bib = tmp_path / "refs.bib"
    bib.write_text(
        "@online{novell2013, author={Novell, R. J.}, title={A}, date={2013}}\n"
        "@article{boyd2007, author={boyd, d. and Ellison, N.}, title={B}, journaltitle={J}, date={2007}}\n"
    )
    written, shown = re.search(r"`(As @novell2013 .+?)` becomes “(.+?)”", README).groups()
    assert page(written, bib).p.get_text() == shown


DOUBTFUL = """
@article{a, author={Social Workers Registration Board}, title={{Board}}, journaltitle={J}, date={2013}}
@book{b, author={Doe, J.}, title={{Life} in New Zealand}, date={2001}, doi={10.1000/a}}
@book{c, author={Roe, J.}, title={{The} other}, date={2001}, doi={10.1000/a}}
@book{d, author={Doe, J.}, title={Life in New Zealand}, date={2001}}
@zine{e, author={Doe, J. & Roe, A.}, title={Zine}, date={2002}, doi={1000/a}}
@online{h, author={Kea, M.}, title={Page}, date={2003}, url={https://www-kea-org.ezproxy.moa.example/a}}
@thesis{f, author={Doe, J.}, title={Thesis}, type={phdthesys}, date={2003}}
@book{g, author={Doe, J.}, title={\\zed Travels In Parliament Today}, date={2004}}
"""


def test_the_rules_of_check_are_all_there(tmp_path, monkeypatch, capsys):
    table = README.split("### check")[1].split("### add")[0]
    told = set(re.findall(r"`([a-z-]+)`", "".join(re.findall(r"^\| (`.+?) \|", table, re.MULTILINE))))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "content/references.bib").write_text(DOUBTFUL)
    assert main(["check", "content", "--format", "json"]) == 0
    assert {finding["rule"] for finding in json.loads(capsys.readouterr().out)} == told


def test_the_commands_can_be_typed(tmp_path, monkeypatch, capsys):
    lines = re.findall(r"^    citations (.+?)(?:  +#.*)?$", README, re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    bib = "@book{doe2001, author={Doe, J.}, title={A}, date={2001}, doi={10.1093/sw/swt003}}\n"
    (tmp_path / "content").mkdir()
    for name in ("refs.bib", "content/references.bib"):
        (tmp_path / name).write_text(bib)
    (tmp_path / "post.md").write_text("As @doe2001 says.\n")
    (tmp_path / "copies.txt").write_text("https://a.example/ https://web.archive.org/a 2024-01-31\n")
    # What is to be added is there already, so that no service is asked.
    codes = {line: main(line.split()) for line in lines}
    assert len(codes) == 7
    assert [line for line, code in codes.items() if code] == ["add 10.1093/sw/swt003"]
    assert "has this DOI already" in capsys.readouterr().err
