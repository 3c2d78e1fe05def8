"""Names of peoples and their languages, which keep their capitals in any title (APA 7, §§ 5.7, 6.14).

The first list has the groups that § 5.7 names, and whom it leaves to a country's own usage; the second,
names by which ISO 639 and the United Nations call languages and citizens; the third, iwi as Te Kāhui Māngai
(Te Puni Kōkiri's directory) and Stats NZ's classification spell them. Names of iwi that begin with Ngāti or
Ngāi are known by that.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from .patterns import late
from .proper import OTHERS, PLACES

_GROUPS = """Aboriginal; Aborigine; African; African American; Afro; Alaska Native; American; American
Indian; Cook Islander; Cook Islands Māori; Anangu; Anishinaabe; Arab; Arrernte; Asian; Black; Caribbean;
Cherokee; Chicana; Chicano; Cree; Eurasian; European; First Nation; First Nations; Haudenosaunee; Hawaiian;
Hispanic; Indian; Indigenous; Inuit; Islander; Jewish; Kanak; Kanaka Maoli; Koori; Lakota; Latina; Latine;
Latino; Latinx; Latin American; Mapuche; Maya; Melanesian; Métis; Micronesian; Middle Eastern; Moriori;
Mi'kmaq; Murri; Māori; Native American; Native Hawaiian; Native North American; Navajo; Nisei; Noongar;
Ojibwe; Pacific; Pacific Islander; Palawa; Pasifika; Pitjantjatjara; Polynesian; Pākehā; Quechua; Roma;
Romani; Saami; Sami; Sikh; Sámi; South Asian; South Sea Islander; Tangata Whenua; Tauiwi; Torres Strait;
Torres Strait Islander; White; Wiradjuri; Yolngu"""

_CITIZENS = """Afghan; Afrikaans; Ainu; Albanian; Algerian; Amharic; Angolan; Arabic; Argentine;
Argentinian; Armenian; Australasian; Australian; Austrian; Azerbaijani; Bangladeshi; Basque; Belgian;
Bengali; Bolivian; Bosnian; Brazilian; British; Bulgarian; Burmese; Cambodian; Cameroonian; Canadian;
Cantonese; Castilian; Catalan; Chilean; Chinese; Colombian; Congolese; Cornish; Costa Rican; Croatian;
Cuban; Cypriot; Czech; Danish; Dominican; Dutch; Ecuadorian; Egyptian; English; Eritrean; Estonian;
Ethiopian; Farsi; Fijian; Filipina; Filipino; Finnish; Flemish; French; Frisian; Gaelic; Galician; Gambian;
Georgian; German; Ghanaian; Greek; Greenlandic; Guatemalan; Gujarati; Haitian; Hausa; Hebrew; Hindi;
Honduran; Hungarian; Icelandic; Igbo; Indonesian; Iranian; Iraqi; Irish; Israeli; Italian; Jamaican;
Japanese; Javanese; Jordanian; Kazakh; Kenyan; Khmer; Korean; Kurdish; Kuwaiti; Kyrgyz; Laotian; Latin;
Latvian; Lebanese; Liberian; Libyan; Lithuanian; Luxembourgish; Macedonian; Malagasy; Malawian; Malay;
Malayalam; Malaysian; Maltese; Mandarin; Marathi; Marshallese; Mauritian; Mexican; Moldovan; Mongolian;
Moroccan; Mozambican; Namibian; Nepalese; Nepali; New Zealander; Nicaraguan; Nigerian; Niuean; Nordic;
Norwegian; Okinawan; Pakistani; Palestinian; Panamanian; Papuan; Paraguayan; Pashto; Persian; Peruvian;
Polish; Portuguese; Puerto Rican; Punjabi; Rarotongan; Rohingya; Romanian; Rotuman; Russian; Rwandan;
Samoan; Sanskrit; Saudi; Scandinavian; Scots; Scottish; Senegalese; Serbian; Shona; Sicilian; Singaporean;
Sinhalese; Slavic; Slovak; Slovene; Slovenian; Somali; South African; Spanish; Sudanese; Swahili; Swedish;
Swiss; Syrian; Tagalog; Tahitian; Taiwanese; Tajik; Tamil; Tanzanian; Telugu; Thai; Tibetan; Tokelauan;
Tongan; Tunisian; Turkish; Turkmen; Tuvaluan; Ugandan; Ukrainian; Urdu; Uruguayan; Uyghur; Uzbek;
Venezuelan; Vietnamese; Welsh; Xhosa; Yemeni; Yiddish; Yoruba; Zambian; Zimbabwean; Zulu"""

_EVENTS = "Cold War; First World War; Great War; Second World War; World War"
"""They stand before numerals as well: World War II."""

_IWI = """Kāi Tahu; Kāti Māmoe; Muaūpoko; Ngā Puhi; Ngā Rauru; Ngā Ruahine; Ngāpuhi; Ngāruahine;
Patuharakeke; Pare Hauraki; Rangitāne; Raukawa; Rongomaiwahine; Tainui; Tapuika; Taranaki Tūturu; Te
Aitanga-a-Māhaki; Te Aitanga-a-Hauiti; Te Arawa; Te Ati Awa; Te Atiawa; Te Aupōuri; Te Kawerau ā Maki; Te
Rarawa; Te Roroa; Te Uri o Hau; Te Whakatōhea; Te Whānau-ā-Apanui; Te Āti Awa; Te Ātiawa; Tūhoe; Tūhourangi;
Tūranganui-a-Kiwa; Tūwharetoa; Waitaha; Whakatōhea; Whanganui"""

IWI_BEGIN = frozenset(("ngati", "ngai", "kati", "kai"))
"""Words before the name of an ancestor, folded: what follows is a name as well."""

_WITH_PEOPLES = frozenset(
    ("aboriginal", "first nation", "first nations", "indigenous", "inuit", "islander", "metis",
     "torres strait islander")
)  # fmt: skip
_THINGS = """
bear belt bean beans body box boxes carbon cat coffee comedy death dog economy friday gold gram hat hole
holes humor humour ice knight lead letter light list magic mamba market markets metal mirror mold mould ops
pepper plague powder rat rice sea sheep site smoke spot spruce stone swan swans tea tar tie water widow
widows
"""
_PERSONS = """
adolescents adults allies american americans australia australian australians british children employees
ethnic european families fathers feminism fragility girls boys guilt identity immigrants majority man men
middle mothers nationalism nationalist nationalists parents participants patients people peoples person
privilege researchers saviour savior settler settlers social students supremacist supremacists supremacy
teachers teenagers woman women working youth
"""
BLACK_THINGS = frozenset(_THINGS.split())
"""What is black and no person's; Black before anything else is a people."""
WHITE_PERSONS = frozenset(_PERSONS.split())
"""What is a White people's; white before anything else is a colour."""
_WORD = late(r"[ -]*([^\W\d_]+)")
_FOLDED = str.maketrans("āēīōūéĀĒĪŌŪÉ’", "aeioueAEIOUE'")


def fold_name(text: str) -> str:
    """Return a text as names are looked up by, since many write them without macrons; its length stays."""
    return text.translate(_FOLDED).lower()


_fold_title = lru_cache(maxsize=8)(fold_name)


@lru_cache(maxsize=64)
def by_first_word(names: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return names, folded and as they are, by the first of their words, folded; the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(names, key=len, reverse=True):
        found.setdefault(re.split("[ .'-]", fold_name(name))[0], []).append((fold_name(name), name))
    return {first: tuple(listed) for first, listed in found.items()}


@cache
def known() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the names of all lists by the first of their words."""
    listed = ";".join((_GROUPS, _CITIZENS, _EVENTS, _IWI, PLACES, OTHERS)).split(";")
    return by_first_word(tuple(" ".join(name.split()) for name in listed))


def find_name(text: str, start: int, more: tuple[str, ...] = ()) -> str:
    """Return the name that begins at a place of a text, as the lists have it, or an empty string.

    Args:
        text: A title.
        start: Where one of its words begins.
        more: Names besides those of peoples.
    """
    word = _WORD.match(text, start)
    if not word:
        return ""
    first = fold_name(word[1])
    for names in (by_first_word(more), known()) if more else (known(),):
        for folded, name in (*names.get(first, ()), *names.get(first.removesuffix("s"), ())):
            end = start + len(name)
            if _fold_title(text).startswith(folded, start) and not _goes_on(text, end):
                return _with_peoples(name, text, end) if _is_people(name, text, end) else ""
    return ""


def _goes_on(text: str, end: int) -> bool:
    """Tell whether a word goes on at a place; an s for several does not count."""
    if text[end : end + 1].lower() == "s":
        end += 1
    return text[end : end + 1].isalnum()


def _is_people(name: str, text: str, end: int) -> bool:
    """Tell people from colours by what follows: Black women, black holes; White families, white coats."""
    if name not in ("Black", "White"):
        return True
    following = _WORD.match(text, end)
    word = following[1].lower() if following else ""
    return word not in BLACK_THINGS if name == "Black" else word in WHITE_PERSONS


def _with_peoples(name: str, text: str, end: int) -> str:
    """Return a name with its People or Peoples: § 5.7 writes Indigenous Peoples, Métis People and so on."""
    following = _WORD.match(text, end)
    if following and fold_name(name) in _WITH_PEOPLES and following[1].lower() in ("people", "peoples"):
        return f"{name}{text[end : following.start(1)]}{following[1].capitalize()}"
    return name
