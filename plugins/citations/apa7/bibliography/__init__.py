"""The .bib file.

In: .bib files as people have them. Out: a `Library` of `Work`s, and `Problem`s with file and line.
May import: errors, model.
"""
