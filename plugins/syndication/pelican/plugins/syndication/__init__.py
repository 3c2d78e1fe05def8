"""Where copies of a post go, and what became of them."""
