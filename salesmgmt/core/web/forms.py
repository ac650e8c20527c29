"""Forms and the pages that create and edit with them (docs/adding-a-document.md)."""

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.registry import document_kind
from salesmgmt.core.state import lock
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.filters import DateInput
from salesmgmt.core.web.lookups import LookupField
from salesmgmt.core.web.once import FIELD, address_of, new_token, once

__all__ = [
    "BaseForm", "BaseModelForm", "CreatePage", "EditPage", "LineForm", "LookupField", "ReasonForm", "line_formset",
]  # fmt: skip

OPENED_AT = "opened_at"
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
        if isinstance(field, LookupField):
            chosen = self.data.get(self.add_prefix(name)) if self.is_bound else self.get_initial_for_field(field, name)
            field.bind_user(self.user, chosen)
        elif type(field) is forms.DateField:
            field.widget = DateInput(attrs=field.widget.attrs)
        elif type(field) is forms.DateTimeField:
            field.widget = forms.DateTimeInput(
                attrs={**field.widget.attrs, "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            )
        elif isinstance(field, forms.DecimalField):
            field.widget.attrs.setdefault("inputmode", "decimal")
        elif isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = field.widget.attrs.get("rows") if field.widget.attrs.get("rows") != "10" else 3

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


class BaseForm(FormLook, forms.Form):
    """A form without a model: actions, reports."""


class BaseModelForm(FormLook, forms.ModelForm):
    """A form over a model. The domain function writes, never ``form.save()``."""


class ReasonForm(BaseForm):
    """The form of most refusals: a reason that must be given."""

    comment = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}), max_length=2000
    )


class LineForm(BaseModelForm):
    """A row of a line table."""


class BaseLineFormSet(BaseInlineFormSet):
    """Rows edited in place. ``lines()`` gives their cleaned data, in order, without the deleted and the empty ones."""

    quantity_field = price_field = amount_field = ""

    def clean(self):
        """The hidden id of a row is an input like any other: only rows of this document are accepted."""
        super().clean()
        for form in self.forms:
            row = getattr(form, "cleaned_data", {}).get("id")
            if row is not None and getattr(row, self.fk.attname) != self.instance.pk:
                raise forms.ValidationError(_("A line belongs to another document. Open the form again."))

    def lines(self):
        kept = []
        for form in self.forms:
            data = getattr(form, "cleaned_data", None)
            if data and not data.get("DELETE") and (form.has_changed() or form.instance.pk):
                kept.append({name: value for name, value in data.items() if name not in ("DELETE", self.fk.name)})
        return kept

    def columns(self):
        return [field for field in self.empty_form if not field.is_hidden and field.name != "DELETE"]


def line_formset(parent, model, form, *, min_num=1, extra=0, quantity="", price="", amount="", fk_name=None):
    """The line table of a document. With ``quantity`` and ``price`` the page shows row amounts, the total and 大写."""
    made = inlineformset_factory(
        parent, model, form=form, formset=BaseLineFormSet, extra=extra, min_num=min_num, validate_min=True,
        can_delete=True, max_num=500, validate_max=True, fk_name=fk_name,
    )  # fmt: skip
    made.quantity_field, made.price_field, made.amount_field = quantity, price, amount
    return made


class EditConflict(BusinessError):
    """Somebody else saved in between."""


class FormPage(View):
    """What creating and editing share."""

    http_method_names = ["get", "post", "head", "options"]

    model = None
    form_class = None
    line_formset = None
    # Where the fields are many, the lines stand behind the first group instead of at the end.
    lines_after_first_group = False
    template_name = "core/form.html"
    title = ""
    help_text = ""
    submit_label = gettext_lazy("Save")
    success = ""

    # -- hooks of the two pages ----------------------------------------------------------------------------

    def get_object(self):
        return None

    def check_may(self, obj):
        raise NotImplementedError

    def write(self, obj, form, lines):
        raise NotImplementedError

    def get_initial(self):
        """Defaults; parameters of the address win: ``/quotes/new/?customer=7``."""
        return {name: value for name, value in self.request.GET.items() if name in self.form_class.base_fields}

    def get_form_kwargs(self, obj):
        kwargs = {"user": self.request.user}
        if issubclass(self.form_class, forms.ModelForm) and obj is not None:
            kwargs["instance"] = obj
        return kwargs

    def get_line_initial(self):
        return []

    def get_success_url(self, document):
        return document.get_absolute_url()

    # -- the road of a request -----------------------------------------------------------------------------

    def _build(self, obj, data=None, files=None):
        form = self.form_class(data, files, initial=self.get_initial(), **self.get_form_kwargs(obj))
        if self.line_formset is None:
            return form, None
        # The lines get an instance of their own: validating the form must not leak half-typed values into them.
        instance = type(obj)._base_manager.get(pk=obj.pk) if obj is not None else None
        formset = self.line_formset(
            data, files, instance=instance, prefix="lines", form_kwargs={"user": self.request.user},
            **({"initial": self.get_line_initial()} if data is None and obj is None else {}),
        )  # fmt: skip
        if data is None and obj is None:
            formset.extra = max(formset.extra, len(self.get_line_initial()) - formset.min_num)
        return form, formset

    def get(self, request, *args, **kwargs):
        obj = self.get_object()
        self.check_may(obj)
        return self._show(obj, *self._build(obj))

    def post(self, request, *args, **kwargs):
        obj = self.get_object()
        form, lines = self._build(obj, request.POST, request.FILES)
        earlier = address_of(request.POST, request.user)
        if earlier:  # a second click must not meet the validation of a document that exists by now
            return HttpResponseRedirect(earlier)
        try:
            self.check_may(obj)
            valid = form.is_valid()
            if not ((lines is None or lines.is_valid()) and valid):
                return self._show(obj, form, lines, status=422)
            return HttpResponseRedirect(once(request.POST, request.user, lambda: self._write(obj, form, lines)))
        except BusinessError as refusal:
            return self._show(obj, form, lines, status=409, refusal=refusal)

    def _write(self, obj, form, lines):
        document = self.write(obj, form, lines)
        messages.success(self.request, self.success or _("“%(document)s” was saved.") % {"document": document})
        return self.get_success_url(document)

    def _show(self, obj, form, lines, status=200, **extra):
        return render(self.request, self.template_name, self.get_context_data(obj, form, lines, **extra), status=status)

    def get_context_data(self, obj, form, lines, **extra):
        return {
            "view": self, "form": form, "lines": lines, "object": obj, "title": self.get_title(),
            "crumbs": self.get_crumbs(obj), "form_token": self.request.POST.get(FIELD) or new_token(),
            "is_multipart": form.is_multipart() or (lines is not None and lines.is_multipart()),
            "cancel_address": self.get_cancel_url(obj), "opened_at": self._opened_at(obj, extra.get("refusal")), **extra,
        }  # fmt: skip

    def _opened_at(self, obj, refusal):
        return ""

    def get_title(self):
        return self.title

    def get_cancel_url(self, obj):
        if obj is not None:
            return obj.get_absolute_url()
        kind = document_kind(self.model)
        return kind.list_address() if kind else "/"

    def get_crumbs(self, obj):
        kind = document_kind(self.model)
        trail = [Crumb(kind.label_plural, kind.list_address())] if kind else []
        if obj is not None:
            trail.append(Crumb(str(obj), obj.get_absolute_url()))
        return [*trail, Crumb(self.get_title())]


class CreatePage(FormPage):
    """``create(user, [lines=[...],] **cleaned_data)`` is the domain function and returns the document."""

    create = None
    matrix_key = ""

    def check_may(self, obj):
        if not may_at_all(self.request.user, self.matrix_key or self.model.KIND, "C"):
            raise PermissionDenied

    def write(self, obj, form, lines):
        extra = {} if lines is None else {"lines": lines.lines()}
        return type(self).create(self.request.user, **extra, **form.cleaned_data)

    def get_title(self):
        kind = document_kind(self.model)
        name = kind.label if kind else self.model._meta.verbose_name
        return self.title or _("New %(document)s") % {"document": name}


class EditPage(FormPage):
    """``update(pk, user, [lines=[...],] **cleaned_data)`` is the domain function and returns the document."""

    update = None

    def get_object(self):
        return get_object_or_404(self.model.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def check_may(self, obj):
        if not self.model.objects.within(self.request.user, "U").filter(pk=obj.pk).exists():
            raise PermissionDenied
        if not getattr(obj, "is_editable", True):
            raise BusinessError(
                _("“%(document)s” is “%(status)s” and can no longer be edited.")
                % {"document": obj, "status": obj.get_status_display()}
            )

    def get(self, request, *args, **kwargs):
        obj = self.get_object()
        try:
            self.check_may(obj)
        except BusinessError as refusal:
            messages.warning(request, str(refusal))
            return HttpResponseRedirect(obj.get_absolute_url())
        return self._show(obj, *self._build(obj))

    def write(self, obj, form, lines):
        self._refuse_if_changed(obj)
        extra = {} if lines is None else {"lines": lines.lines()}
        return type(self).update(obj.pk, self.request.user, **extra, **form.cleaned_data) or obj

    def _refuse_if_changed(self, obj):
        """Somebody saved between opening and posting: refuse, keep what was typed, say so. The row is locked."""
        opened = parse_datetime(self.request.POST.get(OPENED_AT, "") or "")
        current = lock(self.model, obj.pk)
        if opened is not None and getattr(current, "updated_at", None) not in (None, opened):
            raise EditConflict(
                _("This document was changed by somebody else while you were editing. Nothing was saved; what you "
                  "typed is still here. Compare it with the present version, then save again to replace it.")
            )  # fmt: skip

    def _opened_at(self, obj, refusal):
        if isinstance(refusal, EditConflict):  # saving again after the warning is a decision, not an accident
            return self._stamp(self.model._base_manager.get(pk=obj.pk))
        return self.request.POST.get(OPENED_AT) or self._stamp(obj)

    @staticmethod
    def _stamp(obj):
        return obj.updated_at.isoformat() if getattr(obj, "updated_at", None) else ""

    def get_title(self):
        return self.title or _("Edit")
