"""Substack: its export, `posts.csv` with one HTML file a post.

In: a folder or ZIP file. Out: an `Import`.
May import: errors, markup, model, sources.
"""
