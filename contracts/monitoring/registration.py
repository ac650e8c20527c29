"""What the monitoring of contracts tells core about itself."""

from django.utils.translation import gettext_lazy as _

from contracts.contract.models import Contract
from contracts.contract.permissions import reads_contracts, watches_contracts
from contracts.monitoring.forms import DeviationForm, MonitoringForm
from contracts.monitoring.models import Deviation
from contracts.monitoring.permissions import can_monitor_contract
from contracts.monitoring.risks import at_risk
from contracts.monitoring.sections import course_shown, life_shown, warnings_shown
from contracts.monitoring.watching import TASK, open_monitoring, record_monitoring, report_deviation
from salesmgmt.core import registry
from salesmgmt.core.web.detail import Action


def register():
    registry.register_menu(
        "contracts", _("Deviations"), "contract-deviation-list", "alert-triangle", reads_contracts, 24
    )
    registry.register_menu(
        "contracts", _("Contracts at risk"), "contract-risks", "shield-exclamation", reads_contracts, 26
    )
    for name, template, read, order in (
        ("warnings", "contracts/monitoring/_warnings.html", warnings_shown, 10),
        ("life", "contracts/monitoring/_life.html", life_shown, 20),
        ("course", "contracts/monitoring/_course.html", course_shown, 30),
    ):
        registry.register_section("contract", registry.Section(name, template, read, order=order))
    registry.register_action(
        "contract",
        Action(
            "monitor",
            _("Monitor"),
            can_monitor_contract,
            record_monitoring,
            form=MonitoringForm,
            icon="activity",
        ),
    )
    registry.register_action(
        "contract",
        Action(
            "deviation",
            _("Report a deviation"),
            can_monitor_contract,
            report_deviation,
            form=DeviationForm,
            icon="alert-triangle",
            goto=lambda made, contract: made.get_absolute_url(),
        ),
    )
    registry.register_tab(
        "contract",
        registry.Tab(
            "deviations",
            _("Deviations"),
            "contract-deviations-tab",
            count=lambda contract, user: Deviation.objects.visible_to(user).filter(contract=contract),
            can=lambda user, contract: reads_contracts(user),
            icon="alert-triangle",
            order=60,
        ),
    )
    registry.register_task_kind(
        TASK,
        _("Contract to be monitored"),
        "activity",
        by_hand=False,
        how=_("Press “Monitor” on the page of the contract and say how it is performed."),
    )
    registry.register_periodic(
        "contract-monitoring",
        _("Contracts to be monitored"),
        "0 6 1 * *",
        open_monitoring,
        rules="CON-15",
        in_batches=True,
    )
    registry.register_home_card(
        "contracts-at-risk",
        _("Contracts at risk"),
        watches_contracts,
        lambda user: at_risk(Contract.objects.visible_to(user)),
        "contract-risks",
        icon="shield-exclamation",
        tone="warn",
        order=45,
    )
