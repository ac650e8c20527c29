"""Form controls as HTML. In Python: a list has up to twenty filters and a form of lines hundreds of fields, and each would
be two templates; what they write is what Django's own templates write."""

from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html
from django.utils.safestring import mark_safe


class Controls(TemplatesSetting):
    """Django's renderer; the controls that stand in every form are written without a template."""

    def render(self, template_name, context, request=None):
        write = WRITERS.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)


def _attributes(given):
    return mark_safe(  # noqa: S308  put together by format_html
        "".join(
            format_html(" {}", name) if value is True else format_html(' {}="{}"', name, str(value))
            for name, value in given.items()
            if value is not False
        )
    )


def _input(widget):
    value = widget["value"]
    return format_html(
        '<input type="{}" name="{}"{}{}>',
        widget["type"],
        widget["name"],
        "" if value is None else format_html(' value="{}"', str(value)),
        _attributes(widget["attrs"]),
    )


def _textarea(widget):
    return format_html(
        '<textarea name="{}"{}>\n{}</textarea>', widget["name"], _attributes(widget["attrs"]), widget["value"] or ""
    )


def _select(widget):
    groups = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    return format_html(
        '<select name="{}"{}>{}\n</select>',
        widget["name"],
        _attributes(widget["attrs"]),
        mark_safe(groups),  # noqa: S308  put together by format_html
    )


def _group(name, options):
    rows = "".join(_option(option) for option in options)
    return format_html('\n<optgroup label="{}">{}\n</optgroup>', name, mark_safe(rows)) if name else rows  # noqa: S308


def _option(option):
    return format_html(
        '\n<option value="{}"{}>{}</option>', str(option["value"]), _attributes(option["attrs"]), option["label"]
    )


PLACE = "django/forms/widgets/"
WRITERS = {
    **{
        f"{PLACE}{name}.html": _input
        for name in ("input", "text", "number", "date", "time", "email", "password", "hidden", "checkbox", "datetime")
    },
    f"{PLACE}textarea.html": _textarea,
    f"{PLACE}select.html": _select,
}
