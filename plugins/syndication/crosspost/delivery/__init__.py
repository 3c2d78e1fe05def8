"""From the plan to the receipt.

In: the `Post`s that are due at a target, and the ledger. Out: a plan; what was sent, written down.
May import: contract, errors, files, ledger, model, placed, text.
"""
