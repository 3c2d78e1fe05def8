"""Works that others' documents cite, as citations and entries of ours.

In: items of CSL-JSON with where they are cited. Out: Markdown such as `[@key, p. 10]`, and entries as BibTeX.
May import: errors, markup, places.
"""
