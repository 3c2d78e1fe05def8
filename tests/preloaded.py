"""What commands import, for the process that forks them: then none of them has to import it.

All of the engines, the guards and the plugins, and what they and Pelican import only when it is used.
Nothing else imports this module.
"""

import gc
from importlib import import_module
from pathlib import Path

PLUGINS = Path(__file__).parents[1] / "plugins"
LATE = (
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.ImageSequence",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.PpmImagePlugin",
    "anyio.abc",
    "anyio.streams.tls",
    "anyio.to_thread",
    "charset_normalizer",
    "encodings.idna",
    "encodings.unicode_escape",
    "encodings.utf_16_be",
    "encodings.utf_16_le",
    "encodings.utf_8_sig",
    "filecmp",
    "filelock",
    "fractions",
    "h11",
    "html5lib",
    "httpcore2",
    "httpx2",
    "jinja2.sandbox",
    "regex",
    "rich._emoji_codes",
    "rich.live",
    "rich.status",
    "rich.table",
    "secrets",
    "stamina",
    "tomllib",
    "truststore",
    "unidecode.x001",
)


def name_modules() -> list[str]:
    """Return the names of all modules of the engines, the guards and the plugins."""
    found = [
        path.relative_to(folder).with_suffix("").parts
        for folder in sorted(PLUGINS.iterdir())
        for top in ("apa7", "crosspost", "guards", "pelican", "proofs", "rebuild")
        for path in sorted((folder / top).rglob("*.py"))
    ]
    return [".".join(parts).removesuffix(".__init__") for parts in found if parts[-1] != "__main__"]


for name in ("pelican", *name_modules(), *LATE):
    import_module(name)
# The grammar of selectors is compiled at the first one.
import_module("bs4").BeautifulSoup("", "html.parser").select("a[href], p > b")
gc.collect()
