"""What was said with a hashtag: on servers with Mastodon's API, on Bluesky, in what people exported.

In: a `Query`, and a site or files. Out: `Heard`, what everybody can read there, as entries of an event.
May import: errors, model, sources, text.
"""
