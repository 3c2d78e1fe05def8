"""APA 7 citations and reference lists from Markdown and .bib files."""
