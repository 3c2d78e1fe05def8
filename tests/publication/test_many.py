"""Of many posts the texts are packed, and addresses are remembered: nobody sees a difference."""

import pytest
from pelican.plugins import signals
from pelican.plugins.publication import plugin

TEXT = "See [the other]({filename}2-rua.md) and [a file]({static}/one/a.txt). “Ngā” 🧵 <b>x</b>"


@pytest.fixture
def many(site):
    site.post("one/1-tahi.md", TEXT, slug="tahi")
    site.post("one/2-rua.md", "Text {not} | a link.", slug="rua", summary="See [it]({filename}1-tahi.md).")
    site.write("content/pages/about.md", f"Title: About\n\n{TEXT.replace('2-rua', '/one/2-rua')}\n")
    site.write("content/one/a.txt", "A")
    return site


def read_all(site):
    return {name: (site.root / "output" / name).read_bytes() for name in site.files()}


def test_pages_of_packed_posts_are_the_same(many, monkeypatch):
    assert many.build() == []
    plain = read_all(many)
    monkeypatch.setattr(plugin, "MANY", 0)
    assert many.build() == []
    assert read_all(many) == plain
    assert 'href="https://mini.example/one/rua/"' in many.read("one/tahi/index.html")


def test_other_plugins_read_and_set_packed_texts(many, monkeypatch):
    def shout(generators):
        for post in generators[0].articles:
            assert type(post).__name__ == "Article"
            post._content = post._content.replace("Text", "TEXT")

    monkeypatch.setattr(plugin, "MANY", 0)
    signals.all_generators_finalized.connect(shout)
    assert many.build() == []
    assert "TEXT {not} | a link." in many.read("one/rua/index.html")


def test_an_address_follows_what_it_is_made_of(many):
    def move(generator):
        for post in generator.articles:
            assert post.url == f"one/{post.slug}/"
            post.slug += "-2"
            assert post.save_as == f"one/{post.slug}/index.html"

    signals.article_generator_pretaxonomy.connect(move)
    assert many.build() == []
    assert {"one/tahi-2/index.html", "one/rua-2/index.html"} <= {*many.files()}
