#!/usr/bin/env bash
# One would guess that a feed has the same links whenever it is written: a
# feed has no page from which a relative address could start.
#
# With RELATIVE_URLS Pelican keeps the way from the last page that it wrote
# back to the site's root, and summaries cut from the text take it from there.
# The feed that Pelican writes itself comes before all pages and is right (this
# post is its own summary, so it has none there). The same posts given to the
# same method at the signal that plugins use for pages of their own,
# article_writer_finalized, get the link below in the summary: it starts at the
# place of some page and leads nowhere from a feed. The text in the same entry
# is right.
#
# Seen with Pelican 4.12.0 and Markdown 3.10.3, on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check pelican==4.12.0 markdown==3.10.3
mkdir content
printf 'Title: One\nDate: 2024-01-01\n\nSee [two]({filename}two.md).\n' \
  >content/one.md
printf 'Title: Two\nDate: 2024-01-02\n\nText.\n' >content/two.md
cat >late.py <<'PY'
from pelican import signals


def write(generator, writer):
    writer.write_feed(generator.articles, generator.context, "feeds/late.atom.xml")


def register():
    signals.article_writer_finalized.connect(write)
PY
cat >pelicanconf.py <<'PY'
SITENAME, SITEURL, AUTHOR, TIMEZONE = "Feeds", "https://blog.example", "Us", "UTC"
PATH, THEME, PLUGINS = "content", "simple", ["late"]
FEED_DOMAIN, RELATIVE_URLS, FEED_ALL_ATOM = SITEURL, True, "feeds/all.atom.xml"
ARTICLE_URL = ARTICLE_SAVE_AS = "posts/{slug}.html"
PY
PYTHONPATH=. env/bin/pelican --quiet >/dev/null
# Of each feed: the links to "two" in summary and content.
links() {
  for part in summary content; do
    env/bin/python - "$1" "$part" <<'PY'
import re
import sys
from html import unescape
from pathlib import Path

text = Path(sys.argv[1]).read_text()
for found in re.findall(rf"<{sys.argv[2]}[^>]*>(.*?)</{sys.argv[2]}>", text, re.DOTALL):
    print(*re.findall('href="([^"]*two[^"]*)"', unescape(found)), end="")
PY
    echo -n " "
  done
}
early=$(links output/feeds/all.atom.xml)
late=$(links output/feeds/late.atom.xml)
echo "Pelican's own feed, summary and text: $early"
echo "the same, written after the pages:    $late"
page=https://blog.example/posts/two.html
[[ "$early" == *"$page " ]]
[ "${late%% *}" != "$page" ]
[[ "$late" == *" $page " ]]
