"""The image on a card: small enough for a network that takes no more, and not distorted."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from guards.images import ImageError, open_image

if TYPE_CHECKING:
    from PIL.Image import Image

# Cards are shown 1200 pixels wide at most and 1.91 times as wide as high; clients cut off what is higher.
LONGEST_SIDE = 1200
LARGEST = 1_000_000
READY = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
QUALITIES = (90, 80, 65, 50, 35)
ORIENTATION = 0x0112


def draw_thumbnail(data: bytes, largest: int = LARGEST) -> tuple[bytes, str]:
    """Return an image as a card can show it, and its media type.

    One that is small enough stays as it is, with the credits inside the file. Others are made smaller, as
    PNG if they were and that is small enough, else as JPEG. Of moving images the first picture is taken.

    Args:
        data: A file in any format that pages show.
        largest: How many bytes the card takes.

    Raises:
        ValueError: It is no image, or one that cannot be read.
    """
    try:
        with open_image(data) as image:
            kind = str(image.format)
            upright = image.getexif().get(ORIENTATION, 1) == 1
            still = getattr(image, "n_frames", 1) == 1
            fits = len(data) <= largest and max(image.size) <= LONGEST_SIDE
            if kind in READY and fits and still and upright and image.mode != "CMYK":
                image.load()
                return data, READY[kind]
            small = shrink(image)
    except ImageError as error:
        raise ValueError(f"it {error}") from None
    if kind == "PNG":
        png = save(small, "PNG", optimize=True)
        if len(png) <= largest:
            return png, READY["PNG"]
    for quality in QUALITIES:
        jpeg = save(flatten(small), "JPEG", quality=quality, optimize=True)
        if len(jpeg) <= largest:
            return jpeg, READY["JPEG"]
    raise ValueError("it has too many details to be made small enough")


def shrink(image: Image) -> Image:
    """Return the first picture of an image, upright, in red, green and blue, its longer side not too long."""
    from PIL import ImageOps

    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    if image.mode.startswith("I;16"):
        # 65,536 shades of grey, which converting would cut off instead of scaling.
        picture = image.point(lambda value: value / 256).convert("L")
    else:
        picture = ImageOps.exif_transpose(image)
    clear = "A" in picture.getbands() or "transparency" in picture.info
    profile = picture.info.get("icc_profile") if picture.mode in {"RGB", "RGBA"} else None
    picture = picture.convert("RGBA" if clear else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture.info = {"icc_profile": profile} if profile else {}
    return picture


def flatten(image: Image) -> Image:
    """Return an image on white."""
    import PIL.Image

    if image.mode != "RGBA":
        return image
    page = PIL.Image.new("RGB", image.size, "white")
    page.paste(image, mask=image.getchannel("A"))
    page.info = image.info
    return page


def save(image: Image, kind: str, **options: object) -> bytes:
    """Return an image as a file."""
    file = io.BytesIO()
    image.save(file, kind, icc_profile=image.info.get("icc_profile"), **options)
    return file.getvalue()
