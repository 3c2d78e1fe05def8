"""What publishes by itself: the workflow's own steps, GitLab's and the line for cron, run in clones."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from servers.actionlint import lint_workflow

ROOT = Path(__file__).parents[2]
TASKS = ROOT / "program/partwork/tasks.py"
PATH = ROOT / ".github/workflows/publish.yml"
WORKFLOWS = sorted(PATH.parent.glob("*.yml"))
# Where the version of uv stands, and what that is.
PIN = ".ci/requirements.txt"
UV = (ROOT / PIN).read_text(encoding="utf-8").strip()
WORKFLOW = yaml.safe_load(PATH.read_text(encoding="utf-8"))
GUIDE = (ROOT / "docs/automation.md").read_text(encoding="utf-8")
LEDGER = "content/syndication.jsonl"
SECRETS = {"PARTNER_BLOG_SECRET": "secret of the partner"}
TOKEN = "token of the run"
COMMIT = "Commit the receipts"


def git(*arguments, cwd):
    ran = subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


@dataclass
class Place:
    """A repository on a server, and where a machine works on it.

    Attributes:
        origin: The bare repository.
        work: Where a run clones it to.
        home: A clone of somebody who writes.
        log: What the steps printed.
    """

    origin: Path
    work: Path
    home: Path
    environment: dict = field(default_factory=dict)
    log: str = ""

    def push(self, name, text):
        """Let somebody append to a file and push, and return the commit."""
        git("pull", "--quiet", "--rebase", "origin", "main", cwd=self.home)
        path = self.home / name
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
        git("add", name, cwd=self.home)
        git("commit", "--quiet", "-m", f"More in {name}", cwd=self.home)
        git("push", "--quiet", "origin", "HEAD:main", cwd=self.home)
        return git("rev-parse", "HEAD", cwd=self.home)

    def head(self):
        return git("rev-parse", "main", cwd=self.origin)

    def commits(self):
        return git("log", "--format=%s", "main", cwd=self.origin).splitlines()

    def ledger(self):
        text = git("show", f"main:{LEDGER}", cwd=self.origin)
        return [json.loads(line) for line in text.splitlines()]

    def receipts(self):
        return [line["post"] for line in self.ledger() if line["kind"] == "receipt"]

    def clone(self, ref):
        """Check out one commit of a branch, as actions/checkout does."""
        shutil.rmtree(self.work, ignore_errors=True)
        git("init", "--quiet", str(self.work), cwd=self.origin)
        git("remote", "add", "origin", f"file://{self.origin}", cwd=self.work)
        there = self.head() if ref == "main" else ref
        git("fetch", "--quiet", "--depth=1", "origin", f"+{there}:refs/remotes/origin/main", cwd=self.work)
        git("checkout", "--quiet", "-B", "main", "refs/remotes/origin/main", cwd=self.work)

    def shell(self, script, environment):
        """Run a script in GitHub's bash; return whether it went well."""
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.work,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
        )
        self.log += ran.stdout
        return ran.returncode == 0

    def run_job(self, name, trigger="", before=None, environment=None):
        """Run the steps of a job; return the names of those that failed.

        Args:
            name: The job's.
            trigger: The commit that started the run; the newest if none is given.
            before: What somebody does just before the step of that name.
            environment: More of it.
        """
        failed = []
        self.log = ""
        for step in WORKFLOW["jobs"][name]["steps"]:
            condition = step.get("if", "success()")
            assert condition in ("success()", "always()"), "this runner knows no other"
            if failed and condition == "success()":
                continue
            if "uses" in step:
                assert step["uses"].startswith("actions/checkout@")
                self.clone(step["with"].get("ref", trigger or self.head()))
                continue
            (before or {}).get(step["name"], lambda: None)()
            own = {key: fill(str(value)) for key, value in step.get("env", {}).items()}
            if not self.shell(step["run"], {**own, **(environment or {})}):
                failed.append(step["name"])
        return failed


def fill(text):
    """Replace the expressions of GitHub that a step may use."""
    values = {f"secrets.{name}": secret for name, secret in SECRETS.items()} | {"github.token": TOKEN}
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda match: values[match[1]], text)


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """Folder and environment of a machine: pipx is a stand-in, because uv is here already."""
    folder = tmp_path_factory.mktemp("machine")
    (folder / "bin").mkdir()
    for name in ("pipx", "pip"):
        path = folder / "bin" / name
        path.write_text(
            f'#!/bin/sh\ncase "$*" in "install {UV}"|"install --requirement {PIN}") ;; *) exit 1 ;; esac\n'
        )
        path.chmod(0o755)
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "VIRTUAL"))
    }
    environment = {
        **inherited,
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "UV_PROJECT_ENVIRONMENT": str(folder / "venv"),
        "UV_PYTHON": sys.executable,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
    }
    return folder, environment


@pytest.fixture
def place(site, tmp_path, machine):
    """The repository, pushed to a server, never published."""
    folder, environment = machine
    origin = tmp_path / "origin.git"
    git("init", "--quiet", "--bare", "--initial-branch=main", str(origin), cwd=tmp_path)
    git("config", "uploadpack.allowAnySHA1InWant", "true", cwd=origin)
    home = site.path
    git("init", "--quiet", "--initial-branch=main", cwd=home)
    git("config", "user.name", "Us", cwd=home)
    git("config", "user.email", "us@example.org", cwd=home)
    git("remote", "add", "origin", str(origin), cwd=home)
    git("add", ".", cwd=home)
    git("commit", "--quiet", "-m", "A site", cwd=home)
    git("push", "--quiet", "origin", "HEAD:main", cwd=home)
    return Place(origin, folder / "work", home, environment)


def add_unreachable_partner(place):
    entry = {"kind": "wordpress", "url": "http://127.0.0.1:9", "user": "us"}
    return place.push("publishconf.py", f'\nSYNDICATION_TARGETS["partner-blog"] = {entry!r}\n')


def test_the_receipts_are_committed_once(place):
    before = place.head()
    assert place.run_job("publish") == [], place.log
    assert place.commits() == ["Receipts", "A site"]
    assert git("diff", "--name-only", before, "main", cwd=place.origin) == LEDGER
    assert len(place.receipts()) == 3
    after = place.head()
    assert place.run_job("publish") == [], place.log
    assert place.head() == after


def test_what_the_others_took_is_committed_when_one_partner_fails(place):
    add_unreachable_partner(place)
    assert place.run_job("publish") == ["Publish"]
    assert "partner-blog" in place.log
    assert len(place.receipts()) == 3
    assert place.commits()[0] == "Receipts"


def test_receipts_go_on_top_of_what_was_pushed_meanwhile(place):
    other = {
        "kind": "attempt",
        "time": "2026-11-02T09:00:00.000000Z",
        "id": "elsewhere",
        "target": "other",
        "post": "p",
        "action": "create",
        "version": "v",
    }

    def interfere():
        place.push("content/pages/about.md", "\nMore.\n")
        place.push(LEDGER, json.dumps(other) + "\n")

    assert place.run_job("publish", before={COMMIT: interfere}) == [], place.log
    assert place.commits()[0] == "Receipts"
    assert other in place.ledger()
    assert len(place.receipts()) == 3
    assert "More." in git("show", "main:content/pages/about.md", cwd=place.origin)


def test_a_run_that_waited_knows_the_receipts_of_the_one_before(place):
    """Two pushes in a row: the second run was started by a commit that has no receipts yet."""
    trigger = place.push("content/pages/about.md", "\nMore.\n")
    place.run_job("publish", trigger=trigger)
    before = place.head()
    assert place.run_job("publish", trigger=trigger) == [], place.log
    assert place.head() == before


def test_a_build_that_fails_publishes_nothing(place):
    place.push("content/social-media/1-practitioners.md", "\nAs [@nobody2013] says.\n")
    before = place.head()
    assert place.run_job("publish") == ["Build"]
    assert place.head() == before
    assert not (place.work / "copies").exists()


def test_receipts_that_cannot_be_pushed_are_shown(place, tmp_path):
    hook = place.origin / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho protected >&2\nexit 1\n")
    hook.chmod(0o755)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/sleep").write_text("#!/bin/sh\n")
    (tmp_path / "bin/sleep").chmod(0o755)
    quick = {"PATH": f"{tmp_path / 'bin'}{os.pathsep}{place.environment['PATH']}"}
    before = place.head()
    assert place.run_job("publish", environment=quick) == [COMMIT]
    assert place.head() == before
    lines = (place.work / LEDGER).read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 3
    for line in lines:
        assert line in place.log.splitlines()
    # Where the clone stays, as with cron, the next run makes up for it.
    hook.unlink()
    assert place.shell(".ci/receipts", {}), place.log
    assert len(place.receipts()) == 3


def test_a_pull_request_shows_the_plan_and_changes_nothing(place):
    before = place.head()
    assert place.run_job("plan") == [], place.log
    assert place.head() == before
    summary = Path(place.environment["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8")
    fenced = re.search(r"^(~~~+)diff\n(.*?)\n\1$", summary, re.M | re.S)[2]
    assert fenced.count("social-media/") == 3
    assert "create" in fenced
    for folder in ("public", "copies", LEDGER):
        assert not (place.work / folder).exists()


def test_secrets_are_where_something_is_sent_and_nowhere_else():
    for name, job in WORKFLOW["jobs"].items():
        assert "secrets" not in str({key: value for key, value in job.items() if key != "steps"})
        for step in job["steps"]:
            assert ("secrets." in str(step)) == (step["name"] == "Publish"), (name, step)
            assert "${{" not in step.get("run", ""), "what others write must not become a program"
    assert "env" not in WORKFLOW
    triggers = WORKFLOW[True]  # YAML takes the word on for a truth
    assert set(triggers) == {"pull_request", "push", "schedule", "workflow_dispatch"}
    assert triggers["push"]["paths-ignore"] == [LEDGER]
    assert "pull_request" in WORKFLOW["jobs"]["plan"]["if"]
    assert "!= 'pull_request'" in WORKFLOW["jobs"]["publish"]["if"]


def test_only_the_publish_may_write_and_only_one_runs_at_a_time():
    assert WORKFLOW["permissions"] == {}
    assert WORKFLOW["jobs"]["plan"]["permissions"] == {"contents": "read"}
    assert WORKFLOW["jobs"]["publish"]["permissions"] == {"contents": "write"}
    assert WORKFLOW["jobs"]["publish"]["concurrency"]["cancel-in-progress"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_a_workflow_uses_is_pinned_and_keeps_no_token(path):
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
    steps = [step for job in jobs for step in job["steps"]]
    for step in steps:
        assert step.get("with", {}).get("persist-credentials", "uses" not in step) is ("uses" not in step)
    for used in re.findall(r"uses: (.*)", path.read_text(encoding="utf-8")):
        assert re.fullmatch(r"actions/checkout@[0-9a-f]{40} # v[\d.]+", used)
    installed = {step["run"] for step in steps if "install" in step.get("run", "")}
    assert installed == {f'pipx install "$(cat {PIN})"'}


def test_uv_is_pinned_wherever_a_machine_installs_it():
    assert re.fullmatch(r"uv==[\d.]+", UV)
    for text in (GUIDE, (ROOT / ".ci/run").read_text(encoding="utf-8")):
        installed = re.findall(r"pip install (.*)", text)
        assert installed
        assert all(words.endswith(f"--requirement {PIN}") for words in installed)


def test_what_is_pinned_is_updated():
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text(encoding="utf-8"))["updates"]
    pinned = {(entry["package-ecosystem"], entry["directory"]) for entry in updates}
    assert pinned == {("github-actions", "/"), ("uv", "/"), ("pip", f"/{Path(PIN).parent}")}


def test_git_gives_the_token_of_the_run_to_whoever_asks_for_a_password(machine):
    (step,) = [step for step in WORKFLOW["jobs"]["publish"]["steps"] if step["name"] == COMMIT]
    own = {key: fill(str(value)) for key, value in step["env"].items()}
    said = subprocess.run(
        ["git", "credential", "fill"],
        input="protocol=https\nhost=git.example\n\n",
        env={**machine[1], **own, "GIT_TERMINAL_PROMPT": "0"},
        capture_output=True,
        text=True,
    ).stdout
    assert "username=x-access-token\n" in said
    assert f"password={TOKEN}\n" in said


def test_zizmor_finds_nothing():
    options = ["--offline", "--persona=auditor", "--strict-collection", "--no-ignores", "--format=plain"]
    zizmor = Path(sys.executable).with_name("zizmor")
    ran = subprocess.run([str(zizmor), *options, str(ROOT / ".github")], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "No findings" in ran.stdout


def test_actionlint_finds_nothing():
    for path in WORKFLOWS:
        assert lint_workflow(path.read_text(encoding="utf-8")) == []
    text = PATH.read_text(encoding="utf-8")
    assert lint_workflow(text.replace("secrets.", "secretz.")) != []


def test_the_steps_for_gitlab_do_the_same(place):
    jobs = yaml.safe_load(re.search(r"```yaml\n(.*?)```", GUIDE, re.S)[1])
    name = "us/site"
    environment = {
        "CI_DEFAULT_BRANCH": "main",
        "CI_SERVER_HOST": "gitlab.example",
        "CI_PROJECT_PATH": name,
        "PUSH_TOKEN": "token",
        # Instead of that server, ours.
        "GIT_CONFIG_SYSTEM": str(place.home.parent / "gitconfig"),
    }
    address = f"https://publish:token@gitlab.example/{name}.git"
    (place.home.parent / "gitconfig").write_text(f'[url "file://{place.origin}"]\n\tinsteadOf = {address}\n')

    def run():
        place.log = ""
        place.clone(trigger)
        done = place.shell("\n".join(jobs["publish"]["script"]), environment)
        return place.shell("\n".join(jobs["publish"]["after_script"]), environment) and done

    trigger = place.head()
    place.clone(trigger)
    assert place.shell("\n".join(jobs["plan"]["script"]), environment), place.log
    assert run(), place.log
    assert place.commits() == ["Receipts", "A site"]
    after = place.head()
    assert run(), place.log
    assert place.head() == after
    add_unreachable_partner(place)
    assert not run()
    assert "partner-blog" in place.log
    assert "token" not in (place.work / ".git/config").read_text()


def test_the_line_for_cron_does_the_same(place):
    line = re.search(r"```crontab\n(.*?)\n```", GUIDE, re.S)[1]
    command = line.split(None, 5)[5]
    assert command.startswith("cd ~/our-site && ")
    home = place.work.parent / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    place.work = home / "our-site"
    git("clone", "--quiet", f"file://{place.origin}", str(place.work), cwd=home)
    here = {"HOME": str(home), "UV_CACHE_DIR": os.environ.get("UV_CACHE_DIR", str(Path.home() / ".cache/uv"))}
    assert place.shell(command, here), place.log
    assert place.commits() == ["Receipts", "A site"]
    place.push("content/pages/about.md", "\nMore.\n")
    after = place.head()
    assert place.shell(command, here), place.log
    assert place.head() == after
    assert "More." in (place.work / "output/about/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", re.findall(r"\]\(((?!http)[^)]+)\)", GUIDE))
def test_links_of_the_guide_lead_somewhere(name):
    assert (ROOT / "docs" / name).resolve().exists()


def test_the_guide_names_what_is_there():
    for task in set(re.findall(r"invoke ((?:[a-z]+ ?)+)", GUIDE)):
        for name in task.split():
            if name in {"build", "publish", "plan", "check"}:
                assert re.search(rf"^def {name}\(", TASKS.read_text(encoding="utf-8"), re.M)
    assert WORKFLOW["jobs"]["publish"]["environment"] in GUIDE
    assert "PARTNER_BLOG_SECRET: ${{ secrets.PARTNER_BLOG_SECRET }}" in GUIDE
    assert f"{LEDGER} merge=union" in (ROOT / ".gitattributes").read_text()
