"""A small site, built by Pelican in this process, for the tests of one plugin."""

import logging

from blinker import ANY, Signal
from pelican import Pelican
from pelican.plugins import signals
from pelican.settings import read_settings

SETTINGS = {
    "SITENAME": "Mini & co",
    "SITEURL": "https://mini.example",
    "FEED_DOMAIN": "https://mini.example",
    "AUTHOR": "Given Family",
    "TIMEZONE": "Pacific/Auckland",
    "DEFAULT_LANG": "en-NZ",
    "THEME": "simple",
    "ARTICLE_URL": "{category}/{slug}/",
    "ARTICLE_SAVE_AS": "{category}/{slug}/index.html",
    "WITH_FUTURE_DATES": False,
}

# A picture (PNG) of one point.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a4944415478da6360000000"
    "020001e527defc0000000049454e44ae426082"
)


class MiniSite:
    """A folder with content/ and templates/ that a test fills, and what Pelican makes of it.

    Args:
        root: The folder.
        templates: Templates that come before those of the "simple" theme, by file name.
        settings: Settings that come before SETTINGS.
    """

    def __init__(self, root, templates, settings):
        self.root = root
        self.defaults = settings
        self.pelican = None
        for name, text in templates.items():
            self.write(f"templates/{name}", text)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def picture(self, name):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PICTURE)

    def post(self, name, body="Text.", **metadata):
        metadata = {"title": f"About {name}", "date": "2024-05-01 10:00", **metadata}
        head = "".join(f"{key.title()}: {value}\n" for key, value in metadata.items())
        self.write(f"content/{name}", f"{head}\n{body}\n")

    def settings(self, **settings):
        places = {
            "PATH": str(self.root / "content"),
            "OUTPUT_PATH": str(self.root / "output"),
            "THEME_TEMPLATES_OVERRIDES": [str(self.root / "templates")],
        }
        return read_settings(override={**places, **SETTINGS, **self.defaults, **settings})

    def build(self, **settings):
        """Build the site and return what was logged as an error."""
        handler = Errors()
        logging.getLogger().addHandler(handler)
        try:
            self.pelican = Pelican(self.settings(**settings))
            self.pelican.run()
        finally:
            logging.getLogger().removeHandler(handler)
            disconnect()
        return handler.messages

    def read(self, name):
        return (self.root / "output" / name).read_text(encoding="utf-8")

    def files(self):
        return {
            path.relative_to(self.root / "output").as_posix(): path.read_text(
                encoding="utf-8", errors="replace"
            )
            for path in (self.root / "output").rglob("*")
            if path.is_file()
        }


class Errors(logging.Handler):
    def __init__(self):
        super().__init__(logging.ERROR)
        self.messages = []

    def emit(self, record):
        self.messages.append(record.getMessage())


def disconnect():
    """Leave no plugin registered, so that the next site has its own alone."""
    for signal in vars(signals).values():
        if isinstance(signal, Signal):
            for receiver in list(signal.receivers_for(ANY)):
                signal.disconnect(receiver)
