"""From a list: one field of a row, or the same fields of many rows, changed through each row's own edit page.

The page checks its rights, its round and its rules for every row as if somebody had opened it, typed and saved; the list
only names which fields are offered (``ListPage.edit_fields``).
"""

from copy import deepcopy
from functools import cache, partial

from django.forms import BooleanField, ChoiceField, ModelChoiceField
from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.bulk import BulkAction
from salesmgmt.core.web.form_classes import NOTHING, BaseForm

NAME = "edit-fields"
LABEL = gettext_lazy("Edit fields")


class FilledFields(BaseForm):
    """What is filled in is changed in every chosen row; what stays empty stays as it is."""

    hint = gettext_lazy("What is filled in is changed in every chosen row; what stays empty stays as it is.")

    def clean(self):
        given = {name: value for name, value in super().clean().items() if value not in self.fields[name].empty_values}
        given = {name: value for name, value in given.items() if not hasattr(value, "exists") or value.exists()}
        if not given and not self.errors:
            self.add_error(None, _("Fill in at least one field."))
        return given


@cache
def edit_page_of(page):
    """The edit page of a list's rows: ``<kind>-edit`` unless the list says another."""
    return resolve(reverse(page.edit_url or f"{_kind_of(page)}-edit", args=[0])).func.view_class


def _kind_of(page):
    return (getattr(page.model, "KIND", "") or page.key).replace("_", "-")


@cache
def form_for_many(page):
    """The form of the dialog, of the edit page's own fields; yes and no is asked row by row."""
    fields = {}
    for name in page.edit_fields:
        field = edit_page_of(page).form_class.base_fields[name]
        if not isinstance(field, BooleanField):
            fields[name] = deepcopy(field)
            fields[name].required, fields[name].initial = False, None
            _offer_nothing(fields[name])
    return type(f"{page.__name__}Fields", (FilledFields,), fields)


def _offer_nothing(field):
    """A list without an empty first entry would change what nobody chose."""
    if isinstance(field, ModelChoiceField):
        field.empty_label = NOTHING
    elif isinstance(field, ChoiceField) and not any(value == "" for value, _label in field.choices):
        field.choices = [("", NOTHING), *field.choices]


def bulk_edit(page):
    """The act on the chosen rows of a list; none where it offers no fields."""
    if not page.edit_fields:
        return ()
    run = partial(change_fields, edit_page_of(page))
    return (BulkAction(NAME, LABEL, partial(may_edit_some, page), run, icon="edit", form=form_for_many(page)),)


def may_edit_some(page, user):
    """Which rows it is, each row's own edit page says."""
    return bool(page.edit_fields) and (not page.matrix_key or may_at_all(user, page.matrix_key, "U"))


def change_fields(edit_page, pk, user, **values):
    """Save one row with other values in these fields; BusinessError with the form's own words where they do not fit."""
    page, document = opened(edit_page, pk, user)
    fields = edit_page.form_class.base_fields
    form, lines = typed(page, document, {name: fields[name].prepare_value(value) for name, value in values.items()})
    if not is_valid(form, lines):
        raise BusinessError(in_words(form) or _("Its lines are not complete; please edit it on its own page."))
    return page.written(document, form, lines)


def in_words(form):
    """The errors of a form in one sentence each, the fields by their labels."""
    said = []
    for name, errors in form.errors.items():
        label = f"{form.fields[name].label}: " if name in form.fields else ""
        said += [f"{label}{error}" for error in errors]
    return " ".join(said)


def opened(edit_page, pk, user):
    """The edit page as this person has just opened it, and its document; refused where the page would refuse."""
    page = edit_page()
    page.request, page.args, page.kwargs = HttpRequest(), (), {"pk": pk}
    page.request.user, page.request.method = user, "POST"
    document = page.get_object()
    page.check_may(document)
    page.check_lock(document)
    return page, document


def typed(page, document, changes):
    """The page's form and lines as posted with what stands in them, but for ``changes``."""
    form, lines = page._build(document)
    data = _standing(form)
    if lines is not None:
        data.update(_standing(lines.management_form))
        for each in lines.initial_forms:
            data.update(_standing(each))
        data[lines.management_form.add_prefix("TOTAL_FORMS")] = lines.initial_form_count()
    for name, value in changes.items():
        _put(data, form.add_prefix(name), value)
    return page._build(document, data)


def _standing(form):
    data = MultiValueDict()
    for bound in form:
        _put(data, bound.html_name, bound.value())
    return data


def _put(data, name, value):
    if isinstance(value, (list, tuple, set)):
        data.setlist(name, list(value))
    elif value is None:
        data.setlist(name, [""])
    else:
        data.setlist(name, [value])


def is_valid(form, lines):
    valid = form.is_valid()
    return (lines is None or lines.is_valid()) and valid
