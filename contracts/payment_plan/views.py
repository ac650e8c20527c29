"""The page on which the payment plan of a contract is written."""

from django.utils.translation import gettext_lazy as _

from contracts.payment_plan.forms import Instalments, PaymentPlanForm
from contracts.payment_plan.models import PaymentPlan
from contracts.payment_plan.permissions import can_plan_payments
from contracts.payment_plan.planning import write_plan
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.forms import EditPage


class PaymentPlanEdit(EditPage):
    model, form_class, line_formset = PaymentPlan, PaymentPlanForm, Instalments
    update = write_plan
    title = _("Payment plan")
    lines_title = _("Instalments")
    help_text = _("In per cent of the contract or as an amount; together never more than the contract.")

    def check_may(self, obj):
        require(can_plan_payments(self.request.user, obj.contract))

    def get_crumbs(self, obj):
        return [Crumb(str(obj.contract), obj.contract.get_absolute_url()), Crumb(self.get_title())]

    def get_cancel_url(self, obj):
        return obj.contract.get_absolute_url()
