"""Forms and the pages that create and edit with them (docs/adding-a-document.md)."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from salesmgmt.core import meanwhile
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.lock_order import with_locked_roots
from salesmgmt.core.models import Document
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.querysets import may_write
from salesmgmt.core.registry import document_kind
from salesmgmt.core.round_lock import refuse_in_round
from salesmgmt.core.state import lock, require
from salesmgmt.core.web.conflict import EditConflict
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.form_classes import BaseForm, BaseModelForm, LineForm, ReasonForm, line_formset
from salesmgmt.core.web.lookups import LookupField, fill_initial
from salesmgmt.core.web.once import FIELD, address_of, new_token, once
from salesmgmt.core.web.paste import read_block

__all__ = [
    "BaseForm",
    "BaseModelForm",
    "CreatePage",
    "EditPage",
    "LineForm",
    "LookupField",
    "ReasonForm",
    "line_formset",
]

OPENED_AT = "opened_at"
PASTED = "pasted_block"


def _moment(text):
    """The stamp of a form; one that was tampered with (month 13) is no stamp, like a missing one."""
    try:
        return parse_datetime(text)
    except ValueError:
        return None


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

    def check_lock(self, obj):
        """BusinessError where the document is in approval; nothing can lock what is only being created."""

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
        if data is None and obj is None:
            fill_initial(form, self.request.user)
        if self.line_formset is None:
            return form, None
        # The lines get an instance of their own: validating the form must not leak half-typed values into them.
        instance = type(obj)._base_manager.get(pk=obj.pk) if obj is not None else None
        formset = self.line_formset(
            data,
            files,
            instance=instance,
            prefix="lines",
            form_kwargs={"user": self.request.user},
            **({"initial": self.get_line_initial()} if data is None and obj is None else {}),
        )
        if data is None and obj is None:
            formset.extra = max(formset.extra, len(self.get_line_initial()) - formset.min_num)
        return form, formset

    def get(self, request, *args, **kwargs):
        obj = self.get_object()
        self.check_may(obj)
        return self._show(obj, *self._build(obj))

    def post(self, request, *args, **kwargs):
        obj = self.get_object()
        if self.line_formset is not None and PASTED in request.POST:
            return self._paste(obj)
        form, lines = self._build(obj, request.POST, request.FILES)
        earlier = address_of(request.POST, request.user)
        if earlier:  # a second click must not meet the validation of a document that exists by now
            return HttpResponseRedirect(earlier)
        try:
            self.check_may(obj)
            self.check_lock(obj)
            valid = form.is_valid()
            if not ((lines is None or lines.is_valid()) and valid):
                return self._show(obj, form, lines, status=422)
            return HttpResponseRedirect(once(request.POST, request.user, lambda: self._write(obj, form, lines)))
        except BusinessError as refusal:
            return self._show(obj, form, lines, status=refusal.status, refusal=refusal)

    def _paste(self, obj):
        """A block copied from Excel, read with the fields of this page's line table; nothing is saved."""
        self.check_may(obj)
        empty = self.line_formset(prefix="lines", form_kwargs={"user": self.request.user}).empty_form
        post = self.request.POST
        try:
            rows = read_block(post[PASTED], empty, self.request.user, post.get("pasted_at", ""), post)
        except BusinessError as refusal:
            return JsonResponse({"error": str(refusal)}, status=refusal.status)
        return JsonResponse({"rows": [vars(row) for row in rows]})

    def written(self, obj, form, lines):
        """The document as ``write`` leaves it."""
        return self.write(obj, form, lines)

    def _write(self, obj, form, lines):
        document = self.written(obj, form, lines)
        messages.success(self.request, self.success or _("“%(document)s” was saved.") % {"document": document})
        return self.get_success_url(document)

    def _show(self, obj, form, lines, status=200, **extra):
        return render(self.request, self.template_name, self.get_context_data(obj, form, lines, **extra), status=status)

    def get_context_data(self, obj, form, lines, **extra):
        return {
            "view": self,
            "form": form,
            "lines": lines,
            "object": obj,
            "title": self.get_title(),
            "crumbs": self.get_crumbs(obj),
            "form_token": self.request.POST.get(FIELD) or new_token(),
            "is_multipart": form.is_multipart() or (lines is not None and lines.is_multipart()),
            "cancel_address": self.get_cancel_url(obj),
            "opened_at": self._opened_at(obj, extra.get("refusal")),
            **extra,
        }

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
        require(may_at_all(self.request.user, self.matrix_key or self.model.KIND, "C"))

    def write(self, obj, form, lines):
        extra = {} if lines is None else {"lines": lines.lines()}
        return type(self).create(self.request.user, **extra, **with_locked_roots(form.cleaned_data))

    def get_title(self):
        kind = document_kind(self.model)
        name = kind.label if kind else self.model._meta.verbose_name
        return self.title or _("New %(document)s") % {"document": name}


class EditPage(FormPage):
    """``update(pk, user, [lines=[...],] **cleaned_data)`` is the domain function and returns the document."""

    update = None
    # (user, document) -> bool: who may edit it, where that is not simply whom the matrix lets write; its button asks the same.
    may_edit = None
    edit_ends_round = False  # editing what is in approval ends its round and begins anew (CON-17)

    def get_object(self):
        return get_object_or_404(self.model.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def check_may(self, obj):
        if getattr(obj, "is_editable", True):
            may_edit = type(self).may_edit or may_write
            require(may_edit(self.request.user, obj))
        else:
            require(may_write(self.request.user, obj))
            text = _("“%(document)s” is “%(status)s” and can no longer be edited.")
            text %= {"document": obj, "status": obj.get_status_display()}
            raise BusinessError(meanwhile.with_words(text, obj))

    def check_lock(self, obj):
        if not self.edit_ends_round:
            refuse_in_round(obj)

    def get(self, request, *args, **kwargs):
        obj = self.get_object()
        try:
            self.check_may(obj)
            self.check_lock(obj)
        except BusinessError as refusal:
            messages.warning(request, str(refusal))
            return HttpResponseRedirect(obj.get_absolute_url())
        return self._show(obj, *self._build(obj))

    def written(self, obj, form, lines):
        if not isinstance(obj, Document):
            return super().written(obj, form, lines)
        # Whoever saves here has written the document: no edit page can forget to say so (SEC-04).
        with recorded(obj, self.request.user):
            return super().written(obj, form, lines)

    def write(self, obj, form, lines):
        self._refuse_if_changed(obj)
        extra = {} if lines is None else {"lines": lines.lines()}
        return type(self).update(obj.pk, self.request.user, **extra, **form.cleaned_data) or obj

    def _refuse_if_changed(self, obj):
        """Somebody saved between opening and posting: refuse, keep what was typed, say so. The row is locked."""
        opened = _moment(self.request.POST.get(OPENED_AT, ""))
        current = lock(self.model, obj.pk)
        if opened is not None and getattr(current, "updated_at", None) not in (None, opened):
            raise EditConflict(current)

    def _opened_at(self, obj, refusal):
        if isinstance(refusal, EditConflict):  # saving again after the warning is a decision, not an accident
            return self._stamp(self.model._base_manager.get(pk=obj.pk))
        return self.request.POST.get(OPENED_AT) or self._stamp(obj)

    @staticmethod
    def _stamp(obj):
        return obj.updated_at.isoformat() if getattr(obj, "updated_at", None) else ""

    def get_title(self):
        return self.title or _("Edit")
