"""How machines read a post: meta tags, JSON-LD, feeds and citation files."""
