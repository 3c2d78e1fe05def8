"""What one can ask of syndication on the command line: one file a command.

In: the settings file, the files of the outbox, the ledger. Out: what the author reads, an exit code.
May import: contract, delivery, deploy, errors, files, http, ledger, model, outbox/files, settings, targets.
"""
