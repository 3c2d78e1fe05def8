"""Packages of somebody else's: a target, a deploy and a type of work, by entry points alone."""

import pytest

BUILD = ("pelican", "-s", "publishconf.py", "-o", "output")
PUBLISH = ("crosspost", "publish", "-s", "publishconf.py", "--no-wait")
SYNDICATION = {"SYNDICATION_TARGETS": {"list": {"kind": "lines", "file": "copies.txt"}}}
ZINE = "@zine{moa, author={Moa, Ana}, title={Rivers}, date={2020}}\n"
UNLOADABLE = "which cannot be used: ModuleNotFoundError: No module named 'partwork_zines.missing'."


def refer(run, tmp_path, kind="zine", installed=True):
    """Return what `citations references` says of a work."""
    (tmp_path / "refs.bib").write_text(ZINE.replace("zine", kind), encoding="utf-8")
    (tmp_path / "post.md").write_text("As @moa says.\n", encoding="utf-8")
    return run("apa7", "render", "post.md", "--bibliography", "refs.bib", installed=installed)


def test_a_target_and_a_deploy_of_another_package(run, made, tmp_path):
    # Nothing is sent to others from an address of nobody.
    deploy = {"kind": "listing", "file": "pages.txt"}
    made(**SYNDICATION, SYNDICATION_DEPLOY=deploy, SITEURL="https://korero.nz")
    assert "ERROR" not in run(*BUILD)
    assert "can write copies.txt" in run("crosspost", "doctor", "-s", "publishconf.py")
    said = run(*PUBLISH)
    assert "listed" in said
    assert (tmp_path / "copies.txt").read_text(encoding="utf-8") == "Rain\n"
    assert "rain.html" in (tmp_path / "pages.txt").read_text(encoding="utf-8")
    # It has what it has.
    (tmp_path / "copies.txt").write_text("As it was.\n", encoding="utf-8")
    run(*PUBLISH)
    assert (tmp_path / "copies.txt").read_text(encoding="utf-8") == "As it was.\n"


def test_options_of_its_kind_are_looked_at(run, made):
    made(SYNDICATION_TARGETS={"list": {"kind": "lines", "fiel": "copies.txt"}})
    said = " ".join(run(*BUILD).split())
    assert "no option 'fiel'. Did you mean" in said


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("broken", f'the package partwork-zines offers "broken" (partwork.targets), {UNLOADABLE}'),
        ("empty", "it has no KIND (a crosspost.contract.Kind) with an open_target. Update or uninstall it."),
        ("line", 'no kind "line". Did you mean "lines"?'),
        ("zzz", 'no kind "zzz". There are: folder, wordpress'),
        ("zzz", "bluesky, broken, empty, lines, feed."),
    ],
)
def test_a_target_that_cannot_be_used_is_told(run, made, kind, fault):
    made(SYNDICATION_TARGETS={"list": {"kind": kind}})
    assert fault in " ".join(run(*BUILD).split())
    assert fault in run("crosspost", "plan", "-s", "publishconf.py")


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("broken", 'the package partwork-zines offers "broken" (partwork.deploys), which cannot be used: '),
        ("none", 'no kind "none". There are: directory, git, rsync, s3, broken, listing.'),
    ],
)
def test_a_deploy_that_cannot_be_used_is_told(run, made, kind, fault):
    made(SYNDICATION_DEPLOY={"kind": kind})
    run(*BUILD)
    assert fault in run(*PUBLISH)


def test_a_type_of_another_package(run, tmp_path):
    assert "<i>Rivers</i> [Zine]." in refer(run, tmp_path)
    assert "[Zine]" not in refer(run, tmp_path, installed=False)
    assert "reads like" in run("apa7", "check", "refs.bib", installed=False)
    assert "reads like" not in run("apa7", "check", "refs.bib")


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("leaflet", f'the package partwork-zines offers "leaflet" (apa7.works), {UNLOADABLE}'),
        ("poster", "which cannot be used: it is no apa7.rules.family.Family. Update or uninstall it."),
    ],
)
def test_a_type_that_cannot_be_used_is_told_and_reads_as_another(run, tmp_path, kind, fault):
    said = refer(run, tmp_path, kind)
    assert "refs.bib:1: " in said
    assert fault in said
    assert "<i>Rivers</i>" in said


def test_what_is_ours_asks_for_no_package(run, tmp_path):
    """Looking for them takes longer than rendering a post."""
    (tmp_path / "look.py").write_text(
        "import importlib.metadata\n"
        "def refuse(*names): raise SystemExit(f'asked for {names}')\n"
        "importlib.metadata.entry_points = refuse\n"
        "from apa7.__main__ import main\n"
        "print(main(['render', 'post.md', '--bibliography', 'refs.bib']))\n"
    )
    (tmp_path / "post.md").write_text("As @moa says.\n", encoding="utf-8")
    (tmp_path / "refs.bib").write_text(ZINE.replace("zine", "book"), encoding="utf-8")
    assert "<i>Rivers</i>" in run("look")
