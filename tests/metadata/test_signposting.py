"""FAIR Signposting, followed by its own client on a site that is served."""

from pathlib import Path

import pytest
from minisite import MiniSite
from readers.environment import ask
from readers.serving import serve

THEME = Path(__file__).parents[2] / "program/partwork/theme"
HOME = "https://mini.example"
BY = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    settings = {
        "PLUGINS": ["blog_series", "licence", "metadata"],
        "LICENCE": "CC-BY-4.0",
        "THEME": str(THEME),
        "DIRECT_TEMPLATES": ["index", "headers"],
        "HEADERS_SAVE_AS": "_headers",
    }
    site = MiniSite(tmp_path_factory.mktemp("site"), {}, settings)
    site.write(
        "content/people.toml",
        '["Given Family"]\norcid = "0000-0002-1825-0097"\n["A Body"]\nror = "05dxps055"\n',
    )
    outline = 'title = "Floods"\n[[parts]]\nsource = "1-rain.md"\n[[parts]]\nsource = "2-mud.md"\n'
    site.write("content/floods/series.toml", outline + '[[parts]]\ntitle = "Later"\n')
    site.post(
        "floods/1-rain.md", title="Rain", slug="rāin", authors="Given Family; A Body", doi="10.5555/a<b"
    )
    site.post("floods/2-mud.md", title="Mud", slug="mud", authors="Nobody Known")
    assert site.build() == []
    with serve(site.root / "output") as address:
        return {path: ask("signposting", f"{address}/floods/{path}") for path in ("r%C4%81in/", "mud/", "")}


def test_a_post_has_all_signposts_of_level_1(found):
    page = f"{HOME}/floods/r%C4%81in"
    assert found["r%C4%81in/"]["html"] == sorted(
        [
            ["author", "https://orcid.org/0000-0002-1825-0097", ""],
            ["author", "https://ror.org/05dxps055", ""],
            ["cite-as", "https://doi.org/10.5555/a%3Cb", ""],
            ["collection", f"{HOME}/floods/", "text/html"],
            ["describedby", f"{page}/r%C4%81in.bib", "application/x-bibtex"],
            ["describedby", f"{page}/r%C4%81in.csl.json", "application/vnd.citationstyles.csl+json"],
            ["describedby", f"{page}/r%C4%81in.ris", "application/x-research-info-systems"],
            ["license", BY, ""],
            ["type", "https://schema.org/BlogPosting", ""],
        ]
    )


def test_headers_say_what_pages_say(found):
    for path in ("r%C4%81in/", "mud/"):
        assert found[path]["http"] == found[path]["html"]


def test_nothing_is_said_of_what_is_not_known(found):
    relations = {relation for relation, *_ in found["mud/"]["html"]}
    assert relations == {"collection", "describedby", "license", "type"}


def test_a_series_leads_to_its_parts(found):
    assert found[""]["html"] == [
        ["item", f"{HOME}/floods/mud/", "text/html"],
        ["item", f"{HOME}/floods/r%C4%81in/", "text/html"],
        ["license", BY, ""],
        ["type", "https://schema.org/CreativeWorkSeries", ""],
    ]
