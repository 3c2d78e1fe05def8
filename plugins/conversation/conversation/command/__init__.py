"""What one can ask for, in a terminal or from a program.

In: a site, and what an author decides. Out: lines, or JSON, and the files of conversations and of
posts that are quoted.
May import: authors, copies, errors, files, listening, model, posts, quotations, quoting, sources.
"""
