"""The usual settings of a site, while drafting: `pelicanconf.py` imports them and says what is its own."""

from .colours import brighten
from .folder import ENGINE

PATH = "content"

# The theme is this package's; templates in a folder theme/templates of the site's own win.
THEME = str(ENGINE / "theme")
THEME_TEMPLATES_OVERRIDES = ["theme/templates"]

PLUGINS = [
    "citations",
    "blog_series",
    "licence",
    "writing",
    "pictures",
    "metadata",
    "syndication",
    "conversation",
    "publication",
    "checks",
    "incremental",
]

MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.extra": {},
        "markdown.extensions.smarty": {},
        "markdown.extensions.toc": {},
    },
    "output_format": "html5",
}

DEFAULT_DATE_FORMAT = "%-d %B %Y"
SITEURL = ""
SITESUBTITLE = ""

# A folder is a series, and a file's leading number is its place, not part of its address:
# social-media/1-practitioners.md is published at social-media/practitioners/.
# One in another language is below that: mi/social-media/practitioners/.
# (There are no category pages, so Pelican's own setting for folders does nothing.)
PATH_METADATA = r"(?P<category>[^/]+)/[^/]+"
DEFAULT_METADATA = {"category": "posts"}
FILENAME_METADATA = ""
SLUGIFY_SOURCE = "basename"
# As Pelican has it: letters, digits and hyphens.
plain_words = [(r"[^\w\s-]", ""), (r"(?u)\A\s*", ""), (r"(?u)\s*\Z", ""), (r"[-\s]+", "-")]
SLUG_REGEX_SUBSTITUTIONS = [(r"^\d+-", ""), *plain_words]
AUTHOR_REGEX_SUBSTITUTIONS = CATEGORY_REGEX_SUBSTITUTIONS = TAG_REGEX_SUBSTITUTIONS = plain_words
ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
ARTICLE_LANG_URL = "{lang}/{category}/{slug}/"
ARTICLE_LANG_SAVE_AS = "{lang}/{category}/{slug}/index.html"
DRAFT_URL = "drafts/{category}/{slug}/"
DRAFT_SAVE_AS = "drafts/{category}/{slug}/index.html"
DRAFT_LANG_URL = "drafts/{lang}/{category}/{slug}/"
DRAFT_LANG_SAVE_AS = "drafts/{lang}/{category}/{slug}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
PAGE_LANG_URL = "{lang}/{slug}/"
PAGE_LANG_SAVE_AS = "{lang}/{slug}/index.html"
# Posts of one name are translations of one another in one folder only. (`Translates:` needs the plugin.)
ARTICLE_TRANSLATION_ID = ["category", "slug"]
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = "authors/{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
CATEGORY_SAVE_AS = ""
ARCHIVES_SAVE_AS = "archives/index.html"
TAGS_SAVE_AS = "tags/index.html"
AUTHORS_SAVE_AS = "authors/index.html"
ALL_SERIES_SAVE_AS = "series/index.html"

DIRECT_TEMPLATES = ["index", "all_series", "archives", "tags", "authors", "404"]
# These are for the site in public: here they are written nowhere.
DIRECT_TEMPLATES += ["search", "sitemap", "robots", "headers"]
SEARCH_SAVE_AS = SITEMAP_SAVE_AS = ROBOTS_SAVE_AS = HEADERS_SAVE_AS = ""
# A colour for links and marks, such as "#8a1c1c", with ACCENT_SAVE_AS = "theme/css/accent.css".
DIRECT_TEMPLATES += ["accent"]
ACCENT = ACCENT_SAVE_AS = ""
JINJA_FILTERS = {"brighten": brighten}

STATIC_PATHS = ["*/images"]
IGNORE_FILES = ["**/.*", "__pycache__", "credits.toml"]

# While drafting, a series shows its drafts as if they were published.
SERIES_DRAFTS = True

# Ten posts a page, on the front page and those of tags and authors: tags/care/, tags/care/page/2/.
DEFAULT_PAGINATION = 10
INDEX_URL = ""
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
