"""This repository's own content in the theme, with the real plugins."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = ["/", "/social-media/", "/social-media/practitioners/", "/about/", "/tags/social-work/"]


def test_every_page_is_valid(own, nu):
    assert nu(own.output) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(visit_own, path, scheme):
    page = visit_own(path, 320, scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_part_is_light(own):
    css = own.file("/theme/css/site.css").stat().st_size
    for part in ("practitioners", "researchers", "organisations"):
        assert own.file(f"/social-media/{part}/").stat().st_size + css < 60_000
