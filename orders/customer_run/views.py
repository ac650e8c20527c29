"""The page of a kind of run: start it, watch it, cancel it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from orders.customer_run.models import CustomerRun
from orders.customer_run.states import RunKind
from orders.customer_run.working import can_run, start_run
from salesmgmt.core.domain import jobs
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.once import new_token, once

SHOWN = 10
PAGES = {RunKind.STATEMENTS: "statement-runs", RunKind.LETTERS: "dunning-runs"}


class RunPage(View):
    """``kind``, ``title``, ``help_text``, the list it comes from and the one that shows what it made."""

    http_method_names = ["get", "post", "head", "options"]
    kind = ""
    title = help_text = label = ""
    form_class = None
    parent = ("", "")  # (title, url name)
    made_at = ""  # url name and filter of the drafts

    def get(self, request):
        require(can_run(request.user, self.kind))
        return self._show(self._form())

    def post(self, request):
        require(can_run(request.user, self.kind))
        form = self._form(request.POST)
        if form is not None and not form.is_valid():
            return self._show(form, status=422)
        values = form.cleaned_data if form is not None else {}

        def start():
            start_run(request.user, self.kind, **values)
            return request.path

        return redirect(once(request.POST, request.user, start))

    def _form(self, data=None):
        return self.form_class(data, user=self.request.user) if self.form_class else None

    def _show(self, form, status=200):
        runs = list(CustomerRun.objects.filter(user=self.request.user, kind=self.kind)[:SHOWN])
        title, name = self.parent
        context = {
            "title": self.title,
            "crumbs": [Crumb(title, reverse(name)), Crumb(self.title)],
            "help_text": self.help_text,
            "label": self.label,
            "form": form,
            "form_token": new_token(),
            "runs": runs,
            "running": any(run.is_open for run in runs),
            "address": self.request.path,
            "made_at": self.made_at(),
        }
        template = "orders/customer_run/_runs.html" if self.request.htmx else "orders/customer_run/page.html"
        return render(self.request, template, context, status=status)


@require_POST
def cancel_run(request, pk):
    """Its owner stops a run; what it made so far stays."""
    run = get_object_or_404(CustomerRun, pk=pk, user=request.user)
    jobs.cancel(CustomerRun, run.pk, request.user)
    messages.success(request, _("The run was cancelled. What it had drawn up stays."))
    return redirect(PAGES[RunKind(run.kind)])
