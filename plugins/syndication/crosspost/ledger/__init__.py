"""What happened.

In: attempts and receipts, one line each. Out: what every partner holds, and the text of what was sent.
May import: errors, files, model, placed.
"""
