"""A post that is quoted is a part of the texts that quote it: an edit of its file remakes these alone."""

import pytest
from incremental.sites import build, read_tree, require_fresh, run, write_site, write_work

URL = "https://social.example/@ann/1"
FILE = "content/quoted/social.example-ann-1.toml"
WORDS = f"""addresses = ["{URL}"]
permalink = "{URL}"
author = "Ann Example"
date = "2024-01-02T10:00:00+13:00"
lang = "mi"
site = "Mastodon"
key = "toot"
text = "Kia ora koutou."
"""


@pytest.fixture
def quoting_site(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    write_site(site)
    (site / "content/quoted").mkdir()
    (site / FILE).write_text(WORDS)
    with (site / "content/references.bib").open("a") as file:
        file.write("\n" + write_work(2).replace("work2", "toot"))
    for name in ("series1/2-b.md", "series2/1-a.md"):
        with (site / "content" / name).open("a") as file:
            file.write(f"\n{{% quote-post {URL} %}}\n")
    code, lines = run(site, "build")
    assert code == 0, lines
    return site


def test_an_edit_of_what_is_quoted_remakes_the_posts_that_quote_it(quoting_site, tmp_path):
    site, clean = quoting_site, tmp_path / "clean"
    pages = {"output/series1/b/index.html", "output/series2/a/index.html"}
    for words, said in [
        (WORDS.replace("koutou", "tātou"), ""),
        (WORDS.replace("lang =", "lnag ="), f'{FILE}:5: unknown key "lnag"'),
        (WORDS, ""),
    ]:
        before = read_tree(site)
        (site / FILE).write_text(words)
        code, lines = build(site)
        assert (code != 0) == any(said and line.startswith(f"error: {said}") for line in lines), lines
        assert bool(said) == bool(code)
        after = read_tree(site)
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        if not code:
            assert pages <= changed
            others = {name for name in changed if name.endswith(".html")} - pages
            assert all(name.endswith("/republish/index.html") for name in others)
            assert any(line.startswith("Remade") for line in lines), lines
            require_fresh(site, clean)


def test_what_is_not_kept_any_more_is_seen(quoting_site, tmp_path):
    site, clean = quoting_site, tmp_path / "clean"
    (site / FILE).unlink()
    code, lines = build(site)
    assert code == 1
    said = f"content/series1/2-b.md:17: the post {URL} is not in content/quoted/ yet"
    assert any(said in one for one in lines), lines
    (site / FILE).write_text(WORDS)
    require_fresh(site, clean)
