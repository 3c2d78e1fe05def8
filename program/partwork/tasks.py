"""What one can do with this site: `invoke --list` shows it, `invoke --help TASK` explains a task."""

from __future__ import annotations

import gc
import os
import time
from contextlib import ExitStack

from invoke import Exit, task

from guards import whole
from guards.characters import show_text
from guards.terminal import open_streams, print_line

from .answering import archive_hashtag, check_quoted, cite_entry, listen, moderate, quote  # noqa: F401
from .exchange import explain, finish_replacing, hold, is_replacing, patch_folders, replace_folders
from .folder import ROOT
from .processes import end_at_interrupt, run_conversation, run_syndication, write_options
from .renewal import PUBLIC, Renewal

open_streams()


@task(
    help={"explain": "a page, or a post: say what it is made of and what a build would do, and build nothing"}
)
def build(context, explain=""):
    """Build the site into output/ and the copies for partners into outbox/; an error changes nothing."""
    os.chdir(ROOT)
    if explain:
        for line in Renewal(PUBLIC).explain(explain):
            print_line(line)
        return
    as_they_were = "output/ and outbox/ are as they were."
    # What an edit asks for takes a second, and leaves little behind.
    gc.disable()
    with ExitStack() as held:
        with end_at_interrupt(f"Interrupted: {as_they_were}"):
            # Most builds find nothing to do, and need no lock to see that.
            renewal = None if is_replacing() else Renewal(PUBLIC)
            if renewal and renewal.finds_nothing():
                return
            held.enter_context(hold("build", "Another build"))
            finish_replacing()
            if not renewal or not renewal.is_current():
                renewal = Renewal(PUBLIC)
                if renewal.finds_nothing():
                    return
            from rebuild.errors import UnclearError

            from .making import make_part, make_whole

            part = None
            if renewal.decision.level == "part":
                try:
                    part = make_part(renewal)
                except UnclearError as error:
                    renewal.choose_whole(str(error))
            if part is None:
                gc.enable()
                errors, keep = make_whole(renewal)
                if errors:
                    raise Exit(f"{errors} error{'s' * (errors > 1)}: {as_they_were}", code=1)
            held.enter_context(hold("outbox", "A publish"))
        with end_at_interrupt("Interrupted: output/ and outbox/ are new.", at_once=False):
            if part is None:
                replace_folders(*PUBLIC.pairs)
                keep()
                print_line(f"Built the whole site: {renewal.decision.reason}.")
            else:
                pairs, said, after = part
                patch_folders(whole.replace_files, pairs)
                renewal.keep_part([place for place, _ in pairs], said, after)
                renewal.tell_again()
                print_line(f"Remade {len(pairs)} files: {renewal.decision.reason}.")


@task(
    help={
        "host": "0.0.0.0 shows it to other devices in your network, too, such as a phone",
        "port": "the number in its address; 0 takes any that is free",
    }
)
def serve(context, host="127.0.0.1", port="8000"):
    """Show the site with its drafts in a browser, and every change as soon as you save it, until Ctrl-C."""
    from .drafting.server import AddressError
    from .drafting.session import show_draft

    if not port.isdecimal() or int(port) > 65535:
        raise Exit(f"{port} is no port. Use a number up to 65535, such as --port 8000.", code=1)
    try:
        with (
            end_at_interrupt("Interrupted.", at_once=False) as pressed,
            show_draft(ROOT, host, int(port)) as addresses,
        ):
            print_line(f"Open {' or, from other devices, '.join(addresses)} (Ctrl-C ends it)")
            while not pressed:
                time.sleep(0.2)
    except AddressError as error:
        raise Exit(str(error), code=1) from None


@task(
    help={
        "archive": "say, too, what Rogue Scholar, the Wayback Machine and Google Scholar would find or miss",
        "external": "ask servers, too, whether what links lead to is still there",
        "fix": "put right first what is safe, and say what that was",
        "strict": "end with 1 after warnings, too",
        "json": "print it for programs",
        "sarif": "the same, as SARIF 2.1.0",
        "github": "the same, as GitHub shows it beside lines",
        "about": "say what a code means, such as PW204, and check nothing",
    }
)
def check(
    context,
    archive=False,
    external=False,
    fix=False,
    strict=False,
    json=False,
    sarif=False,
    github=False,
    about="",
):
    """Look for mistakes in content/: everything that a build would refuse, and what it would let pass."""
    os.chdir(ROOT)
    from .checking import Wishes, check_site, say_about

    if about:
        say_about(about)
        return
    form = "json" if json else "sarif" if sarif else "github" if github else "text"
    with end_at_interrupt("Interrupted."), hold("check", "Another check"):
        finish_replacing()
        code = check_site(ROOT, "publishconf.py", Wishes(form, strict, external, fix, archive))
    if code:
        raise Exit(code=code)


@task(help={"title": "the title of the post", "series": "its folder in content/, made if it is new"})
def new(context, title, series):
    """Begin a part: a Markdown file with its metadata, listed in the series.toml of its series."""
    from pelicanconf import PATH

    from .parts import PartError, begin_part

    with hold("new", "Another `invoke new`"):
        try:
            part = begin_part(ROOT / PATH, title, series)
        except PartError as error:
            raise Exit(show_text(str(error)), code=1) from None
        except OSError as error:
            raise Exit(explain(error), code=1) from error
    name = part.relative_to(ROOT)
    print_line(f"{name} is a draft: `invoke serve` shows it. Remove its Status line to publish it.")


@task(
    name="import",
    help={
        "what": "an export of another program, or the address of a site",
        "series": "the folder of its posts, a series; without one they belong to none",
        "fetch": "get pictures that are not in the export from where they are on the web",
        "syndicate": "let partners get the posts: without it each stays at home",
    },
)
def import_posts(context, what, series="", fetch=False, syndicate=False):
    """Bring posts of WordPress and others into content/, with pictures, footnotes and comments."""
    os.chdir(ROOT)
    from imports.__main__ import main
    from pelicanconf import PATH

    options = ["--content", str(PATH), *write_options(series=series, fetch=fetch, syndicate=syndicate)]
    with end_at_interrupt("Interrupted: nothing was imported."), hold("import", "Another import"):
        if code := main([what, *options]):
            raise Exit(code=code)


ONLY = "a target, a post, or target/post; may be given several times"


@task(iterable=["only"], help={"json": "print it for machines", "only": ONLY})
def plan(context, only=None, json=False):
    """Show what `publish` would send to whom, without sending anything."""
    run_syndication("plan", *write_options(only, json=json))


@task(
    iterable=["only"],
    help={
        "only": ONLY,
        "approve": "show each thing that would be sent, and ask",
        "overwrite": "replace copies even where the partner changed them",
        "wait": "do not wait until readers can visit the posts: --no-wait",
    },
)
def publish(context, only=None, approve=False, overwrite=False, wait=True):
    """Deploy output/ and send each copy of the outbox that is new or changed."""
    from .search import make_index

    os.chdir(ROOT)
    make_index()
    run_syndication("publish", *write_options(only, approve=approve, overwrite=overwrite, no_wait=not wait))


@task(iterable=["only"], help={"only": ONLY, "verify": "only read every copy again, and report changes"})
def syndicate(context, only=None, verify=False):
    """Send what is due without deploying output/; or only verify what was sent."""
    run_syndication(*(["verify"] if verify else ["publish", "--no-deploy"]), *write_options(only))


ONE_POST = {
    "post": "as `plan` names it",
    "target": "at this target alone",
    "overwrite": "even where the partner changed the copy",
}


@task(help=ONE_POST)
def withdraw(context, post, target="", overwrite=False):
    """Take the copies of a post back, into the partners' trash. `restore` brings them back."""
    run_syndication("withdraw", post, *write_options(target=target, overwrite=overwrite))


@task(help=ONE_POST)
def restore(context, post, target="", overwrite=False):
    """Bring back copies of a post that were withdrawn."""
    run_syndication("restore", post, *write_options(target=target, overwrite=overwrite))


@task(iterable=["only"], help={"only": "a target"})
def doctor(context, only=None):
    """Check every target and the deploy without sending: address, account, rights, limits, answers."""
    failed = False
    for run in (run_syndication, run_conversation):
        try:
            run("doctor", *write_options(only))
        except Exit:
            failed = True
    if failed:
        raise Exit(code=1)


@task(
    positional=["partner"],
    help={"partner": "wordpress, ghost or bluesky", "once": "end as soon as the posts were sent"},
)
def sandbox(context, partner, once=False):
    """Start a real partner on this machine and send it the posts, to see copies that nobody else sees."""
    from .sandbox.session import KINDS, SandboxError, run_sandbox

    os.chdir(ROOT)
    if partner not in KINDS:
        raise Exit(f"There is no sandbox {show_text(partner)}, only {', '.join(KINDS)}.", code=1)
    try:
        run_sandbox(partner, once)
    except SandboxError as error:
        raise Exit(show_text(str(error)), code=1) from None


@task
def clean(context):
    """Remove what builds, publishing and tests made; content/ and its ledger stay."""
    from .clearing import clear

    clear()
