"""What periodicals are called, what says nothing about an article, and publishers by their names alone."""

import pytest

from apa7.rules import links
from apa7.rules.works import write_reference

ARTICLE = "author = {Kea, Moana}, title = {Counting Hashtags}, year = {2020}"
HEAD = "Kea, M. (2020). Counting hashtags."


def read(text):
    return "".join(f"*{piece.text}*" if piece.italic else piece.text for piece in text).replace("**", "")


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        # Title case (§ 6.17), which PubMed's names lack.
        ("The American journal of psychiatry", "The American Journal of Psychiatry"),
        ("Psychological science", "Psychological Science"),
        (r"The Lancet. Child \& adolescent health", "The Lancet. Child & Adolescent Health"),
        ("{BMC} public health", "BMC Public Health"),
        # Names alone (§ 9.25).
        ("New Zealand journal of psychology (Christchurch. 1983)", "New Zealand Journal of Psychology"),
        ("Health (London, England : 1997)", "Health"),
        (r"Social science \& medicine (1982)", "Social Science & Medicine"),
        ("Nursing Weekly (Online)", "Nursing Weekly"),
        ("The Journal of Grief: Official Publication of the Society for Grief", "The Journal of Grief"),
        ("Journal of Social Work Education : JSWE", "Journal of Social Work Education"),
        ("Evidence : a journal of policy", "Evidence: A Journal of Policy"),
        ("Journal of Social Work Education :", "Journal of Social Work Education"),
        # The Web of Science's capitals.
        (r"CHILD ABUSE \& NEGLECT", "Child Abuse & Neglect"),
        ("THE BRITISH JOURNAL OF SOCIAL WORK", "The British Journal of Social Work"),
        ("JAMA PEDIATRICS", "JAMA Pediatrics"),
        ("PEDIATRICS", "Pediatrics"),
        # What stays.
        ("JAMA", "JAMA"),
        ("PLOS ONE", "PLOS ONE"),
        ("eLife", "eLife"),
        ("npj Digital Medicine", "npj Digital Medicine"),
        ("Revue française de pédagogie", "Revue française de pédagogie"),
        ("Journal de psychologie", "Journal de psychologie"),
        ("{Nature human behaviour}", "Nature human behaviour"),
        ("Qualitative Social Work: Research and Practice", "Qualitative Social Work: Research and Practice"),
        (
            "MAI Journal: A Journal of Indigenous Scholarship",
            "MAI Journal: A Journal of Indigenous Scholarship",
        ),
    ],
)
def test_names_of_periodicals(work, written, printed):
    entry = f"@article{{a, {ARTICLE}, journal = {{{written}}}, volume = {{3}}}}"
    assert read(write_reference(work(entry))) == f"{HEAD} *{printed}*, *3*."


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        # Wiley, Taylor & Francis and Sage, for what has no volume or issue yet (§ 10.1, example 7).
        ("volume={n/a}, number={n/a}, pages={n/a}", "*Things*. Advance online publication."),
        (
            "volume={ahead-of-print}, number={ahead-of-print}, pages={1--15}",
            "*Things*. Advance online publication.",
        ),
        ("volume={0}, number={0}, pages={1--15}", "*Things*. Advance online publication."),
        ("volume={OnlineFirst}", "*Things*. Advance online publication."),
        ("volume={Online ahead of print}, eid={45}", "*Things*, Article 45."),
        ("pages={555512345678}, doi={10.5555/55551234567890}", "*Things*. Advance online publication."),
        # What a tool had no value for.
        ("volume={3}, number={null}, pages={NaN}", "*Things*, *3*."),
        ("volume={3}, number={None}, pages={N/A}", "*Things*, *3*."),
        ("volume={3}, number={-}, pages={--}", "*Things*, *3*."),
        ("volume={3}, number={0}, pages={5}", "*Things*, *3*(0), 5."),
    ],
)
def test_what_says_nothing(work, fields, printed):
    doi = "10.5555/55551234567890" if "doi" in fields else "10.5555/1"
    fields += "" if "doi" in fields else f", doi={{{doi}}}"
    entry = f"@article{{a, {ARTICLE}, journal={{Things}}, {fields}}}"
    assert read(write_reference(work(entry))) == f"{HEAD} {printed} https://doi.org/{doi}"


def test_a_page_of_news_without_a_volume_is_no_advance_publication(work):
    entry = f"@article{{a, {ARTICLE}, journal={{Daily Things}}, volume={{n/a}}, pages={{A1}}}}"
    assert read(write_reference(work(entry))) == f"{HEAD} *Daily Things*, A1."


@pytest.mark.parametrize(
    ("pages", "printed"),
    [
        # Ranges are whole (§ 9.25); PubMed shortens them.
        ("1065--71", "1065–1071"),
        ("123-45", "123–145"),
        ("45-6", "45–46"),
        ("123-5, 130-2", "123–125, 130–132"),
        ("123-145", "123–145"),
        ("S12--S15", "S12–S15"),
        ("145-23", "145–23"),
        ("1-2-3", "1–2–3"),
        ("12--", "12"),
    ],
)
def test_ranges_of_pages_are_whole(work, pages, printed):
    entry = f"@article{{a, {ARTICLE}, journal={{Things}}, volume={{3}}, pages={{{pages}}}}}"
    assert read(write_reference(work(entry))) == f"{HEAD} *Things*, *3*, {printed}."


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Kea Press, Inc.", "Kea Press"),
        ("Kea Publishers Ltd.", "Kea Publishers"),
        (r"Kea \& Sons, Ltd", "Kea & Sons"),
        ("Kea Books Pty Ltd", "Kea Books"),
        ("Kea Media LLC", "Kea Media"),
        ("Kea Verlag GmbH", "Kea Verlag"),
        ("Kea Corporation", "Kea Corporation"),
        ("{Kea Press, Inc.} and Moa Press Limited", "Kea Press; Moa Press"),
        ("Limited", "Limited"),
    ],
)
def test_publishers_without_the_kind_of_their_business(work, written, printed):
    # § 9.29
    entry = f"@book{{a, author={{Moa, R.}}, title={{Birds}}, year={{2020}}, publisher={{{written}}}}}"
    assert read(write_reference(work(entry))) == f"Moa, R. (2020). *Birds*. {printed}."


@pytest.mark.parametrize(
    "written",
    [
        "DOI 10.5555/a.1",
        "DOI: 10.5555/a.1",
        "doi 10.5555/a.1",
        "https://doi.org/doi:10.5555/a.1",
        "https://doi-org.ezproxy.library.example/10.5555/a.1",
    ],
)
def test_dois_behind_words_and_proxies(work, written):
    assert links.doi(work(f"@misc{{a, title={{T}}, doi={{{written}}}}}")) == "10.5555/a.1"


def test_a_number_of_arxiv_behind_abs(work):
    # Semantic Scholar
    entry = f"@article{{a, {ARTICLE}, journal={{ArXiv}}, volume={{abs/2001.01236}}}}"
    printed = "Kea, M. (2020). *Counting hashtags*. arXiv. https://arxiv.org/abs/2001.01236"
    assert read(write_reference(work(entry))) == printed


@pytest.mark.parametrize(
    ("doi", "printed"),
    [
        # Publishers that number articles, and have no pages (§ 9.27).
        ("10.1186/1471-2288-14-103", "Article 103"),
        ("10.3390/ijerph123", "Article 103"),
        ("10.1038/s41598-1", "Article 103"),
        ("10.1038/nature1", "103"),
        ("10.1002/sim.1", "103"),
    ],
)
def test_a_number_for_pages_is_the_article_s_where_all_are_numbered(work, doi, printed):
    entry = f"@article{{a, {ARTICLE}, journal={{Things}}, volume={{14}}, pages={{103}}, doi={{{doi}}}}}"
    assert read(write_reference(work(entry))) == f"{HEAD} *Things*, *14*, {printed}. https://doi.org/{doi}"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("4., völlig überarb. Aufl", "4th ed."),
        ("3. Auflage", "3rd ed."),
        ("2e éd.", "2nd ed."),
        ("3.", "3rd ed."),
        ("2nd rev. ed.", "2nd rev. ed."),
        ("Nouvelle éd.", "Nouvelle éd."),
        ("30th anniversary", "30th anniversary ed."),
    ],
)
def test_editions_in_other_languages(work, written, printed):
    # § 9.19
    entry = f"@book{{a, author={{Moa, R.}}, title={{Birds}}, year={{2020}}, edition={{{written}}}}}"
    assert read(write_reference(work(entry))) == f"Moa, R. (2020). *Birds* ({printed})."
