"""Markdown with the citations of other tools: pelican-cite, Hugo, Jekyll, Quarto and whatever is like Pandoc.

In: a file or folder. Out: an `Import`.
May import: errors, markup, model, places, sources, works.
"""
