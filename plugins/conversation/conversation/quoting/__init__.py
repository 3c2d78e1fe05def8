"""What is fetched once of a post that an author quotes: as its network tells it, or its page.

In: an address. Out: a `Quotation` of a post that everybody may read and its author lets others show, and its
work for the .bib file.
May import: errors, fetching, quotations, settings, sources, text.
"""
