"""A folder with all that someone needs to republish the posts; nobody is asked for anything."""
