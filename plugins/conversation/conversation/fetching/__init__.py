"""Pages of strangers: asked through one client that goes nowhere but to servers that everybody can reach.

In: an address. Out: a page, read up to a size and a moment.
May import: errors.
"""
