"""Sites with a Micropub endpoint: a stand-in that can do everything, and a real one that can only create."""

from typing import ClassVar

from servers.micropub import MicropubStandIn
from servers.micropub_express import start_micropub_express
from servers.proxy import Proxy

from .partner import Partner, Shown

ONLY = "it can only create"


class MicropubPartner(Partner):
    """The posts of the site."""

    name = "micropub"
    kind = "micropub"
    wrong_secret = "a-token-of-nobody"
    create_path = "/micropub"
    update_method = "POST"
    update_path = "/micropub"

    def __init__(self):
        self.server = self.start()
        self.secret = self.server.secret
        self.proxy = Proxy(self.server.port)
        self.settle()

    def settle(self):
        """Let posts have the address by which they are made."""
        self.server.url = self.proxy.url

    def start(self):
        return MicropubStandIn()

    def settings(self):
        return {"kind": "micropub", "url": f"{self.proxy.url}/micropub"}

    def copies(self):
        found = []
        for url, properties in self.server.held().items():
            content = properties["content"][0]
            text = content["html"] if isinstance(content, dict) else content
            found.append(Shown(url, url, properties["name"][0], text, True))
        return found

    def edit(self, id):
        self.server.edit_by_hand(id, "Quoted words", "Quoted theirs words")

    def trash(self, id):
        self.server.delete_by_hand(id)

    def give_away(self, id):
        self.server.replace_by_hand(id, name="Their own", content={"html": "<p>This is their own.</p>"})

    def add_by_hand(self, url, title, html):
        content = {"html": f'<p>We wrote this by hand. First at <a href="{url}">our own site</a>.</p>{html}'}
        self.server.post_by_hand(name=title, content=content)

    def reset(self):
        self.server.reset()

    def stop(self):
        super().stop()
        self.server.stop()


class MicropubExpressPartner(MicropubPartner):
    """The posts of a site that cannot change or list them, as its first page shows them."""

    name = "micropub-express"
    impossible: ClassVar = dict.fromkeys(
        [
            "update",
            "a ledger from before",
            "partners edit",
            "partners edit without the ledger",
            "withdraw",
            "no longer published here",
            "withdraw what the partner changed",
            "lost answer to a withdrawal",
            "restore",
            "gone there",
            "their article under our id",
            "moved site",
            "moved site and lost ledger",
            "moved site and renamed target",
            "adopted and replaced",
            "verify",
            "lost answer to an update",
            "killed in an update",
            "endless title",
            "endless summary",
            "endless text",
            "odd characters",
            "moved address",
        ],
        ONLY,
    )

    def start(self):
        return start_micropub_express()

    def settle(self):
        """Its posts have addresses of their own, and `me` says which."""

    def settings(self):
        return {**super().settings(), "me": f"{self.server.url}/"}
