"""The whole way on a site without a partner: build, plan, publish into folders."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

NAMES = ["practitioners", "researchers", "organisations"]


def test_build_plan_publish_and_again(kit):
    posts = [f"republishing-kit/media--{name}.json" for name in NAMES]
    assert sorted(kit.files("outbox")) == ["build.json", *sorted(posts), "waiting.json"]
    assert {action["action"] for action in kit.plan()} == {"create"}
    assert "3 created" in kit.publish()
    assert kit.files("output") == kit.files("public")
    assert [state for _, state in kit.receipts()] == ["created"] * 3
    assert [line["kind"] for line in kit.ledger()] == ["attempt", "receipt"] * 3
    assert {action["action"] for action in kit.plan()} == {"unchanged"}
    before = {folder: kit.files(folder) for folder in ("content", "outbox", "output", "public", "copies")}
    kit.build()
    assert "3 unchanged" in kit.publish()
    assert {folder: kit.files(folder) for folder in before} == before


def test_the_outbox_can_be_read(kit, golden):
    post = json.loads(kit.files("outbox")["republishing-kit/media--practitioners.json"])
    golden("syndication/outbox.json", json.dumps(post, ensure_ascii=False, indent=2) + "\n")


def test_the_kit(kit, golden):
    kit.publish()
    files = kit.files("copies/republishing-kit")
    for name in ("index.html", "post.html", "post.txt", "licence.txt"):
        golden(f"syndication/kit/{name}", files[f"media--practitioners/{name}"].decode())
    golden("syndication/kit/wordpress.xml", files["wordpress.xml"].decode())
    pictures = [name for name in files if name.startswith("media--practitioners/images/")]
    assert sorted(name.split("/")[-1].split("-")[0] for name in pictures) == ["chart", "photo"]
    page = files["media--practitioners/index.html"].decode()
    for name in pictures:
        assert f'src="{name.removeprefix("media--practitioners/")}"' in page
    channel = ET.fromstring(files["wordpress.xml"]).find("channel")
    kinds = [item.findtext("{http://wordpress.org/export/1.2/}post_type") for item in channel.iter("item")]
    assert sorted(kinds) == ["attachment"] * 2 + ["post"] * 3


def test_an_edit_is_one_update_with_its_diff(kit):
    kit.publish()
    kit.edit("content/media/2-researchers.html", "Quoted words", "Quoted &amp; other words")
    kit.build()
    printed = kit.syndicate("plan")
    assert "republishing-kit: media/researchers: update (the post changed)" in printed
    assert "> Quoted {+& other+} words stay" in printed
    assert "1 updated, 2 unchanged" in kit.publish()
    text = kit.files("copies/republishing-kit")["media--researchers/post.txt"].decode()
    assert "Quoted & other words" in text
    assert "Quoted &amp; other words" in kit.files("copies/republishing-kit")["wordpress.xml"].decode()


def test_a_lost_kit_is_written_again_and_the_ledger_stays(kit):
    kit.publish()
    ledger, files = kit.files("content"), kit.files("copies/republishing-kit")
    for path in (kit.path / "copies").rglob("*"):
        if path.is_file():
            path.unlink()
    assert {action["action"] for action in kit.plan()} == {"rewrite"}
    assert "3 rewritten" in kit.publish()
    assert (kit.files("content"), kit.files("copies/republishing-kit")) == (ledger, files)


def test_a_lost_ledger_is_found_again(kit):
    kit.publish()
    (kit.path / "content/syndication.jsonl").unlink()
    assert "3 found there" in kit.publish()


@pytest.mark.parametrize("line", ["false", "no", "[]"])
def test_a_post_may_stay_at_home(kit, line):
    kit.edit("content/media/2-researchers.html", "<head>", f'<head><meta name="syndicate" content="{line}">')
    kit.build()
    assert sorted(kit.files("outbox")) == [
        "build.json",
        "republishing-kit/media--organisations.json",
        "republishing-kit/media--practitioners.json",
        "waiting.json",
    ]


def test_a_post_may_choose_its_targets(site):
    site.set_targets(one={"kind": "folder"}, two={"kind": "folder"})
    site.edit("content/media/2-researchers.html", "<head>", '<head><meta name="syndicate" content="[two]">')
    site.build()
    assert "one/media--researchers.json" not in site.files("outbox")
    assert "two/media--researchers.json" in site.files("outbox")
    site.publish("--only", "two", "--no-deploy")
    assert not (site.path / "public").exists()
    assert not (site.path / "copies/one").exists()
    assert (site.path / "copies/two/media--researchers/post.html").exists()
    site.edit("content/media/2-researchers.html", "[two]", "three")
    assert 'target "three" in SYNDICATION_TARGETS. There are: one, two.' in " ".join(
        site.run("-m", "pelican", "-s", "publishconf.py").split()
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<head>", '<head><meta name="status" content="draft">'),
        ("<head>", '<head><meta name="status" content="hidden">'),
        ("2020-11-02", "2999-11-02"),
    ],
)
def test_what_is_not_public_never_leaves(kit, old, new):
    kit.edit("content/media/2-researchers.html", old, new)
    for number in (1, 3):
        kit.edit(kit.part(number), '<a href="{filename}', '<a href="https://example.org/')
    kit.build()
    assert "republishing-kit/media--researchers.json" not in kit.files("outbox")
    kit.publish()
    assert [post for post, _ in kit.receipts()] == ["media/practitioners", "media/organisations"]


def test_a_site_without_an_address_has_no_outbox(site):
    site.edit("publishconf.py", '"https://partwork.example"', '""')
    site.build()
    assert not (site.path / "outbox").exists()
    assert "SITEURL" in site.syndicate("plan", code=1)


def test_without_the_other_plugins(site):
    site.edit("publishconf.py", '["syndication", "rooms"]', '["syndication"]')
    lines = "".join(
        f'<meta name="{name}" content="a, b">'
        for name in ("licence", "attribution", "series", "part", "images", "record", "references")
    )
    site.edit("content/media/1-practitioners.html", "<head>", f"<head>{lines}")
    site.build()
    site.publish()
    text = site.files("copies/republishing-kit")["media--practitioners/post.txt"].decode()
    assert "By Given Example. First published on Partwork" in text
    assert "Part 1 of" not in text


def test_two_posts_of_one_name_are_told_apart_or_refused(site):
    source = site.path / "content/media"
    (source / "4-practitioners.html").write_bytes((source / "1-practitioners.html").read_bytes())
    site.edit("content/media/4-practitioners.html", "<head>", '<head><meta name="slug" content="other">')
    errors = (
        "import logging, pelican\n"
        "class Show(logging.Handler):\n"
        "    def emit(self, record): print(record.levelname, record.getMessage())\n"
        "logging.getLogger().addHandler(Show())\n"
        "pelican.main(['-s', 'publishconf.py'])\n"
    )
    printed = site.run("-c", errors)
    assert "practitioners.html: partners would take this for" in printed


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ('SYNDICATION_TARGETS = ["blog"]', "SYNDICATION_TARGETS must be a dictionary"),
        ('SYNDICATION_TARGETS = {"My Blog": {"kind": "folder"}}', "lower-case"),
        ('SYNDICATION_TARGETS = {"blog": {}}', 'needs a "kind"'),
        ('SYNDICATION_TARGETS = {"blog": {"kind": "gopher"}}', "There are: folder, wordpress"),
        ('SYNDICATION_TARGETS = {"blog": {"kind": "wordpress"}}', "'url' is missing"),
        ('SYNDICATION_TARGETS = {"blog": {"kind": "folder", "path": "x"}}', "no option 'path'"),
        ('SYNDICATION_DEPLOY = {"kind": "gopher"}', "There are: directory"),
        ('SYNDICATION_DEPLOY = {"kind": "directory", "path": "content"}', "a folder of its own"),
        ("SYNDICATION_OUTBOX = 3", "SYNDICATION_OUTBOX must be a path"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(kit, setting, words):
    with (kit.path / "publishconf.py").open("a") as file:
        file.write(f"\n{setting}\n")
    printed = kit.publish(code=1)
    assert printed.startswith("error: publishconf.py: SYNDICATION_")
    assert words in printed
    assert not (kit.path / "content/syndication.jsonl").exists()


def test_an_outbox_that_was_edited_is_not_sent(kit):
    kit.edit("outbox/republishing-kit/media--researchers.json", "Quoted words", "Other words")
    assert "media--researchers.json: was changed after the build" in kit.publish(code=1)
    assert not (kit.path / "copies/republishing-kit").exists()


def test_a_stray_copy_in_the_outbox_is_told(kit):
    folder = kit.path / "outbox/republishing-kit"
    stray = folder / "media--researchers (conflicted copy).json"
    stray.write_bytes((folder / "media--researchers.json").read_bytes())
    assert "(conflicted copy).json: is not a file of the outbox" in kit.publish(code=1)
    assert not (kit.path / "copies/republishing-kit").exists()
    stray.unlink()
    kit.publish()


def test_an_image_that_changed_since_the_build_is_not_sent(kit):
    (kit.path / "output/media/images/photo.png").write_bytes(b"other")
    printed = kit.publish(code=1)
    assert "photo.png is not as it was when the outbox was written" in printed
    assert "3 failed" in printed


def test_two_runs_at_once_are_one(kit):
    lock = (
        "from filelock import FileLock\n"
        "with FileLock('copies/.lock'):\n"
        "    print(1, flush=True)\n"
        "    input()\n"
    )
    (kit.path / "copies").mkdir()
    holder = subprocess.Popen(
        [sys.executable, "-c", lock], cwd=kit.path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout.readline() == b"1\n"
    assert "another publish is running" in kit.publish(code=1)
    holder.communicate(b"\n")
    kit.publish()


def test_deploying_writes_what_changed_and_removes_what_is_gone(kit):
    kit.publish()
    public = kit.path / "public"
    page = public / "media/researchers/index.html"
    (public / "CNAME").write_text("partwork.example")
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in public.rglob("*.*")}
    (kit.path / "content/media/3-organisations.html").unlink()
    kit.edit("content/media/2-researchers.html", '<a href="{filename}', '<a href="https://example.org/')
    kit.run("-c", "import shutil; shutil.rmtree('output')")
    kit.build()
    kit.publish()
    assert not (public / "media/organisations").exists()
    assert page.read_bytes() != before[page][1]
    for path, (stamp, data) in before.items():
        if path.is_file():
            assert (path.stat().st_mtime_ns == stamp) == (path.read_bytes() == data)
    assert (public / "CNAME").exists()
    (public / "CNAME").unlink()
    assert kit.files("output") == kit.files("public")


def test_a_ledger_with_a_broken_line_is_reported_and_still_works(kit):
    kit.publish()
    ledger = kit.path / "content/syndication.jsonl"
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    ledger.write_text("".join([*lines[:2], "<<<<<<< HEAD\n", *lines[2:]]), encoding="utf-8")
    printed = kit.publish()
    assert "warning: content/syndication.jsonl:3: not a line of the ledger" in printed
    assert "3 unchanged" in printed


def test_a_build_and_a_plan_load_no_more_than_they_need(kit):
    kit.publish()
    check = (
        "import sys; sys.argv = ['syndication', 'plan']\n"
        "from crosspost.__main__ import main\n"
        "assert main() == 0\n"
        "loaded = {'httpx2', 'bs4', 'stamina', 'dotenv', 'filelock'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    kit.run("-c", check)
    kit.run("-c", "import sys, pelican.plugins.syndication; assert not {'httpx2', 'bs4'} & set(sys.modules)")
