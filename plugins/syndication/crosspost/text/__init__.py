"""The words of a post, read the same way on both sides: by a build that makes copies, by a run that sends.

In: HTML, a `Post`. Out: a tree, plain text, a copy's mark and hashes, a `Delivery`, few words that fit.
May import: files, model.
"""
