"""The evaluation scheme: read by everybody in sales, a new version by administrator or director."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from customers.scheme.edit import changed_parts
from customers.scheme.forms import SchemeForm
from customers.scheme.models import EvaluationScheme
from customers.scheme.permissions import can_change_scheme, can_read_scheme
from customers.scheme.tables import SchemeTable
from customers.scheme.versions import (
    new_version,
    problems_of_scheme,
    read_scheme,
    scheme_on,
    take_back_scheme,
    why_not_take_back,
)
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.registry import fact
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.lists import ListPage
from salesmgmt.core.web.once import FIELD, new_token, once


class SchemeList(ListPage):
    model = EvaluationScheme
    table_class = SchemeTable
    key = "evaluation-scheme"
    matrix_key = "evaluation"
    title = gettext_lazy("Evaluation scheme")
    help_text = gettext_lazy("Criteria, bands, grades and warning lines, in versions. A report keeps its version.")
    links = ((gettext_lazy("New version"), "evaluation-scheme-create", "plus", can_change_scheme),)

    @classmethod
    def may_open(cls, user):
        return can_read_scheme(user)

    @classmethod
    def may_export(cls, user):
        return False

    @classmethod
    def base_queryset(cls, user):
        return EvaluationScheme.objects.select_related("created_by")


def crumbs(*more):
    return [Crumb(_("Evaluation scheme"), reverse("evaluation-scheme-list")), *more]


def comparison_of(scheme, user):
    """The context of _comparison.html: what the scheme would change of the reports in force (RAT-09)."""
    return fact("evaluation_scheme", "comparison", scheme, {}, user=user)


class SchemeDetail(View):
    def get(self, request, pk):
        require(can_read_scheme(request.user))
        row = get_object_or_404(EvaluationScheme.objects.select_related("created_by"), pk=pk)
        scheme = read_scheme(row)
        context = {
            "title": str(row),
            "row": row,
            "scheme": scheme,
            "crumbs": crumbs(Crumb(str(row))),
            "is_in_force": row == scheme_on(),
            "can_change": can_change_scheme(request.user),
            "grades": [(grade, minimum, scheme.line(grade)) for grade, minimum in scheme.thresholds],
            "may_take_back": TAKE_BACK.can(request.user, row),
            "timeline": audit.timeline(row),
            "may_compare": can_change_scheme(request.user),
        }
        if "compare" in request.GET and can_change_scheme(request.user):
            context |= comparison_of(scheme, request.user)
        return render(request, "customers/scheme/detail.html", context)


TAKE_BACK = Action(
    "take-back",
    gettext_lazy("Take back"),
    lambda user, row: can_change_scheme(user) and not why_not_take_back(row),
    take_back_scheme,
    form=ReasonForm,
    icon="arrow-back-up",
    style="danger",
    help_text=gettext_lazy("Only while nobody was evaluated by it. The version before holds again."),
)


class SchemePage:
    """What the buttons of a version need of a page (salesmgmt.core.web.actions)."""

    @classmethod
    def queryset(cls, user):
        return EvaluationScheme.objects.all() if can_read_scheme(user) else EvaluationScheme.objects.none()

    @classmethod
    def all_actions(cls):
        return [TAKE_BACK]


class SchemeCreate(View):
    """A new version, begun from the latest one."""

    def dispatch(self, request, *args, **kwargs):
        require(can_change_scheme(request.user))
        self.scheme = read_scheme(EvaluationScheme.objects.holding().order_by("-version").first())
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self._show(SchemeForm(user=request.user, scheme=self.scheme))

    def post(self, request):
        form = SchemeForm(request.POST, user=request.user, scheme=self.scheme)
        if not form.is_valid():
            return self._show(form, status=422)
        if "compare" in request.POST:
            return self._compare(form)
        try:
            return HttpResponseRedirect(once(request.POST, request.user, lambda: self._write(form.cleaned_data)))
        except BusinessError as refusal:
            return self._show(form, status=409, refusal=refusal)

    def _compare(self, form):
        """What the typed numbers would change, before anything is stored (RAT-09)."""
        scheme = replace(self.scheme, **changed_parts(self.scheme, form.cleaned_data))
        problems = problems_of_scheme(scheme)
        if problems:
            return self._show(form, status=409, refusal=BusinessError(" ".join(problems)))
        return self._show(form, **comparison_of(scheme, self.request.user))

    def _write(self, typed):
        row = new_version(
            self.request.user, typed["name"], typed["valid_from"], typed["remark"], **changed_parts(self.scheme, typed)
        )
        messages.success(self.request, _("“%(document)s” was saved.") % {"document": row})
        return reverse("evaluation-scheme-detail", args=[row.pk])

    def _show(self, form, status=200, **extra):
        context = {
            "title": _("New version of the scheme"),
            "form": form,
            "crumbs": crumbs(Crumb(_("New version"))),
            "form_token": self.request.POST.get(FIELD) or new_token(),
            **extra,
        }
        return render(self.request, "customers/scheme/form.html", context, status=status)
