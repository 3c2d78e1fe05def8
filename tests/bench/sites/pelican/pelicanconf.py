"""Stock Pelican: its theme `simple`, no plugins, our addresses and feeds."""

SITENAME = "Partwork"
SITESUBTITLE = "Cited, openly licensed series"
SITEURL = "https://partwork.example"
AUTHOR = "The Partwork editors"
DEFAULT_LANG = "en"
TIMEZONE = "Pacific/Auckland"
DEFAULT_DATE_FORMAT = "%-d %B %Y"

PATH = "content"
THEME = "simple"
PLUGINS = []
# Each page would list all series otherwise.
DISPLAY_CATEGORIES_ON_MENU = False

ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = "authors/{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
ARCHIVES_SAVE_AS = "archives/index.html"
TAGS_SAVE_AS = "tags/index.html"
AUTHORS_SAVE_AS = "authors/index.html"
CATEGORIES_SAVE_AS = "series/index.html"
DIRECT_TEMPLATES = ["index", "archives", "tags", "authors", "categories"]

DEFAULT_PAGINATION = 10
# Our series are its categories, and are shown whole.
PAGINATED_TEMPLATES = {"index": None, "tag": None, "author": None, "category": 100}
INDEX_URL = ""
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
