"""What `publish` does with a deploy: all of it through the command, with secrets looked for everywhere."""

import shutil

import pytest
from servers.s3 import SECRET, start_store
from syndication.deploying import Built, list_folder

from crosspost.contract import Rooms
from crosspost.deploy import KINDS, open_deploy


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
