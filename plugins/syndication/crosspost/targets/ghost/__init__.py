"""A Ghost blog, by its Admin API."""
