"""The page of an event: made of its file by a build, which asks nobody.

In: lines of entries, and the text of a page with places for them. Out: what a theme shows there.
May import: authors, files, model, text, thread.
"""
