"""Images on their way to the site: those with a record are published with their credit in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from guards.images import ENDINGS, ImageError

from .embedding import sign
from .errors import Problem
from .images import Gallery
from .model import Credit, ImageCredit, Licence

SUFFIXES = {ending for endings in ENDINGS.values() for ending in endings}


class Signatures:
    """What is put into the images of a site.

    Args:
        gallery: Where the images and their credits are.
        shown: The images of all posts.
        site: The licence of the site.
    """

    def __init__(self, gallery: Gallery, shown: Iterable[ImageCredit], site: Licence) -> None:
        self.gallery = gallery
        self._site = site
        self.licences: dict[str, set[Licence]] = {}
        for image in shown:
            self.licences.setdefault(image.path, set()).add(image.licence)

    def find(self, path: str) -> Credit | None:
        """Return what is put into an image, by its path in the content folder; None without a record.

        The picture of a drawing, beside it, has the drawing's record if it has none. An image without a
        licence of its own has that of the posts that show it, if it is one, or else the site's.
        """
        file = Path(path)
        if file.suffix.lower() not in SUFFIXES:
            return None
        beside = [str(file)] if file.suffix == ".svg" else [str(file), str(file.with_suffix(".svg"))]
        for name in beside:
            credit = self.gallery.find_credit(name)
            if credit:
                licences = self.licences.get(str(file)) or self.licences.get(name) or {self._site}
                shared = next(iter(licences)) if len(licences) == 1 else None
                return replace(credit, licence=credit.licence or shared)
        return None

    def sign(self, path: str, data: bytes) -> bytes:
        """Return an image, or a smaller one of it, with the credit of its record in it, if it has one.

        Args:
            path: The image's path in the content folder.
            data: The bytes to be published.

        Raises:
            ImageError: It cannot be put in.
        """
        credit = self.find(path)
        return sign(data, credit) if credit else data


def publish_images(
    signatures: Signatures, files: Mapping[str, str], output: Path, before: Path | None
) -> Iterator[Problem]:
    """Put the credits into the images that have been copied to the site; yield what is wrong with them.

    Args:
        signatures: What is put into them.
        files: Of each file that is published: its path in the content folder → in the output folder.
        output: The output folder.
        before: The site as it is, in a build of a part: in that no image is another one.
    """
    gallery = signatures.gallery
    for path, name in sorted(files.items()):
        if signatures.find(path) is None:
            continue
        source, place = gallery.content / path, output / name
        try:
            known = before / name if before else None
            data = source.read_bytes()
            signed = known.read_bytes() if known and known.is_file() else signatures.sign(path, data)
        except OSError:
            # Whoever copies the files tells it.
            continue
        except ImageError as error:
            # Of those that posts show, the posts' own check tells it.
            if path not in signatures.licences or not isinstance(gallery.look(path), ImageError):
                said = f"{error}. Until then it is published without its credit in it."
                yield Problem(gallery.show(source), 1, said, grave=False)
            continue
        # It may be a link to the source, which stays as it is.
        place.unlink(missing_ok=True)
        place.write_bytes(signed)
