"""What is due, and for whom.

In: `Source`s, the ledger, the settings, what each kind of target takes. Out: the files of the outbox.
May import: contract, copies, errors, files, ledger, model, publication, settings, text.
"""
