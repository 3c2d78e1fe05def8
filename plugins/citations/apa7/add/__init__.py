"""A work that an author has in hand becomes an entry of the .bib file.

In: a DOI, an ISBN or an address, of which a service is asked; an item of CSL-JSON. Out: an entry, checked.
May import: bibliography, errors, export, model, rules.
"""
