"""APA 7 citations and reference lists from Markdown and .bib files, for any program.

A Python-Markdown extension (`page.markdown`), a pybtex style (`rules.style`) and a command (`__main__`).
"""
