"""The base classes of forms and of line tables: look, groups, look-ups, native date fields."""

from decimal import InvalidOperation

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import MaxValueValidator
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.models import BaseInlineFormSet, InlineForeignKeyField, construct_instance, inlineformset_factory
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesmgmt.core.web.constraint_checks import surely_hold
from salesmgmt.core.web.filters import DateInput
from salesmgmt.core.web.lookups import LookupField, share_rows

NOTHING = "—"
INTEGER_MAX = 2**31 - 1  # of a column of whole numbers
WIDE = (forms.Textarea, forms.CheckboxSelectMultiple, forms.RadioSelect)


class Group:
    """A part of a form with its heading: what a template walks over."""

    def __init__(self, form, label, names, text=""):
        self.form, self.label, self.names, self.text = form, label, names, text

    def __iter__(self):
        for name in self.names:
            if name in self.form.fields and not self.form[name].is_hidden:
                field = self.form[name]
                field.css = self.form.width_of(name)
                yield field


class FormLook:
    """What BaseForm and BaseModelForm share: whose form it is, its groups, native date fields, lookups.

    ``Meta.groups = [(label, ["field", ...]), (label, [...], help)]``; ``Meta.widths = {"field": 12}`` in twelfths.
    """

    # A template that asks whether an action has a form must not build one.
    do_not_call_in_templates = True

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self._dress(name, field)

    def _dress(self, name, field):
        if "%(value)" in str(field.error_messages.get("invalid_choice", "")):
            # Taken meanwhile in another window, mostly; Django would name it by its key.
            field.error_messages["invalid_choice"] = _("This choice is no longer there. Choose again.")
        if isinstance(field, LookupField):
            chosen = self.data.get(self.add_prefix(name)) if self.is_bound else self.get_initial_for_field(field, name)
            field.bind_user(self.user, chosen)
        elif type(field) is forms.DateField:
            field.widget = DateInput(attrs=field.widget.attrs)
        elif type(field) is forms.DateTimeField:
            field.widget = forms.DateTimeInput(
                attrs={**field.widget.attrs, "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            )
        elif type(field) is forms.IntegerField:
            field.validators = [*field.validators, *self._limits(name)]
        elif isinstance(field, forms.DecimalField):
            field.widget.attrs.setdefault("inputmode", "decimal")
        elif isinstance(field, forms.ModelChoiceField):
            field.empty_label = field.empty_label and NOTHING
        elif isinstance(field, forms.ChoiceField) and list(field.choices[:1]) == BLANK_CHOICE_DASH:
            field.choices = [("", NOTHING), *field.choices[1:]]
        elif isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = field.widget.attrs.get("rows") if field.widget.attrs.get("rows") != "10" else 3

    @cached_property
    def changed_data(self):
        try:
            return super().changed_data
        except InvalidOperation:  # a signalling NaN cannot even be compared; its field refuses it in words
            return list(self.fields)

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        return helper

    def width_of(self, name):
        widths = getattr(getattr(self, "Meta", None), "widths", {})
        if name in widths:
            return f"col-12 col-md-{widths[name]}"
        return "col-12" if isinstance(self.fields[name].widget, WIDE) else "col-12 col-sm-6 col-lg-4"

    def groups(self):
        declared = getattr(getattr(self, "Meta", None), "groups", None)
        visible = [name for name in self.fields if not self[name].is_hidden]
        if not declared:
            return [Group(self, "", visible)]
        named = {name for each in declared for name in each[1]}
        rest = [name for name in visible if name not in named]
        found = [Group(self, *each) for each in declared]
        return [*found, Group(self, "", rest)] if rest else found

    def _limits(self, name):
        """What the column holds, also where a form leaves the model's own check out."""
        model = getattr(getattr(self, "_meta", None), "model", None)
        column = next((each for each in model._meta.concrete_fields if each.name == name), None) if model else None
        return column.validators if column is not None else [MaxValueValidator(INTEGER_MAX)]


class BaseForm(FormLook, forms.Form):
    """A form without a model: actions, reports."""


class BaseModelForm(FormLook, forms.ModelForm):
    """A form over a model. The domain function writes, never ``form.save()``."""

    def _post_clean(self):
        """Django's own, with fewer questions to the database for every line: that a chosen row exists (its field has
        just read it), and whether plain values keep a constraint (only what cannot be worked out here is asked)."""
        chosen = {
            name for name, field in self.fields.items() if isinstance(field, (LookupField, InlineForeignKeyField))
        }
        try:
            self.instance = construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
            exclude = self._get_validation_exclusions() | chosen
            self.instance.full_clean(exclude, validate_unique=False, validate_constraints=False)
        except forms.ValidationError as errors:
            self._update_errors(errors)
        try:
            if not surely_hold(self.instance):
                self.instance.validate_constraints(self._get_validation_exclusions())
        except forms.ValidationError as errors:
            self._update_errors(errors)
        if self._validate_unique:
            self.validate_unique()


class ReasonForm(BaseForm):
    """The form of most refusals: a reason that must be given."""

    comment = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}), max_length=2000
    )


class LineForm(BaseModelForm):
    """A row of a line table. ``Meta.beneath = {"remark": ("kind", "section")}``: fields that stand in the cell of another,
    where the table would be too wide for a column each."""

    def cells(self):
        """The fields that have a column, each with those ``beneath`` it."""
        below = getattr(self.Meta, "beneath", {})
        inside = {name for names in below.values() for name in names}
        for field in self.visible_fields():
            if field.name not in inside and field.name != "DELETE":
                field.beneath = [self[name] for name in below.get(field.name, ()) if name in self.fields]
                yield field


class BaseLineFormSet(BaseInlineFormSet):
    """Rows edited in place. ``lines()`` gives their cleaned data, in order, without the deleted and the empty ones."""

    quantity_field = price_field = amount_field = ""

    @cached_property
    def forms(self):
        made = super().forms
        share_rows(made)
        return made

    def clean(self):
        """The hidden id of a row is an input like any other: only rows of this document are accepted, each once."""
        super().clean()
        seen = set()
        for form in self.forms:
            row = getattr(form, "cleaned_data", {}).get("id")
            if row is None:
                continue
            if getattr(row, self.fk.attname) != self.instance.pk:
                raise forms.ValidationError(_("A line belongs to another document. Open the form again."))
            if row.pk in seen:
                raise forms.ValidationError(_("A line was sent twice. Open the form again."))
            seen.add(row.pk)

    def lines(self):
        kept = []
        for form in self.in_order():
            data = getattr(form, "cleaned_data", None)
            if data and not data.get("DELETE") and (form.has_changed() or form.instance.pk):
                kept.append({name: value for name, value in data.items() if name not in ("DELETE", self.fk.name)})
        return kept

    def in_order(self):
        """The rows as they stand on the page: moved by hand, their places come along in one field."""
        forms_ = list(self.forms)
        places = str(self.data.get(f"{self.prefix}-order", "") if self.is_bound else "")
        rank = {int(number): place for place, number in enumerate(places.split(",")) if number.isdecimal()}
        return [form for _place, form in sorted(enumerate(forms_), key=lambda each: rank.get(each[0], len(forms_)))]

    def columns(self):
        return list(self.empty_form.cells())


def line_formset(parent, model, form, *, min_num=1, extra=0, quantity="", price="", amount="", fk_name=None):
    """The line table of a document. With ``quantity`` and ``price`` the page shows row amounts, the total and 大写."""
    made = inlineformset_factory(
        parent,
        model,
        form=form,
        formset=BaseLineFormSet,
        extra=extra,
        min_num=min_num,
        validate_min=True,
        can_delete=True,
        max_num=500,
        validate_max=True,
        fk_name=fk_name,
    )
    made.quantity_field, made.price_field, made.amount_field = quantity, price, amount
    return made
