"""The site that sends in the contract suite: one post, in the states that the cases need."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from syndication.conftest import Site, write_site

from .partner import Partner

POST = "media/practitioners"
URL = f"https://partwork.example/{POST}/"

TITLE, SUMMARY, TEXT = "On practitioners &amp; others", "What part 1 says.", "Part 1:"
ODD = (
    "Te reo Māori: ā ē ī ō ū Ā, 👩🏽\u200d🔬👨\u200d👩\u200d👧 &amp; \"quotes\" ‘curly’ 'single' "
    "\u202bעברית\u202c العربية e\u0301 \U0001d518\u2028\u00a0\u00ad\u200b\ufeff\x7f\x85 "
    "]]&gt; &lt;!-- &lt;/p&gt; ${x} %s {{ y }} \\n [z](w)"
)


@dataclass(frozen=True)
class Variant:
    """One state of the post.

    Attributes:
        title, summary, text: As in the source; `text` stands at the beginning of the first paragraph.
        head: Further metadata.
        wanted: Words by which its copy is known, by form.
        url: Its address.
        lines: Further lines of the site's settings.
    """

    title: str = TITLE
    summary: str = SUMMARY
    text: str = TEXT
    head: str = ""
    article: str = TEXT
    short: str = "On practitioners & others"
    url: str = URL
    lines: str = ""


def retell(title: str, text: str, **more: str) -> Variant:
    """Return a post with other words in its title, its summary and its text."""
    return Variant(title, f"{text} {title}.", text, article=text, short=title, **more)


VARIANTS = {
    "base": Variant(),
    "edited": retell("About practitioners", "Changed here:"),
    "edited again": retell("Of practitioners", "Changed twice:"),
    "draft": Variant(head='<meta name="status" content="draft">'),
    "kept": Variant(head='<meta name="syndicate" content="false">'),
    "moved": Variant(head='<meta name="slug" content="moved">', url="https://partwork.example/media/moved/"),
    "new site": Variant(url=f"https://new.example/{POST}/", lines='\nSITEURL = "https://new.example"\n'),
    "endless title": Variant(title="Practitioners " * 28 + "end", short="Practitioners"),
    "endless summary": Variant(summary="Summarised " * 272 + "end."),
    "endless text": Variant(text="Paragraphs of a long text. " * 8000 + "Its end:", article="Its end:"),
    "odd": Variant(
        f"Kōrero {ODD}", f"Whānau {ODD} ends.", f"Hapū {ODD} iwi:", article="iwi:", short="Kōrero"
    ),
    "odd and edited": Variant(
        f"Pānui {ODD}", f"Whānui {ODD} ends.", f"Hapori {ODD} waka:", article="waka:", short="Pānui"
    ),
}


@dataclass
class Sender(Site):
    """The site, with one partner and the kit as its targets.

    Attributes:
        partner: Who receives.
        builds: Where what was built for this partner is kept.
        variant: The state that the post is in.
        printed: What each command said.
        lines: Further lines of the settings.
    """

    partner: Partner
    builds: Path
    variant: str = "base"
    printed: list[str] = field(default_factory=list)
    lines: str = ""

    def execute(self, *command: str, **environment: str) -> tuple[int, str]:
        """Run Python there, and keep what it printed."""
        secret = self.partner.secret
        secrets = {"PARTNER_SECRET": secret, "RENAMED_SECRET": secret, **environment}
        ended, printed = super().execute(*command, **secrets)
        self.printed.append(printed)
        return int(ended), str(printed)

    def try_to(self, *arguments: str) -> int:
        """Run the command and return its exit code, which must be 0 or 1."""
        ended, printed = self.execute("-m", "crosspost", *arguments)
        assert ended in (0, 1), printed
        return ended

    def set_partner(self, change: Callable[[str], str] = str) -> None:
        """Write the settings, with each text of the partner's changed."""
        entry: dict[str, Any] = {
            name: change(value) if isinstance(value, str) else value
            for name, value in self.partner.settings().items()
        }
        self.set_targets(partner=entry, kit={"kind": "folder"})
        with (self.path / "publishconf.py").open("a") as file:
            file.write(self.partner.lines + self.lines)

    def become(self, name: str) -> None:
        """Have the post in another state, built; what was sent and written down stays."""
        built = self.builds / name
        if not built.exists():
            work = self.builds / f"{name}.part"
            shutil.rmtree(work, ignore_errors=True)
            Sender(work, self.partner, self.builds).make(VARIANTS[name])
            work.rename(built)
        for folder in ("content/media", "output", "outbox"):
            shutil.rmtree(self.path / folder, ignore_errors=True)
            if (built / folder).exists():
                shutil.copytree(built / folder, self.path / folder)
        for file in built.glob("*.py"):
            shutil.copy(file, self.path)
        self.variant, self.lines = name, VARIANTS[name].lines
        self.set_partner()

    def rename(self) -> None:
        """Give the partner another name in the settings."""
        settings = self.path / "publishconf.py"
        settings.write_text(settings.read_text().replace("{'partner'", "{'renamed'"))
        (self.path / "outbox/partner").rename(self.path / "outbox/renamed")

    def make(self, variant: Variant) -> None:
        """Write and build the site with its post in a state."""
        write_site(self.path)
        self.lines = variant.lines
        self.set_partner()
        for number in (2, 3):
            self.edit(self.part(number), "<head>", '<head><meta name="syndicate" content="false">')
        first = self.part(1)
        self.edit(first, "<title>On practitioners &amp; others", f"<title>{variant.title}")
        self.edit(first, f'content="{SUMMARY}"', f'content="{variant.summary.replace(chr(34), "&quot;")}"')
        self.edit(first, TEXT, variant.text)
        self.edit(first, "<head>", f"<head>{variant.head}")
        self.build()

    @property
    def html(self) -> str:
        """The text of the post, as who copies it by hand has it."""
        text = (self.path / f"outbox/kit/{POST.replace('/', '--')}.json").read_text(encoding="utf-8")
        return str(json.loads(text)["html"])

    @property
    def url(self) -> str:
        """The address of the post as it is now."""
        return VARIANTS[self.variant].url

    def wanted(self, form: str) -> list[str]:
        """Return words that a copy of the post must have."""
        return [getattr(VARIANTS[self.variant], form)]

    def unwanted(self, form: str) -> list[str]:
        """Return words that only copies of other states have."""
        wanted = self.wanted(form)
        others = {getattr(variant, form) for variant in VARIANTS.values()}
        elsewhere = URL if self.url != URL else VARIANTS["moved"].url
        return [*(text for text in others if text not in wanted[0] and wanted[0] not in text), elsewhere]

    def states(self, target: str = "partner") -> list[str]:
        """Return what became of the post at the partner, as the ledger says."""
        return [
            line["state"] for line in self.ledger() if line["kind"] == "receipt" and line["target"] == target
        ]

    def check_secrets(self) -> None:
        """Look whether a secret was written or printed anywhere."""
        said = [("printed", text.encode()) for text in self.printed]
        said += self.files(".").items()
        said += [("copies", repr(copy).encode()) for copy in self.partner.copies()]
        for secret in (self.partner.secret, *self.partner.hidden):
            for form in (
                secret,
                "".join(secret.split()),
                quote(secret),
                base64.b64encode(secret.encode()).decode().rstrip("="),
            ):
                for name, data in said:
                    assert not form or form.encode() not in data, name
