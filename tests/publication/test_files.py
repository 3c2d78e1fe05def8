"""What is published as it is: all that should be, and nothing that stays at home."""

import os

import pytest

SECRET = "CANARY"


def test_links_to_files_work_as_they_are_written(site):
    names = ["a b.png", "Māori.png", "100 %.pdf", "plain.pdf", "x&y.pdf"]
    for name in names:
        site.write(f"content/one/images/{name}", name)
    site.write("content/two/images/other.png", "other")
    site.write("content/two/paper.pdf", "paper")
    site.post("two/2-more.md", title="More")
    site.post(
        "one/1-part.md",
        "[a]({static}images/a%20b.png) [b]({static}images/M%C4%81ori.png) [c]({static}images/100%20%25.pdf)\n"
        "[d]({static}images/plain.pdf?x=1#page=2) [e]({static}/two/images/other.png)\n"
        "[f]({static}../two/images/other.png) [g]({attach}/two/paper.pdf) [h]({filename}../two/2-more.md)\n"
        "[i]({static}images/x&y.pdf) ![j]({static}images/Māori.png)\n"
        "<img alt='k' src='{static}images/a b.png'>",
        slug="part",
    )
    assert site.build(STATIC_PATHS=[]) == []
    files = site.files()
    assert {f"one/images/{name}" for name in names} <= {*files}
    assert {"two/images/other.png", "one/part/paper.pdf"} <= {*files}
    page = site.read("one/part/index.html")
    assert "{static}" not in page
    assert 'href="https://mini.example/one/images/plain.pdf?x=1#page=2"' in page


def test_links_inside_the_content_folder_are_followed(site):
    site.write("shared/a.png", "a")
    site.write("content/one/images/a.png", "a")
    (site.root / "content/two").mkdir()
    (site.root / "content/two/images").symlink_to("../one/images")
    (site.root / "content/two/b.png").symlink_to("../one/images/a.png")
    site.post("two/1-part.md", "[a]({static}images/a.png) [b]({static}b.png)")
    assert site.build() == []
    assert {"two/images/a.png", "two/b.png"} <= {*site.files()}


def test_the_content_folder_may_be_a_link_itself(site):
    site.write("elsewhere/one/1-part.md", "Title: A\nDate: 2024-05-01\n\n[a]({static}a.png)\n")
    site.write("elsewhere/one/a.png", "a")
    (site.root / "content").symlink_to("elsewhere")
    assert site.build() == []
    assert "one/a.png" in site.files()


def test_hidden_files_that_the_settings_name_are_published(site):
    for name in (".well-known/security.txt", "extra/.nojekyll", "extra/CNAME", "extra/robots.txt"):
        site.write(f"content/{name}", "meant")
    site.write("content/.well-known/.env", SECRET)
    site.write("content/extra/.env", SECRET)
    site.post("one/1-part.md")
    places = {f"extra/{name}": {"path": name} for name in (".nojekyll", "CNAME", "robots.txt")}
    names = [*places, ".well-known"]
    assert site.build(STATIC_PATHS=names, EXTRA_PATH_METADATA=places) == []
    files = site.files()
    assert {".well-known/security.txt", ".nojekyll", "CNAME", "robots.txt"} <= {*files}
    assert SECRET not in "".join(files.values())


@pytest.mark.parametrize(
    "name", [".env", ".DS_Store", "._a.png", "Thumbs.db", "desktop.ini", "a.png~", "#a#", "people.toml"]
)
def test_what_lies_in_a_published_folder_and_stays_at_home_is_left_out_without_a_word(site, name, caplog):
    site.write(f"content/images/{name}", SECRET)
    site.write("content/images/a.png", "a")
    site.post("one/1-part.md")
    assert site.build() == []
    assert [record for record in caplog.records if "images" in record.getMessage()] == []
    assert "images/a.png" in site.files()
    assert SECRET not in "".join(site.files().values())


def test_a_secret_in_the_settings_is_told_and_stays(site):
    site.write("content/.env", SECRET)
    site.post("one/1-part.md")
    assert site.build(STATIC_PATHS=[".env"]) == [
        'STATIC_PATHS: ".env" is hidden, since ".env" begins with a dot. '
        "Nothing of it is published: remove it."
    ]
    assert SECRET not in "".join(site.files().values())


def test_a_file_that_is_a_device_is_not_read(site):
    site.post("one/1-part.md")
    os.mkfifo(site.root / "content/one/2-more.md")
    assert site.build() == [
        "content/one/2-more.md: is no file that can be read: a program uses it as a device. Remove it."
    ]


def test_a_theme_gives_only_its_own_files(site):
    site.write("secret.txt", SECRET)
    site.write("theme/static/css/a.css", "a")
    site.write("theme/static/.env", SECRET)
    site.write("theme/single.txt", "single")
    (site.root / "theme/templates").mkdir()
    (site.root / "theme/static/a.txt").symlink_to("../../secret.txt")
    site.post("one/1-part.md")
    theme = {"THEME": str(site.root / "theme"), "THEME_STATIC_PATHS": ["static", "single.txt"]}
    assert site.build(**theme) == [
        "theme/static/a.txt: leads out of theme. Put the file itself there: "
        "nothing from elsewhere is published."
    ]
    assert {"theme/css/a.css", "theme/single.txt"} <= {*site.files()}
    assert SECRET not in "".join(site.files().values())


def test_a_post_in_restructuredtext_still_has_its_own_html_and_what_the_settings_allow(site):
    head = "A part\n######\n\n:date: 2024-05-01 10:00\n\n"
    site.write("content/one/1-part.rst", f"{head}.. raw:: html\n\n   <b>meant</b>\n")
    assert site.build() == []
    site.write("content/one/1-part.rst", f"{head}.. include:: words.inc\n")
    site.write("content/one/words.inc", "Included.")
    assert '"include" directive disabled' in site.build()[0]
    assert site.build(DOCUTILS_SETTINGS={"file_insertion_enabled": True}) == []


def test_snippets_have_a_folder_of_their_own(site):
    from pelican.plugins.publication.settings import correct_settings

    (site.root / "content").mkdir()

    def correct(**said):
        markdown = {"extension_configs": {"pymdownx.snippets": said}}
        settings = site.settings(MARKDOWN=markdown)
        return list(correct_settings(settings)), settings["MARKDOWN"]["extension_configs"]

    own = str(site.root / "content/snippets")
    assert correct(base_path=own) == ([], {"pymdownx.snippets": {"base_path": own}})
    for said in (
        {},
        {"base_path": [str(site.root / "content")]},
        {"base_path": own, "restrict_base_path": False},
        {"base_path": own, "url_download": True},
    ):
        problems, kept = correct(**said)
        assert len(problems) == 1
        assert kept == {}


def test_settings_may_name_paths_inside_however_they_are_written(site):
    site.write("content/images/a.png", "a")
    site.post("one/1-part.md")
    paths = ["./images/", "extra/../images", str(site.root / "content/images"), "not-there"]
    assert site.build(STATIC_PATHS=paths) == []
    assert "images/a.png" in site.files()


def test_a_pattern_in_the_settings_stands_for_the_folders_that_there_are(site):
    site.post("one/1-part.md")
    for name in ("one/images/a.png", "two/images/b.png", "two/pictures/c.png"):
        site.write(f"content/{name}", name)
    assert site.build(STATIC_PATHS=["*/images", "none/*"]) == []
    assert {name for name in site.files() if name.endswith(".png")} == {
        "one/images/a.png",
        "two/images/b.png",
    }
