"""Who can say what was answered: one module a kind of target, and one for Webmention.

In: `Copies`. Out: `Heard`, what everybody can read there now.
May import: copies, errors, fetching, model, text.
"""

from __future__ import annotations

# Kinds of targets that have answers, and with what these are read.
KINDS = {
    "wordpress": "its public list of comments, without a password",
    "ghost": "its members' list of comments, without a password; which posts everybody may read, by its key",
    "mastodon": "the conversation of each status, by the token",
    "bluesky": "the network's public view, without a password",
}
# Those that say themselves whose an answer is.
NETWORKS = {"mastodon", "bluesky"}
