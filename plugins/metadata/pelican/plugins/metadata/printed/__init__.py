"""PDF files of posts and series, tagged, with all that is known of them; made by WeasyPrint."""
