"""Where a run is followed, on Pelican's settings."""

# The `Watch` of the run.
WATCH = "_INCREMENTAL_WATCH"
# Why nobody can tell whether something has changed; "" if one can.
UNKNOWN = "_INCREMENTAL_UNKNOWN"
