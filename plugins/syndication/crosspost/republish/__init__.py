"""What anyone may take without an account.

In: `Post`s. Out: a partner's feed (Atom, JSON Feed), and what the page tells that shows how to republish.
May import: model, settings, text.
"""
