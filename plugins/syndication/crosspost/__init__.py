"""Copies of posts for partners: made, delivered once, and kept right. Knows nothing of Pelican."""
