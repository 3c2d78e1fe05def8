"""Deploying with rsync to a real OpenSSH server."""

import contextlib
import os
import shutil

import pytest
from servers.sshd import start_sshd
from syndication.deploying import Built, list_folder

from crosspost.errors import SettingsError, SyndicationError


@pytest.fixture(scope="module")
def server():
    running = start_sshd()
    yield running
    running.stop()


@pytest.fixture
def sshd(server):
    server.reset()
    return server


@pytest.fixture
def built(tmp_path, sshd):
    return Built(tmp_path / "a site", sshd.settings())


def test_a_deploy_sends_what_differs_and_removes_what_is_gone(built, sshd):
    assert "5 of 5 files sent, 0 removed" in built.deploy()
    assert list_folder(sshd.www) == built.files()
    assert (sshd.www / "index.html").stat().st_mode & 0o777 == 0o644
    assert (sshd.www / "media").stat().st_mode & 0o777 == 0o755

    built.rebuild()
    assert built.deploy().endswith("unchanged, 5 files")

    built.write("media/first/index.html", "<p>Other</p>")  # as long as it was
    assert "1 of 5 files sent, 0 removed" in built.deploy()
    assert list_folder(sshd.www) == built.files()

    built.remove("media/second/index.html")
    assert "0 of 4 files sent, 1 removed" in built.deploy()
    assert list_folder(sshd.www) == built.files(), "its folder is gone, too"
    assert built.deploy().endswith("unchanged, 4 files")


def test_what_others_put_there_stays(built, sshd):
    (sshd.www / "media/second").mkdir(parents=True)
    (sshd.www / "media/second/theirs.txt").write_text("theirs")
    (sshd.www / "old.html").write_text("theirs")
    built.deploy()
    built.remove("media/second/index.html")
    assert "1 removed" in built.deploy()
    found = list_folder(sshd.www)
    assert found.pop("media/second/theirs.txt") == found.pop("old.html") == b"theirs"
    assert found == built.files()


def test_without_notes_nothing_is_removed(built, sshd):
    built.deploy()
    shutil.rmtree(built.root / "copies")
    built.remove("media/second/index.html")
    assert built.deploy().endswith("unchanged, 4 files")
    assert (sshd.www / "media/second/index.html").exists()


def test_readers_never_see_half_a_file_and_the_next_run_puts_a_killed_one_right(built, sshd):
    built.deploy()
    before = built.files()
    built.write("index.html", b"<p>new</p>" * 1_000_000)
    built.write("large.bin", os.urandom(20_000_000))
    built.remove("media/second/index.html")
    built.deploy_and_kill(lambda: any(path.name.startswith(".") for path in sshd.www.rglob("*")))
    shown = list_folder(sshd.www)
    assert {name: shown[name] for name in before} == before
    built.deploy()
    assert list_folder(sshd.www) == built.files()
    assert built.deploy().endswith("unchanged, 5 files")


def test_what_a_killed_run_left_on_its_way_is_removed(built, sshd):
    built.write("index.html", os.urandom(20_000_000))
    (sshd.www / ".~tmp~").mkdir()
    (sshd.www / ".~tmp~/index.html").write_text("half")
    with contextlib.suppress(AssertionError):
        built.deploy_and_kill(lambda: len(list_folder(sshd.www)) > 1)
    built.remove("index.html")
    built.deploy()
    assert list_folder(sshd.www) == built.files()


def test_a_server_that_is_not_known_is_not_trusted(built, sshd, tmp_path):
    (tmp_path / "nobody").write_text("")
    with pytest.raises(
        SyndicationError, match=r"does not know the server .* yet. Connect once by hand with `ssh -p"
    ):
        built.deploy(known_hosts=str(tmp_path / "nobody"))
    key = (sshd.folder / "stranger.pub").read_text().split()[1]
    (tmp_path / "other").write_text(f"[127.0.0.1]:{sshd.port} ssh-ed25519 {key}\n")
    with pytest.raises(SyndicationError, match="is not the one that this computer knows"):
        built.deploy(known_hosts=str(tmp_path / "other"))
    assert not list_folder(sshd.www)


def test_a_key_that_is_not_accepted(built, sshd):
    with pytest.raises(SyndicationError, match="does not accept your key"):
        built.deploy(key=str(sshd.folder / "stranger"))
    (finding,) = built.check(key=str(sshd.folder / "stranger"))
    assert not finding.good
    assert "does not accept your key" in finding.text


def test_a_full_disk_there(built, sshd):
    """The server's rsync sees a disk of 64 kB in the place of the folder, in a name space of its own."""
    script = sshd.folder / "bin/rsync"
    script.write_text(
        "#!/bin/sh\n"
        f"exec unshare -rm sh -c 'mount -t tmpfs -o size=64k tmpfs {sshd.www} && "
        'exec /usr/bin/rsync "$@"\' rsync "$@"\n'
    )
    script.chmod(0o755)
    built.write("large.bin", bytes(1_000_000))
    with pytest.raises(SyndicationError, match=r"the disk of .* is full. Make room there|Is its disk full"):
        built.deploy()
    script.unlink()
    assert "6 of 6 files sent" in built.deploy()
    assert list_folder(sshd.www) == built.files()


def test_no_rsync_there(built, sshd):
    script = sshd.folder / "bin/rsync"
    script.write_text("#!/bin/sh\necho 'bash: rsync: command not found' >&2\nexit 127\n")
    script.chmod(0o755)
    with pytest.raises(SyndicationError, match=r"there is no rsync on .*. Install it there"):
        built.deploy()


def test_other_troubles(built, sshd, monkeypatch, tmp_path):
    with pytest.raises(SyndicationError, match=r"cannot be reached. Are its name and its port right"):
        built.deploy(port=1)
    with pytest.raises(SyndicationError, match=r"the folder above .* is not there"):
        built.deploy(to=f"{sshd.host}:{sshd.www}/not/there")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SettingsError, match="needs the program rsync, which is not installed here"):
        built.deploy()
    (finding,) = built.check()
    assert not finding.good


@pytest.mark.parametrize(
    "changes",
    [
        {"to": "public"},
        {"to": "-oProxyCommand=x:/srv"},
        {"to": "host::module"},
        {"to": "host:/"},
        {"port": 0},
        {"port": "22"},
        {"key": "nowhere"},
        {"password": "x"},
        {"too": "x"},
    ],
)
def test_settings_that_cannot_be_used(built, changes):
    with pytest.raises(SettingsError, match="SYNDICATION_DEPLOY"):
        built.deploy(**changes)


def test_doctor(built, sshd):
    (finding,) = built.check()
    assert finding.good
    (finding,) = built.check(to=f"{sshd.host}:{sshd.www}/site")
    assert finding.good
    assert "made by the first deploy" in finding.text
    assert not list_folder(sshd.www), "nothing is changed"
