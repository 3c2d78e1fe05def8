"""A post on a real snac and on Bluesky's own network is quoted as it is there, if it is for everybody."""

from dataclasses import replace

import pytest

from conversation.errors import ConversationError
from conversation.fetching import client
from conversation.quoting.asking import fetch_quotation
from conversation.settings import Settings


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.setattr(client.PublicBackend, "allow", staticmethod(lambda address: address == "127.0.0.1"))
    return Settings(tmp_path)


def test_what_snac_tells_to_all_is_quoted(snac, site):
    said = {kind: snac.say("bob", f"Kia *ora*, {kind}.", visibility=kind) for kind in ("public", "private")}
    wished = snac.say("quiet", "Words of one who wants none.")
    snac.settle()
    found = fetch_quotation(said["public"]["url"], site)
    host = snac.url.partition("://")[2]
    assert (found.text, found.author, found.username) == ("Kia ora, public.", "Bob", f"@bob@{host}")
    assert (found.permalink, found.page) == (said["public"]["url"], f"{snac.url}/bob")
    assert (found.lang, found.site, found.date[-6:]) == ("en", "snac", "+00:00")
    with pytest.raises(ConversationError, match=r"says no post|not for everybody"):
        fetch_quotation(said["private"]["url"], site)
    with pytest.raises(ConversationError, match="#nobot"):
        fetch_quotation(wished["url"], site)
    snac.delete("bob", said["public"])
    snac.settle()
    with pytest.raises(ConversationError, match=r"is not there|says no post"):
        fetch_quotation(said["public"]["url"], site)


def test_what_bluesky_shows_to_all_is_quoted(atmosphere, site):
    site = replace(site, appview=atmosphere.view)
    root = atmosphere.write("A post to be answered")
    said = {name: atmosphere.say(name, f"Kia ora, says {name}.", root) for name in ("quo", "hid")}
    atmosphere.describe("hid", "!no-unauthenticated")
    atmosphere.settle()
    did, name = (said["quo"]["uri"].split("/")[number] for number in (2, 4))
    urls = [f"https://bsky.app/profile/{who}/post/{name}" for who in ("its-quo.test", did)]
    found, same = (fetch_quotation(url, site) for url in urls)
    assert (found.text, found.author, found.username) == ("Kia ora, says quo.", "Quo", "@its-quo.test")
    assert (found.permalink, found.lang, found.site) == (urls[1], "en", "Bluesky")
    assert same.sum == found.sum
    shy = said["hid"]["uri"].split("/")
    with pytest.raises(ConversationError, match="!no-unauthenticated"):
        fetch_quotation(f"https://bsky.app/profile/{shy[2]}/post/{shy[4]}", site)
    atmosphere.people["quo"].delete(said["quo"]["uri"])
    atmosphere.settle()
    with pytest.raises(ConversationError, match="is not there"):
        fetch_quotation(urls[0], site)
    with pytest.raises(ConversationError, match="is not there"):
        fetch_quotation("https://bsky.app/profile/nobody.test/post/3k", site)
