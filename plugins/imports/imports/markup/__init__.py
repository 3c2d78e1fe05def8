"""What programs keep as HTML, as Markdown that says the same.

In: HTML. Out: Markdown with marks for images, links and losses.
May import: errors, model, places.
"""
