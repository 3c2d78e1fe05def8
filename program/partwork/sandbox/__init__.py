"""Partners on this machine: real programs, with an account ready, reached by nobody else.

`session` is what `invoke sandbox` does with one; tests start the same ones.
"""
