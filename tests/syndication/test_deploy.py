"""What `publish` does with a deploy: all of it through the command, with secrets looked for everywhere."""

import json
import os
import shutil

import pytest
from servers.s3 import SECRET, start_store
from syndication.deploying import Built, list_folder

from crosspost.contract import Rooms
from crosspost.deploy import KINDS, directory, open_deploy
from crosspost.deploy.written import Written
from crosspost.errors import SyndicationError
from guards import stamps


@pytest.fixture
def store():
    running = start_store()
    yield running
    running.stop()


def deploy_to(site, settings):
    with (site.path / "publishconf.py").open("a") as file:
        file.write(f"SYNDICATION_DEPLOY = {settings!r}\n")


def test_publish_deploys_and_shows_no_secret(kit, store):
    deploy_to(kit, store.settings())
    printed = kit.publish("--no-wait", DEPLOY_SECRET=SECRET)
    count = len(kit.files("output"))
    assert f"deployed to {store.url}/site: {count} of {count} files sent, 0 removed" in printed
    assert list_folder(store.bucket) == list_folder(kit.path / "output")
    again = kit.publish("--no-wait", DEPLOY_SECRET=SECRET)
    assert f"unchanged, {count} files" in again
    wrong = "wr0ng-s3cr3t"
    refused = kit.publish("--no-wait", code=1, DEPLOY_SECRET=wrong)
    assert "DEPLOY_SECRET is not the secret of" in refused
    doctor = kit.syndicate("doctor", code=1, DEPLOY_SECRET=wrong)
    assert "DEPLOY_SECRET is not the secret of" in doctor
    written = b"".join(kit.files(".").values()) + (printed + again + refused + doctor + store.log()).encode()
    assert SECRET.encode() not in written.replace(b"--auth-key", b"")
    assert wrong.encode() not in written


def test_a_deploy_that_fails_stops_the_run(kit):
    deploy_to(kit, {"kind": "s3", "endpoint": "http://127.0.0.1:1", "bucket": "b", "access_key": "k"})
    assert "cannot be reached" in kit.publish(code=1, DEPLOY_SECRET=SECRET)
    assert not (kit.path / "copies/republishing-kit").exists(), "no copy leads to a page that is not there"


def test_a_folder_keeps_what_others_put_there(tmp_path):
    built = Built(tmp_path / "site", {"kind": "directory", "path": "public"})
    public = built.root / "public"
    public.mkdir()
    (public / "theirs.txt").write_text("theirs")
    assert "5 of 5 files sent" in built.deploy()
    built.rebuild()
    assert built.deploy().endswith("unchanged, 5 files")
    built.remove("media/second/index.html")
    assert "1 removed" in built.deploy()
    assert list_folder(public) == {**built.files(), "theirs.txt": b"theirs"}
    shutil.rmtree(built.root / "copies")
    built.remove("media/first/index.html")
    assert built.deploy().endswith("unchanged, 3 files")
    (finding,) = built.check()
    assert finding.good
    (built.root / "file").write_text("")
    (finding,) = built.check(path="file/folder")
    assert not finding.good


def test_what_was_the_same_is_read_again_once_somebody_has_touched_it(tmp_path, monkeypatch):
    monkeypatch.setattr(stamps, "SETTLED", -1)
    compared = []

    def compare(source, target, **options):
        compared.append(target.name)
        return source.read_bytes() == target.read_bytes()

    monkeypatch.setattr(directory.filecmp, "cmp", compare)
    built = Built(tmp_path / "site", {"kind": "directory", "path": "public"})
    built.deploy()
    for count in (5, 0):
        compared.clear()
        assert built.deploy().endswith("unchanged, 5 files")
        assert len(compared) == count
    page = built.root / "public/index.html"
    before = page.stat()
    page.write_bytes(page.read_bytes().replace(b"p", b"q"))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "1 of 5 files sent" in built.deploy()
    built.write("feeds/all.atom.xml", "<feud/>")
    (built.root / "public/media/first/index.html").unlink()
    assert "2 of 5 files sent" in built.deploy()
    assert list_folder(built.root / "public") == built.files()


def test_every_kind_can_be_looked_at(tmp_path, monkeypatch):
    monkeypatch.delenv("DEPLOY_SECRET", raising=False)
    options = {
        "directory": {},
        "rsync": {"to": "nobody@127.0.0.1:/nowhere", "port": 1},
        "git": {"remote": "ssh://127.0.0.1:1/nowhere.git"},
        "s3": {"endpoint": "http://127.0.0.1:1", "bucket": "b", "access_key": "k"},
    }
    rooms = Rooms(tmp_path, tmp_path / "content", tmp_path / "output", tmp_path / "copies")
    for kind in KINDS:
        findings = list(open_deploy({"kind": kind, **options[kind]}, rooms).check())
        assert findings
        assert all(finding.text for finding in findings)
        assert [finding.good for finding in findings] == [kind == "directory"]


# corpus: 14 inputs
@pytest.mark.parametrize(
    "entry",
    [
        "../x",
        "a/../../x",
        "..",
        "/etc/hostname",
        "C:/x",
        "a\\b",
        "a\x00b",
        "a\nb",
        "\x1b[2J",
        "",
        1,
        None,
        [],
        {},
    ],
)
def test_an_entry_of_the_notes_that_is_no_name_is_told_and_never_followed(tmp_path, capsys, entry):
    """All kinds of deploys read their notes in one way."""
    rooms = Rooms(tmp_path, tmp_path / "content", tmp_path / "output", tmp_path / "copies")
    written = Written(rooms, "place")
    right = ["index.html", ".well-known/a", "a name & ü.css", "..a/b...c"]
    written.path.parent.mkdir()
    written.path.write_text(json.dumps({"place": "place", "files": [*right, entry]}))
    assert written.read() == set(right)
    said = capsys.readouterr().err
    assert said.startswith("warning: ")
    assert said.count("\n") == 1
    assert "It is left alone." in said
    assert "\x1b" not in said


def test_a_deploy_removes_and_writes_nothing_behind_a_link(tmp_path, capsys):
    built = Built(tmp_path / "site", {"kind": "directory", "path": "public"})
    outside = tmp_path / "outside"
    (outside / "first").mkdir(parents=True)
    (outside / "first/index.html").write_text("theirs")
    built.deploy()
    shutil.rmtree(built.root / "public/media")
    (built.root / "public/media").symlink_to(outside)
    with pytest.raises(SyndicationError, match=r"public/media leads out of public\. Remove that link\."):
        built.deploy()
    for part in ("first", "second"):
        built.remove(f"media/{part}/index.html")
    built.deploy()
    assert list_folder(outside) == {"first/index.html": b"theirs"}
    assert capsys.readouterr().err.count("leads out of public. It is left alone.") == 2


def test_a_public_folder_may_be_a_link(tmp_path):
    """As where a web server has its own place."""
    built = Built(tmp_path / "site", {"kind": "directory", "path": "public"})
    (tmp_path / "www").mkdir()
    (built.root / "public").symlink_to(tmp_path / "www")
    built.deploy()
    built.remove("media/first/index.html")
    assert "1 removed" in built.deploy()
    assert list_folder(tmp_path / "www") == built.files()


@pytest.mark.parametrize("name", ["a\nb.html", "../.env\n.html", "a\x1b.html", "a\u202e.html"])
def test_a_name_that_would_steer_is_not_deployed(tmp_path, name):
    """Git, for one, is told the names of files line by line."""
    built = Built(tmp_path / "site", {"kind": "directory"})
    built.write(name.replace("/", "-"), "x")
    with pytest.raises(
        SyndicationError, match=r"its name has the character U\+[0-9A-F]{4}.* in it\. Rename it\."
    ):
        built.deploy()


def test_links_in_a_site_lead_to_the_content_and_nowhere_else(tmp_path):
    """Pelican makes some with STATIC_CREATE_LINKS."""
    built = Built(tmp_path / "site", {"kind": "directory"})
    (built.root / "content").mkdir()
    (built.root / "content/map.png").write_text("map")
    (built.root / ".env").write_text("SECRET=1")
    (built.root / "output/map.png").symlink_to(built.root / "content/map.png")
    built.deploy()
    assert (built.root / "public/map.png").read_text() == "map"
    for target in (".env", "content/.env", "publishconf.py"):
        (built.root / target).write_text("SECRET=1")
        (built.root / "output/env.txt").unlink(missing_ok=True)
        (built.root / "output/env.txt").symlink_to(built.root / target)
        with pytest.raises(SyndicationError, match=r"env\.txt is a link out of the site"):
            built.deploy()
    assert not (built.root / "public/env.txt").exists()
