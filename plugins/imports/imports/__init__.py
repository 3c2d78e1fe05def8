"""What somebody wrote with another program, as posts of this site: Markdown, images, works, comments.

`imports.reading.read_import` tells by what is in a file, a folder or at an address which room reads it, and
returns an `imports.model.Import`; `imports.writing.files.write_import` writes that into a content folder.
"""
