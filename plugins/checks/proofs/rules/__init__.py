"""What may be wrong with a post: one file a family of findings.

In: a `Text`. Out: `Finding`s with their codes.
May import: header, model, text.
"""
