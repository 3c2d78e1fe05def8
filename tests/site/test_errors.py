"""What an author who made a mistake is told: all of it at once, and the last good site stays."""

import shutil
import subprocess
import sys

import pytest

# What Ctrl-C does.
INTERRUPT = "import os, signal; os.kill(os.getpid(), signal.SIGINT)"
PART = "content/social-media/1-practitioners.md"


def line_of(site, name, text):
    lines = (site.path / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def add_partner_that_nobody_answers_for(site):
    partner = '"partner-blog": {"kind": "wordpress", "url": "http://127.0.0.1:9", "user": "us"},'
    site.edit("publishconf.py", '"republishing-kit"', f'{partner}\n    "republishing-kit"')


def test_all_errors_of_a_build_come_together_and_change_nothing(site):
    site.invoke("build")
    before = site.files("output"), site.files("outbox")
    with (site.path / PART).open("a", encoding="utf-8") as part:
        part.write("\n\nAs [@novel2013] says.\n\n![A map]({static}images/nowhere.png)\n")
    site.edit("content/social-media/2-researchers.md", "Title:", "Licence: CC-BY-5.0\nTitle:")
    site.edit("content/social-media/series.toml", '"3-organisations.md"', '"3-organizations.md"')
    with (site.path / "content/references.bib").open("a", encoding="utf-8") as bib:
        bib.write("\n@book{broken,\n  title = {No end\n")
    printed = site.invoke("build", code=1)
    citekey = line_of(site, PART, "[@novel2013]")
    image = line_of(site, PART, "nowhere.png")
    listed = line_of(site, "content/social-media/series.toml", "3-organizations.md")
    assert f'{PART}:{citekey}: no work "novel2013" in content/references.bib' in printed
    assert 'Did you mean "novell2013"?' in printed
    assert f"{PART}:{image}: " in printed
    assert "content/social-media/2-researchers.md:1: " in printed
    assert "CC-BY-5.0" in printed
    assert f"content/social-media/series.toml:{listed}: " in printed
    assert "content/references.bib:" in printed
    assert "Traceback" not in printed
    assert before == (site.files("output"), site.files("outbox"))


def test_a_plugin_that_fails_fails_the_build(site):
    site.edit("pelicanconf.py", 'LICENCE = "CC-BY-4.0"', 'LICENCE = "CC-BUY"')
    printed = site.invoke("build", code=1)
    assert "CC-BUY" in printed
    assert "Traceback" not in printed


def test_an_unreachable_partner_does_not_stop_the_others(site):
    add_partner_that_nobody_answers_for(site)
    site.invoke("build")
    printed = site.invoke("publish", code=1, PARTNER_BLOG_SECRET="never shown")
    assert "partner-blog" in printed
    assert "http://127.0.0.1:9" in printed
    assert "Traceback" not in printed
    assert "never shown" not in printed
    assert len(list((site.path / "copies/republishing-kit").glob("*/post.html"))) == 3


def test_a_partner_without_its_secret_is_told_how_to_give_it(site):
    add_partner_that_nobody_answers_for(site)
    site.invoke("build")
    assert "PARTNER_BLOG_SECRET" in site.invoke("publish", code=1)


@pytest.mark.parametrize("name", ["content/social-media/1-practitioners.md", "content/references.bib"])
def test_bytes_that_are_not_utf8_are_an_error_and_not_a_crash(site, name):
    with (site.path / name).open("ab") as file:
        file.write(b"\n\nM\xe4ori\n")
    printed = site.invoke("build", code=1)
    assert name.removeprefix("content/") in printed
    assert "UTF-8" in printed
    assert "Traceback" not in printed


@pytest.mark.parametrize(
    ("file", "lines"),
    [
        # Python finds this one before Pelican's.
        ("pelican.py", INTERRUPT),
        ("publishconf.py", f"class Plugin:\n def register():\n  {INTERRUPT}\nPLUGINS = [*PLUGINS, Plugin]"),
        # What is raised there, Python prints and forgets.
        ("publishconf.py", f"class Ending:\n def __del__(self):\n  {INTERRUPT}\nEnding()"),
    ],
    ids=["import", "signal", "end of an object"],
)
def test_an_interrupted_build_says_so_changes_nothing_and_publishes_nothing(site, file, lines):
    site.invoke("build", "publish")
    before = {folder: site.files(folder) for folder in ("output", "outbox", "public", "copies", "content")}
    with (site.path / file).open("a", encoding="utf-8") as program:
        program.write(f"\n{lines}\n")
    printed = site.invoke("build", "publish", code=130)
    assert printed == "Interrupted: output/ and outbox/ are as they were.\n"
    assert before == {folder: site.files(folder) for folder in before}


def test_a_build_that_is_interrupted_at_its_very_end_is_whole_and_not_published(site):
    with (site.path / "tasks.py").open("a", encoding="utf-8") as tasks:
        tasks.write(
            "\nimport partwork.tasks\nreplace = partwork.tasks.replace_folders\n"
            f"def interrupted(*pairs):\n {INTERRUPT}; replace(*pairs)\n"
            "partwork.tasks.replace_folders = interrupted\n"
        )
    assert "Interrupted: output/ and outbox/ are new." in site.invoke("build", "publish", code=130)
    assert site.files("output").keys() > {"index.html"}
    assert len(site.files("outbox")) == 5
    assert not (site.path / "public").exists()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("FEED_DOMAIN = SITURL", "name 'SITURL' is not defined"),
        ("FEED_DOMAIN = {", "'{' was never closed"),
    ],
)
def test_a_mistake_in_the_settings_is_named_with_its_line(site, line, message):
    with (site.path / "publishconf.py").open("a", encoding="utf-8") as settings:
        settings.write(f"\n{line}\n")
    number = line_of(site, "publishconf.py", line)
    printed = site.invoke("build", code=1)
    assert f"publishconf.py:{number}: {message}" in printed
    assert "Traceback" not in printed


def test_a_site_may_lie_in_a_folder_of_any_name(site):
    path = site.path.rename(site.path.with_name("our \"first\" site, {new} & 'tēnā'"))
    type(site)(path).invoke("build")
    assert (path / "output/index.html").exists()


def test_a_folder_that_cannot_be_replaced_leaves_the_other_one_alone(site):
    site.invoke("build")
    before = site.files("output")
    (site.path / "content/pages/about.md").open("a", encoding="utf-8").write("\nMore.\n")
    # Nothing can be renamed to a link that leads nowhere, whoever builds.
    (site.path / "outbox").rename(site.path / "outbox-kept")
    (site.path / "outbox").symlink_to(site.path / "nowhere" / "at all")
    assert "outbox: " in site.invoke("build", code=1)
    assert site.files("output") == before
    shutil.rmtree(site.path / "output")
    site.invoke("build", code=1)
    assert not (site.path / "output").exists()
    (site.path / "outbox").unlink()
    site.invoke("build")
    assert "More." in (site.path / "output/about/index.html").read_text(encoding="utf-8")


def test_slips_in_headers_are_told_once_and_with_paths_of_the_site(site):
    """Pelican's own words have no line, and the machine's paths."""
    site.invoke("build")
    before = site.files("output"), site.files("outbox")
    folder = site.path / "content/social-media"
    slips = {
        "4-a.md": "Title: A\nSummary: S\nDate: 2026-02-30\n\nText.\n",
        "4-b.md": "Title: B\nSummary: S\nDate: 2026-02-03\nStatus : draft\n\nText.\n",
        "4-c.md": "---\ntitle: C\nsummary: S\n\nText.\n",
        "4-d.md": "Title: D\nSummary: S\n\nText without a date.\n",
    }
    for name, text in slips.items():
        (folder / name).write_text(text, encoding="utf-8")
    printed = site.invoke("build", code=1)
    assert 'content/social-media/4-a.md:3: there is no date "2026-02-30"' in printed
    assert 'content/social-media/4-b.md:4: this is no line of a header: write "Status: draft"' in printed
    assert 'content/social-media/4-c.md:1: the header has no end: write a line "---"' in printed
    assert 'content/social-media/4-d.md:1: the header has no date. Write a line "Date: …" into it.' in printed
    for name in slips:
        assert printed.count(name) == 1
    assert str(site.path) not in printed
    assert before == (site.files("output"), site.files("outbox"))


def test_what_is_at_work_is_not_cleaned_away_and_links_are_not_followed(site):
    outside = site.path.parent / "outside"
    outside.mkdir()
    (outside / "kept").write_text("theirs")
    (site.path / "public").symlink_to(outside)
    (site.path / ".cache").mkdir()
    (site.path / "dist").write_text("a file")
    hold = "import sys; from pathlib import Path; from guards.locks import hold_lock\n"
    hold += "with hold_lock(Path('.cache/build.lock')):\n  print(flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", hold]
    with subprocess.Popen(command, cwd=site.path, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as build:
        build.stdout.readline()
        assert "is running. Wait until it has ended, or end it." in site.invoke("clean", code=1)
        assert (site.path / "public").is_symlink()
        build.stdin.close()
    site.invoke("clean")
    assert (outside / "kept").exists()
    assert not {"public", ".cache", "dist"} & {path.name for path in site.path.iterdir()}


@pytest.mark.parametrize("error", ["RecursionError", "MemoryError", "KeyError('x')", "ValueError('a\\nb')"])
def test_whatever_a_plugin_raises_is_told_with_the_post(site, error):
    with (site.path / "publishconf.py").open("a", encoding="utf-8") as settings:
        settings.write(
            "\nfrom pelican import signals\nclass Broken:\n def register():\n"
            "  signals.all_generators_finalized.connect(look, weak=False)\n"
            f"def look(generators):\n for article in generators[0].articles:\n  raise {error}\n"
            "PLUGINS = [*PLUGINS, Broken]\n"
        )
    line = line_of(site, "publishconf.py", "  raise ")
    printed = site.invoke("build", code=1)
    (told, summed) = printed.splitlines()
    assert told.startswith(f"error: publishconf.py:{line}: ")
    assert " (of content/social-media/" in told
    assert summed.startswith("1 error: ")
