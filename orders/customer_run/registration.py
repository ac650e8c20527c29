"""What runs over customers tell core."""

from django.utils.translation import gettext_lazy as _

from orders.customer_run.clock import take_up_runs
from orders.customer_run.models import CustomerRun
from salesmgmt.core import registry
from salesmgmt.core.domain import faults, jobs


def register():
    registry.register_periodic("customer-runs", _("Runs over customers to take up"), "*/5 * * * *", take_up_runs)
    faults.register_queue(CustomerRun._meta.model_name, _("Runs over customers"), jobs.hand_over)
