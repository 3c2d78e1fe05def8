"""Reads what an author wrote in Markdown, and says what may be wrong with it; knows nothing of Pelican."""
