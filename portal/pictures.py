"""Pictures that groups bring: real images, without what a camera writes into them, one owner each."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from django.core.files.images import ImageFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import ImageOps
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField

from portal.models import GroupPicture

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from wagtail.images.models import AbstractImage

    from directory.models import Organization

LONGEST_SIDE: Final = 2400
"""Pixels; no page shows more."""
_NO_IMAGE = _("写真として読めません。JPEGかPNGの写真をえらんでください。")
_TOO_LARGE = _("写真が大きすぎます。10MBより小さい写真をえらんでください。")


class PictureField(WagtailImageField):
    """An upload that Wagtail and Pillow both read as an image, of at most 10 MB."""

    def __init__(self, **options: Any) -> None:
        help_text = options.pop("help_text", "")
        super().__init__(**options)
        self.help_text = help_text
        self.error_messages |= dict.fromkeys(
            (
                "invalid", "invalid_image", "invalid_image_extension", "invalid_extension",
                "invalid_image_known_format", "missing", "empty",
            ),
            _NO_IMAGE,
        )  # fmt: skip
        self.error_messages |= dict.fromkeys(
            ("file_too_large", "file_too_large_unknown_size", "file_too_many_pixels"), _TOO_LARGE
        )
        self.validators = []


def keep_picture(group: Organization, upload: UploadedFile, title: str) -> AbstractImage:
    """The upload as a picture of `group`, turned upright, without place, time or camera."""
    file = ImageFile(BytesIO(_bare(upload)), name=f"{group.public_id}.jpg")
    image = get_image_model().objects.create(title=title[:255], file=file)
    GroupPicture.objects.create(image=image, organization=group)
    return image


def own_picture(group: Organization, pk: int) -> AbstractImage | None:
    """A picture that a member of this group brought; None for any other."""
    owner = {"from_group__organization__translation_key": group.translation_key}
    return get_image_model().objects.filter(pk=pk, **owner).first()


def _bare(upload: UploadedFile) -> bytes:
    """JPEG bytes of the pixels alone; what is transparent becomes white."""
    upload.seek(0)
    with Pillow.open(upload) as opened:
        upright = ImageOps.exif_transpose(opened).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Pillow.new("RGB", upright.size, "white")
    plain.paste(upright, mask=upright.getchannel("A"))
    found = BytesIO()
    plain.save(found, "JPEG", quality=85, optimize=True)
    return found.getvalue()
