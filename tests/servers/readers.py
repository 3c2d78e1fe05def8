"""Readers who comment on real blogs: as visitors of a WordPress, and as members of a Ghost."""

from __future__ import annotations

import json
from typing import Any

import httpx2

from partwork.sandbox.ghost import OWNER, Ghost
from partwork.sandbox.wordpress import WordPress


class Visitors:
    """Those who comment on posts of a WordPress.

    Attributes:
        ids: The words of a comment → its number.
    """

    def __init__(self, server: WordPress) -> None:
        self.server, self.ids = server, dict[str, int]()

    def say(
        self,
        words: str,
        post: str | int,
        above: str = "",
        approved: int | str = 1,
        author: str = "Ann",
        kind: str = "comment",
    ) -> None:
        """Comment on a post, below another comment."""
        fields = {
            "comment_post_ID": post,
            "comment_author": author,
            "comment_author_email": f"{author}@example.org",
            "comment_author_url": f"https://{author.lower()}.example/",
            "comment_author_IP": "192.0.2.7",
            "comment_parent": self.ids.get(above, 0),
            "comment_type": kind,
            "comment_content": words,
            "comment_approved": approved,
        }
        said, made = self.server.site / "said.json", self.server.site / "made.txt"
        said.write_text(json.dumps(fields))
        # WordPress takes slashes off what it is given.
        code = f"wp_slash(json_decode(file_get_contents('{said}'), true))"
        self.server.run(f"file_put_contents('{made}', wp_insert_comment({code}));")
        self.ids[words] = int(made.read_text())

    def change(self, words: str, code: str) -> None:
        """Run PHP about a comment, whose number takes the place of `{}`."""
        self.server.run(code.format(self.ids[words]))


class Members:
    """Those who comment on posts of a Ghost, where comments are switched on.

    Attributes:
        ids: The words of a comment → its id.
        members: The name of a member → the id.
    """

    def __init__(self, server: Ghost) -> None:
        self.server, self.ids, self.members = server, dict[str, str](), dict[str, str]()

    def say(self, words: str, post: str, above: str = "", author: str = "Ann") -> None:
        """Comment on a post, below another comment."""
        if author not in self.members:
            member = {"members": [{"name": author, "email": f"{author}.{post}@example.org"}]}
            self.members[author] = self.server.request("POST", "members/", member)["members"][0]["id"]
        comment: dict[str, Any] = {"post_id": post, "member_id": self.members[author]}
        comment |= {"html": f"<p>{words}</p>"} | ({"parent_id": self.ids[above]} if above else {})
        (made,) = self.server.request("POST", "comments/", {"comments": [comment]})["comments"]
        self.ids[words] = made["id"]

    def change(self, words: str, **fields: str) -> None:
        """Change a comment as those who run the site do."""
        self.server.request("PUT", f"comments/{self.ids[words]}/", {"comments": [fields]})


def allow_comments(server: Ghost) -> None:
    """Switch comments on, for all members of a Ghost."""
    root = server.url
    with httpx2.Client(base_url=f"{root}/ghost/api/admin/", headers={"Origin": root}, timeout=60) as admin:
        session = {"username": OWNER["email"], "password": OWNER["password"]}
        admin.post("session/", json=session).raise_for_status()
        on = {"settings": [{"key": "comments_enabled", "value": "all"}]}
        admin.put("settings/", json=on).raise_for_status()
