"""What one can ask for, in a terminal or from a program.

In: a site, and what an author decides. Out: lines, or JSON, and files of conversations, events, quotes.
May import: archiving, authors, backchannel, citing, copies, errors, event, files, listening, model, posts,
quotations, quoting, sources.
"""
