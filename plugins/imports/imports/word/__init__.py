"""Documents of Word (.docx) and LibreOffice (.odt), read by pandoc, with the works that they cite.

In: a file. Out: an `Import` with one post.
May import: errors, markup, model, places, sources, works.
"""
