"""What runs over customers tell core."""

from django.utils.translation import gettext_lazy as _

from orders.customer_run.clock import take_up_runs
from orders.customer_run.models import CustomerRun
from orders.customer_run.working import LEFT_OUT
from salesmgmt.core import registry
from salesmgmt.core.domain import faults, jobs


def register():
    registry.register_periodic("customer-runs", _("Runs over customers to take up"), "*/5 * * * *", take_up_runs)
    faults.register_queue(CustomerRun._meta.model_name, _("Runs over customers"), jobs.hand_over)
    # The next run takes them up again by itself.
    faults.register_queue(LEFT_OUT, _("Customers left out of a run"), lambda account: None)
