"""Tasks for what others wrote: answers of readers, events, and posts that are quoted."""

from __future__ import annotations

from pathlib import Path

from invoke import task

from .processes import run_conversation, write_options


@task(iterable=["only"], help={"only": "a target, or webmention"})
def listen(context, only=None):
    """Ask all that hold copies what readers answered; what is new waits for `moderate`."""
    run_conversation("listen", *write_options(only))


@task(
    name="archive-hashtag",
    positional=["hashtag"],
    iterable=["target", "file"],
    help={
        "hashtag": 'such as "#swrb13"',
        "from": "a day of the site's time zone, such as 2013-11-12, or a moment",
        "until": "the same; a day is within",
        "target": "a target, mastodon, bluesky, or a server with Mastodon's API; may be given several times",
        "file": "Mastodon's or Twitter's archive of an account, or a TAGS spreadsheet as CSV; the same",
        "name": "of the page; without it, the hashtag",
    },
)
def archive_hashtag(context, hashtag, from_="", until="", target=None, file=None, name=""):
    """Keep what was said with a hashtag and begin a page of it; all of it waits for `moderate`."""
    several = [("--target", one) for one in target or ()]
    several += [("--file", str(Path(one).absolute())) for one in file or ()]
    named = [word for pair in several for word in pair]
    options = [*named, *write_options(**{"from": from_}, until=until, name=name)]
    run_conversation("archive", f"#{hashtag.lstrip('#')}", *options)


@task(
    name="cite-entry",
    positional=["entry"],
    help={"entry": "an entry of an event or an answer, by its number"},
)
def cite_entry(context, entry):
    """Add what somebody wrote on a network to references.bib, as a work that posts can cite."""
    run_conversation("cite", entry)


ANSWER = "an answer, by its number or id; may be given several times"


@task(
    iterable=["approve", "hide", "block", "leave_out"],
    help={
        "approve": f"{ANSWER}; all: whatever waits",
        "hide": f"{ANSWER}; all: whatever waits",
        "block": f"{ANSWER}: nothing of its author is shown any more",
        "leave_out": f"{ANSWER}: its author asked for it, and none of the words is kept",
        "of": "a post or an event, and nothing else",
        "json": "print what waits, for programs",
        "all": "not only what waits",
    },
)
def moderate(context, approve=None, hide=None, block=None, leave_out=None, of="", json=False, all=False):
    """Say which answers of readers are shown: asks about each that waits, or does what the options say."""
    chosen = {"approve": approve, "hide": hide, "block": block, "leave-out": leave_out}
    options = [f"--{name}={one}" for name, several in chosen.items() for one in several or ()]
    run_conversation("moderate", *options, *write_options(of=of, json=json, all=all))


@task(positional=["url"], help={"url": "the address of a post on a network, or of a page"})
def quote(context, url):
    """Keep a post of a network as text in content/quoted/, with its work in the .bib file, to quote it."""
    run_conversation("quote", url)


@task(name="check-quoted")
def check_quoted(context):
    """Ask whether the posts that are quoted are still there as they were; nothing is changed."""
    run_conversation("quote", "--check")
