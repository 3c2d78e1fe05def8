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
    run_php(server, (HERE / "wordpress.php").read_text(encoding="utf-8"), PICTURE=str(picture))
    picture.unlink()
    shutil.copytree(server.site / "wp-content/uploads", folder / "uploads")
    return export_wordpress(server, folder / "export.xml")


def export_wordpress(server, file):
    """Write the export of a WordPress, as its menu Tools does."""
    file.write_bytes(run_php(server, "require_once ABSPATH . 'wp-admin/includes/export.php'; export_wp();"))
    return file


def run_php(server, code, **environment):
    """Run PHP with WordPress's own functions as its administrator, and return what it prints."""
    start = (
        "$_SERVER += ['HTTP_HOST' => '127.0.0.1', 'REQUEST_METHOD' => 'GET'];"
        f"require '{server.site}/wp-load.php'; wp_set_current_user(1);"
    )
    command = ["php", "-r", start + code]
    environment = {**os.environ, **environment}
    return subprocess.run(command, check=True, env=environment, timeout=120, stdout=subprocess.PIPE).stdout
