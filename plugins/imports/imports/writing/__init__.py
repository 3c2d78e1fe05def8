"""What was imported, as files of a content folder.

In: an `Import`, a content folder. Out: posts, images and what goes with them, all or nothing; what became of
each.
May import: errors, markup/escaping, model, places.
"""
