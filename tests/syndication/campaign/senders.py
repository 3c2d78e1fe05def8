"""A site with many posts and several partners at once, whose publishing can be broken in many ways."""

from __future__ import annotations

import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from commands import Command
from syndication.conftest import Site, draw_png
from syndication.contract.partner import Partner, Shown

COMMAND = ("-m", "crosspost", "publish", "--no-deploy")
SETTINGS = """
PATH = "content"
SITEURL = "https://partwork.example"
SITENAME = "Partwork"
AUTHOR = "Given Example"
TIMEZONE = "Pacific/Auckland"
DEFAULT_LANG = "en"
USE_FOLDER_AS_CATEGORY = True
SLUGIFY_SOURCE = "basename"
ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
STATIC_PATHS = ["essays/images"]
PLUGINS = ["syndication"]
"""
Running = Command | subprocess.Popen[str]
POST = """Title: Essay {name}, edition {edition}
Date: 2020-11-{day:02} 10:00
Summary: What essay {name} says in edition {edition}.
Tags: essays, te reo Māori

Essay {name} has “words” & signs <!-- and a remark --> in edition {edition}, and a
[link](https://example.net/{name}).

{picture}
"""
PICTURE = "![A picture for essay {name}]({{static}}/essays/images/{name}.png)"


@dataclass
class Essays(Site):
    """The site.

    Attributes:
        partners: Who receives its posts, by the names of the targets.
        editions: How often each post was written, by its name.
    """

    partners: dict[str, Partner]
    editions: dict[str, int] = field(default_factory=dict)

    def write(self, names: Iterable[str], pictures: int = 4) -> None:
        """Write posts anew, and pictures for the first few of all."""
        images = self.path / "content/essays/images"
        images.mkdir(parents=True, exist_ok=True)
        for name in names:
            self.editions[name] = self.editions.get(name, 0) + 1
            number = list(self.editions).index(name)
            picture = PICTURE.format(name=name) if number < pictures else ""
            if picture and self.editions[name] == 1:
                image = draw_png(bytes([number * 10, 128, 200]), 64, 32)
                (images / f"{name}.png").write_bytes(image)
            text = POST.format(name=name, edition=self.editions[name], day=number + 1, picture=picture)
            (self.path / f"content/essays/{name}.md").write_text(text, encoding="utf-8")

    def configure(self) -> None:
        """Write the settings."""
        targets: dict[str, Any] = {name: partner.settings() for name, partner in self.partners.items()}
        (self.path / "publishconf.py").write_text(f"{SETTINGS}SYNDICATION_TARGETS = {targets!r}\n")

    @property
    def secrets(self) -> dict[str, str]:
        """The environment in which it publishes."""
        return {
            f"{name.upper().replace('-', '_')}_SECRET": partner.secret
            for name, partner in self.partners.items()
        }

    def execute(self, *command: str, **environment: str) -> tuple[int, str]:
        """Run Python there."""
        ended, printed = super().execute(*command, **self.secrets, **environment)
        return int(ended), str(printed)

    def start(
        self, *wrapper: str, before: Callable[[], None] | None = None, options: Iterable[str] = ()
    ) -> Running:
        """Start publishing.

        Args:
            wrapper: A program to start it with.
            before: What the process does to itself before it begins.
            options: For the command.
        """
        if not wrapper and not before:
            return self.begin(*COMMAND[1:], *options, **self.secrets)
        return subprocess.Popen(
            [*wrapper, sys.executable, *COMMAND, *options],
            cwd=self.path,
            env={**os.environ, **self.secrets},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=before,
        )

    @property
    def log(self) -> Path:
        """The ledger's file."""
        return self.path / "content/syndication.jsonl"

    def doubles(self) -> list[str]:
        """Return every copy beyond the first of its post, as `target/post`."""
        counted = Counter(
            f"{name}/{post}" for name, partner in self.partners.items() for post in sort_copies(partner)
        )
        return [key for key, count in counted.items() for _ in range(count - 1)]

    def losses(self) -> list[str]:
        """Return each post that a partner does not show as it is now, as `target/post`."""
        lost = []
        for target, partner in self.partners.items():
            shown: dict[str, str] = {}
            for copy in partner.copies():
                for name in find_posts(copy):
                    shown[name] = unescape(f"{copy.title} {copy.text}")
            for name, edition in self.editions.items():
                said = re.findall(rf"{name}\b[^0-9]*? edition (\d+)", shown.get(name, ""))
                if not said or {int(number) for number in said} != {edition}:
                    lost.append(f"{target}/{name} (edition {edition}, there: {said})")
        return lost


def sort_copies(partner: Partner) -> list[str]:
    """Return of which post each copy at a partner is."""
    return [name for copy in partner.copies() for name in find_posts(copy)]


def find_posts(copy: Shown) -> list[str]:
    """Return the name of the post that something is a copy of, if it is one."""
    found = re.search(r"Essay (\w+), edition", unescape(f"{copy.title} {copy.text}"))
    return [found[1]] if found else []


@dataclass
class Campaign:
    """Breaks runs in all ways there are, and counts.

    Attributes:
        site: Who publishes.
        chance: Decides; the same for the same seed, as far as processes allow.
        kills: How many runs were killed.
        counts: What happened how often.
        given: The partners' own articles that have ids of our copies, by target and id.
    """

    site: Essays
    chance: random.Random
    kills: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    given: dict[tuple[str, str], Shown] = field(default_factory=dict)

    def clear(self) -> None:
        """Let all partners work."""
        for partner in self.site.partners.values():
            assert partner.proxy
            partner.proxy.clear()

    def requests(self) -> int:
        """Return how many requests came since all was cleared."""
        return sum(len(partner.proxy.requests) for partner in self.site.partners.values() if partner.proxy)

    def end(self, process: Running, allowed: tuple[int, ...] = (0, 1)) -> int:
        """Wait until a run ends, and insist that it ends well."""
        try:
            printed, _ = process.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            process.kill()
            printed, _ = process.communicate()
            raise AssertionError(f"hangs: {printed}") from None
        self.counts["runs"] += 1
        assert "Traceback" not in printed, printed
        assert process.returncode in allowed, printed
        for secret in self.site.secrets.values():
            assert secret not in printed
        return process.returncode

    def kill(self, process: Running, how: str) -> bool:
        """Kill a run; False if it ended before."""
        with suppress(ProcessLookupError):
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
        ended = self.end(process, (0, 1, -signal.SIGKILL))
        if ended != -signal.SIGKILL:
            return False
        self.kills += 1
        self.counts[f"killed {how}"] += 1
        return True

    def kill_in_request(self) -> bool:
        """Kill a run while one partner's request waits, before or after the server has done its work."""
        how = self.chance.choice(["hold", "hang"])
        partner = self.chance.choice(list(self.site.partners.values()))
        proxy = partner.proxy
        assert proxy
        # Mostly one about a copy, and not one that only opens the conversation.
        path = partner.create_path if self.chance.random() < 0.8 else ""
        proxy.fail(how, path=path, skip=self.chance.randrange(4))
        process = self.site.start()
        while process.poll() is None and not proxy.reached.wait(0.02):
            pass
        return self.kill(process, "before the server heard" if how == "hold" else "before we heard")

    def kill_at_some_time(self) -> bool:
        """Kill a run some moments after it has asked for something."""
        process = self.site.start()
        while process.poll() is None and not self.requests():
            time.sleep(0.005)
        time.sleep(self.chance.uniform(0, 0.6))
        return self.kill(process, "at some time")

    def kill_at_the_ledger(self) -> bool:
        """Kill a run as soon as it has written to the ledger a few times."""
        size, lines = self.size(), self.chance.randrange(1, 12)
        process = self.site.start()
        while process.poll() is None and lines:
            time.sleep(0.0005)
            if self.size() != size:
                size, lines = self.size(), lines - 1
        return self.kill(process, "while it wrote the ledger")

    def size(self) -> int:
        """Return how large the ledger is."""
        return self.site.log.stat().st_size if self.site.log.exists() else 0

    def break_answers(self) -> None:
        """Let some requests fail in one way at one partner."""
        partner = self.chance.choice(list(self.site.partners.values()))
        assert partner.proxy
        method = self.chance.choice(["", partner.create_method, partner.update_method])
        skip, times = self.chance.randrange(6), self.chance.randrange(1, 4)
        kinds: dict[str, dict[str, Any]] = {
            "lost answer": {"kind": "drop_response"},
            "cut answer": {"kind": "truncate"},
            "reset": {"kind": "refuse"},
            "hang": {"kind": "hang", "wait": 1},
            "hang before": {"kind": "hold", "wait": 1},
            "429": {"kind": "status", "status": 429, "headers": {"Retry-After": "1"}},
            "429, long": {"kind": "status", "status": 429, "headers": {"Retry-After": "600"}},
            "500": {"kind": "status", "status": 500, "body": '{"message": "Out of cheese"}'},
            "503": {"kind": "status", "status": 503, "body": "<title>Busy</title>"},
        }
        name = self.chance.choice(list(kinds))
        fault = dict(kinds[name])
        partner.proxy.fail(str(fault.pop("kind")), method=method, skip=skip, times=times, **fault)
        self.end(self.site.start())
        if happened := times - partner.proxy.faults[0].times:
            self.counts[name] += happened

    def fill_the_disk(self) -> None:
        """Publish where no file can grow beyond a size at which the ledger soon is."""
        most = self.size() + self.chance.randrange(900)

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

        self.end(self.site.start(before=limit))
        self.counts["full disk"] += 1

    def turn_the_clock(self) -> None:
        """Publish with a clock that is days before or after."""
        shift = self.chance.choice(["-400d", "-1d", "+1h", "+30d"])
        self.end(self.site.start("faketime", "-f", shift))
        self.counts["wrong clock"] += 1

    def publish_twice(self) -> None:
        """Start a second run while the first is at work."""
        partner = self.chance.choice(list(self.site.partners.values()))
        assert partner.proxy
        partner.proxy.fail("hang", wait=3)
        first = self.site.start()
        while first.poll() is None and not partner.proxy.reached.wait(0.02):
            pass
        second = self.site.start()
        self.end(second)
        self.end(first)
        self.counts["two publishers"] += 1

    def damage_the_ledger(self) -> None:
        """Do to the ledger what disks and people do."""
        if not self.site.log.exists():
            return
        data = self.site.log.read_bytes()
        lines = data.splitlines(keepends=True)
        how = self.chance.choice(["torn", "lines lost", "edited by hand", "mixed"])
        if how == "torn":
            data = data[: len(data) - self.chance.randrange(1, len(lines[-1]))]
        elif how == "lines lost":
            data = b"".join(line for line in lines if self.chance.random() < 0.7)
        elif how == "edited by hand":
            lines.insert(self.chance.randrange(len(lines)), b'{"kind": "receipt", "oops": \n')
            data = b"".join(lines)
        else:
            self.chance.shuffle(lines)
            data = b"".join([*lines, *lines[: len(lines) // 3]])
        self.site.log.write_bytes(data)
        self.counts[f"ledger {how}"] += 1

    def delete_the_ledger(self) -> None:
        """Lose it."""
        self.site.log.unlink(missing_ok=True)
        self.counts["ledger deleted"] += 1

    def restore_a_backup(self) -> None:
        """Let an article of a partner's own have the id of a copy, and bring the copy back as authors do."""
        target = self.chance.choice([name for name in ("wordpress", "ghost") if name in self.site.partners])
        partner = self.site.partners[target]
        copies = [copy for copy in partner.copies() if find_posts(copy)]
        if not copies:
            return
        copy = self.chance.choice(copies)
        partner.give_away(copy.id)
        self.given |= {(target, one.id): one for one in partner.copies() if one.id == copy.id}
        self.end(self.site.start(options=["--overwrite"] if self.chance.random() < 0.5 else []))
        # With its receipt lost meanwhile there is nothing to restore: it is made as if it never was.
        restore = ["restore", f"essays/{find_posts(copy)[0]}", "--target", target]
        self.end(self.site.begin("crosspost", *restore, **self.site.secrets))
        self.counts["their article under our id"] += 1

    def harmed(self) -> list[str]:
        """Return the partners' own articles that are no longer as they were."""
        there = {
            (name, copy.id): copy for name, partner in self.site.partners.items() for copy in partner.copies()
        }
        return ["/".join(key) for key, copy in self.given.items() if there.get(key) != copy]

    def check(self) -> tuple[list[str], list[str]]:
        """Publish undisturbed, and return doubles and losses."""
        self.clear()
        self.end(self.site.start(), (0,))
        return self.site.doubles(), self.site.losses()
