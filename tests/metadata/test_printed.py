"""PDFs of posts and series, read by poppler, pikepdf and pypdf: tagged, named, linked, the same each time."""

import subprocess
import sys
from pathlib import Path

import pytest
from minisite import MiniSite
from readers.environment import PRINTING, ask
from servers.pip import fetch_environment

HOME = "https://mini.example"
BIB = """@article{doe99, author = {Doe, J.}, title = {A title}, date=1999, journal={J}, doi = {10.5555/a.b}}
@book{roe20, author = {Roe, Sam}, title = {A book}, date = 2020, publisher = {P}}
"""
SETTINGS = {
    "PLUGINS": ["citations", "blog_series", "licence", "metadata"],
    "THEME": str(Path(__file__).parents[2] / "program/partwork/theme"),
    "DIRECT_TEMPLATES": ["index"],
    "LICENCE": "CC-BY-4.0",
    "METADATA_PDF": True,
    "STATIC_PATHS": ["floods/images"],
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>'


@pytest.fixture(scope="module")
def weasyprint():
    """Let Python find WeasyPrint, which the project does not need otherwise."""
    (folder,) = (fetch_environment(*PRINTING).parent / "lib").glob("python3*/site-packages")
    sys.path.append(str(folder))
    yield
    sys.path.remove(str(folder))


def fill(site):
    site.write("content/references.bib", BIB)
    site.write("content/people.toml", '["Given Family"]\norcid = "0000-0002-1825-0097"\n')
    outline = 'title = "Floods & mud"\nabstract = "Of water."\n'
    parts = "".join(f'[[parts]]\nsource = "{name}"\n' for name in ("1-rain.md", "2-mud.md"))
    site.write("content/floods/series.toml", outline + parts)
    site.write("content/floods/images/map.svg", SVG)
    rain = "Kia ora, Māori [@doe99].[^1]\n\n## How\n\n![A map]({static}images/map.svg)\n\n[^1]: Note.\n"
    rain += "\n[Next]({filename}2-mud.md)\n"
    site.post(
        "floods/1-rain.md", rain, title="Rain & <i>hail</i>", slug="rain", tags="wet", doi="10.5555/own"
    )
    mud = "## How\n\nSee [@doe99; @roe20] and <https://far.example/x>.\n\n![Far](https://far.example/a.png)\n"
    site.post("floods/2-mud.md", mud, title="Mud", slug="mud", lang="mi", authors="Given Family; A Nother")
    return site


@pytest.fixture(scope="module")
def printed(tmp_path_factory, weasyprint):
    site = fill(MiniSite(tmp_path_factory.mktemp("site"), {}, SETTINGS))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(site.root)
        assert site.build() == []
    return site


def find(site, name):
    return str(site.root / "output/floods" / name)


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_poppler_finds_a_tagged_pdf_with_all_its_names(printed):
    said = dict(line.split(":", 1) for line in run("pdfinfo", find(printed, "rain/rain.pdf")).splitlines())
    said = {name: value.strip() for name, value in said.items()}
    assert said["Title"] == "Rain & hail"
    assert said["Author"] == "Given Family"
    assert said["Keywords"] == "wet"
    assert said["Tagged"] == "yes"
    assert said["Metadata Stream"] == "yes"
    assert said["CreationDate"].startswith("Tue Apr 30 22:00:00 2024")
    structure = run("pdfinfo", "-struct", find(printed, "rain/rain.pdf"))
    for element in ("H1", "H2", "P", "Figure", "Link", "L", "LI"):
        assert element in structure.replace(":", " ").split(), element


def test_poppler_reads_the_text_in_its_order(printed):
    text = " ".join(run("pdftotext", find(printed, "rain/rain.pdf"), "-").split())
    places = [text.index(words) for words in (
        "Part 1 of Floods & mud", "Rain & hail", "Given Family", "2024, May 1", "Kia ora, Māori (Doe, 1999)",
        "How", "References", "Doe, J. (1999). A title.", "Cite this post", "https://doi.org/10.5555/own",
        "CC BY 4.0",
    )]  # fmt: skip
    assert places == sorted(places)
    assert "\u21a9" not in text


@pytest.mark.parametrize("name", ["rain/rain.pdf", "floods.pdf"])
def test_licence_language_and_links(printed, name):
    found = ask("pikepdf", find(printed, name), PRINTING)
    xmp = {key.rpartition("}")[2]: value for key, value in found["xmp"].items()}
    assert xmp["WebStatement"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "CC BY 4.0" in xmp["rights"]
    assert xmp["identifier"] == ("https://doi.org/10.5555/own" if "rain" in name else f"{HOME}/floods/")
    assert xmp["part"] == "1"
    assert found["marked"]
    assert found["language"] == "en-NZ"
    assert found["lost"] == []
    assert found["inner"] >= 2
    assert "https://doi.org/10.5555/a.b" in found["links"]
    assert f"{HOME}/mi/floods/mud/" in found["links"]


def test_a_series_has_its_parts_as_bookmarks(printed):
    found = ask("pikepdf", find(printed, "floods.pdf"), PRINTING)
    ((title, parts),) = found["outline"]
    assert title == "Floods & mud"
    assert [name for name, _ in parts] == ["Rain & hail", "Mud"]
    assert [name for name, _ in parts[0][1]] == ["How", "References"]
    read = ask("pypdf", find(printed, "floods.pdf"), PRINTING)
    assert read["title"] == "Floods & mud"
    assert read["text"].count("Doe, J. (1999)") == 2


def test_pages_lead_to_their_pdfs(printed):
    page, landing = printed.read("floods/rain/index.html"), printed.read("floods/index.html")
    own, whole = f"{HOME}/floods/rain/rain.pdf", f"{HOME}/floods/floods.pdf"
    assert f'<meta name="citation_pdf_url" content="{own}">' in page
    assert f'<link rel="item" type="application/pdf" href="{own}" title="PDF">' in page
    assert f'"encodingFormat": "application/pdf", "contentUrl": "{own}"' in page
    assert f'"encodingFormat": "application/pdf", "contentUrl": "{whole}"' in landing
    assert f'<a type="application/pdf" href="{own}">' in page
    assert f'href="{whole}">' in page
    assert f'<a type="application/pdf" href="{whole}">' in landing


def test_the_same_content_gives_the_same_bytes_and_is_made_once(printed, tmp_path, monkeypatch):
    before = {path: path.read_bytes() for path in (printed.root / "output").rglob("*.pdf")}
    kept = sorted((printed.root / ".cache/pdf").iterdir())
    assert len(before) == len(kept) == 3
    other = fill(MiniSite(tmp_path, {}, SETTINGS))
    monkeypatch.chdir(tmp_path)
    assert other.build() == []
    assert {path.relative_to(printed.root): data for path, data in before.items()} == {
        path.relative_to(tmp_path): path.read_bytes() for path in (tmp_path / "output").rglob("*.pdf")
    }
    monkeypatch.setattr("pelican.plugins.metadata.printed.press.render", None)
    assert other.build() == []
    other.write("content/floods/2-mud.md", "Title: Mud\nDate: 2024-05-01\nStatus: draft\n\nText.\n")
    with pytest.raises(TypeError):
        other.build()


def test_without_weasyprint_one_line_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr("pelican.plugins.metadata.plugin.find_spec", lambda name: None)
    site = fill(MiniSite(tmp_path, {}, SETTINGS))
    (said,) = site.build()
    assert said == "METADATA_PDF needs WeasyPrint: pip install 'pelican-scholarly-metadata[pdf]'."
    assert not list(tmp_path.rglob("*.pdf"))
    assert "citation_pdf_url" not in site.read("floods/rain/index.html")


def test_what_weasyprint_lacks_is_told(tmp_path, monkeypatch):
    fake = tmp_path / "fake"
    (fake / "weasyprint-99.dist-info").mkdir(parents=True)
    (fake / "weasyprint-99.dist-info/METADATA").write_text(
        "Metadata-Version: 2.1\nName: weasyprint\nVersion: 99\n"
    )
    (fake / "weasyprint.py").write_text("raise OSError('cannot load library')\n")
    monkeypatch.setattr(sys, "path", [str(fake), *sys.path])
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    site = fill(MiniSite(tmp_path / "site", {}, SETTINGS))
    monkeypatch.chdir(site.root)
    (told,) = site.build()
    assert "needs Pango" in told
