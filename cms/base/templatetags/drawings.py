"""Tags that draw: icons, pictures and QR codes, all inline SVG so that they follow dark mode."""

import segno
from django.template import Library
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cms.base.icons import ICONS

register = Library()

HIDDEN = SafeString(' aria-hidden="true" focusable="false"')


@register.simple_tag
def icon(*, name: str, css: str = "") -> SafeString:
    """A line icon from `cms.base.icons.ICONS`; KeyError names one that is not drawn."""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24"{}><path d="{}"/></svg>',
        f" {css}" if css else "",
        HIDDEN,
        ICONS[name],
    )


@register.simple_tag
def picture(*, name: str, label: str = "", css: str = "") -> SafeString:
    """`templates/pictures/<name>.svg`, decorative unless it has a label.

    `css` becomes the class of the drawing. Raises TemplateDoesNotExist for a name without a file.
    """
    words = format_html(' role="img" aria-label="{}"', label) if label else HIDDEN
    shape = format_html(' class="{}"', css) if css else ""
    return render_to_string(
        f"pictures/{name}.svg", {"attributes": format_html("{}{}", shape, words)}
    )


@register.simple_tag
def qr(*, url: str, label: str = "") -> SafeString:
    """A QR code of an absolute address, black on white with the quiet zone in the style sheet."""
    code = segno.make(url, error="m", micro=False)
    side = len(code.matrix)
    runs = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(code.matrix)
        for x, dark in enumerate(row)
        if dark
    )
    return format_html(
        '<svg viewBox="-1 -1 {} {}" role="img" aria-label="{}"><path d="{}" fill="#000"/></svg>',
        side + 2,
        side + 2,
        label or gettext("このページのQRコード"),
        runs,
    )
