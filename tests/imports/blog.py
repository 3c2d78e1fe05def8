"""A real WordPress with a blog in it, and its export."""

import os
import shutil
import subprocess
from pathlib import Path

from minisite import PICTURE

HERE = Path(__file__).parent


def fill_wordpress(server, folder):
    """Write the blog of `wordpress.php` into a WordPress, and its export with the uploads into a folder."""
    picture = folder / "map.png"
    picture.write_bytes(PICTURE)
    environment = {**os.environ, "PICTURE": str(picture)}
    start = (
        "$_SERVER += ['HTTP_HOST' => '127.0.0.1', 'REQUEST_METHOD' => 'GET'];"
        f"require '{server.site}/wp-load.php'; wp_set_current_user(1);"
    )
    blog = (HERE / "wordpress.php").read_text(encoding="utf-8")
    subprocess.run(["php", "-r", start + blog], check=True, env=environment, timeout=120)
    export = f"{start} require_once ABSPATH . 'wp-admin/includes/export.php'; export_wp();"
    said = subprocess.run(["php", "-r", export], check=True, capture_output=True, timeout=120).stdout
    picture.unlink()
    (folder / "export.xml").write_bytes(said)
    shutil.copytree(server.site / "wp-content/uploads", folder / "uploads")
    return folder / "export.xml"
