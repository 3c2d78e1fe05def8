"""What stands between untrusted input and a site.

In: paths, addresses, text, answers of other machines. Out: what is safe to use, or an error to be shown.
"""
