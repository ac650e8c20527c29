"""What opportunities and their parts tell core."""

from django.utils.translation import gettext_lazy as _

from customers.customer.menu import has, of_customer, reads
from customers.customer.models import Customer
from customers.needs.models import NeedsSurvey
from customers.needs.permissions import can_change_templates
from customers.opportunity.assignment import hand_over_opportunities, why_not_deactivate_pursuer
from customers.opportunity.clock import remind_of_first_contacts
from customers.opportunity.funnel import stale
from customers.opportunity.models import Opportunity
from customers.opportunity.permissions import assigns_opportunities, sees_funnel
from customers.opportunity.pursuit import FIRST_CONTACT_TASK
from customers.solution.models import Solution
from customers.support.models import DEPARTMENT_ROLES, SupportRequest
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.people import register_leaving_check
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.registry import (
    Tab,
    register_command,
    register_document,
    register_home_card,
    register_lookup,
    register_menu,
    register_periodic,
    register_tab,
    register_task_kind,
)
from salesmgmt.core.web.status import register_tones


def register():
    register_document(Opportunity, "OPP", _("Opportunity"), _("Opportunities"), "target-arrow", "opportunity-list")
    register_document(NeedsSurvey, "NS", _("Needs survey"), _("Needs surveys"), "clipboard-list", "", search=False)
    register_document(Solution, "SOL", _("Solution"), _("Solutions"), "bulb", "", search=False)
    register_tones(good="complete presented feasible", bad="not_feasible", warn="asked")
    register_menu("customers", _("Opportunities"), "opportunity-list", "target-arrow", reads("opportunity"), order=20)
    register_menu("customers", _("Opportunity funnel"), "opportunity-funnel", "filter", sees_funnel, order=21)
    register_menu(
        "customers", _("Feasibility questions"), "support-list", "help-hexagon", has(*DEPARTMENT_ROLES), order=22
    )
    register_menu(
        "customers", _("Needs templates"), "needs-template-list", "clipboard-list", can_change_templates, order=46
    )
    register_tab("customer", Tab(
        "opportunities", _("Opportunities"), "customer-opportunities", icon="target-arrow", order=10,
        count=lambda customer, user: customer.opportunities.visible_to(user),
        can=lambda user, customer: may_at_all(user, "opportunity", "R"),
    ))  # fmt: skip
    register_lookup(
        "opportunity", lambda user: Opportunity.objects.visible_to(user), label=lambda found: found.title,
        note=lambda found: found.number, narrow=of_customer, parents={"customer": Customer},
    )  # fmt: skip
    register_leaving_check(why_not_deactivate_pursuer)
    register_command("customer", "hand_over", "opportunity", hand_over_opportunities, order=10)
    register_task_kind(
        FIRST_CONTACT_TASK, _("First contact about an opportunity"), "phone-call", by_hand=False,
        how=_("Log the contact on the page of the opportunity."),
    )  # fmt: skip
    register_periodic(
        "opportunity-first-contact", _("Assigned opportunities without a first contact"), "6 * * * *",
        remind_of_first_contacts, rules="OPP-05",
    )  # fmt: skip
    _cards()


def _cards():
    register_home_card(
        "opportunities-to-contact", _("Opportunities to contact"), has(Role.REP),
        lambda user: Opportunity.objects.open().filter(assigned_to=user, next_contact_on__lte=today()),
        "opportunity-list?due=true&assigned_to=me", icon="phone-call", tone="warn", order=22,
    )  # fmt: skip
    register_home_card(
        "opportunities-to-screen", _("Opportunities to screen"), assigns_opportunities,
        lambda user: Opportunity.objects.visible_to(user).open().filter(screened_at__isnull=True),
        "opportunity-list?open=true&screened=false", icon="checkbox", tone="info", order=22,
    )  # fmt: skip
    register_home_card(
        "opportunities-stale", _("Opportunities that stand still"), reads("opportunity"),
        lambda user: stale(Opportunity.objects.visible_to(user), policy().opportunity_stale_days),
        "opportunity-list?stale=true", icon="hourglass", tone="warn", order=23,
    )  # fmt: skip
    register_home_card(
        "support-waiting", _("Feasibility questions to answer"), has(*DEPARTMENT_ROLES),
        lambda user: SupportRequest.objects.waiting_for(user), "support-list?status=asked", icon="help-hexagon",
        tone="warn", order=20,
    )  # fmt: skip
