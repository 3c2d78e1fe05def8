"""What the reference list says in the language of the page.

The manual has no forms for texts in other languages than English, so references and
citations keep English ones ("&", "et al.", "Retrieved from"); only the words around them
follow the page.
"""

from typing import NamedTuple


class Labels(NamedTuple):
    """The words around a reference list.

    Attributes:
        lang: The language they are in.
        heading: The list's heading.
        back: Names a link from a reference to its only citation; `{}` is what that cites, "Doe, 2011".
        back_to: Names one of several such links; the first `{}` is its letter.
        archived: What a copy is called that an archive keeps.
        archived_of: The same, with what it is a copy of; it begins with the words of `archived`.
    """

    lang: str
    heading: str
    back: str
    back_to: str
    archived: str
    archived_of: str


# ruff: noqa: E501 - a language stands on one line

LANGUAGES = {
    labels.lang: labels
    for labels in (
        Labels("en", "References", "Back to the citation of {} in the text", "Back to citation {} of {} in the text", "Archived copy", "Archived copy of {}"),
        Labels("mi", "Ngā tohutoro", "Hoki ki te tohutoro mō {} i te tuhinga", "Hoki ki te tohutoro {} mō {} i te tuhinga", "Kape pūranga", "Kape pūranga o {}"),
        Labels("de", "Literatur", "Zurück zum Zitat von {} im Text", "Zurück zum Zitat {} von {} im Text", "Archivierte Kopie", "Archivierte Kopie von {}"),
        Labels("fr", "Références", "Retour à la citation de {} dans le texte", "Retour à la citation {} de {} dans le texte", "Copie archivée", "Copie archivée de {}"),
        Labels("es", "Referencias", "Volver a la cita de {} en el texto", "Volver a la cita {} de {} en el texto", "Copia archivada", "Copia archivada de {}"),
    )
}  # fmt: skip
"""Primary language → its words."""


def primary(lang: str) -> str:
    """Return the language of a tag without region and script: "en-NZ" → "en"."""
    return lang.replace("_", "-").split("-")[0].lower()


def labels_for(lang: str) -> Labels:
    """Return the words for a page in this language, English ones where there are none."""
    return LANGUAGES.get(primary(lang), LANGUAGES["en"])
