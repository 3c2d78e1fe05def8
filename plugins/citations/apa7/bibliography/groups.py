"""Organisations whose names have no braces and look like a person's: Oranga Tamariki, Ministry of Health.

Known ones are listed; others are told by their words. Sources of the list: for Aotearoa New Zealand, Te Kawa
Mataaho Public Service Commission's lists of departments, Crown entities and Parliament's offices, and Te Puni
Kōkiri's directory of iwi and Māori organisations (Te Kāhui Māngai); elsewhere the United Nations' directory
of its system, and large charities and agencies that social work cites.
"""

import re
import unicodedata
from functools import lru_cache

from .letters import normalise
from .patterns import late

_LISTED = """
Accident Compensation Corporation; Age Concern; Amnesty International; Ara Poutama Aotearoa; Ara Taiohi;
Archives New Zealand; Asian Development Bank; Auckland Transport; Barnardos Aotearoa; Beyond Blue;
Callaghan Innovation; Cancer Research UK; Child Matters; Consumer NZ; Creative New Zealand; Crown Law;
Doctors Without Borders; Education New Zealand; European Union; Family Planning; Fire and Emergency New
Zealand; Hato Hone St John; Heritage New Zealand Pouhere Taonga; Housing New Zealand; Human Rights Watch;
Hāpai Te Hauora; Immigration New Zealand; Inland Revenue; International Red Cross; Kāhui Tū Kaha; Kāinga
Ora; Kāinga Ora – Homes and Communities; Land Information New Zealand; Lifeline Aotearoa; Mana Mokopuna;
Manaaki Whenua; Manaaki Whenua – Landcare Research; Manatū Aorere; Manatū Hauora; Manatū Taonga; Manatū
Wāhine; Maritime New Zealand; Matua Raki; Médecins Sans Frontières; New Zealand Police; New Zealand Red
Cross; New Zealand Treasury; Ngā Pirihimana Aotearoa; Ngā Taonga Sound & Vision; Ngā Tāngata
Microfinance; NZ On Air; NZ Police; NZ Treasury; Oranga Tamariki; Oranga Tamariki – Ministry for
Children; Oxfam Aotearoa; Oxfam International; Pasifika Futures; Pew Research; Pharmac Te Pātaka
Whaioranga; Pou Tiaki; Public Health England; Public Health Scotland; Public Health Wales; Rape Crisis;
Red Cross; Reserve Bank; Royal Society Te Apārangi; Safe Work Australia; Salvation Army; Save the
Children; Skills for Care; Social Care Wales; Sport New Zealand; Statistics Canada; Statistics New
Zealand; Stats NZ; Stats NZ Tatauranga Aotearoa; Tatauranga Aotearoa; Te Aka Whai Ora; Te Ara Ahunga Ora;
Te Arawhiti; Te Herenga Waka; Te Hiringa Hauora; Te Hiringa Mahara; Te Kawa Mataaho; Te Korowai Whāriki;
Te Kupenga; Te Kāhui Tika Tangata; Te Mana Mātāpono Matatapu; Te Mana Raraunga; Te Mana Tohu Mātauranga o
Aotearoa; Te Mana Ārai o Aotearoa; Te Mātāwai; Te Ohu Kaimoana; Te Papa Atawhai; Te Papa Tongarewa; Te
Pou; Te Pou Matakana; Te Puna Aonui; Te Puna Mātauranga o Aotearoa; Te Puni Kōkiri; Te Pāti Māori; Te
Pūkenga; Te Rau Ora; Te Roopu Taurima; Te Tai Ōhanga; Te Tari Taiwhenua; Te Taura Whiri i te Reo Māori;
Te Tumu Paeroa; Te Tāhū Hauora; Te Uru Taumatua; Te Waihanga; Te Whatu Ora; Te Whatu Ora – Health New
Zealand; Te Whānau o Waipareira; Toi Te Ora; Toitū Te Whenua; Toka Tū Ake; Tūāpapa Kura Kāinga; United
Nations; Volunteering New Zealand; Waka Kotahi; Waka Kotahi NZ Transport Agency; Whaikaha; Whaikaha –
Ministry of Disabled People; Whakarongorau Aotearoa; Whānau Ora; Whānau Āwhina Plunket; Women's Refuge;
Work and Income; WorkSafe New Zealand; World Bank; World Economic Forum; World Vision
"""
_IWI = """
Kāi Tahu; Kāti Māmoe; Taranaki Whānui; Te Arawa; Te Ātiawa; Te Aupōuri; Te Kawerau ā Maki; Te Rarawa; Te
Roroa; Te Uri o Hau; Te Whakatōhea; Te Whānau-ā-Apanui; Waikato-Tainui
"""
_TE_REO = late(
    r"(?:ngati|ngai) \w+"
    r"|(?:kahui|kaunihera|komihana|kura|manatu|poari|ropu|runanga|tari|(?:whare )?wananga) (?:o|mo|nga|te)\b"
    r"|te (?:hunga|kaunihera|komihana|kura|manatu|poari|ropu|runanga|tahuhu|tari|wananga|whare wananga)\b"
    r"|nga (?:pae|manga|kaitiaki|kura|iwi|hapu)\b"
    r"|.* (?:o|mo|ki) (?:te|nga) "
)
"""How names of bodies in te reo Māori begin, and those of persons don't: Ngāti, Te Rūnanga, Te Wānanga o."""

_ACRONYM_LIST = """
ACC AIHW ANZASW BASW CDC CSIRO FAO HRW IASSW ICRC IFSW ILO IMF IOM IPPF IUCN MBIE MSD NASW NATO NHS NICE NIH
NSPCC NZCCSS NZQA OECD PHARMAC SWRB UN UNAIDS UNCTAD UNDP UNEP UNESCO UNFCCC UNFPA UNHCR UNICEF UNODC UNRWA
USAID WFP WHO WTO YMCA YWCA
"""
_ACRONYMS = frozenset(_ACRONYM_LIST.split())
"""Bodies of which parts are named: UNICEF NZ, WHO Europe."""

_ENDS = (
    *(" New Zealand", " NZ", " Aotearoa", " Australia", " Australasia", " International", " Worldwide"),
    *(" UK", " USA", " DHB", " Task Force"),
)
"""How the names of a body's branches end."""

_STARTS = (
    *("American ", "Aotearoa ", "Australian ", "British ", "Canadian ", "European ", "International "),
    *("National ", "New Zealand ", "NZ ", "Royal ", "United Nations ", "World "),
)
"""How names of three words or more begin that are a body's."""

_BODY_LIST = """
administration agency alliance assembly associates association authority board bureau cabinet center
centers centre centres clearinghouse coalition collaboration collaborative collective commission
commissioner committee company conference consortium contributors convention cooperative corporation
council councils department directorate faculty federation forum foundation fund government group
hospital inc incorporated initiative institute institution laboratories laboratory library limited ltd
ministry museum network news office organisation organization parliament partnership party police
programme project publishing secretariat senate service services society studios support taskforce team
tribunal trust union unit universities university
"""
_BODIES = frozenset(_BODY_LIST.split())
"""Words of which one in a name of three words or more, or of two, says that it's a body's."""

_HARDLY = frozenset(("center", "company", "convention", "service", "support", "union"))
"""Those that two words don't say it with: there are persons of these names."""

_NEVER_LIST = """
administration agency association authority coalition commission committee consortium corporation council
department directorate federation foundation government institute institution ministry organisation
organization parliament secretariat society tribunal university
"""
_NEVER = frozenset(_NEVER_LIST.split())
"""Those that are no surname before a comma either: "Organization, World Health"."""

_FIRST = late(
    r"(?:the )?(?:\w+ )*?(?:academy|agency|archives?|association|authority|bank|board|bureau|cent(?:er|re)s?"
    r"|church|city|college|commission(?:er)?|committee|council|department|diocese|directorate|district|division"
    r"|embassy|faculty|federation|foundation|government|house|institute|kingdom|library|ministry|museum|network"
    r"|office|organi[sz]ation|parliament|republic|school|secretariat|society|state|treasury|trust|union"
    r"|university) (?:\w+ )?(?:of|for|on|against)\b"
    r"|(?:universi(?:dade?|tà|té|tät|teit)|minist(?:erio|ère|erium|ério)|bundes\w+|consejo|gobierno) \w",
    re.IGNORECASE,
)
"""How a body's name begins: Ministry of, Office for, Universidad de."""

_LINKING = (" of", " for", " on", " of the", " for the", " on the")
_FOREIGN = ("universi", "minist", "bundes", "consejo", "gobierno")

_LONGEST = 300
"""Names of bodies are shorter."""

_SUBJECT_LIST = """
affairs aged aging arts budget cabinet change children commerce communications communities community
conservation control culture development disability economic economy education employment energy
environment equality ethics evaluation exchange families family finance fisheries forestry health
heritage homes housing immigration inclusion income industries industry infrastructure innovation
investment justice labour learning management medicine planning policy political prevention protection
public quality recreation regulation rehabilitation research resources rights safety science sciences
security services skills social sport statistics support sustainability technology tourism trade trades
training transport treatment urban water welfare wellbeing women work workers youth
"""
_SUBJECTS = frozenset(_SUBJECT_LIST.split())
"""What ministries are for: after an "and" they are no person."""


@lru_cache(maxsize=2048)
def fold_name(name: str) -> str:
    """Return a name in small letters without macrons, in which names are looked up."""
    bare = name.casefold().replace("’", "'").replace("–", " ").replace("-", " ")
    if not bare.isascii():
        bare = "".join(letter for letter in normalise("NFKD", bare) if not unicodedata.combining(letter))
    return " ".join(bare.split())


_KNOWN = frozenset(fold_name(name) for name in re.split(r";\s*", f"{_LISTED.strip()};{_IWI.strip()}"))
_BEGIN = frozenset(name.split()[0] for name in _KNOWN) | frozenset(
    (
        "kahui",
        "kaunihera",
        "komihana",
        "kura",
        "manatu",
        "nga",
        "ngai",
        "ngati",
        "poari",
        "ropu",
        "runanga",
        "tari",
        "te",
        "wananga",
        "whare",
    )
)
_LAST = frozenset(name.split()[-1] for name in _KNOWN) | _NEVER
WORDS_OF_GROUPS = frozenset(
    (*_BEGIN, *_LAST, *_BODIES, *_SUBJECTS, "the", *" ".join((*_ACRONYMS, *_ENDS, *_STARTS)).lower().split())
)
"""Words, folded, without any of which a name of words with capitals is no body's."""


def find_group(written: str) -> str:
    """Return the name of an organisation in its natural order, or an empty string for a person's.

    Args:
        written: A name without braces, `Oranga Tamariki`, or turned round, as programs with fields for
            surnames do: `Tamariki, Oranga`.
    """
    before, comma, after = written.partition(",")
    if not comma:
        return written if " " in written and (is_known(written) or is_body(written)) else ""
    before, after = before.strip(), after.strip()
    if " " in before and begins(before):
        return written
    if "," in after or not after:
        return ""
    turned = f"{after} {before}"
    if not may_be_turned(before, after):
        return ""
    if f" {after}".endswith(_LINKING) or is_known(turned):
        return turned
    if before.casefold() not in _NEVER:
        return ""
    return "" if any(len(word.strip(".")) < 2 for word in after.split()) else turned


def may_be_turned(last: str, first: str) -> bool:
    """Tell, quickly, whether "Tamariki, Oranga" is worth a look: few surnames end a body's name."""
    end = fold_name(last).rpartition(" ")[2]
    return end in _LAST or f" {first}".endswith(_LINKING) or first.startswith("Ng")


def may_be_group(name: str) -> bool:
    """Tell, quickly, whether a name of words with capitals and no commas is worth a look."""
    words = name.lower().split()
    return (
        words[0] == "the"
        or words[0] in _BEGIN
        or words[0].startswith(_FOREIGN)
        or not _BODIES.isdisjoint(words)
        or name.endswith(_ENDS)
        or name.startswith(_STARTS)
    )


def is_known(name: str) -> bool:
    """Tell whether a name, in its natural order, is that of an organisation that is listed."""
    if fold_name(name.partition(" ")[0]) not in _BEGIN:
        return False
    folded = fold_name(name)
    return folded in _KNOWN or bool(_TE_REO.match(folded))


def is_body(name: str) -> bool:
    """Tell whether a name without commas is an organisation's by its words."""
    words = name.split()
    if len(words) < 2 or any(len(word.strip(".")) == 1 and word[0].isupper() for word in words):
        return False
    if words[0] == "The" or words[0] in _ACRONYMS or name.endswith(_ENDS) or begins(name):
        return True
    if len(words) > 2 and name.startswith(_STARTS):
        return True
    plain = name.casefold().replace(",", " ").replace(".", " ").split()
    return not _BODIES.isdisjoint(plain) and (len(words) > 2 or _HARDLY.isdisjoint(plain))


def goes_on(first: str, rest: str) -> bool:
    """Tell whether an "and" stands within one name: "Ministry of Housing and Urban Development".

    What ministries are for isn't a person's name: such words stand before it, behind it or on both sides.
    """
    if "," in rest or len(first) > _LONGEST or not (words := rest.casefold().split()):
        return False
    before = first.casefold().replace(",", " ").split()[-1:]
    if _SUBJECTS.issuperset(words):
        return begins(first) or not _SUBJECTS.isdisjoint(before)
    return "," not in first and not _SUBJECTS.isdisjoint(before) and is_body(rest) and not is_body(first)


def begins(name: str) -> bool:
    """Tell whether a name begins as a body's does whose name may have an "and" in it: "Ministry of"."""
    linked = " of" in name or " for" in name or " on" in name or " against" in name
    return (linked or name.casefold().startswith(_FOREIGN)) and bool(_FIRST.match(name))
