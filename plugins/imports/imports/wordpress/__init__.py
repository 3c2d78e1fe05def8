"""WordPress: its export (WXR), and what its REST API says.

In: a file, a folder, an address. Out: an `Import`.
May import: errors, markup, model, sources.
"""
