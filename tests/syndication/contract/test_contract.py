"""The contract: what must hold at every kind of target, on its server, through the command line.

Each test is a case in the table that the run ends with; adapters in `contract/` say what is not possible.
"""

import re
from html import unescape

from syndication.contract.partner import find_partners
from syndication.contract.sender import POST, URL

AGAIN = "Publish again"
CHEESE = '{"message": "Out of cheese.", "errors": [{"message": "Out of cheese."}]}'


def one(partner):
    """Return the only copy that the partner has."""
    copies = partner.copies()
    assert len(copies) == 1, copies
    return copies[0]


def gone(partner):
    """Say whether readers find no copy."""
    return not [copy for copy in partner.copies() if copy.public]


def words(copy):
    """Return everything that a copy says."""
    return " ".join(unescape(f"{copy.title} {copy.text}").split())


def check_copy(sender, partner):
    """Look whether there is one copy, readers can come to it, and it says what the post says now."""
    copy = one(partner)
    assert copy.public
    if partner.form == "ping":
        return
    for wanted in sender.wanted(partner.form):
        assert wanted in words(copy)
    for unwanted in sender.unwanted(partner.form):
        assert unwanted not in words(copy)
    assert sender.url in copy.text


def settle(sender, partner):
    """Publish, look, publish again: that must be silent."""
    sender.publish()
    check_copy(sender, partner)
    check_silence(sender, partner)


def check_silence(sender, partner):
    """Publish, which must ask the partner for nothing and write nothing down about it."""
    if partner.proxy:
        partner.proxy.clear()
    before = sender.states(), partner.copies()
    sender.publish()
    assert not partner.proxy or partner.proxy.requests == []
    assert (sender.states(), partner.copies()) == before


def fail(partner, kind, **options):
    """Let the request fail that makes the copy."""
    partner.proxy.fail(kind, method=partner.create_method, path=partner.create_path, **options)


def kill(sender, partner, kind, method, path, skip=0):
    """Publish, and kill it while a request waits before (hold) or after (hang) the server's work."""
    partner.proxy.clear()
    partner.proxy.fail(kind, method=method, path=path, skip=skip)
    process = sender.begin("crosspost", "publish", PARTNER_SECRET=partner.secret)
    assert partner.proxy.reached.wait(60)
    process.kill()
    process.communicate(20)
    partner.proxy.clear()


def test_create(sender, partner):
    assert f"partner: {partner.post}: created" in sender.publish()
    check_copy(sender, partner)
    assert sender.states() == ["created"]


def test_unchanged(sender, partner):
    sender.publish()
    before = sender.files("content"), sender.files("copies")
    check_silence(sender, partner)
    assert (sender.files("content"), sender.files("copies")) == before
    assert {action["action"] for action in sender.plan() if action["post"] == partner.post} == {"unchanged"}


def test_find(sender, partner):
    sender.publish()
    (sender.path / "content/syndication.jsonl").unlink()
    settle(sender, partner)
    assert sender.states() == ["found"]


def test_update(sender, partner):
    sender.publish()
    sender.become("edited")
    settle(sender, partner)
    assert sender.states() == ["created", "updated"]
    sender.become("edited again")
    settle(sender, partner)


def test_a_ledger_from_before(sender, partner):
    sender.publish()
    before = sender.files("content")["syndication.jsonl"]
    sender.become("edited")
    sender.publish()
    (sender.path / "content/syndication.jsonl").write_bytes(before)
    settle(sender, partner)
    # What changes nothing there may count as either.
    assert sender.states() in (["created", "found"], ["created", "updated"])
    sender.become("edited again")
    settle(sender, partner)


def test_partners_edit(sender, partner):
    sender.publish()
    partner.edit(one(partner).id)
    check_silence(sender, partner)
    # As `verify` advises, though nothing is due.
    sender.publish("--overwrite")
    assert "theirs" not in words(one(partner))
    settle(sender, partner)
    partner.edit(one(partner).id)
    check_silence(sender, partner)
    sender.become("edited")
    printed = sender.publish(code=1)
    assert f"partner: {partner.post}: blocked" in printed
    assert "theirs" in printed
    assert "--overwrite" in printed
    assert f"kit: {POST}: updated" in printed
    assert "theirs" in words(one(partner))
    assert [action["action"] for action in sender.plan("--only", f"partner/{partner.post}")] == ["blocked"]
    sender.publish("--overwrite")
    assert "theirs" not in words(one(partner))
    settle(sender, partner)


def test_partners_edit_without_the_ledger(sender, partner):
    sender.publish()
    partner.edit(one(partner).id)
    (sender.path / "content/syndication.jsonl").unlink()
    sender.become("edited")
    assert f"partner: {partner.post}: blocked" in sender.publish(code=1)
    assert "theirs" in words(one(partner))
    sender.publish("--overwrite")
    settle(sender, partner)


def test_withdraw(sender, partner):
    sender.publish()
    sender.syndicate("withdraw", partner.post, "--target", "partner")
    assert gone(partner)
    assert sender.states() == ["created", "withdrawn"]
    check_silence(sender, partner)
    assert gone(partner)
    sender.become("edited")
    sender.publish()
    assert gone(partner)
    sender.syndicate("withdraw", partner.post, "--target", "partner")
    assert gone(partner)


def test_no_longer_published_here(sender, partner):
    sender.publish()
    sender.become("draft")
    assert {action["action"] for action in sender.plan() if action["post"] == partner.post} == {"withdraw"}
    sender.publish()
    assert gone(partner)
    check_silence(sender, partner)
    sender.become("edited")
    settle(sender, partner)


def test_withdraw_what_the_partner_changed(sender, partner):
    sender.publish()
    partner.edit(one(partner).id)
    assert "--overwrite" in sender.syndicate("withdraw", partner.post, "--target", "partner", code=1)
    assert one(partner).public
    sender.syndicate("withdraw", partner.post, "--target", "partner", "--overwrite")
    assert gone(partner)


def test_lost_answer_to_a_withdrawal(sender, partner):
    sender.publish()
    for method in ("DELETE", "POST", "PUT"):
        partner.proxy.fail("drop_response", method=method)
    tries = [sender.try_to("withdraw", partner.post, "--target", "partner") for _ in range(4)]
    assert tries[-1] == 0
    assert gone(partner)
    check_silence(sender, partner)


def test_restore(sender, partner):
    sender.publish()
    sender.syndicate("withdraw", partner.post, "--target", "partner")
    sender.become("edited")
    sender.syndicate("restore", partner.post, "--target", "partner")
    check_copy(sender, partner)
    assert sender.states() == ["created", "withdrawn", "restored"]
    check_silence(sender, partner)
    sender.become("edited again")
    settle(sender, partner)


def test_gone_there(sender, partner):
    sender.publish()
    partner.trash(one(partner).id)
    check_silence(sender, partner)
    assert partner.copies() == []
    sender.become("edited")
    printed = sender.publish(code=1)
    assert re.search("no longer there|trash", printed)
    assert partner.copies() == []
    for command in "withdraw", "restore":
        assert f"`{command} {partner.post} --target partner`" in printed
        sender.syndicate(command, partner.post, "--target", "partner")
        check_silence(sender, partner)
    check_copy(sender, partner)
    partner.trash(one(partner).id)
    sender.become("edited again")
    sender.publish(code=1)
    assert partner.copies() == []
    sender.publish("--overwrite")
    settle(sender, partner)


def test_their_article_under_our_id(sender, partner):
    """No option touches it: our copy counts as gone, is looked for elsewhere, and made anew."""
    sender.publish()
    (id,) = given = [one(partner).id]
    partner.give_away(id)
    theirs = partner.copies()

    def others():
        copies = partner.copies()
        assert [copy for copy in copies if copy.id in given] == theirs
        return [copy for copy in copies if copy.id not in given]

    assert "gone" in sender.syndicate("verify", "--only", "partner", code=1)
    sender.become("edited")
    assert "no longer there" in sender.publish(code=1)
    assert others() == []
    for command in "withdraw", "restore":
        sender.syndicate(command, partner.post, "--target", "partner", "--overwrite")
        assert len(others()) == (command == "restore")
    sender.become("edited again")
    sender.publish()
    (copy,) = others()
    for wanted in sender.wanted(partner.form):
        assert wanted in words(copy)
    partner.give_away(copy.id)
    given.append(copy.id)
    theirs = partner.copies()
    sender.become("edited")
    sender.publish("--overwrite")
    assert len(others()) == 1
    assert len(partner.copies()) == 3
    check_silence(sender, partner)


def test_adopted(sender, partner):
    partner.add_by_hand(URL, "On practitioners & others", sender.html)
    before = partner.copies()
    assert len(before) == 1
    sender.publish()
    assert partner.copies() == before
    assert sender.states() == ["adopted"]
    check_silence(sender, partner)


def test_adopted_and_replaced(sender, partner):
    partner.add_by_hand(URL, "On practitioners & others", sender.html)
    before = partner.copies()
    sender.publish()
    sender.become("edited")
    assert "--overwrite" in sender.publish(code=1)
    assert partner.copies() == before
    sender.publish("--overwrite")
    settle(sender, partner)


def test_verify(sender, partner):
    sender.publish()
    before = sender.files("content"), partner.copies()
    sender.syndicate("verify", "--only", "partner")
    assert (sender.files("content"), partner.copies()) == before
    id = one(partner).id
    partner.edit(id)
    assert "theirs" in sender.syndicate("verify", "--only", "partner", code=1)
    partner.trash(id)
    assert "no longer there" in sender.syndicate("verify", "--only", "partner", code=1)
    assert sender.files("content") == before[0]


def test_doctor(sender, partner):
    sender.try_to("doctor", "--only", "partner")
    assert "partner" in sender.printed[-1]
    assert partner.copies() == []
    printed = sender.syndicate("doctor", "--only", "partner", code=1, PARTNER_SECRET=partner.wrong_secret)
    assert "credentials" in printed
    assert not (sender.path / "content/syndication.jsonl").exists()


def test_wrong_credentials(sender, partner):
    printed = sender.publish(code=1, PARTNER_SECRET=partner.wrong_secret)
    assert "credentials" in printed
    assert partner.wrong_secret not in printed
    assert f"kit: {POST}: created" in printed
    assert partner.copies() == []
    settle(sender, partner)


def test_nonsense_for_credentials(sender, partner):
    nonsense = "nonsense-Ā-☃ 17"
    printed = sender.publish(code=1, PARTNER_SECRET=nonsense)
    assert re.search("credentials|PARTNER_SECRET", printed)
    assert nonsense not in printed
    assert f"kit: {POST}: created" in printed
    assert partner.copies() == []


def test_no_credentials(sender, partner):
    assert "PARTNER_SECRET" in sender.publish(code=1, PARTNER_SECRET="")
    assert partner.proxy.requests == []


def test_short_wait(sender, partner):
    partner.limit(1)
    sender.publish()
    check_copy(sender, partner)
    assert sender.states() == ["created"]


def test_long_wait(sender, partner):
    partner.limit(900, times=-1)
    printed = sender.publish(code=1)
    assert "wait" in printed
    assert f"kit: {POST}: created" in printed
    assert len(partner.proxy.requests) == 1
    assert partner.copies() == []
    partner.proxy.clear()
    settle(sender, partner)


def lose(sender, partner, kind):
    """Publish, the answer to the making of the copy being lost."""
    fail(partner, kind)
    if sender.try_to("publish"):
        assert AGAIN in sender.printed[-1]
    assert partner.proxy.faults[0].times == 0
    assert len(partner.copies()) == 1


def test_lost_answer(sender, partner):
    lose(sender, partner, "drop_response")
    settle(sender, partner)


def test_cut_answer(sender, partner):
    lose(sender, partner, "truncate")
    settle(sender, partner)


def test_lost_answer_to_an_update(sender, partner):
    sender.publish()
    sender.become("edited")
    partner.proxy.fail("drop_response", method=partner.update_method, path=partner.update_path)
    sender.try_to("publish")
    assert partner.proxy.faults[0].times == 0
    sender.become("edited again")
    settle(sender, partner)


def test_killed_before_the_server_heard(sender, partner):
    kill(sender, partner, "hold", partner.create_method, partner.create_path)
    assert partner.copies() == []
    settle(sender, partner)


def test_killed_before_we_heard(sender, partner):
    kill(sender, partner, "hang", partner.create_method, partner.create_path, partner.earlier)
    one(partner)
    settle(sender, partner)


def test_killed_in_an_update(sender, partner):
    sender.publish()
    for variant, kind in (("edited", "hold"), ("edited again", "hang")):
        sender.become(variant)
        kill(sender, partner, kind, partner.update_method, partner.update_path)
    settle(sender, partner)


def test_error_500(sender, partner):
    fail(partner, "status", status=500, times=-1, body=CHEESE)
    printed = sender.publish(code=1)
    assert "Out of cheese" in printed
    assert f"kit: {POST}: created" in printed
    assert partner.copies() == []
    partner.proxy.clear()
    settle(sender, partner)


def test_error_503(sender, partner):
    partner.proxy.fail("status", status=503, times=-1, body=CHEESE)
    printed = sender.publish(code=1)
    assert "Out of cheese" in printed
    assert f"kit: {POST}: created" in printed
    assert partner.copies() == []
    partner.proxy.clear()
    settle(sender, partner)


def test_unreachable(sender, partner):
    sender.set_partner(lambda value: value.replace(partner.proxy.url, "http://127.0.0.1:9"))
    printed = sender.publish(code=1)
    assert "http://127.0.0.1:9" in printed
    assert "cannot be reached" in printed
    assert f"kit: {POST}: created" in printed
    sender.set_partner()
    settle(sender, partner)


def send_endless(sender, partner, part):
    """Publish what may be too long, which the partner may refuse; then what is not."""
    sender.become(f"endless {part}")
    if sender.try_to("publish"):
        assert f"partner: {partner.post}: refused" in sender.printed[-1]
        assert f"kit: {POST}: created" in sender.printed[-1]
        assert partner.copies() == []
    else:
        settle(sender, partner)
    sender.become("edited")
    settle(sender, partner)


def test_endless_title(sender, partner):
    send_endless(sender, partner, "title")


def test_endless_summary(sender, partner):
    send_endless(sender, partner, "summary")


def test_endless_text(sender, partner):
    send_endless(sender, partner, "text")


def test_odd_characters(sender, partner):
    sender.become("odd")
    settle(sender, partner)
    sender.become("odd and edited")
    settle(sender, partner)
    (sender.path / "content/syndication.jsonl").unlink()
    settle(sender, partner)


def test_moved_address(sender, partner):
    sender.publish()
    sender.become("moved")
    settle(sender, partner)


def test_moved_site(sender, partner):
    sender.publish()
    sender.become("new site")
    settle(sender, partner)


def test_moved_site_and_lost_ledger(sender, partner):
    sender.publish()
    (sender.path / "content/syndication.jsonl").unlink()
    sender.become("new site")
    settle(sender, partner)


def test_moved_site_and_renamed_target(sender, partner):
    sender.publish()
    sender.become("new site")
    sender.rename()
    settle(sender, partner)
    assert sender.states("renamed")[0] == "found"
    assert not [action for action in sender.plan() if action["action"] in ("create", "orphan")]


def test_kept_at_home(sender, partner):
    for variant in ("draft", "kept"):
        sender.become(variant)
        sender.publish()
    assert partner.copies() == []
    assert not partner.proxy or partner.proxy.requests == []
    sender.become("base")
    settle(sender, partner)


def test_what_is_not_possible_is_a_case():
    cases = {name.removeprefix("test_").replace("_", " ") for name in globals() if name.startswith("test_")}
    for partner in find_partners().values():
        assert set(partner.impossible) <= cases, partner.name
