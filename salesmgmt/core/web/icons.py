"""The pictures of the menu, as one file that the browser keeps: eighty of them written into every page were half of it."""

import hashlib
from functools import lru_cache

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from salesmgmt.core.registry import menu_items
from salesmgmt.core.templatetags.salesmgmt import drawing

FOR_EVER = "public, max-age=31536000, immutable"


@lru_cache(maxsize=1)
def _sheet() -> tuple[str, str]:
    """The pictures of all entries of the menu, and a name that changes with them."""
    symbols = "\n".join(
        f'<symbol id="{name}" viewBox="0 0 24 24">{drawing(name)}</symbol>'
        for name in sorted({item.icon for item in menu_items() if item.icon})
    )
    sheet = f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'
    return sheet, hashlib.sha256(sheet.encode()).hexdigest()[:12]


@login_not_required
@require_safe
def menu_icons(request, version):
    """The file with the pictures of the menu; kept for ever under its own name, not at all under an older one."""
    sheet, current = _sheet()
    kept = FOR_EVER if version == current else "no-store"
    return HttpResponse(sheet, content_type="image/svg+xml", headers={"Cache-Control": kept})


def menu_icon(name: str) -> str:
    """``<svg>`` that shows this picture of that file."""
    if not name:
        return ""
    return format_html(
        '<svg class="icon menu-icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        mark_safe(reverse("menu-icons", args=[_sheet()[1]])),  # noqa: S308  an address of our own
        name,
    )
