"""The Python-Markdown extension that makes figures of images."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from guards.images import Picture
from guards.marks import Marked, read_marks
from guards.words import Lines

from .errors import Problem
from .images import MARK, Gallery, locate
from .licences import UnknownLicenceError, find_licence
from .model import Credit, Licence

DECORATIVE = {"presentation", "none"}


class FiguresExtension(Extension):
    """Makes a figure of each image that stands alone in its paragraph.

    Attributes:
        gallery: The image files and their credits.
        site_licence: The licence of posts that name none.
        source: The post's path in the content folder; set before each conversion.
        lines: The post's text; set before each conversion.
        problems: Images without alternative text or visible credit, found in the last conversion.
    """

    def __init__(self, gallery: Gallery, site_licence: Licence, **options: Any) -> None:
        super().__init__(**options)
        self.gallery = gallery
        self.site_licence = site_licence
        self.source = ""
        self.lines = Lines("")
        self.problems: list[Problem] = []

    def __deepcopy__(self, memo: dict[int, Any]) -> "FiguresExtension":
        """Stay one where settings are copied, so that whoever made it learns what it finds."""
        return self

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register with Python-Markdown, after all that changes text and attributes."""
        md.treeprocessors.register(_Figures(md, self), "licence-figures", -10)


class _Figures(Treeprocessor):
    forgets = True

    def __init__(self, md: Markdown, extension: FiguresExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        licence = self._post_licence()
        for number, image in enumerate(root.iter("img")):
            self._check_alt(image)
            self._complete(image, licence)
            if number:
                # The first one may be what readers see first: it must not wait.
                image.set("loading", "lazy")
        credited: set[str] = set()
        figures = list(root.iter("figure"))
        inside = {paragraph for figure in figures for paragraph in figure.iter("p")}
        for figure in figures:
            images = list(figure.iter("img"))
            for image in images:
                credited |= self._add_credit(figure, image, licence, alone=len(images) == 1)
        for paragraph in list(root.iter("p")):
            only = _only_image(paragraph)
            if only is not None and only.get("alt") and paragraph not in inside:
                credited |= self._make_figure(paragraph, only, licence)
        self._check_credits(root, credited)

    def _post_licence(self) -> Licence:
        written = getattr(self.md, "Meta", {}).get("licence", [""])[0]
        try:
            return find_licence(written) if written else self.extension.site_licence
        except UnknownLicenceError:
            # The post's own check tells it.
            return self.extension.site_licence

    def _check_alt(self, image: Element) -> None:
        # With an empty alternative text a role has nothing to say, and is not allowed (HTML-ARIA).
        decorative = image.get("role") in DECORATIVE and image.attrib.pop("role")
        if decorative or image.get("alt", "").strip():
            return
        src = image.get("src", "")
        line = self.extension.lines.find(f"![]({src}", src)
        message = (
            f'the image "{src}" has no alternative text. Say what it shows: ![what it shows]({src}), '
            f"or mark it as decoration: ![]({src}){{: role=presentation}}"
        )
        self._say(line, message)

    def _complete(self, image: Element, licence: Licence) -> None:
        """Have Pelican publish the file; say its size, so that the page does not jump, and its licence."""
        src = image.get("src", "")
        path = locate(src, self.extension.source)
        if path is None:
            return
        if not MARK.match(src):
            image.set("src", "{static}" + src)
        credit = self.extension.gallery.find_credit(path)
        if credit and credit.licence and credit.licence != licence:
            image.set("data-licence", credit.licence.spdx)
        picture = self.extension.gallery.look(path)
        size = picture.size if isinstance(picture, Picture) else None
        if size and not image.get("width") and not image.get("height"):
            image.set("width", str(size[0]))
            image.set("height", str(size[1]))

    def _check_credits(self, root: Element, credited: set[str]) -> None:
        """Tell each credit that readers would not see."""
        for src in dict.fromkeys(image.get("src", "") for image in root.iter("img") if image.get("alt")):
            path = locate(src, self.extension.source)
            if path and path not in credited and self.extension.gallery.find_credit(path):
                name = MARK.sub("", src)
                self._say(
                    self.extension.lines.find(name),
                    f'the credit of "{name}" is not shown, because the image does not stand alone. '
                    "Put it into a paragraph of its own.",
                )

    def _say(self, line: int, message: str) -> None:
        shown = self.extension.gallery.show(self.extension.gallery.content / self.extension.source)
        self.extension.problems.append(Problem(shown, line, message))

    def _make_figure(self, paragraph: Element, image: Element, licence: Licence) -> set[str]:
        caption = image.attrib.pop("title", None)
        paragraph.tag = "figure"
        paragraph[0].tail = "\n"
        if caption:
            write_caption(SubElement(SubElement(paragraph, "figcaption"), "p"), read_marks(caption))
        return self._add_credit(paragraph, image, licence, alone=True)

    def _add_credit(self, figure: Element, image: Element, licence: Licence, alone: bool) -> set[str]:
        """Add an image's credit, if it has one, to its figure; return the image's path if so."""
        path = locate(image.get("src", ""), self.extension.source)
        credit = self.extension.gallery.find_credit(path) if path else None
        if alone and "data-licence" in image.attrib:
            figure.set("data-licence", image.attrib.pop("data-licence"))
        if path is None or credit is None:
            return set()
        figcaption = figure.find("figcaption")
        if figcaption is None:
            figcaption = SubElement(figure, "figcaption")
        paragraph = SubElement(figcaption, "p", {"class": "credit"})
        _write_credit(paragraph, credit, licence)
        if alone:
            figure.set("itemscope", "itemscope")
            figure.set("itemtype", "https://schema.org/ImageObject")
            image.set("itemprop", "contentUrl")
        else:
            # Of several images in a figure, machines could not tell whose credit it is.
            for element in paragraph.iter():
                element.attrib.pop("itemprop", None)
        return {path}


def write_caption(paragraph: Element, words: str) -> None:
    """Write a caption, with elements for those of its words that are in another language."""
    place = 0
    for mark in words.marks if isinstance(words, Marked) else ():
        if mark.start >= place:
            _append(paragraph, words[place : mark.start])
            SubElement(paragraph, "span", {"lang": mark.lang}).text = words[mark.start : mark.end]
            place = mark.end
    _append(paragraph, words[place:])


def _append(paragraph: Element, text: str) -> None:
    if len(paragraph):
        paragraph[-1].tail = text
    else:
        paragraph.text = text


def _only_image(paragraph: Element) -> Element | None:
    """Return the image of a paragraph that holds nothing else, linked or not."""
    element = paragraph
    while len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip():
        element = element[0]
        if element.tag == "img":
            return element
        if element.tag != "a":
            break
    return None


def _write_credit(paragraph: Element, credit: Credit, licence: Licence) -> None:
    """Write title, author, source and licence, linked, with microdata (schema.org/ImageObject).

    A rel="license" here would speak of the whole page (HTML, § 4.6.7.11), so there is none.
    """
    work = SubElement(paragraph, "span")
    if credit.source:
        work = SubElement(work, "a", {"href": credit.source, "itemprop": "isBasedOn"})
    if credit.title:
        SubElement(work, "cite", {"itemprop": "name"}).text = credit.title
    else:
        work.text = "Image"
    if credit.author:
        paragraph[0].tail = " by "
        # The value of an itemprop on a link would be its address.
        parent = SubElement(paragraph, "a", {"href": credit.author_url}) if credit.author_url else paragraph
        SubElement(parent, "span", {"itemprop": "creditText"}).text = credit.author
    paragraph[-1].tail = ", "
    shown = credit.licence or licence
    if shown.url:
        SubElement(paragraph, "a", {"href": shown.url, "itemprop": "license"}).text = shown.short_name
    else:
        SubElement(paragraph, "span", {"itemprop": "copyrightNotice"}).text = shown.short_name
