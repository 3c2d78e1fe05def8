"""Talking to a partner.

In: a request, a secret. Out: an answer without secrets in it, or an error that an author can act on.
May import: contract, errors, options.
"""
