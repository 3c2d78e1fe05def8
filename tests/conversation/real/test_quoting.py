"""A post on a real snac and on Bluesky's own network is quoted as it is there, if it is for everybody."""

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
