"""A real Ghost, on which we are an integration."""

from html import escape

from servers.proxy import Proxy

from crosspost.targets.ghost.copies import write_card
from partwork.sandbox.ghost import start_ghost

from .partner import Partner, Shown


class GhostPartner(Partner):
    """The posts of the site, as its editors see them."""

    name = "ghost"
    kind = "ghost"
    create_path = "/admin/posts/"
    update_path = "/admin/posts/"

    def __init__(self):
        self.server = start_ghost()
        self.secret = self.server.key
        name, _, key = self.secret.partition(":")
        self.hidden = (key,)
        self.wrong_secret = f"{name}:{'0' * len(key)}"
        self.proxy = Proxy(self.server.port)

    def settings(self):
        return {"kind": "ghost", "url": self.proxy.url}

    def copies(self):
        return [
            Shown(post["id"], post["url"], post["title"], post["html"] or "", post["status"] == "published")
            for post in self.server.posts()
        ]

    def edit(self, id):
        (post,) = (post for post in self.server.posts() if post["id"] == id)
        assert "Quoted words" in post["lexical"]
        self.server.change(id, lexical=post["lexical"].replace("Quoted words", "Quoted theirs words"))

    def trash(self, id):
        self.server.request("DELETE", f"posts/{id}/")

    def give_away(self, id):
        fields = ("canonical_url", "custom_excerpt", "feature_image", "feature_image_alt")
        own = {"title": "Their own", "slug": "own", "lexical": write_card("<p>This is their own.</p>")}
        self.server.change(id, **own, tags=[], **dict.fromkeys(fields))

    def add_by_hand(self, url, title, html):
        text = f'<p>We wrote this by hand. First at <a href="{escape(url)}">our own site</a>.</p>{html}'
        post = {"title": title, "html": text, "status": "published"}
        self.server.request("POST", "posts/?source=html", {"posts": [post]})

    def reset(self):
        self.server.reset()

    def stop(self):
        super().stop()
        self.server.stop()
