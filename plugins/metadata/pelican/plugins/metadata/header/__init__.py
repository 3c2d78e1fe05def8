"""The header of a post, as authors write it in this tool or bring it from another one.

In: the text of a Markdown file; the metadata that a reader made of it. Out: lines that Pelican reads, or a
`HeaderError` that says in which line what is wrong; whether the post is one that waits.
"""
