"""A server with Mastodon's API: few words, a link, an image."""
