"""A build imports the plugins that the settings name, and no other that is installed."""

import os
import subprocess
import sys

import pytest
from incremental.sites import write_site


@pytest.mark.parametrize("named", [False, True])
def test_only_plugins_that_are_named_are_imported(tmp_path, named):
    site, mark = tmp_path / "site", tmp_path / "imported"
    site.mkdir()
    write_site(site)
    plugin = tmp_path / "installed/pelican/plugins/other/__init__.py"
    plugin.parent.mkdir(parents=True)
    plugin.write_text(f"open({str(mark)!r}, 'w').close()\n\n\ndef register():\n    pass\n")
    if named:
        with (site / "pelicanconf.py").open("a") as settings:
            settings.write('PLUGINS = [*PLUGINS, "other"]\n')
    ran = subprocess.run(
        [sys.executable, "-m", "invoke", "build"],
        cwd=site,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout
    assert mark.exists() is named
