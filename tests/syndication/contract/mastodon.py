"""A stand-in for Mastodon, and one for GoToSocial, on which we are an author."""

from typing import ClassVar

from servers.mastodon import MastodonStandIn
from servers.proxy import Proxy

from .partner import Partner, Shown


class MastodonPartner(Partner):
    """The statuses of the account."""

    name = "mastodon"
    kind = "mastodon"
    form = "short"
    impossible: ClassVar = {"their article under our id": "a network never gives an id twice"}
    flavour: ClassVar[str] = "mastodon"
    wrong_secret = "a-token-of-nobody"
    create_path = "/api/v1/statuses"
    update_method = "PUT"
    update_path = "/api/v1/statuses/"

    def __init__(self):
        self.server = MastodonStandIn(flavour=self.flavour)
        self.secret = self.server.secret
        self.proxy = Proxy(self.server.port)

    def settings(self):
        return {"kind": "mastodon", "url": self.proxy.url}

    def copies(self):
        return [
            Shown(
                status["id"],
                f"{self.server.url}/@author/{status['id']}",
                "",
                status["text"],
                status["visibility"] == "public",
            )
            for status in self.server.posted()
        ]

    def edit(self, id):
        self.server.edit_by_hand(id, f"theirs: {self.server.statuses[id]['text']}")

    def trash(self, id):
        self.server.delete_by_hand(id)

    def add_by_hand(self, url, title, html):
        self.server.post_by_hand(f"My new post, {title}: {url}")

    def reset(self):
        self.server.reset()

    def stop(self):
        super().stop()
        self.server.stop()


class GoToSocialPartner(MastodonPartner):
    """The same on a server that keeps no keys, counts links in full and refuses edits that change nothing."""

    name = "gotosocial"
    flavour = "gotosocial"
