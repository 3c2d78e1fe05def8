"""Whether what links lead to outside of the site is still there.

In: `Place`s of addresses in posts and .bib files. Out: `Finding`s.
May import: model, review, text.
"""
