"""A real Bluesky server, on which we have an account: with posts alone, and with the articles beside them."""

from typing import ClassVar

from servers.proxy import Proxy

from partwork.sandbox.bluesky import start_bluesky

from .partner import Partner, Shown


class BlueskyPartner(Partner):
    """The posts of the account, as its server holds them."""

    name = "bluesky"
    kind = "bluesky"
    form = "short"
    impossible: ClassVar = {"their article under our id": "a record's name follows from our post"}
    create_path = "com.atproto.repo.putRecord"
    update_method = "POST"
    update_path = "com.atproto.repo.putRecord"

    def __init__(self):
        self.server = start_bluesky()
        self.secret = self.server.secret
        self.proxy = Proxy(self.server.port)

    def settings(self):
        return {"kind": "bluesky", "url": self.proxy.url, "user": self.server.handle}

    def copies(self):
        return [
            Shown(
                record["uri"],
                f"https://bsky.app/profile/{record['uri'].split('/')[2]}/post/{record['uri'].split('/')[-1]}",
                "",
                record["value"]["text"],
                True,
            )
            for record in self.server.records()
        ]

    def edit(self, id):
        (record,) = (record for record in self.server.records() if record["uri"] == id)
        value = {**record["value"], "text": f"{record['value']['text']} theirs"}
        self.server.put(value, id.rpartition("/")[2])

    def trash(self, id):
        self.server.delete(id)

    def add_by_hand(self, url, title, html):
        text = f"We wrote about {title}: {url}"
        time = "2026-01-01T00:00:00Z"
        self.server.put({"$type": "app.bsky.feed.post", "text": text, "createdAt": time})

    def reset(self):
        self.server.reset()

    def stop(self):
        super().stop()
        self.server.stop()


class BlueskyArticlePartner(BlueskyPartner):
    """The same with the articles as documents, which are looked at in place of the posts."""

    name = "bluesky, articles"
    form = "article"
    # The record of the site, and the article.
    earlier = 2
    documents = "site.standard.document"
    publications = "site.standard.publication"

    def settings(self):
        return {**super().settings(), "article": True}

    def copies(self):
        documents = {
            record["uri"].rpartition("/")[2]: record["value"]
            for record in self.server.records(self.documents)
        }
        sites = {record["uri"]: record["value"]["url"] for record in self.server.records(self.publications)}
        # A document without its post, or a post without its document, is half a copy.
        found = []
        posts = super().copies()
        for post in posts:
            document = documents.pop(post.id.rpartition("/")[2], None)
            text = post.text
            if document:
                site = sites.get(document["site"], document["site"])
                text += f" {site}{document['path']} {document['content']['html']}"
            found.append(Shown(post.id, post.url, document["title"] if document else "", text, True))
        return found + [Shown(name, "", value["title"], "", True) for name, value in documents.items()]

    def edit(self, id):
        name = id.rpartition("/")[2]
        (value,) = (record["value"] for record in self.server.records(self.documents))
        content = {**value["content"], "html": f"{value['content']['html']} theirs"}
        text = f"{value['textContent']} theirs"
        self.server.put({**value, "content": content, "textContent": text}, name, self.documents)

    def trash(self, id):
        for record in self.server.records(self.documents):
            self.server.delete(record["uri"])
        self.server.delete(id)
