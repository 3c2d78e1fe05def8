"""A WordPress blog, by its REST API and an application password."""
