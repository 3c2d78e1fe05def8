"""Deploying with git to real bare repositories, one of them behind a real OpenSSH server."""

import os
import shutil
import socket
import subprocess

import pytest
from servers.sshd import start_sshd
from syndication.deploying import Built

from crosspost.deploy import git as deploy_git
from crosspost.errors import SettingsError, SyndicationError


def git(folder, *arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    person = ["-c", "user.name=A person", "-c", "user.email=person@example.test"]
    ran = subprocess.run(
        ["git", *person, *arguments], cwd=folder, env=environment, capture_output=True, check=True
    )
    return ran.stdout.decode().strip()


class Pages:
    """A bare repository, the author's own, and somebody else's clone of the branch."""

    def __init__(self, folder, site):
        self.bare, self.site, self.other = folder / "pages.git", site, folder / "other"
        git(folder, "init", "--quiet", "--bare", str(self.bare))
        site.mkdir()
        git(site, "init", "--quiet", "--initial-branch=main")
        (site / "post.md").write_text("Committed")
        git(site, "add", "post.md")
        git(site, "commit", "--quiet", "-m", "Begin")
        git(site, "remote", "add", "origin", str(self.bare))
        (site / "post.md").write_text("Changed")
        (site / "staged.md").write_text("Staged")
        git(site, "add", "staged.md")

    def files(self, branch="gh-pages"):
        """Return what the branch holds."""
        listed = git(self.bare, "ls-tree", "-r", "-z", "--name-only", branch).split("\0")
        return {
            name: subprocess.check_output(["git", "show", f"{branch}:{name}"], cwd=self.bare)
            for name in listed
            if name
        }

    def commits(self, branch="gh-pages"):
        return git(self.bare, "log", "--format=%H", branch).split()

    def push_from_elsewhere(self, name, text):
        """Somebody else commits a file to the branch."""
        shutil.rmtree(self.other, ignore_errors=True)
        git(self.bare.parent, "clone", "--quiet", "--branch", "gh-pages", str(self.bare), str(self.other))
        (self.other / name).parent.mkdir(exist_ok=True)
        (self.other / name).write_text(text)
        git(self.other, "add", "--all")
        git(self.other, "commit", "--quiet", "-m", "By hand")
        git(self.other, "push", "--quiet")

    def authors_own(self):
        """Return everything that must stay as it is."""
        return (
            git(self.site, "status", "--porcelain", "--branch"),
            git(self.site, "for-each-ref", "refs/heads", "refs/tags"),
            git(self.site, "diff", "--cached"),
            (self.site / ".git/HEAD").read_text(),
            (self.site / ".git/index").read_bytes(),
            (self.site / ".git/config").read_text(),
        )


@pytest.fixture
def pages(tmp_path):
    return Pages(tmp_path, tmp_path / "site")


@pytest.fixture
def built(pages):
    site = Built(pages.site, {"kind": "git"})
    (pages.site / ".git/info/exclude").write_text("output/\ncopies/\n*.css\n")
    return site


def test_a_deploy_commits_what_differs_and_removes_what_is_gone(built, pages):
    before = pages.authors_own()
    assert built.deploy() == "gh-pages of origin: 5 of 5 files sent, 0 removed"
    assert pages.files() == {**built.files(), ".nojekyll": b""}

    built.rebuild()
    assert built.deploy() == "gh-pages of origin: unchanged, 5 files"
    assert len(pages.commits()) == 1

    built.write("media/first/index.html", "<p>Other</p>")
    assert "1 of 5 files sent, 0 removed" in built.deploy()
    built.remove("media/second/index.html")
    assert "0 of 4 files sent, 1 removed" in built.deploy()
    built.remove("media/first/index.html")
    built.write("media/first", "a file in the place of a folder")
    assert "1 of 4 files sent, 1 removed" in built.deploy()
    assert pages.files() == {**built.files(), ".nojekyll": b""}
    assert len(pages.commits()) == 4
    assert pages.authors_own() == before


def test_what_others_put_there_stays(built, pages):
    git(pages.site, "push", "--quiet", "origin", "main:gh-pages")
    built.deploy()
    pages.push_from_elsewhere("CNAME", "www.example.org")
    pages.push_from_elsewhere("media/theirs.txt", "theirs")
    built.write("index.html", "<p>New</p>")
    built.remove("media/second/index.html")
    assert "1 of 4 files sent, 1 removed" in built.deploy()
    found = pages.files()
    assert found.pop("CNAME") == b"www.example.org"
    assert found.pop("media/theirs.txt") == b"theirs"
    assert found.pop("post.md") == b"Committed"
    assert found == {**built.files(), ".nojekyll": b""}


def test_another_machine_knows_what_earlier_deploys_wrote(built, pages, tmp_path):
    built.deploy()
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{pages.bare}", "-b", "gh-pages", "elsewhere")
    elsewhere = Built(tmp_path / "elsewhere", {"kind": "git"})
    elsewhere.remove("media/second/index.html")
    assert "0 of 4 files sent, 1 removed" in elsewhere.deploy()
    assert pages.files() == {**elsewhere.files(), ".nojekyll": b""}


def hook(repository, name, script):
    path = repository / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def let_others_push(pages, times):
    """While a push of ours is under way, somebody else's arrives, at most so many times."""
    pages.push_from_elsewhere("CNAME", "www.example.org")
    script = f"""
unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_DIR
count=$(cat {pages.bare}/count 2>/dev/null || echo 0)
[ "$count" -lt {times} ] || exit 0
echo $((count + 1)) > {pages.bare}/count
tree=$(git --git-dir={pages.bare} rev-parse 'gh-pages^{{tree}}')
export GIT_AUTHOR_NAME=O GIT_AUTHOR_EMAIL=o@o GIT_COMMITTER_NAME=O GIT_COMMITTER_EMAIL=o@o
commit=$(git --git-dir={pages.bare} commit-tree "$tree" -p gh-pages -m "$count")
git --git-dir={pages.bare} update-ref refs/heads/gh-pages "$commit"
"""
    hook(pages.bare, "pre-receive", script)


def test_who_pushes_at_the_same_time_loses_nothing(built, pages):
    built.deploy()
    let_others_push(pages, times=1)
    built.write("index.html", "<p>New</p>")
    assert "1 of 5 files sent" in built.deploy()
    assert pages.files() == {**built.files(), ".nojekyll": b"", "CNAME": b"www.example.org"}
    assert len(pages.commits()) == 4, "ours, theirs, theirs from in between, ours"


def test_who_pushes_all_the_time_is_told_of(built, pages):
    built.deploy()
    let_others_push(pages, times=9)
    built.write("index.html", "<p>New</p>")
    with pytest.raises(SyndicationError, match="others push to gh-pages of origin all the time"):
        built.deploy()


def test_a_killed_deploy_is_put_right(built, pages):
    built.deploy()
    before = pages.authors_own()
    hook(pages.bare, "pre-receive", f"touch {pages.bare}/reached; sleep 2; [ ! -e {pages.bare}/reached ]")
    built.write("index.html", "<p>New</p>")
    built.deploy_and_kill((pages.bare / "reached").exists)
    shown = pages.files()
    assert shown["index.html"] == "<p>Tēnā koe</p>".encode(), "all or nothing"
    (pages.bare / "hooks/pre-receive").unlink()
    assert "1 of 5 files sent" in built.deploy()
    assert pages.files() == {**built.files(), ".nojekyll": b""}
    assert pages.authors_own() == before


def test_over_ssh(built, pages, monkeypatch, tmp_path):
    server = start_sshd()
    try:
        ssh = f"ssh -i {server.folder}/user -o IdentitiesOnly=yes"
        remote = f"ssh://{server.host}:{server.port}{pages.bare}"
        monkeypatch.setenv("GIT_SSH_COMMAND", f"{ssh} -o UserKnownHostsFile={server.folder}/known_hosts")
        assert "5 of 5 files sent" in built.deploy(remote=remote)
        assert built.deploy(remote=remote).endswith("unchanged, 5 files")
        stranger = f"ssh -i {server.folder}/stranger -o IdentitiesOnly=yes"
        known = f"-o UserKnownHostsFile={server.folder}/known_hosts"
        monkeypatch.setenv("GIT_SSH_COMMAND", f"{stranger} {known}")
        with pytest.raises(SyndicationError, match="does not accept who you are"):
            built.deploy(remote=remote)
        monkeypatch.setenv("GIT_SSH_COMMAND", f"{ssh} -o UserKnownHostsFile=/dev/null")
        with pytest.raises(SyndicationError, match="does not know the server"):
            built.deploy(remote=remote)
        (finding,) = built.check(remote=remote)
        assert not finding.good
    finally:
        server.stop()


def test_a_server_that_falls_silent_is_given_up(built, tmp_path, monkeypatch):
    monkeypatch.setattr(deploy_git, "SILENCE", 3)
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(SyndicationError, match="cannot be reached"),
    ):
        built.deploy(remote=f"http://127.0.0.1:{silent.getsockname()[1]}/x.git")
    ssh = tmp_path / "ssh"
    ssh.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\nexit 1\n')
    ssh.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", f"{ssh} -o ServerAliveInterval=7")
    with pytest.raises(SyndicationError):
        built.deploy(remote="ssh://example.test/x.git")
    asked = (tmp_path / "asked").read_text()
    # Of two answers, ssh takes the first: the author's.
    assert asked.index("ServerAliveInterval=7") < asked.index("ServerAliveInterval=1 ")
    assert "ServerAliveCountMax=3" in asked
    assert "ConnectTimeout" in asked


def test_refusals(built, pages, tmp_path, monkeypatch):
    hook(pages.bare, "pre-receive", "echo 'GH006: protected branch' >&2; exit 1")
    with pytest.raises(SyndicationError, match="refuses a push to its branch gh-pages"):
        built.deploy()
    with pytest.raises(SyndicationError, match="there is no repository at"):
        built.deploy(remote=str(tmp_path / "nowhere.git"))
    with pytest.raises(SyndicationError, match="cannot be reached"):
        built.deploy(remote="ssh://127.0.0.1:1/x.git")
    git(pages.site, "remote", "add", "secret", "http://someone:p@s3cr3t-t0ken@127.0.0.1:1/x.git")
    with pytest.raises(SyndicationError) as caught:
        built.deploy(remote="secret")
    assert "s3cr3t" not in str(caught.value)
    shutil.rmtree(pages.site / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(SettingsError, match="is in none: git init"):
        built.deploy()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SettingsError, match="needs the program git"):
        built.deploy()


@pytest.mark.parametrize(
    "changes",
    [
        {"remote": "https://t0ken@example.org/x.git"},
        {"remote": "https://user:t0ken@example.org/x.git"},
        {"remote": "HTTPS://t0ken@example.org/x.git"},
        {"remote": " https://t0ken@example.org/x.git"},
        {"remote": "--upload-pack=evil"},
        {"remote": "ext::sh -c evil"},
        {"branch": "../main"},
        {"branch": "--force"},
        {"token": "t0ken"},
    ],
)
def test_settings_that_cannot_be_used(built, changes):
    with pytest.raises(SettingsError, match="SYNDICATION_DEPLOY") as caught:
        built.deploy(**changes)
    assert "t0ken" not in str(caught.value)


def test_doctor(built, pages):
    (finding,) = built.check()
    assert finding.good
    assert "made by the first deploy" in finding.text
    built.deploy()
    (finding,) = built.check()
    assert finding.good
    assert "is there" in finding.text
    (finding,) = built.check(remote="upstream")
    assert not finding.good
