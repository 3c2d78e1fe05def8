"""Copies of cited pages that archives keep.

In: a list of copies, or a web archive (WARC, CDX). Out: which works have a copy, and of which day.
May import: bibliography, errors, model, rules.
"""
