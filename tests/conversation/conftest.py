"""A folder with a conversation, and a site of which targets hold copies."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from conversation.copies import open_site
from conversation.files import read_conversation
from conversation.listening import listen
from conversation.posts import read_conversations


@pytest.fixture(autouse=True)
def no_certificates(monkeypatch, tmp_path):
    """All servers are on this machine, by plain http: nobody has to read whom the world trusts."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))


@dataclass
class Folder:
    """A site's folder: its settings, its ledger, and what is known of answers."""

    path: Path

    def set(self, **settings):
        """Write the settings."""
        lines = {"PATH": "content", "SITEURL": "https://home.example", **settings}
        (self.path / "publishconf.py").write_text(
            "".join(f"{key} = {value!r}\n" for key, value in lines.items())
        )

    def hold(self, target, post, id, url="https://copy.example/", state="created", public=True):
        """Write down that a target holds a copy."""
        path = self.path / "content/syndication.jsonl"
        number = path.read_text().count("\n") if path.exists() else 0
        moment = f"2026-11-01T00:{number // 60 % 60:02}:{number % 60:02}.{number:06}Z"
        receipt = {"time": moment, "target": target, "post": post, "state": state, "id": id}
        line = {"kind": "receipt", **receipt, "url": url, "public": public, "version": "1", "stored": "2"}
        with path.open("a") as file:
            file.write(json.dumps(line) + "\n")

    def open(self):
        """Return the site as a command works with it."""
        return open_site(str(self.path / "publishconf.py"))

    def listen(self, *only):
        """Listen, and return what came of each target."""
        return {outcome.name: outcome for outcome in listen(self.open(), only)}

    def talk(self, post="one/first"):
        """Return the conversation of a post."""
        return read_conversation(self.path / f"content/conversation/{post}.jsonl")

    def answers(self, post="one/first"):
        """Return what is known of the answers to a post, by their texts; those that are gone by their ids."""
        found = [
            one
            for talk in read_conversations(self.path / "content").get(post, [])
            for one in talk.answers.values()
        ]
        return {one.text or one.id: one for one in found}

    def states(self, post="one/first"):
        """Return the states of the answers to a post, by their texts."""
        return {text: one.state for text, one in self.answers(post).items()}

    def text(self):
        """Return all that is kept of conversations."""
        paths = sorted((self.path / "content/conversation").rglob("*.jsonl"))
        return "".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.fixture
def folder(tmp_path):
    """A site's folder."""
    (tmp_path / "site/content").mkdir(parents=True)
    made = Folder(tmp_path / "site")
    made.set()
    return made
