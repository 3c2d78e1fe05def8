"""Where a run is followed, on Pelican's settings."""

# Whether the plugin decides what is built: False where another program does.
ALONE = "INCREMENTAL"
# What a part is about: `read` (the files of its posts, below the content folder), `elsewhere` (of the other
# posts, the id by which partners know them → their address) and, where references change, `citing` (of the
# other public posts that cite, the file → as much of the post as lists of references show). Other plugins
# look at it; `before` (the folder with the site as it is) and `works` (keys of the entries of .bib files that
# are others now, where posts cite the same as before); in whole builds it is not there.
PART = "PART"
# The `Watch` of the run.
WATCH = "_INCREMENTAL_WATCH"
# What is known of the posts of the last build, in a part.
BEFORE = "_INCREMENTAL_BEFORE"
# Why nobody can tell whether something has changed; "" if one can.
UNKNOWN = "_INCREMENTAL_UNKNOWN"
