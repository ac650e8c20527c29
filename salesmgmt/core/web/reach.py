"""Telephone numbers and addresses as something one touches: it calls, or the map opens."""

from urllib.parse import quote

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from salesmgmt.core.domain.settings import policy
from salesmgmt.core.templatetags.salesmgmt import icon


def call(phone):
    """The number as a link that calls it; "" without one."""
    return format_html('<a href="tel:{}">{}</a>', phone.replace(" ", ""), phone) if phone else ""


def person_and_phone(name, phone):
    """A contact's name and the number that calls him; "" where nothing is known."""
    return format_html_join(" ", "{}", ([part] for part in (name, call(phone)) if part))


def place_and_person(address, name, phone):
    """Where something is and who is met there."""
    return format_html_join(
        " ", "{}", ([part] for part in (on_the_map(address), person_and_phone(name, phone)) if part)
    )


def on_the_map(address, *more):
    """An address, and a link that opens it on the map of the phone or the browser (SET-54); ``more`` is shown behind it."""
    shown = " ".join(filter(None, [address, *more]))
    maps = policy().map_address
    if not address or not maps:
        return shown
    return format_html(
        '{} <a class="text-nowrap" href="{}{}" target="_blank" rel="noopener noreferrer">{} {}</a>',
        shown,
        maps,
        quote(address),
        icon("map-pin"),
        _("Map"),
    )
