"""A partner's page in a browser, as its readers have it."""

import pytest


@pytest.mark.parametrize("width", [390, 1280])
def test_a_reader_can_follow_citations_and_see_everything(partner, wordpress, browser, width):
    # No browser breaks this by itself, and no style that would make it does pass an author's filter.
    partner.edit(partner.part(1), ">https://doi.org/10.1000/1<", f">https://doi.org/10.1000/{'1' * 60}<")
    partner.build()
    partner.publish()
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(wordpress.posts()[0]["link"])
    for image in page.locator(".partwork-copy img").all():
        image.scroll_into_view_if_needed()
        page.wait_for_function(
            "image => image.complete && image.naturalWidth > 0", arg=image.element_handle()
        )
        assert image.bounding_box()["width"] <= width
    page.click(".partwork-copy a.citation")
    reference = page.locator(":target")
    assert reference.inner_text().startswith("Novell, R. (2013).")
    assert reference.evaluate("element => getComputedStyle(element).textIndent").startswith("-")
    page.click(".partwork-copy a.backlink")
    assert page.locator(":target").inner_text() == "Novell, 2013"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click(".partwork-series a:has-text('On organisations')")
    assert page.url == wordpress.posts()[2]["link"]
    assert page.locator("h1").inner_text() == "On organisations & others"
    page.close()


def test_several_copies_on_one_page_lead_each_to_its_own(partner, wordpress, browser):
    partner.publish()
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    # The partner's front page shows the latest posts whole.
    page.goto(wordpress.url)
    assert page.locator(".partwork-copy").count() == 3
    for copy in page.locator(".partwork-copy").all():
        for link in ("a.citation", "a.footnote-ref"):
            copy.locator(link).first.click()
            own = copy.locator(":target")
            assert own.count() == 1
            assert own.evaluate("element => Math.abs(element.getBoundingClientRect().top)") < 800
    page.close()
