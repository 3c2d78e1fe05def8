#!/usr/bin/env bash
# One would guess that two threads may save the same image, each in a format
# and quality of its own: saving reads the pixels and writes a file.
#
# Pillow keeps the options of a save on the image itself (`encoderinfo`)
# while it encodes. A second save of the same object replaces them, and the
# first goes on with the options of the other: a WebP that was asked for at
# quality 78 is written at 60, at every turn or now and then, and nobody
# is told. `image.copy()` in each thread is enough.
#
# Whoever makes several sizes of a photograph at a time gets other bytes on
# each run, and a cache by content holds whichever came first.
#
# Seen with Pillow 13.0.0 on 2026-11-28.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check pillow==13.0.0

cat >save.py <<'PY'
import io
from concurrent.futures import ThreadPoolExecutor

from PIL import Image

light = Image.linear_gradient("L").resize((640, 300))
dark = Image.radial_gradient("L").resize((640, 300))
image = Image.merge("RGB", (light, dark, light))
WAYS = [("AVIF", {"quality": 60, "speed": 6}), ("WEBP", {"quality": 78, "method": 4})]


def save(way, source):
    file = io.BytesIO()
    source().save(file, way[0], **way[1])
    return len(file.getvalue())


def try_often(source):
    found = set()
    with ThreadPoolExecutor(2) as pool:
        for _ in range(60):
            found.add(tuple(pool.map(lambda way: save(way, source), WAYS)))
    return sorted(found)


shared, copied = try_often(lambda: image), try_often(image.copy)
print("one image, two threads:", shared)
print("a copy for each:       ", copied)
assert len(copied) == 1
assert shared != copied, "two saves of one image no longer mix"
PY
env/bin/python save.py
