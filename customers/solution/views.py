"""Pages of solutions."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views import View

from customers.opportunity.views import part_crumbs
from customers.solution.design import (
    complete_solution,
    part_states,
    present_solution,
    start_solution,
    update_solution,
    why_not_complete_solution,
)
from customers.solution.forms import PresentForm, SolutionForm
from customers.solution.models import Solution
from customers.solution.papers import solution_pdf
from customers.solution.permissions import can_edit_solution, can_renew_solution, can_work_solution
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import EditPage
from salesmgmt.core.web.issued import pdf_response


def renew(pk, user):
    """A new version in place of this one."""
    return start_solution(Solution.objects.get(pk=pk).opportunity_id, user)


class SolutionDetail(DetailPage):
    model = Solution
    related = ("opportunity__customer__owner", "opportunity__assigned_to", "template", "created_by")
    template_name = "customers/solution/detail.html"
    pdf_links = ((_("Solution paper"), "solution-pdf", lambda user, solution: True),)
    actions = (
        Action(
            "complete",
            _("Complete"),
            can_edit_solution,
            complete_solution,
            to=Solution.Status.COMPLETE,
            style="success",
            icon="circle-check",
        ),
        Action(
            "present",
            _("Presented"),
            can_work_solution,
            present_solution,
            form=PresentForm,
            to=Solution.Status.PRESENTED,
            style="primary",
            icon="presentation",
        ),
        Action(
            "renew",
            _("New version"),
            can_renew_solution,
            renew,
            icon="copy-plus",
            goto=lambda made, solution: made.get_absolute_url(),
        ),
    )

    def title(self, obj):
        return f"{obj.title} V{obj.version}"

    def can_edit(self, user, obj):
        return can_edit_solution(user, obj)

    def _crumbs(self, obj, kind):
        return part_crumbs(obj, Crumb(str(obj)))

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Opportunity"), obj.opportunity),
            (_("Product family"), obj.template),
            (_("Written by"), obj.created_by),
            (_("Presented on"), obj.presented_on),
            (_("Presented to"), obj.presented_to),
            Fact(_("Solution"), obj.content, wide=True),
            *([Fact(_("Advantages for the customer"), obj.advantages, wide=True)] if obj.advantages else []),
            *([Fact(_("The customer's answer"), obj.feedback, wide=True)] if obj.feedback else []),
        ]

    def extra_context(self, obj):
        lacks = why_not_complete_solution(obj) if obj.status == Solution.Status.DRAFT else ""
        return {"parts": part_states(obj), "lacks": lacks}


class SolutionEdit(EditPage):
    model = Solution
    form_class = SolutionForm
    update = update_solution

    def get_crumbs(self, obj):
        return part_crumbs(obj, Crumb(str(obj), obj.get_absolute_url()), Crumb(self.get_title()))


class SolutionPdf(View):
    """F-05"""

    def get(self, request, pk):
        rows = Solution.objects.visible_to(request.user).select_related(*SolutionDetail.related)
        solution = get_object_or_404(rows, pk=pk)
        return pdf_response(solution_pdf(solution), f"{solution.number}.pdf")
