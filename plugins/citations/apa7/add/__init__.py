"""A work that an author has in hand becomes an entry of the .bib file.

In: a DOI, an ISBN or an address; a service is asked. Out: an entry in biblatex, checked.
May import: bibliography, errors, export, model, rules.
"""
