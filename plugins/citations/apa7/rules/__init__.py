"""How APA reads a work, 7th edition: https://apastyle.apa.org, cited as "APA 7" with the manual's sections.

In: a `Work` and what tells it apart from others. Out: `Text`, its reference or what a citation says.
May import: bibliography, model.
"""
