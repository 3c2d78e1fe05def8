"""What one can ask on the command line, and what it answers."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys

import pytest

FIRST = "media/practitioners"
MADE = "copies/republishing-kit/media--practitioners/post.html"


def kinds(site, *options):
    """Return the plan as kinds by post."""
    return {action["post"]: action["action"] for action in site.plan(*options)}


def reason(site, post):
    """Return why the plan says what it says of a post."""
    (action,) = [action for action in site.plan() if action["post"] == post]
    return action["reason"]


@pytest.fixture
def sent(kit):
    """The site, published."""
    kit.publish()
    return kit


def test_withdraw_takes_a_copy_back_and_publish_leaves_it_there(sent):
    assert "withdrawn" in sent.syndicate("withdraw", "practitioners")
    assert not (sent.path / MADE).exists()
    assert sent.receipts()[-1] == (FIRST, "withdrawn")
    assert kinds(sent)[FIRST] == "withdrawn"
    sent.publish()
    assert not (sent.path / MADE).exists()
    assert "<title>On practitioners" not in (sent.path / "copies/republishing-kit/wordpress.xml").read_text()
    assert "no copy" in sent.syndicate("withdraw", FIRST)
    sent.syndicate("restore", FIRST)
    assert (sent.path / MADE).exists()
    assert sent.receipts()[-1] == (FIRST, "restored")
    assert kinds(sent)[FIRST] == "unchanged"


def test_withdraw_by_the_path_of_the_source_and_at_one_target(site):
    site.set_targets(one={"kind": "folder"}, two={"kind": "folder"})
    site.build()
    site.publish()
    site.syndicate("withdraw", site.part(1), "--target", "two")
    assert (site.path / "copies/one/media--practitioners").exists()
    assert not (site.path / "copies/two/media--practitioners").exists()


def test_withdraw_of_a_name_that_is_none(sent):
    said = sent.syndicate("withdraw", "media/practitoners", code=1)
    assert 'Did you mean "media/practitioners"?' in said
    assert 'no target "three"' in sent.syndicate("withdraw", FIRST, "--target", "three", code=1)


@pytest.mark.parametrize(
    ("meta", "why"),
    [
        ('<meta name="status" content="draft">', "it is a draft"),
        ('<meta name="status" content="hidden">', "it is hidden"),
        ('<meta name="syndicate" content="false">', "its line Syndicate leaves this target out"),
    ],
)
def test_a_post_that_is_unpublished_here_is_withdrawn_there_and_comes_back(sent, meta, why):
    sent.edit(sent.part(1), "<head>", f"<head>{meta}")
    sent.build()
    assert (kinds(sent)[FIRST], reason(sent, FIRST)) == ("withdraw", why)
    sent.publish()
    assert not (sent.path / MADE).exists()
    assert kinds(sent)[FIRST] == "withdrawn"
    before = sent.ledger()
    sent.publish()
    assert sent.ledger() == before
    sent.edit(sent.part(1), meta, "")
    sent.build()
    assert kinds(sent)[FIRST] == "restore"
    sent.publish()
    assert (sent.path / MADE).exists()
    assert set(kinds(sent).values()) == {"unchanged"}


def test_a_post_whose_date_moves_on_is_withdrawn_until_then(sent):
    sent.edit(sent.part(1), "2020-11-01", "2999-01-01")
    sent.build()
    assert (kinds(sent)[FIRST], reason(sent, FIRST)) == ("withdraw", "until 2999-01-01 10:00")
    sent.publish()
    assert not (sent.path / MADE).exists()
    sent.edit(sent.part(1), "2999-01-01", "2020-11-01")
    sent.build()
    assert kinds(sent)[FIRST] == "restore"
    sent.publish()
    assert (sent.path / MADE).exists()


def test_a_withdrawal_that_was_begun_ends_when_the_post_is_published_again(sent):
    """A draft was to be withdrawn, nobody answered, and it is no draft any more."""
    ledger = sent.path / "content/syndication.jsonl"
    line = {"kind": "attempt", "time": "2998-01-01T00:00:00Z", "id": "a1", "target": "republishing-kit"}
    line |= {"post": FIRST, "action": "withdraw draft", "version": "v"}
    with ledger.open("a") as file:
        file.write(json.dumps(line) + "\n")
    assert kinds(sent)[FIRST] == "restore"
    sent.publish()
    assert (sent.path / MADE).exists()
    assert set(kinds(sent).values()) == {"unchanged"}


def test_what_may_have_been_made_is_looked_for_before_it_is_said_not_to_be_there(sent):
    ledger = sent.path / "content/syndication.jsonl"
    line = {"kind": "attempt", "time": "2020-01-01T00:00:00Z", "id": "a1", "target": "republishing-kit"}
    line |= {"post": FIRST, "action": "create", "version": "v"}
    ledger.write_text(json.dumps(line) + "\n")
    before = ledger.read_text()
    assert "withdrawn" in sent.syndicate("withdraw", FIRST)
    assert not (sent.path / MADE).exists()
    ledger.write_text(before)
    sent.edit(sent.part(1), "<head>", '<head><meta name="status" content="draft">')
    sent.build()
    assert "is not known" in sent.publish(code=1)
    assert "is not known" in sent.syndicate("withdraw", FIRST, code=1)
    sent.syndicate("withdraw", FIRST, "--overwrite")
    sent.publish()


def test_a_date_to_come_is_waited_for(site):
    site.edit(site.part(2), "2020-11-02", "2999-01-01")
    site.build()
    assert kinds(site)["media/researchers"] == "waiting"
    assert reason(site, "media/researchers") == "until 2999-01-01 10:00"
    assert "1 waiting (1 with a date to come)" in site.publish()
    assert len(site.receipts()) == 2


def test_a_source_that_is_gone_takes_no_copy_with_it(sent):
    (sent.path / sent.part(1)).unlink()
    for number in (2, 3):
        path = sent.path / sent.part(number)
        path.write_text(path.read_text().replace("{filename}1-practitioners.html", "/elsewhere/"))
    sent.build()
    assert kinds(sent)[FIRST] == "orphan"
    assert "Formerly: " in reason(sent, FIRST)
    sent.publish()
    assert (sent.path / MADE).exists()
    sent.syndicate("withdraw", FIRST)
    assert not (sent.path / MADE).exists()
    assert FIRST not in kinds(sent)
    assert "Publish it on your own site first" in sent.syndicate("restore", FIRST, code=1)


def test_a_file_that_was_moved_keeps_its_copy(sent):
    new = sent.path / "content/talks/first.html"
    new.parent.mkdir()
    (sent.path / sent.part(1)).rename(new)
    text = new.read_text().replace(
        "<head>", '<head><meta name="formerly" content="media/1-practitioners.html">'
    )
    new.write_text(text.replace("{filename}2-researchers", "{filename}/media/2-researchers"))
    third = sent.path / sent.part(3)
    third.write_text(
        third.read_text().replace("{filename}1-practitioners.html", "{filename}/talks/first.html")
    )
    sent.build()
    assert kinds(sent)[FIRST] == "update"
    assert len(sent.plan()) == 3
    sent.publish()
    assert "https://partwork.example/talks/" in (sent.path / MADE).read_text()


def test_a_limit_is_for_a_run(site):
    site.set_targets(kit={"kind": "folder", "limit": 2})
    site.build()
    assert list(kinds(site).values()) == ["create", "create", "waiting"]
    assert kinds(site, "--only", "organisations") == {"media/organisations": "create"}
    assert "2 created, 1 waiting (1 over the limit)" in site.publish()
    assert "1 created" in site.publish()
    assert set(kinds(site).values()) == {"unchanged"}


@pytest.mark.parametrize(
    "entry", [{"limit": -1}, {"pace": "fast"}, {"tags": ["a"]}, {"categories": {"a": 1}}]
)
def test_a_setting_that_cannot_be_used(site, entry):
    site.set_targets(kit={"kind": "folder", **entry})
    (name,) = entry
    assert f'"{name}" must' in site.syndicate("plan", code=1)


def test_only_a_target_a_post_or_both(site):
    site.set_targets(one={"kind": "folder"}, two={"kind": "folder"})
    site.build()
    assert {action["target"] for action in site.plan("--only", "one")} == {"one"}
    assert list(kinds(site, "--only", "researchers")) == ["media/researchers"]
    site.publish("--only", "one/researchers")
    assert [path.name for path in site.path.glob("copies/*/media*")] == ["media--researchers"]
    pairs = site.plan("--only", "one/practitioners", "--only", "two/organisations")
    assert {(action["target"], action["post"]) for action in pairs} == {
        ("one", "media/practitioners"),
        ("two", "media/organisations"),
    }
    site.publish("--only", "researchers", "--only", "practitioners")
    assert len(site.receipts()) == 4
    assert 'no target or post "three"' in site.publish("--only", "three", code=1)


def answer(site, text, *options):
    """Publish with approval and give these answers."""
    command = [sys.executable, "-m", "crosspost", "publish", "--approve", *options]
    ran = subprocess.run(command, cwd=site.path, input=text, capture_output=True, text=True, timeout=60)
    return ran.returncode, ran.stdout


def test_approval_is_asked_for_each(kit):
    code, printed = answer(kit, "n\ny\n")
    assert (code, printed.count("Send it?")) == (0, 3)
    assert printed.index("Send it?") < printed.index("deployed to ")
    assert printed.endswith("republishing-kit: 1 created, 2 declined\n")
    assert kit.receipts() == [("media/researchers", "created")]
    answer(kit, "a\n")
    assert {post for post, _ in kit.receipts()} == {action["post"] for action in kit.plan()}
    assert set(kinds(kit).values()) == {"unchanged"}


def test_who_quits_wants_nothing_to_happen(kit):
    code, printed = answer(kit, "y\nq\n")
    assert code == 0
    assert printed.endswith("republishing-kit: 3 declined\n")
    assert not (kit.path / "public").exists()
    assert not (kit.path / "content/syndication.jsonl").exists()


def test_what_was_changed_there_is_replaced_only_where_that_is_asked_for(partner, wordpress, proxy):
    """Also where nothing was changed here, and so nothing is due."""
    partner.publish()
    first, _, third = wordpress.posts()
    text = first["content"]["raw"].replace("Part 1:", "Theirs:")
    wordpress.request("POST", f"posts/{first['id']}", json={"content": text})
    wordpress.request("DELETE", f"posts/{third['id']}")
    assert "publish with --overwrite" in partner.syndicate("verify", code=1)
    proxy.clear()
    partner.publish("--overwrite", "--only", "researchers")
    assert "3 unchanged" in partner.publish()
    code, printed = answer(partner, "n\n", "--overwrite")
    assert (code, printed.count("Look, and replace what was changed there?")) == (0, 1)
    assert "partner-blog: 3 declined\n" in printed
    assert proxy.writes() == []
    assert "Theirs:" in wordpress.posts()[0]["content"]["raw"]
    printed = answer(partner, "y\n", "--overwrite")[1]
    assert "partner-blog: 1 updated, 2 unchanged\n" in printed
    assert len(proxy.writes()) == 1
    assert "Theirs:" not in wordpress.posts()[0]["content"]["raw"]
    # What is gone is `restore`'s.
    assert len(wordpress.posts()) == 2
    proxy.clear()
    assert "partner-blog: 3 unchanged\n" in partner.publish("--overwrite")
    assert proxy.writes() == []
    proxy.clear()
    partner.publish()
    assert proxy.requests == []


def test_nothing_is_due_where_no_outbox_was_built(sent):
    """The ledger alone would make every post look as if its source was gone."""
    shutil.rmtree(sent.path / "outbox")
    shutil.rmtree(sent.path / "public")
    for command in ["plan"], ["plan", "--json"], ["publish"], ["restore", FIRST]:
        said = sent.syndicate(*command, code=1)
        assert "outbox: no outbox was built, so nobody knows what is due. Build the site first." in said
        assert "orphan" not in said
    assert not (sent.path / "public").exists()
    sent.syndicate("verify")
    sent.syndicate("doctor", "--only", "republishing-kit")
    sent.syndicate("withdraw", FIRST)
    sent.edit("publishconf.py", 'SITEURL = "https://partwork.example"', 'SITEURL = ""')
    sent.build()
    assert "Set a SITEURL" in sent.syndicate("plan", code=1)


def test_restore_says_why_a_post_is_not_due(sent):
    sent.syndicate("withdraw", FIRST)
    sent.edit(sent.part(1), "<head>", '<head><meta name="syndicate" content="false">')
    sent.build()
    said = sent.syndicate("restore", FIRST, code=1)
    assert (
        f"republishing-kit: {FIRST}: it is not due there: its line Syndicate leaves this target out. " in said
    )
    assert "on your own site" not in said
    sent.edit(sent.part(1), '<meta name="syndicate" content="false">', '<meta name="status" content="draft">')
    sent.build()
    said = sent.syndicate("restore", FIRST, code=1)
    assert "it is a draft. Publish it on your own site first" in said


def test_a_plan_counts_what_is_unchanged(sent):
    assert sent.syndicate("plan") == "republishing-kit: 3 unchanged\n"
    sent.edit(sent.part(2), "Part 2", "Our part 2")
    sent.build()
    shown = sent.syndicate("plan").splitlines()
    assert shown[0] == "republishing-kit: media/researchers: update (the post changed)"
    assert shown[-1] == "republishing-kit: 2 unchanged"
    assert len(sent.plan()) == 3


def test_a_plan_counts_what_its_author_keeps_back(kit):
    kit.edit(kit.part(1), "<head>", '<head><meta name="syndicate" content="false">')
    kit.build()
    kit.publish()
    assert kit.syndicate("plan") == "republishing-kit: 2 unchanged, 1 kept back by their line Syndicate\n"
    assert kinds(kit)[FIRST] == "waiting"
    assert reason(kit, FIRST) == "its line Syndicate leaves this target out"


def test_a_plan_shows_the_facts_that_change(sent):
    sent.edit(sent.part(2), "te reo Māori, R&amp;D", "te reo Māori, Media")
    sent.edit(sent.part(2), "What part 2 says.", "What part 2 says at last.")
    sent.build()
    shown = [line.strip() for line in sent.syndicate("plan").splitlines()]
    assert "Tags: te reo Māori, [-R&D-]{+Media+}" in shown
    assert "Summary: What part 2 [-says.-]{+says at last.+}" in shown
    shutil.rmtree(sent.path / "copies/.sent")
    assert reason(sent, "media/researchers") == "the post changed; what was sent is not on this machine"
    sent.publish()
    sent.edit(sent.part(2), "<p>Part", '<p class="new">Part')
    sent.edit(sent.part(2), "<h2 id", '<h2 class="new" id')
    sent.build()
    assert reason(sent, "media/researchers") == "the post changed, but none of its words"


def test_the_facts_of_a_post_are_no_change_of_the_partners(partner, wordpress):
    partner.publish()
    post = wordpress.posts()[0]
    text = post["content"]["raw"].replace("Part 1:", "Theirs:")
    wordpress.request("POST", f"posts/{post['id']}", json={"content": text})
    partner.edit(partner.part(1), "te reo Māori, R&amp;D", "Media")
    partner.build()
    for command in "verify", "publish":
        said = partner.syndicate(command, code=1)
        assert "[-Part 1:-]{+Theirs:+}" in said
        assert "Tags: " not in said
        assert "Summary: " not in said


def test_a_reader_of_a_plan_may_have_seen_enough(sent):
    there, here = os.pipe()
    os.close(there)
    for options in [], ["--json"]:
        ran = subprocess.run(
            [sys.executable, "-m", "crosspost", "plan", *options],
            cwd=sent.path,
            stdout=here,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
        assert (ran.returncode, ran.stderr) == (0, "")
    os.close(here)


def test_verify_reports_a_copy_that_is_gone(sent):
    assert "3 as we left them" in sent.syndicate("verify")
    (sent.path / MADE).unlink()
    said = sent.syndicate("verify", code=1)
    assert f"{FIRST}: gone" in said
    assert "2 as we left them, 1 changed or gone" in said
    assert "2 as we left them" in sent.syndicate("verify", "--only", "researchers", "--only", "organisations")
    sent.syndicate("restore", FIRST)
    sent.syndicate("verify")


OWN = 'SITEURL = "https://posts.kowhai.nz"\n'


def test_doctor_does_not_praise_an_address_of_nobody(site):
    site.build()
    said = site.syndicate("doctor", code=1)
    assert "address: ✗ SITEURL is https://partwork.example, an address of nobody" in said
    assert "Not all is well." in said
    for address in ("http://localhost:8000", "https://www.example.org/blog", "https://blog.test"):
        append(site, f'SITEURL = "{address}"\n')
        assert f"address: ✗ SITEURL is {address}, an address of nobody" in site.syndicate("doctor", code=1)
    append(site, OWN)
    assert "All is well." in site.syndicate("doctor")
    append(site, 'SITEURL = ""\n')
    assert "address: ✗ no SITEURL is set" in site.syndicate("doctor", code=1)


@pytest.mark.parametrize(
    "address", ["https://example.org", "https://blog.example", "http://localhost:8000", ""]
)
def test_nothing_is_sent_to_others_from_an_address_of_nobody(site, address):
    site.set_targets(
        republishing_kit={"kind": "folder"},
        partner={"kind": "wordpress", "url": "https://blog.kowhai.nz", "user": "us"},
    )
    append(site, f'SITEURL = "{address}"\n')
    site.build()
    os.environ["PARTNER_SECRET"] = "secret"
    try:
        said = site.syndicate("publish", "--no-wait", code=1)
    finally:
        del os.environ["PARTNER_SECRET"]
    assert "SITEURL" in said
    assert not address or "Nothing was sent to partner, nor to anyone else." in said
    assert "kowhai" not in said
    assert list(site.path.glob("copies/**/post.html")) == []


def append(site, line):
    """Write a line below the settings."""
    with (site.path / "publishconf.py").open("a") as settings:
        settings.write(line)


def test_a_plan_tells_of_copies_at_a_target_that_is_no_longer_there(sent):
    sent.set_targets(other_kit={"kind": "folder"})
    sent.build()
    said = sent.syndicate("plan")
    assert f"republishing-kit: {FIRST}: orphan (" in said
    assert "is at a target that is no longer in SYNDICATION_TARGETS" in said
    assert f"`withdraw {FIRST} --target republishing-kit`" in said
    assert {action["target"] for action in sent.plan() if action["action"] == "orphan"} == {
        "republishing-kit"
    }
    assert "republishing-kit" not in sent.syndicate("plan", "--only", "other-kit")
    assert "republishing-kit" not in sent.publish()
    sent.set_targets(other_kit={"kind": "folder"}, republishing_kit={"kind": "folder"})
    sent.build()
    sent.syndicate("withdraw", FIRST, "--target", "republishing-kit")
    sent.set_targets(other_kit={"kind": "folder"})
    assert FIRST not in [action["post"] for action in sent.plan() if action["action"] == "orphan"]


def test_doctor_says_what_is_well_and_what_is_not(site):
    site.build()
    append(site, OWN)
    said = site.syndicate("doctor")
    assert "republishing-kit: ✓" in said
    assert "deploy: ✓" in said
    site.set_targets(blog={"kind": "wordpress", "url": "http://127.0.0.1:9", "user": "us"})
    said = site.syndicate("doctor", code=1, BLOG_SECRET="never shown")
    assert "blog: ✗ http://127.0.0.1:9 cannot be reached" in said
    assert "never shown" not in said
    assert "BLOG_SECRET=" in site.syndicate("doctor", code=1)


def test_doctor_gives_the_addresses_of_feeds_and_nothing_is_sent_to_them(site):
    site.set_targets(kit={"kind": "folder"}, reader={"kind": "feed"})
    append(site, OWN)
    assert "reader: ✗ " in site.syndicate("doctor", code=1)
    site.build()
    for options in [], ["--only", "reader"]:
        said = site.syndicate("doctor", *options)
        for kind in "atom.xml", "json":
            assert f"reader: ✓ the partner fetches https://posts.kowhai.nz/feeds/reader.{kind}" in said
        assert ("kit: " in said, "deploy: " in said) == (not options, not options)
    assert "reader" not in site.syndicate("doctor", "--only", "kit")
    (site.path / "output/feeds/reader.json").unlink()
    assert "feeds/reader.json is not there. Build the site" in site.syndicate("doctor", code=1)
    for command in "plan", "publish", "verify":
        assert 'nothing is sent to "reader"' in site.syndicate(command, "--only", "reader", code=1)
    assert 'nothing is sent to "reader"' in site.syndicate("withdraw", FIRST, "--target", "reader", code=1)


def test_doctor_does_not_praise_what_is_a_limit(partner, wordpress):
    append(partner, OWN)
    said = partner.syndicate("doctor", PARTNER_BLOG_SECRET=wordpress.passwords["author"])
    assert "partner-blog: ✓ http" in said
    assert "partner-blog: · author may not make categories there" in said
    assert "All is well." in said


def test_the_summary_says_what_happened(partner, wordpress):
    assert "partner-blog: 3 created, 2 linked anew\n" in partner.publish()
    assert "partner-blog: 3 unchanged\n" in partner.publish()
    (partner.path / "content/syndication.jsonl").unlink()
    assert "partner-blog: 3 found there\n" in partner.publish()
    post = wordpress.posts()[0]
    text = post["content"]["raw"].replace("Part 1:", "Theirs:")
    wordpress.request("POST", f"posts/{post['id']}", json={"content": text})
    partner.edit(partner.part(1), "Part 1:", "Ours:")
    partner.edit(partner.part(2), "<head>", '<head><meta name="status" content="draft">')
    partner.edit(partner.part(3), "<head>", '<head><meta name="syndicate" content="false">')
    partner.build()
    assert "partner-blog: 2 withdrawn, 1 blocked\n" in partner.publish(code=1)
    assert "partner-blog: 1 blocked\n" in partner.publish(code=1)


def test_the_summary_on_a_terminal(site):
    """A table with the same words."""
    site.edit(site.part(2), "<head>", '<head><meta name="syndicate" content="false">')
    site.build()
    shown = look(site, "publish", columns=100)
    for word in "target", "done", "unchanged", "waiting", "not done", "2 created", "1 kept back":
        assert word in shown


def test_a_plan_shows_the_words_that_change(sent):
    words = " ".join(f"word{number}" for number in range(200))
    sent.edit(sent.part(2), "</body>", f"<p>Begin {words} middle {words} end.</p></body>")
    sent.build()
    (line,) = (line for line in sent.syndicate("plan").splitlines() if "word0" in line)
    assert line.startswith("    + Begin word0 word1 ")
    assert len(line) < 250
    sent.publish()
    sent.edit(sent.part(2), "middle", "centre")
    sent.build()
    printed = sent.syndicate("plan").splitlines()
    line = "… word195 word196 word197 word198 word199 [-middle-]{+centre+} word0 word1 word2 word3 word4 …"
    assert [text.strip() for text in printed if "centre" in text] == [line]
    assert "\x1b[31m[-middle-]" in look(sent, "plan")
    (diff,) = (action["diff"] for action in sent.plan() if action["diff"])
    assert [text for text in diff.splitlines() if text[0] in "+-"] == [
        f"{sign}Begin {words} {word} {words} end." for sign, word in (("-", "middle"), ("+", "centre"))
    ]


def look(site, command, columns=80):
    """Return what a command shows on a terminal."""
    shown = []
    here, there = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "crosspost", command],
        cwd=site.path,
        env={**os.environ, "TERM": "xterm", "COLUMNS": str(columns)},
        stdout=there,
    )
    os.close(there)
    # The end of a terminal is an error.
    with contextlib.suppress(OSError):
        while data := os.read(here, 65536):
            shown.append(data)
    os.close(here)
    assert process.wait() == 0
    return b"".join(shown).decode()


def test_the_plan_for_machines(kit):
    (first, *_) = kit.plan()
    assert set(first) == {"target", "post", "title", "action", "reason", "version", "copy", "diff"}
    assert json.dumps(first)


def test_a_run_that_is_stopped_ends_what_is_under_way(partner, wordpress, proxy):
    proxy.fail("hang", method="POST", path="/posts")
    command = [sys.executable, "-m", "crosspost", "publish"]
    process = subprocess.Popen(
        command,
        cwd=partner.path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # Tests that run in the background may have been told to ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert proxy.reached.wait(60)
    process.send_signal(signal.SIGINT)
    assert any("under way" in line for line in iter(process.stdout.readline, ""))
    proxy.release()
    printed, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in printed
    assert "stopped. Publish again" in printed
    assert len(wordpress.posts()) == 1
    partner.publish()
    assert len(wordpress.posts()) == 3


def test_a_copy_that_was_changed_there_keeps_its_links_without_failing(partner, wordpress):
    partner.edit(partner.part(3), "<head>", '<head><meta name="syndicate" content="false">')
    partner.build()
    partner.publish()
    post = wordpress.posts()[0]
    text = post["content"]["raw"].replace("Part 1:", "Theirs:")
    wordpress.request("POST", f"posts/{post['id']}", json={"content": text})
    partner.edit(partner.part(3), '<meta name="syndicate" content="false">', "")
    partner.build()
    assert "links to other parts stay as they are" in partner.publish()
    assert "Theirs:" in wordpress.posts()[0]["content"]["raw"]
    assert set(kinds(partner).values()) == {"unchanged"}
    partner.edit(partner.part(1), "Part 1:", "Ours:")
    partner.build()
    assert "was changed there" in partner.publish(code=1)
    assert "Theirs:" in wordpress.posts()[0]["content"]["raw"]


def test_approval_does_not_hide_what_is_blocked(partner, wordpress):
    partner.publish()
    post = wordpress.posts()[0]
    text = post["content"]["raw"].replace("Part 1:", "Theirs:")
    wordpress.request("POST", f"posts/{post['id']}", json={"content": text})
    partner.edit(partner.part(1), "Part 1:", "Ours:")
    partner.build()
    partner.publish(code=1)
    command = [sys.executable, "-m", "crosspost", "publish", "--approve"]
    for options, code, word in ([], 1, "Theirs:"), (["--overwrite"], 0, "Ours:"):
        ran = subprocess.run([*command, *options], cwd=partner.path, input="y\n", text=True, timeout=60)
        assert ran.returncode == code
        assert word in wordpress.posts()[0]["content"]["raw"]


def test_a_setting_that_there_is_not(kit):
    with (kit.path / "publishconf.py").open("a") as file:
        file.write("\nSYNDICATION_TARGET = {}\n")
    assert 'Did you mean "SYNDICATION_TARGETS"?' in kit.syndicate("plan", code=1)
    assert "SYNDICATION_TARGETS" in kit.run("-m", "pelican", "-s", "publishconf.py")
