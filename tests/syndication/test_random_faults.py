"""Whatever breaks on the way, and however often: in the end each post is there once, as it is here."""

import random

import pytest
from servers.mastodon import MastodonStandIn
from servers.micropub import CREATE_ONLY, MicropubStandIn
from servers.proxy import fault_proxy
from syndication.conftest import draw_png
from syndication.posts import NAMES, make_article, make_card, make_post, open_one

from crosspost.delivery.deliver import deliver
from crosspost.delivery.plan import Due
from crosspost.delivery.run import Run
from crosspost.ledger.ledger import read_ledger

PICTURE = draw_png(b"\0\x80\x80", 8, 4)
FAULTS = ["drop_response", "truncate", "refuse", "500", "502", "503", "404", "429"]
ROUNDS = 12
SERVERS = {
    "mastodon": lambda: MastodonStandIn(),
    "gotosocial": lambda: MastodonStandIn(flavour="gotosocial"),
    "gotosocial, application untold": lambda: MastodonStandIn(flavour="gotosocial", tells_application=False),
    "micropub": lambda: MicropubStandIn(),
    "micropub, filtered": lambda: MicropubStandIn(filters=True),
    "micropub, create-only": lambda: MicropubStandIn(abilities=CREATE_ONLY),
}


def break_something(proxy, chance):
    """Let one or two of the next requests fail, in any way."""
    for _ in range(chance.randint(1, 2)):
        fault, method = chance.choice(FAULTS), chance.choice(["", "POST", "POST", "PUT"])
        if fault.isdigit():
            headers = {"Retry-After": "1"} if fault == "429" else {}
            proxy.fail(
                "status", status=int(fault), headers=headers, method=method, body='{"error": "Cheese"}'
            )
        else:
            proxy.fail(fault, method=method)


@pytest.mark.parametrize("name", SERVERS)
def test_each_post_arrives_once_and_stays_right(tmp_path, name):
    chance = random.Random(name)
    server, kind = SERVERS[name](), name.partition(",")[0].replace("gotosocial", "mastodon")
    ledger, edits = tmp_path / "ledger.jsonl", dict.fromkeys(NAMES, 0)

    def posts():
        for post, number in edits.items():
            if kind == "mastodon":
                card = make_card(tmp_path, PICTURE) if post == "first" else None
                yield make_post(post, summary=f"Edit {number}.", card=card)
            else:
                yield make_article(post, f"Edit {number}.")

    with fault_proxy(server.port) as proxy:

        def publish():
            url = proxy.url if kind == "mastodon" else f"{proxy.url}/micropub"
            more = {} if kind == "mastodon" else {"me": f"{server.url}/"}
            target = open_one(kind, tmp_path, server.secret, url=url, **more)
            run = Run(read_ledger(ledger), tmp_path / "copies/.sent", False, lambda *_: None)
            return deliver(Due("network", tuple(posts())), target, run)

        for number in range(ROUNDS):
            if number % 3 == 2 and "create-only" not in name:
                edits[chance.choice(NAMES)] += 1
            if number == 5:
                assert publish().failed == {}
                ledger.unlink()
            break_something(proxy, chance)
            publish()
            proxy.faults.clear()
        assert publish().failed == {}
        proxy.clear()
        assert publish().failed == {}
        assert proxy.requests == []
    if kind == "mastodon":
        texts = [status["text"] for status in server.posted()]
        pictures = [len(status["media"]) for status in server.posted() if "/first/" in status["text"]]
        # It goes without its picture rather than not at all, but never has it twice.
        assert pictures in ([0], [1])
    else:
        texts = [f"{url}/ {each['content'][0]['html']}" for url, each in server.held().items()]
    assert len(texts) == len(NAMES)
    for post, number in edits.items():
        (text,) = [text for text in texts if start_of(kind, post) in text]
        assert f"Edit {number}." in text
    server.stop()


def start_of(kind, post):
    """Return by what a copy is told from those of the other posts."""
    return f"On {post}\n" if kind == "mastodon" else f"/{post}/ "
