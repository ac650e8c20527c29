"""Approvals that stand still: who may move them on sees their numbers and steps, and nothing of their content."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesmgmt.core.domain import approvals
from salesmgmt.core.models import ApprovalStep
from salesmgmt.core.registry import document_kind, lookup
from salesmgmt.core.state import require
from salesmgmt.core.web.approval_forms import MoveOnForm
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.forms import CreatePage
from salesmgmt.core.web.lookups import answered


def stuck_list(request):
    """The steps this person may move on, longest waiting first."""
    rows = [(step, document_kind(step.round.kind)) for step in approvals.stuck_steps_for(request.user)]
    title = _("Approvals that stand still")
    return render(request, "core/stuck_list.html", {"rows": rows, "title": title, "crumbs": [Crumb(title)]})


def people_to_take(request, pk):
    """To whom a stuck step may be moved, for the look-up of the form."""
    step = get_object_or_404(ApprovalStep.objects.select_related("round", "assignee"), pk=pk)
    require(approvals.can_move_on(request.user, step))
    return answered(request, lookup("person"), approvals.may_take(step, request.user))


class MoveOn(CreatePage):
    """Asks somebody else instead of who has left or does not come to it."""

    model = ApprovalStep
    form_class = MoveOnForm
    title = gettext_lazy("Move on")
    submit_label = gettext_lazy("Move on")
    success = gettext_lazy("Transferred.")

    @property
    def step(self):
        steps = ApprovalStep.objects.select_related("round", "assignee")
        return get_object_or_404(steps, pk=self.kwargs["pk"])

    def get_form_kwargs(self, obj):
        return {**super().get_form_kwargs(obj), "step": self.step}

    def check_may(self, obj):
        require(approvals.can_move_on(self.request.user, self.step))

    def write(self, obj, form, lines):
        return approvals.move_on(self.kwargs["pk"], self.request.user, **form.cleaned_data)

    def get_title(self):
        step = self.step
        return f"{self.title}: {step.round.document_number} {step.label} ({step.asked})"

    def get_success_url(self, document):
        return reverse("stuck-list")

    def get_cancel_url(self, obj):
        return reverse("stuck-list")

    def get_crumbs(self, obj):
        return [Crumb(_("Approvals that stand still"), reverse("stuck-list")), Crumb(self.title)]
