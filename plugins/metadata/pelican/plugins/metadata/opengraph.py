"""Open Graph (ogp.me) and the card that social networks show."""

from collections.abc import Iterator

from .model import Preview, Record, Site
from .tags import write_meta, write_property

# Where most readers of a language live (CLDR, likely subtags).
LIKELY = """
af_ZA ar_EG bg_BG bn_BD ca_ES cs_CZ cy_GB da_DK de_DE el_GR en_US es_ES et_EE eu_ES fa_IR fi_FI fil_PH
fj_FJ fr_FR ga_IE gd_GB gl_ES he_IL hi_IN hr_HR hu_HU id_ID is_IS it_IT ja_JP ko_KR lt_LT lv_LV mi_NZ
ms_MY nb_NO nl_NL nn_NO pl_PL pt_BR ro_RO ru_RU sk_SK sl_SI sm_WS sr_RS sv_SE sw_TZ ta_IN th_TH to_TO
tr_TR uk_UA ur_PK vi_VN zh_CN zu_ZA
"""
TERRITORIES = dict(locale.split("_") for locale in LIKELY.split())


def write_article(record: Record) -> Iterator[str]:
    """Yield the tags of a post."""
    yield write_property("og:type", "article")
    yield from _write_shared(record.title, record.url, record.abstract, record.site, record.language)
    for version in record.versions[1:]:
        if locale := name_locale(version.language):
            yield write_property("og:locale:alternate", locale)
    yield write_property("article:published_time", record.published.isoformat())
    yield write_property("article:modified_time", record.modified.isoformat())
    for person in record.authors:
        if person.identifier:
            yield write_property("article:author", person.identifier)
        if person.account:
            yield write_meta("fediverse:creator", person.account)
    if record.series:
        yield write_property("article:section", record.series)
    for keyword in record.keywords:
        yield write_property("article:tag", keyword)
    card = record.card
    if record.image and not card:
        stem = record.image.rpartition(".")[0]
        alts = (picture.alt for picture in record.pictures if picture.url.rpartition(".")[0] == stem)
        card = Preview(record.image, next(alts, ""))
    yield from _write_card(card)


def write_page(
    title: str, url: str, description: str, site: Site, card: Preview | None = None
) -> Iterator[str]:
    """Yield the tags of a page that is no post."""
    yield write_property("og:type", "website")
    yield from _write_shared(title, url, description, site.name, site.language)
    yield from _write_card(card)


def _write_card(card: Preview | None) -> Iterator[str]:
    if card:
        yield write_property("og:image", card.url)
        if card.type:
            yield write_property("og:image:type", card.type)
        if card.width and card.height:
            yield write_property("og:image:width", str(card.width))
            yield write_property("og:image:height", str(card.height))
        yield write_property("og:image:alt", card.alt)
    yield write_meta("twitter:card", "summary_large_image" if card else "summary")


def name_locale(language: str) -> str:
    """Return a language as Open Graph has it, with its territory; "" where nobody can tell that."""
    first, *rest = language.split("-")
    territory = next((part for part in rest if len(part) == 2), "") or TERRITORIES.get(first, "")
    return f"{first}_{territory}" if territory else ""


def _write_shared(title: str, url: str, description: str, site: str, language: str) -> Iterator[str]:
    yield write_property("og:title", title)
    yield write_property("og:url", url)
    yield write_property("og:site_name", site)
    if locale := name_locale(language):
        yield write_property("og:locale", locale)
    if description:
        yield write_property("og:description", description)
