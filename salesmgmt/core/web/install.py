"""The program on the screen of a phone: what it is called there, its pictures, and the page without a connection."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

ICONS = (("src/icon-192.png", 192, "any"), ("src/icon-512.png", 512, "any"), ("src/icon-full-512.png", 512, "maskable"))
DARK = "#131c31"


@login_not_required
@require_safe
def manifest(request):
    """What a phone asks before it puts the program on its screen."""
    icons = [
        {"src": static(file), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for file, size, purpose in ICONS
    ]
    about = {
        "name": _("Sales management"),
        "short_name": _("Sales"),
        "lang": get_language(),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": DARK,
        "theme_color": DARK,
        "icons": icons,
    }
    return JsonResponse(about, content_type="application/manifest+json")


@login_not_required
@require_safe
def service_worker(request):
    """From the root, so that it may answer for every page."""
    script = settings.BASE_DIR / "static" / "src" / "service-worker.js"
    return HttpResponse(script.read_bytes(), content_type="text/javascript")


@login_not_required
@require_safe
def offline(request):
    return render(request, "core/offline.html")
