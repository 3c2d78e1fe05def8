"""A real WordPress, on which we are an author."""

from html import escape

from servers.proxy import Proxy

from partwork.sandbox.wordpress import start_wordpress

from .partner import Partner, Shown


class WordPressPartner(Partner):
    """The posts of the site, as its administrator sees them."""

    name = "wordpress"
    kind = "wordpress"
    create_path = "/wp/v2/posts"
    update_method = "POST"
    update_path = "/wp/v2/posts/"

    def __init__(self):
        self.server = start_wordpress()
        self.secret = self.server.passwords["author"]
        self.proxy = Proxy(self.server.port)

    def settings(self):
        return {"kind": "wordpress", "url": self.proxy.url, "user": "author"}

    def copies(self):
        return [
            Shown(
                str(post["id"]),
                post["link"],
                post["title"]["rendered"],
                post["content"]["rendered"],
                post["status"] == "publish",
            )
            for post in self.server.posts()
        ]

    def edit(self, id):
        content = self.server.request("GET", f"posts/{id}?context=edit")["content"]["raw"]
        assert "Quoted words" in content
        content = content.replace("Quoted words", "Quoted theirs words")
        self.server.request("POST", f"posts/{id}", json={"content": content})

    def trash(self, id):
        self.server.request("DELETE", f"posts/{id}")

    def give_away(self, id):
        post = {"title": "Their own", "slug": "own", "content": "<p>This is their own.</p>", "excerpt": ""}
        self.server.request("POST", f"posts/{id}", json=post)

    def add_by_hand(self, url, title, html):
        content = f'<p>We wrote this by hand. First at <a href="{escape(url)}">our own site</a>.</p>{html}'
        post = {"title": title, "content": content, "status": "publish"}
        self.server.request("POST", "posts", role="author", json=post)

    def reset(self):
        self.server.reset()

    def stop(self):
        super().stop()
        self.server.stop()
