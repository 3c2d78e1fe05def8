"""What a partner is given.

In: an `Article` as the site shows it. Out: a `Post`, a copy that works on any partner's page.
May import: files, model, text.
"""
