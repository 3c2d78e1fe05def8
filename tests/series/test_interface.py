"""What pages say by themselves: in the language of the post where the theme has a catalogue for it."""

import re
import shutil
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from guards.catalogues import CatalogueError, Catalogues, read_catalogue

ROOT = Path(__file__).parents[2]
THEME = ROOT / "program/partwork/theme"
# What each catalogue is for: the folder with the words, what takes them out, and who calls for them.
HOMES = {
    THEME / "locale": (THEME / "templates", "**.html", "jinja2"),
    ROOT / "plugins/licence/pelican/plugins/licence/locale": (
        ROOT / "plugins/licence/pelican/plugins/licence",
        "**.py",
        "python",
    ),
}
KEYWORDS = {"gettext": None, "say": None, "say_in": (2,), "ngettext": (1, 2)}
SETTINGS = {
    "THEME": str(THEME),
    "PLUGINS": ["blog_series", "licence", "metadata", "citations"],
    "LICENCE": "CC-BY-4.0",
    "DEFAULT_DATE_FORMAT": "%-d %B %Y",
    "DEFAULT_LANG": "en",
    "DIRECT_TEMPLATES": ["index", "archives", "tags", "authors", "404"],
}
HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""


@pytest.fixture
def bilingual(site):
    (site.root / "templates/article.html").unlink()
    site.write("content/floods/series.toml", 'title = "Floods"\n[[parts]]\nsource = "1-rain.md"\n')
    site.post("floods/1-rain.md", slug="rain", title="Rain", lang="en", modified="2024-06-01")
    body = "Kupu.[^a]\n\n| a | b |\n| - | - |\n| c | d |\n\n[^a]: He kupu."
    site.post(
        "floods/1-ua.md", body, slug="rain", title="Te ua", lang="mi", modified="2024-06-01", tags="wai"
    )
    return site


def read(site, name):
    return BeautifulSoup(site.read(name), "html.parser")


def squash(element):
    return " ".join(element.get_text().split())


def test_a_post_speaks_its_language_and_lists_that_of_the_site(bilingual):
    markdown = {"extension_configs": {"markdown.extensions.extra": {}}}
    assert bilingual.build(**SETTINGS, MARKDOWN=markdown) == []
    page = read(bilingual, "mi/floods/rain/index.html")
    assert page.html["lang"] == "mi"
    assert not page.select(
        "a.skip[lang], header.site[lang], footer.site[lang], .colophon[lang], .margin[lang]"
    )
    assert squash(page.select_one("a.skip")) == "Peke ki te ihirangi"
    assert squash(page.select_one(".place")) == "Wāhanga 1 o te 1 o Floods"
    assert page.select_one("nav.series")["aria-label"] == "Ngā wāhanga o tēnei raupapa"
    assert squash(page.select_one(".dt-published")) == "1 Haratua 2024"
    assert squash(page.select_one(".dt-updated").parent) == "I whakahoutia i te 1 Pipiri 2024"
    assert page.select_one("[role=doc-endnotes]")["aria-label"] == "Ngā kupu āpiti"
    assert page.select_one(".wide")["aria-label"] == "Ripanga 1"
    assert squash(page.select_one("#page_licence .attribution")) == (
        "Nā Given Family a Te ua, kua raihanatia i raro i CC BY 4.0."
    )
    other = page.select_one(".margin p[lang=en]")
    assert squash(other) == "In English: Rain"
    english = read(bilingual, "floods/rain/index.html")
    assert squash(english.select_one("a.skip")) == "Skip to the content"
    assert squash(english.select_one(".margin p[lang=mi]")) == "I te reo Māori: Te ua"
    assert squash(english.select_one(".dt-published")) == "1 May 2024"
    assert squash(english.select_one("#page_licence .attribution")) == (
        "Rain by Given Family is licensed under CC BY 4.0."
    )
    index = read(bilingual, "index.html")
    assert index.html["lang"] == "en"
    assert squash(index.select_one(".recent h2")) == "Recent posts"
    assert squash(read(bilingual, "archives.html").h1) == "Archive"


def test_the_site_s_language_decides_for_lists(bilingual):
    assert bilingual.build(**{**SETTINGS, "DEFAULT_LANG": "mi"}) == []
    index = read(bilingual, "index.html")
    assert index.html["lang"] == "mi"
    assert squash(index.select_one(".recent h2")) == "Ngā tuhinga o nā tata nei"
    assert squash(read(bilingual, "archives.html").h1) == "Pūranga"
    assert read(bilingual, "archives.html").title.string.startswith("Pūranga")
    assert squash(read(bilingual, "404.html").h1) == "Kāore tēnei whārangi i konei"


def test_what_has_no_catalogue_is_said_in_english_and_marked(bilingual, tmp_path):
    # Whichever there are by now.
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme, ignore=shutil.ignore_patterns("*.po"))
    bilingual.post("floods/1-pluie.md", slug="rain", title="La pluie", lang="fr")
    assert bilingual.build(**{**SETTINGS, "THEME": str(theme)}) == []
    page = read(bilingual, "fr/floods/rain/index.html")
    assert (page.select_one("a.skip")["lang"], squash(page.select_one("a.skip"))) == (
        "en",
        "Skip to the content",
    )


def test_a_language_is_added_by_one_file(bilingual, tmp_path):
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    words = 'msgid "Skip to the content"\nmsgstr "Aller au contenu"\n\nmsgid "January"\nmsgstr ""\n'
    (theme / "locale/fr.po").write_text(HEADER + words, encoding="utf-8")
    bilingual.post("floods/1-pluie.md", slug="rain", title="La pluie", lang="fr-CA", date="2024-01-02")
    assert bilingual.build(**{**SETTINGS, "THEME": str(theme)}) == []
    page = read(bilingual, "fr-CA/floods/rain/index.html")
    assert squash(page.select_one("a.skip")) == "Aller au contenu"
    assert not page.select("a.skip[lang]")
    # What is not translated yet is said in English.
    assert squash(page.select_one(".dt-published")) == "2 January 2024"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("msgid Home\n", "1: this is no line of a catalogue. Edit it with a program such as Poedit."),
        ('"Home"\n', "1: this is no line of a catalogue. Edit it with a program such as Poedit."),
        (b"msgid \xff", "1: this file is not UTF-8 text. Save it as UTF-8."),
        (HEADER.replace("n > 1", "n >"), "1: the header cannot be read"),
        (HEADER.replace("UTF-8", "none"), "1: the header cannot be read"),
    ],
)
def test_a_catalogue_that_cannot_be_read_is_told(bilingual, tmp_path, text, message):
    # corpus: 5 inputs
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    (theme / "locale/fr.po").write_bytes(text if isinstance(text, bytes) else text.encode())
    bilingual.post("floods/1-pluie.md", slug="rain", title="La pluie", lang="fr")
    errors = bilingual.build(**{**SETTINGS, "THEME": str(theme)})
    assert [error for error in errors if re.search(rf"fr\.po:{re.escape(message)}", error)] == errors != []
    page = read(bilingual, "fr/floods/rain/index.html")
    assert squash(page.select_one("a.skip")) == "Skip to the content"


@pytest.mark.parametrize(
    "file",
    [file for home in HOMES for file in sorted(home.glob("*.po"))],
    ids=lambda file: f"{file.parents[1].name}-{file.stem}",
)
def test_every_word_is_in_each_catalogue(file):
    home = file.parent
    folder, files, method = HOMES[home]
    found = extract_from_dir(folder, [(files, method)], {files: {"silent": "false"}}, keywords=KEYWORDS)
    words = {message for _, _, message, _, _ in found}
    with file.open("rb") as opened:
        catalogue = read_po(opened, locale=file.stem.replace("-", "_"), abort_invalid=True)
    assert {message.id for message in catalogue if message.id} == words
    if file.stem == "mi":
        assert '"X-Review: needed\\n"' in file.read_text(encoding="utf-8")
    for message in catalogue:
        assert not list(message.check(catalogue)), message
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = message.id if isinstance(message.id, tuple) else (message.id,)
        for text in texts if message.id else ():
            assert set(re.findall(r"\{\w+\}|<[^>]+>", text)) <= set(
                re.findall(r"\{\w+\}|<[^>]+>", wanted[-1])
            )
    read = read_catalogue(file)
    for message in catalogue:
        if not all(message.string):
            continue
        if isinstance(message.id, tuple):
            assert [read.ngettext(*message.id, n) for n in (1, 2)] == list(message.string)
        elif message.id:
            assert read.gettext(message.id) == message.string


def test_a_catalogue_is_chosen_as_readers_would(tmp_path):
    for name in ("mi", "pt-BR", "en-NZ"):
        (tmp_path / f"{name}.po").write_text(HEADER, encoding="utf-8")
    catalogues = Catalogues(tmp_path, pytest.fail)
    chosen = {
        tag: catalogues.choose(tag) for tag in ("mi", "MI_NZ", "pt-br", "pt", "en", "en-NZ", "en-AU", "de")
    }
    assert chosen == {
        "mi": "mi",
        "MI_NZ": "mi",
        "pt-br": "pt-BR",
        "pt": "en",
        "en": "en",
        "en-NZ": "en-NZ",
        "en-AU": "en",
        "de": "en",
    }


def test_a_text_on_several_lines_is_one(tmp_path):
    file = tmp_path / "mi.po"
    file.write_text(
        f'{HEADER}# note\nmsgid ""\n"a \\"b\\" "\n"c"\nmsgstr ""\n"ā\\n"\n"e"\n', encoding="utf-8"
    )
    assert read_catalogue(file).gettext('a "b" c') == "ā\ne"
    file.write_text('msgid "a', encoding="utf-8")
    with pytest.raises(CatalogueError):
        read_catalogue(file)
