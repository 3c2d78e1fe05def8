"""Ghost: the export of its Admin (JSON), with the folder `content/` beside it.

In: a file, a folder. Out: an `Import`.
May import: errors, markup, model, sources.
"""
