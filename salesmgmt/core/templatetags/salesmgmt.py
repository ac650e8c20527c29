"""Template tags: figures, dates, people, statuses and icons as the whole product shows them."""

from __future__ import annotations

import copy
import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from django import template
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.template.base import VariableNode
from django.template.defaultfilters import linebreaksbr
from django.template.defaulttags import CsrfTokenNode, ForNode, IfNode
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from salesmgmt.core.domain.approvals.describe import approval_of
from salesmgmt.core.money import MICRO
from salesmgmt.core.web.status import status_tone

if TYPE_CHECKING:
    from typing import Any


register = template.Library()

ICONS = settings.BASE_DIR / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
MINUS = "\N{MINUS SIGN}"


@lru_cache(maxsize=512)
def drawing(name: str) -> str:
    """The paths of an icon, without the <svg> around them. An unknown name is a mistake of ours: KeyError."""
    if not re.fullmatch(r"[a-z0-9-]+", name):
        raise KeyError(name)
    path = ICONS / f"{name}.svg"
    if not path.exists():
        if not ICONS.exists():  # no front-end packages installed: pages still work, without pictures
            return ""
        raise KeyError(f"no icon named {name!r}")
    body = path.read_text(encoding="utf-8")
    return body[body.index(">") + 1 : body.rindex("</svg>")].strip()


class _StillNode(template.Node):
    """What stands between the tags, put together once a language; made without the page's context, so that nothing of a
    person can be in it."""

    def __init__(self, nodelist):
        self.nodelist = nodelist
        self.kept: dict[str | None, str] = {}

    def render(self, context):
        language = get_language()
        if language not in self.kept:
            self.kept[language] = self.nodelist.render(context.new({}))
        return self.kept[language]


@register.tag
def still(parser, token):
    """``{% still %} … {% endstill %}``: words, pictures and addresses that are the same on every page, for everybody."""
    nodelist = parser.parse(["endstill"])
    parser.delete_first_token()
    if nodelist.get_nodes_by_type((VariableNode, IfNode, ForNode, CsrfTokenNode)):
        raise template.TemplateSyntaxError("what stands still asks for nothing: no variable, no condition, no token")
    return _StillNode(nodelist)


@register.simple_tag
def icon(name: str, css: str = "", label: str = ""):
    """``{% icon "home" %}``. Decoration by default; with ``label`` it is read out."""
    if not name:
        return ""
    return _spoken_icon(name, css, label) if label else _decoration(name, css)


@lru_cache(maxsize=1024)
def _decoration(name, css):
    """A picture without words is the same wherever it stands."""
    return _spoken_icon(name, css, "")


def _spoken_icon(name, css, label):
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon {}" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" {}>{}</svg>',
        css,
        spoken,
        mark_safe(drawing(name)),  # noqa: S308  the file of an icon package, by a checked name
    )


@register.filter
def money(value: Decimal, places: int = 2) -> str:
    """``¥1,234.50``; an empty value is a dash."""
    if value is None or value == "":
        return "—"
    amount = Decimal(value)
    sign = MINUS if amount < 0 else ""
    return f"{sign}¥{abs(amount):,.{max(int(places), price_places(amount))}f}"


def price_places(amount):
    """A price per piece says all its places, up to six; a sum of money has two."""
    shown = -amount.quantize(MICRO).normalize().as_tuple().exponent if abs(amount) < 10**9 else 0
    return shown if shown > 2 else 0


@register.filter
def wan(value) -> str:
    """In 万元 with two places, for management pages; the unit is said once, in the heading."""
    if value is None or value == "":
        return "—"
    amount = Decimal(value) / 10000
    return f"{MINUS if amount < 0 else ''}{abs(amount):,.2f}"


@register.filter
def number(value, places: int = 0) -> str:
    if value is None or value == "":
        return "—"
    return f"{Decimal(value):,.{int(places)}f}"


@register.simple_tag
def colon():
    """Between a label and its value: of full width in Chinese, never a half-width one after a Chinese word."""
    return pgettext("between a label and its value", ": ")


@register.filter
def quantity(value: Decimal | int) -> str:
    """A quantity without useless zeros: 1,200 or 1.5."""
    if value is None or value == "":
        return "—"
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def percent(value, places: int = 1) -> str:
    """A ratio as per cent: 0.125 is 12.5%."""
    if value is None or value == "":
        return "—"
    return f"{Decimal(value) * 100:,.{int(places)}f}%"


@register.filter
def datefmt(value):
    """``2025-01-15``, with the minute for a point of time."""
    if not value:
        return "—"
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return value.strftime("%Y-%m-%d")


@register.filter
def duration_words(value):
    """A timedelta, or the time since a date, in the largest sensible unit: 12 days, 26 hours, 5 minutes."""
    if value in (None, ""):
        return "—"
    if isinstance(value, datetime):
        value = timezone.now() - value
    elif isinstance(value, date):
        value = timezone.localdate() - value
    seconds = abs(int(value.total_seconds()))
    if seconds < 60:
        return _("less than a minute")
    if seconds < 3600:
        return ngettext("%(n)d minute", "%(n)d minutes", seconds // 60) % {"n": seconds // 60}
    if seconds < 3 * 86400 and seconds % 86400:
        return ngettext("%(n)d hour", "%(n)d hours", seconds // 3600) % {"n": seconds // 3600}
    return ngettext("%(n)d day", "%(n)d days", seconds // 86400) % {"n": seconds // 86400}


@register.filter
def due_words(day):
    """``Overdue by 12 days``, ``due today``, ``in 5 days``; time of day is ignored."""
    if not day:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    days = (day - timezone.localdate()).days
    if days < 0:
        return ngettext("overdue by %(n)d day", "overdue by %(n)d days", -days) % {"n": -days}
    if days == 0:
        return _("due today")
    return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}


def due_tone(day) -> str:
    """bad when overdue, warn in the last three days."""
    day = timezone.localtime(day).date() if isinstance(day, datetime) else day
    days = (day - timezone.localdate()).days
    return "bad" if days < 0 else "warn" if days <= 3 else "muted"


@register.simple_tag
def due_tag(day):
    """The words of ``due_words`` in the colour they deserve."""
    return format_html('<span class="tone-{}">{}</span>', due_tone(day), due_words(day)) if day else ""


@register.simple_tag
def status_tag(document, field: str = "status"):
    """The document's status as a coloured tag."""
    value = getattr(document, field)
    return status_badge(value, getattr(document, f"get_{field}_display")())


@register.simple_tag
def status_badge(value, label, tone: str = ""):
    return format_html('<span class="tag tag-{}">{}</span>', tone or status_tone(value), label)


@register.filter
def person(user: Any):
    """A person's name as it is shown; nobody is the system."""
    if user is None:
        return _("System")
    return str(user)


@register.simple_tag
def avatar(user: Any, css: str = "avatar-xs"):
    """A round mark with the first letter of the name, in a colour that stays with the person."""
    name = person(user)
    return format_html(
        '<span class="avatar rounded-circle {} mark-{}" aria-hidden="true">{}</span>',
        css,
        (user.pk or 0) % 8 if user else "none",
        name[-1:] if name and not name.isascii() else name[:1].upper(),
    )


@register.filter
def fact(value):
    """Any value of a facts grid: money, date, person, document, yes/no, text with line breaks."""
    if value is None or value == "":
        return mark_safe('<span class="text-secondary">—</span>')
    if value is True or value is False:
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, date):
        return datefmt(value)
    if isinstance(value, AbstractBaseUser):
        return format_html('<span class="person">{}{}</span>', avatar(value), person(value))
    if isinstance(value, Model) and hasattr(value, "get_absolute_url"):
        return format_html('<a href="{}">{}</a>', value.get_absolute_url(), value)
    if hasattr(value, "__html__"):
        return value
    return linebreaksbr(conditional_escape(value))


@register.filter
def answers(step) -> list:
    """``[(label, value)]`` of what a step's own form was answered, in the words of the form."""
    model = ContentType.objects.get_for_id(step.round.content_type_id).model_class()
    approval = approval_of(model)
    form = approval.decision_form(step) if approval and approval.decision_form else None
    fields = form.base_fields if form else {}
    return [
        (fields[name].label if name in fields else name, _answer(fields.get(name), value))
        for name, value in step.data.items()
    ]


def _answer(field, value):
    """A stored text in words: yes and no, and the labels of chosen values."""
    if value in ("True", "False"):
        return _("yes") if value == "True" else _("no")
    words = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return "、".join(words.get(part, part) for part in value.split(",")) if words else value


@register.simple_tag(takes_context=True)
def with_query(context, **changes: Any) -> str:
    """The present query string with parameters changed; None removes one. Starts with ``?``."""
    query = copy.copy(context["request"].GET)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"


@register.filter
def get(mapping, key):
    """``mapping|get:key`` for a key that is a variable."""
    return mapping.get(key, "") if mapping else ""


@register.simple_tag(takes_context=True)
def without(context, names) -> str:
    """The present query string without these parameters (comma separated), for the cross of a filter chip."""
    query = copy.copy(context["request"].GET)
    for name in [*names.split(","), "page"]:
        query.pop(name, None)
    if not query and getattr(context.get("view"), "opening", str)():
        query["view"] = "all"  # the list would open with its own filters again
    return f"{context['request'].path}?{query.urlencode()}"


@register.simple_tag
def column_css(bound):
    css = getattr(bound.column, "css", None)
    return css() if css else ""


CONTROLS = {
    "Select": "form-select",
    "SelectMultiple": "form-select",
    "LookupWidget": "form-select",
    "PersonWidget": "form-select",
    "YesNoWidget": "form-select",
    "CheckboxInput": "form-check-input",
}


@register.simple_tag
def line_field(field):
    """A field of a line table: no label of its own (the heading is it), so one for the screen reader."""
    css = CONTROLS.get(field.field.widget.__class__.__name__, "form-control")
    attrs = {"class": f"{css} form-control-sm" if css == "form-control" else css, "aria-label": str(field.label)}
    if field.errors:
        attrs["class"] += " is-invalid"
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


def filter_field(field):
    """A filter with its label. Two ends of a range stand in a fieldset. A form's own field (_field.html) knows more:
    a list has up to twenty filters, and each would cost what a row of the table costs."""
    css = CONTROLS.get(field.field.widget.__class__.__name__, "form-control")
    shown = field.as_widget(attrs={"class": f"{css} is-invalid" if field.errors else css})
    errors = format_html_join("", '<div class="invalid-feedback d-block">{}</div>', ([text] for text in field.errors))
    if field.use_fieldset:
        return format_html(
            '<fieldset><legend class="form-label fs-6">{}</legend>{}{}</fieldset>', field.label, shown, errors
        )
    return format_html(
        '<label class="form-label" for="{}">{}</label>{}{}', field.id_for_label, field.label, shown, errors
    )


@register.simple_tag
def figure(metric, part: str = "value"):
    """The value (or target) of a MetricValue in its kind."""
    shown = {"money": money, "percent": percent, "int": number}.get(metric.kind)
    value = getattr(metric, part)
    return shown(value) if shown else value
