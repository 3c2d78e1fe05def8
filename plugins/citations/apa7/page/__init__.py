"""Citations and reference lists in a page.

In: Markdown and a `Library`. Out: HTML with ids that link both ways, and `Reference`s for templates.
May import: bibliography, document, errors, export, model, rules, syntax.
"""
