"""The mini site."""

from pathlib import Path

HERE = Path(__file__).parent

SITENAME = "The mini site"
SITESUBTITLE = "Short & to the point"
SITEURL = FEED_DOMAIN = "https://mini.example"
TIMEZONE = "UTC"
DEFAULT_DATE_FORMAT = "%-d %B %Y"

PATH = "content"
THEME = "../../program/partwork/theme"
PLUGIN_PATHS = ["."]
PLUGINS = ["stub"]
STATIC_PATHS = ["kai/images"]

FILENAME_METADATA = r"(?:\d+-)?(?P<slug>.+)"
PATH_METADATA = r"(?P<category>[^/]+)/.+"
ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
ARTICLE_LANG_URL = "{category}/{slug}-{lang}/"
ARTICLE_LANG_SAVE_AS = "{category}/{slug}-{lang}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = "authors/{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
CATEGORY_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "archives", "tags", "authors", "404"]
DEFAULT_PAGINATION = 3

FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
