#!/usr/bin/env bash
# One would guess that a site generator's cache of posts, a setting of its
# own, gives the same site faster.
#
# With Pelican's CACHE_CONTENT, LOAD_CONTENT_CACHE and
# CONTENT_CACHING_LAYER = "generator" it gives another one. The post "one"
# links to "two" by its file. When "two" gets another slug, its page moves;
# "one", which was not edited, comes from the cache with the address that was
# put in for the build before, so its link leads to a page that is gone.
#
# Seen with Pelican 4.12.0 and Markdown 3.10.3, on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check pelican==4.12.0 markdown==3.10.3
mkdir content
printf 'Title: One\nDate: 2024-01-01\nSlug: one\n\nSee [two]({filename}two.md).\n' >content/one.md
printf 'Title: Two\nDate: 2024-01-02\nSlug: two\n\nText.\n' >content/two.md
cat >pelicanconf.py <<'PY'
SITENAME, SITEURL, AUTHOR, TIMEZONE = "Cached", "https://blog.example", "Us", "UTC"
PATH, THEME = "content", "simple"
FEED_DOMAIN = SITEURL
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "generator"
PY
show() {
  env/bin/pelican --quiet "$@" >/dev/null
  grep -o 'href="[^"]*">two' output/one.html | cut -d'"' -f2
}
first=$(show)
sed -i 's/Slug: two/Slug: moved/' content/two.md
cached=$(show --delete-output-directory)
page=$(cd output && ls moved.html two.html 2>/dev/null || true)
fresh=$(show --delete-output-directory --ignore-cache)
echo "linked to:              $first"
echo "from the cache, moved:  $cached (there is: $page)"
echo "without the cache:      $fresh"
[ "$first" = https://blog.example/two.html ]
[ "$cached" = https://blog.example/two.html ]
[ "$page" = moved.html ]
[ "$fresh" = https://blog.example/moved.html ]
