"""Without Pelican: MkDocs, a script, pybtex's own command and sphinxcontrib-bibtex, the real packages."""

import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import latexcodec
import markdown
import pybtex
import pytest
import yaml
from bs4 import BeautifulSoup

import apa7
import guards

from .conftest import EXAMPLES

TUI = "Tui, R., & Kea, M. (2011). The digital practitioner (2nd ed.). Kōwhai Press."
TANE = (
    "Tāne, M. R., O’Hare, L., & van der Berg, P. (2019). Weaving Facebook into practice: A study of NZ"
    " workers. Journal of Invented Practice, 12(3–4), 100–109. https://doi.org/10.5555/jip.2019.12"
)
LETTERS = """
@book{second, author={Doe, J.}, title={Zebras}, date={2001}}
@book{first, author={Doe, J.}, title={Aardvarks}, date={2001}}
@incollection{part, author={Doe, J.}, title={Part}, crossref={whole}}
@collection{whole, editor={Roe, R.}, title={Whole}, date={2003}, publisher={Press}}
"""


@pytest.fixture
def project(tmp_path):
    """Return a function that writes files beside `refs.bib` and runs a module there."""
    shutil.copy(EXAMPLES, tmp_path / "refs.bib")

    def run(files, *command):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        return tmp_path, done.stdout + done.stderr

    return run


def parse(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def test_mkdocs(project):
    config = """\
        site_name: Tiny
        plugins: []
        markdown_extensions:
          - toc
          - footnotes
          - citations:
              bibliography: [refs.bib]
        """
    index = "# Home\n\nAs @tane2019 says [@tui2011, p. 3].\n\n## More\n\nYes.[^1]\n\n[^1]: See [@rimu2012].\n"
    files = {"mkdocs.yml": config, "docs/index.md": index, "docs/other.md": "# Other\n\nNo citation.\n"}
    folder, _ = project(files, "-m", "mkdocs", "build", "--strict", "--quiet")
    page = parse(folder / "site" / "index.html")
    assert "As Tāne et al. (2019) says (Tui & Kea, 2011, p. 3)." in page.get_text()
    entries = [entry.get_text() for entry in page.select("section.references .csl-entry")]
    assert len(entries) == 3
    assert any(entry.startswith(TANE) for entry in entries)
    for link in page.select("a.citation"):
        assert page.find(id=link["href"].removeprefix("#"))
    assert not parse(folder / "site" / "other" / "index.html").select(".references")


def test_mkdocs_reports_a_key_that_names_no_work(project):
    config = (
        "site_name: Tiny\nplugins: []\nmarkdown_extensions:\n  - citations:\n      bibliography: refs.bib\n"
    )
    files = {"mkdocs.yml": config, "docs/index.md": "# Home\n\nAs @tane2018 says.\n"}
    _, said = project(files, "-m", "mkdocs", "build", "--quiet")
    assert 'no work "tane2018" in refs.bib. Did you mean "tane2019"' in said


def test_a_script_where_there_is_no_pelican(project, tmp_path):
    packages = tmp_path / "packages"
    packages.mkdir()
    for module in (apa7, guards, markdown, pybtex, latexcodec, yaml):
        (packages / module.__name__).symlink_to(Path(module.__file__).parent)
    for metadata in Path(pybtex.__file__).parents[1].glob("pybtex-*.dist-info"):
        (packages / metadata.name).symlink_to(metadata)
    script = """\
        import sys

        sys.path.append("packages")
        import markdown

        converter = markdown.Markdown(
            extensions=["apa7.page.markdown"],
            extension_configs={"apa7.page.markdown": {"bibliography": "refs.bib"}},
        )
        for text in ("As @tui2011 says.", "Nothing.", "As @tane2019 says."):
            print(converter.reset().convert(text))
        assert not [name for name in sys.modules if name.partition(".")[0] == "pelican"]
        """
    _, printed = project({"script.py": script}, "-S", "script.py")
    page = BeautifulSoup(printed, "html.parser")
    assert [entry.get_text().split("↩")[0].strip() for entry in page.select(".csl-entry")] == [TUI, TANE]


def test_pybtex_format(project):
    folder, _ = project({}, "-m", "pybtex.database.format", "--style", "apa7", "refs.bib", "refs.html")
    listed = [item.get_text() for item in parse(folder / "refs.html").select("dd")]
    assert TUI in listed
    assert TANE in listed
    assert listed.index(TANE) < listed.index(TUI)


@pytest.mark.parametrize(
    ("backend", "expected"), [("plaintext", TUI), ("markdown", "*The digital practitioner*")]
)
def test_pybtex_format_in_other_formats(project, backend, expected):
    options = ("--style", "apa7", "--output-backend", backend)
    folder, _ = project({}, "-m", "pybtex.database.format", *options, "refs.bib", "refs.txt")
    assert expected in (folder / "refs.txt").read_text(encoding="utf-8").replace("\\", "")


def test_sphinxcontrib_bibtex(project):
    conf = """\
        extensions = ["sphinxcontrib.bibtex"]
        bibtex_bibfiles = ["refs.bib", "letters.bib"]
        bibtex_default_style = "apa7"
        """
    index = """\
        Tiny
        ====

        Some :cite:p:`tui2011` and :cite:p:`tane2019` and :cite:p:`second,first`.

        .. bibliography::
        """
    files = {"conf.py": conf, "index.rst": index, "letters.bib": LETTERS}
    folder, _ = project(files, "-m", "sphinx", "-q", "-W", "-b", "html", ".", "out")
    page = parse(folder / "out" / "index.html")
    listed = [item.p.get_text() for item in page.select(".citation-list .citation")]
    assert listed == ["Doe, J. (2001a). Aardvarks.", "Doe, J. (2001b). Zebras.", TANE, TUI]
    assert "Journal of Invented Practice" in [part.get_text() for part in page.select(".citation em")]
    doi = "https://doi.org/10.5555/jip.2019.12"
    assert page.select_one(f'.citation a[href="{doi}"]').get_text() == doi
