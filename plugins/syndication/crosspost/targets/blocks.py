"""WordPress's blocks, for copies on its sites and for the file that its importer reads."""

from crosspost.text.verbatim import keep_html


def block(html: str) -> str:
    """Wrap HTML in the block that keeps WordPress from adding paragraphs to it, its words as they are shown.

    Around it goes a single column, because WordPress breaks long words (such as addresses among references)
    only in columns, and its filter takes away whatever else could say so.
    """
    kept = keep_html(html, bound=True)
    return (
        '<!-- wp:columns -->\n<div class="wp-block-columns"><!-- wp:column -->\n<div class="wp-block-column">'
        f"<!-- wp:html -->\n{kept}\n<!-- /wp:html --></div>\n<!-- /wp:column --></div>\n<!-- /wp:columns -->"
    )
