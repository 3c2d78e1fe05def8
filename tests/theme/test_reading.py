"""What a reader meets in a browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe

KINDS = {
    "front": "/",
    "article": "/kai/table/",
    "article-jumped-to": "/kai/table/#ref-robb2011",
    "article-in-another-language": "/posts/reo-mi/",
    "republish": "/posts/reo-mi/republish/",
    "series": "/kai/",
    "page": "/about/",
    "tag": "/tags/food/",
    "author": "/authors/given-writer/",
    "archives": "/archives.html",
    "tags": "/tags.html",
    "authors": "/authors.html",
    "lost": "/404.html",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_axe_finds_nothing(visit, path, scheme):
    page = visit(path, scheme=scheme)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}})
        assert found.violations_count == 0, f"{width} px: {found.generate_report()}"


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_nothing_is_wider_than_the_window(visit, path):
    page = visit(path)
    for width in (320, 480, 768, 1024, 2560):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_line_holds_about_66_characters(visit):
    page = visit("/kai/table/")
    lines = page.evaluate(
        """() => {
            const node = document.querySelector(".prose p");
            const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
            const lines = new Map(), range = document.createRange();
            for (let text; (text = walker.nextNode());) {
                for (let i = 0; i < text.length; i++) {
                    range.setStart(text, i); range.setEnd(text, i + 1);
                    const line = Math.round(range.getBoundingClientRect().bottom / 10);
                    lines.set(line, (lines.get(line) || 0) + 1);
                }
            }
            return [...lines.values()].filter(count => count > 1).slice(0, -1);
        }"""
    )
    assert 62 <= sum(lines) / len(lines) <= 70


def test_macrons_come_from_the_theme_s_own_font(visit):
    page = visit("/kai/table/")
    assert page.evaluate("document.fonts.check('1rem Literata', 'āēīōūĀĒĪŌŪ')")
    assert page.evaluate("[...document.fonts].some(face => face.status === 'loaded')")


def test_the_skip_link_comes_first_and_leads_to_the_text(visit):
    page = visit("/kai/table/")
    link = page.locator(".skip")
    assert link.bounding_box()["y"] < 0
    page.keyboard.press("Tab")
    assert link.evaluate("link => link === document.activeElement")
    assert link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "page_main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_can_be_seen(visit, scheme):
    page = visit("/kai/table/", scheme=scheme)
    for _ in range(8):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])"
            "(getComputedStyle(document.activeElement))"
        )
        assert style == ["solid", "3px"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("target", ["#ref-robb2011", "#cite-robb2011", "#fn:form", "#fnref:form"])
def test_what_was_jumped_to_is_highlighted(visit, target, scheme):
    def colour(page):
        return page.evaluate(
            "id => getComputedStyle(document.getElementById(id)).backgroundColor", target[1:]
        )

    assert colour(visit("/kai/table/" + target, scheme=scheme)) != colour(visit("/kai/table/", scheme=scheme))


def test_the_colours_follow_the_reader(visit):
    def paper(scheme):
        page = visit("/", scheme=scheme)
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert paper("light") != paper("dark")


def test_the_section_that_is_read_is_marked_in_the_margin(visit_own):
    page = visit_own("/social-media/practitioners/")
    links = page.locator("nav.outline a")
    bar = "link => getComputedStyle(link).borderInlineStartColor"
    for number in (1, 3):
        page.locator(f"{links.nth(number).get_attribute('href')}").evaluate(
            "heading => heading.scrollIntoView()"
        )
        page.wait_for_function("document.querySelector('nav.outline a:target-current')")
        marked = [link.evaluate(bar) == "rgb(14, 90, 72)" for link in links.all()]
        assert [place for place, is_marked in enumerate(marked) if is_marked] == [number]
        assert links.nth(number).is_visible()


def test_what_is_folded_on_a_telephone_is_shown_where_there_is_room(visit_own):
    page = visit_own("/social-media/practitioners/", 320)
    for folded in ("nav.series li", "nav.outline li"):
        assert not page.locator(folded).first.is_visible()
    page.locator("nav.series summary").click()
    assert page.locator("nav.series li").first.is_visible()
    page = visit_own("/social-media/practitioners/", 1280)
    for shown in ("nav.series", "nav.outline"):
        assert page.locator(f"{shown} li").first.is_visible()
        assert not page.locator(f"{shown} summary").is_visible()


def test_a_heading_offers_its_address_to_who_points_at_it_or_tabs_there(visit_own):
    page = visit_own("/social-media/practitioners/")
    anchor = page.get_by_role("link", name="Link to “A hashtag and a meal”")
    shown = "link => getComputedStyle(link).opacity"
    assert anchor.evaluate(shown) == "0"
    page.get_by_role("heading", name="A hashtag and a meal", exact=True).hover()
    assert anchor.evaluate(shown) == "1"
    page.mouse.move(0, 0)
    anchor.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert anchor.evaluate(shown) == "1"
    page.keyboard.press("Enter")
    assert page.url.endswith("#a-hashtag-and-a-meal")


def test_paper_has_no_empty_margin(visit_own):
    page = visit_own("/social-media/practitioners/")
    page.emulate_media(media="print")
    places = page.evaluate(
        "['.prose', 'h1', 'body'].map(one => document.querySelector(one).getBoundingClientRect().x)"
    )
    assert places == [places[0]] * 3


def test_nothing_moves(visit):
    page = visit("/kai/table/")
    assert page.evaluate(
        """[...document.querySelectorAll("*")].every(element => {
            const style = getComputedStyle(element);
            return style.animationName === "none" && parseFloat(style.transitionDuration) === 0
                && style.scrollBehavior === "auto";
        })"""
    )


def test_paper_gets_the_text_and_its_addresses_but_no_navigation(visit):
    page = visit("/kai/table/")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator(".csl-entry a[href^='https://doi.org']").first.is_visible()
    for gone in (".skip", "header.site nav", "footer.site", "nav.turn", ".backlink"):
        assert not page.locator(gone).first.is_visible(), gone
    shown = page.evaluate("getComputedStyle(document.querySelector('.csl-entry')).textIndent")
    assert shown.startswith("-")


def test_a_text_to_be_republished_is_copied_by_its_button(visit):
    page = visit("/kai/table/republish/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin="https://mini.example")
    fields = page.locator("textarea")
    for number, button in enumerate(page.get_by_role("button", name="Copy").all()):
        button.click()
        page.get_by_role("status").nth(number).get_by_text("Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == fields.nth(number).input_value()
    assert number == 2
