"""References shown beside their citations on hover and focus."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGE = "/kai/table/"
SCRIPT = Path(__file__).parents[2] / "program/partwork/theme/static" / "js" / "previews.js"


@pytest.fixture
def page(visit):
    page = visit(PAGE)
    page.mouse.move(1, 1)
    return page


def citation(page):
    return page.locator("a.citation").first


def gone(page):
    page.wait_for_function("!document.querySelector('.preview')")
    return True


def shown(page):
    page.locator(".preview").wait_for()
    return page.locator(".preview")


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_hovering_shows_the_reference_and_leaving_hides_it(page):
    assert not page.locator(".preview").count()
    citation(page).hover()
    preview = shown(page)
    entry = page.locator("#ref-robb2011")
    whole = entry.evaluate(
        "e => [...e.childNodes].filter(n => n.className !== 'backlink').map(n => n.textContent).join('')"
    )
    assert preview.inner_text().split() == whole.split()
    assert not preview.locator(".backlink").count()
    page.mouse.move(1, 1)
    assert gone(page)


def test_the_pointer_may_move_into_it_and_stay(page):
    citation(page).hover()
    preview = shown(page)
    page.mouse.move(*middle(preview), steps=8)
    page.wait_for_timeout(900)
    assert preview.is_visible()
    page.mouse.move(1, 1)
    assert gone(page)


def test_it_stays_while_the_pointer_rests(page):
    citation(page).hover()
    shown(page)
    page.wait_for_timeout(1500)
    assert page.locator(".preview").is_visible()


def test_escape_dismisses_it_without_moving_pointer_or_focus(page):
    citation(page).hover()
    shown(page)
    page.keyboard.press("Escape")
    assert not page.locator(".preview").count()
    page.wait_for_timeout(600)
    assert not page.locator(".preview").count()
    page.keyboard.press("Tab")
    page.evaluate("document.querySelector('a.citation').focus()")
    shown(page)
    page.keyboard.press("Escape")
    assert not page.locator(".preview").count()
    assert citation(page).evaluate("link => link === document.activeElement")


def test_focus_shows_it_and_goes_on_past_its_links(page):
    page.keyboard.press("Tab")
    page.evaluate("document.querySelector('a.citation').focus()")
    preview = shown(page)
    described = citation(page).get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text() == preview.inner_text()
    assert preview.locator("a").first.get_attribute("href").startswith("https://doi.org/")
    page.keyboard.press("Escape")
    assert not page.locator(".preview").count()
    assert citation(page).evaluate("link => link === document.activeElement")
    page.evaluate("document.activeElement.blur(); document.querySelector('a.citation').focus()")
    shown(page)
    # The reference is in the list, with the same links: there is no second stop for them.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.preview') === null")
    assert gone(page)
    assert not citation(page).get_attribute("aria-describedby")


def test_there_is_one_at_a_time_and_ids_stay_unique(page):
    links = page.locator("a.citation")
    page.keyboard.press("Tab")
    for number in range(links.count()):
        links.nth(number).focus()
        shown(page)
        assert page.locator(".preview").count() == 1
        assert page.evaluate(
            "(ids => ids.length === new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id))"
        )


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_the_window_and_axe_finds_nothing(visit, scheme, width):
    page = visit(PAGE, width, scheme)
    links = page.locator("a.citation")
    page.keyboard.press("Tab")
    for number in range(links.count()):
        links.nth(number).focus()
        box, link = shown(page).bounding_box(), links.nth(number).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        # It covers no part of its citation.
        assert box["y"] >= link["y"] + link["height"] - 4 or box["y"] + box["height"] <= link["y"] + 4
    found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_click_follows_the_link(page):
    citation(page).hover()
    shown(page)
    citation(page).click()
    assert page.url.endswith("#ref-robb2011")
    assert not page.locator(".preview").count()


def test_a_tap_follows_the_link_and_shows_nothing(browser, visit):
    page = visit(PAGE)
    served = page.content()
    context = browser.new_context(has_touch=True, viewport={"width": 400, "height": 800})
    context.route("**/*", lambda route: route.fulfill(body=served, content_type="text/html"))
    touch = context.new_page()
    touch.goto("https://mini.example/kai/table/")
    touch.add_script_tag(path=SCRIPT)
    touch.locator("a.citation").first.tap()
    touch.wait_for_timeout(600)
    assert touch.url.endswith("#ref-robb2011")
    assert not touch.locator(".preview").count()
    context.close()


def test_without_scripts_citations_are_links(browser, full):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(full.read(PAGE))
    link = page.locator("a.citation").first
    link.hover()
    assert link.get_attribute("href") == "#ref-robb2011"
    assert page.locator(link.get_attribute("href")).count() == 1
    assert not page.locator(".preview").count()
    context.close()


def test_the_script_is_small_and_needs_nobody_else():
    assert SCRIPT.stat().st_size < 2048
    assert "http" not in SCRIPT.read_text(encoding="utf-8")
