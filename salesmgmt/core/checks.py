"""What `check --deploy` notices beyond Django's own checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.checks import Tags, Warning, register

if TYPE_CHECKING:
    from typing import Any


@register(Tags.security, deploy=True)
def behind_proxy(app_configs: Any, **kwargs: Any) -> list:
    """The program speaks plain HTTP: with HTTPS on and no proxy named, every page is sent to HTTPS for ever, and
    lock-out takes the proxy for everybody."""
    if settings.HTTPS and not settings.PROXY_COUNT:
        return [
            Warning(
                "HTTPS is on, but BEHIND_PROXY is off: pages are redirected for ever, and lock-out cannot tell people apart.",
                hint="Set BEHIND_PROXY=on behind a proxy that ends HTTPS, or HTTPS=off in a trusted network without it.",
                id="salesmgmt.W001",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def site_address(app_configs: Any, **kwargs: Any) -> list:
    """Links in mail lead to SITE_URL."""
    if "127.0.0.1" in settings.SITE_URL or "localhost" in settings.SITE_URL:
        return [
            Warning(
                f"Links in mail lead to {settings.SITE_URL}, which nobody else reaches.",
                hint="Set SITE_URL=https://... to the address people open.",
                id="salesmgmt.W002",
            )
        ]
    return []
