"""What opportunities tell core, and how a lead becomes one."""

from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from customers.customer.of_customer import of_customer
from customers.lead.models import Lead
from customers.lead.permissions import can_convert_lead
from customers.lead.states import LeadStatus
from customers.opportunity.assignment import hand_over_opportunities, why_not_deactivate_pursuer
from customers.opportunity.clock import remind_of_first_contacts
from customers.opportunity.conversion import convert_lead
from customers.opportunity.forms import ConversionForm
from customers.opportunity.funnel import stale
from customers.opportunity.models import Opportunity
from customers.opportunity.permissions import assigns_opportunities, sees_funnel
from customers.opportunity.potential import potential_count
from customers.opportunity.pursuit import FIRST_CONTACT_TASK
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.people import register_leaving_check
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import Role, has, may_at_all, reads
from salesmgmt.core.registry import (
    DayRow,
    MetricValue,
    Tab,
    register_action,
    register_command,
    register_day_part,
    register_document,
    register_fact,
    register_home_card,
    register_lookup,
    register_menu,
    register_metric,
    register_periodic,
    register_tab,
    register_task_kind,
)
from salesmgmt.core.web.detail import Action


def register():
    register_document(Opportunity, "OPP", _("Opportunity"), _("Opportunities"), "target-arrow", "opportunity-list")
    register_menu("customers", _("Opportunities"), "opportunity-list", "target-arrow", reads("opportunity"), order=20)
    register_menu("customers", _("Opportunity funnel"), "opportunity-funnel", "filter", sees_funnel, order=21)
    register_tab(
        "customer",
        Tab(
            "opportunities",
            _("Opportunities"),
            "customer-opportunities",
            icon="target-arrow",
            order=10,
            count=lambda customer, user: customer.opportunities.visible_to(user),
            can=lambda user, customer: may_at_all(user, "opportunity", "R"),
        ),
    )
    register_lookup(
        "opportunity",
        lambda user: Opportunity.objects.visible_to(user),
        label=lambda found: found.title,
        note=lambda found: found.number,
        narrow=of_customer,
        parents={"customer": Customer},
    )
    register_leaving_check(why_not_deactivate_pursuer)
    register_command("customer", "hand_over", "opportunity", hand_over_opportunities, order=10)
    register_task_kind(
        FIRST_CONTACT_TASK,
        _("First contact about an opportunity"),
        "phone-call",
        by_hand=False,
        how=_("Log the contact on the page of the opportunity."),
    )
    register_periodic(
        "opportunity-first-contact",
        _("Assigned opportunities without a first contact"),
        "6 * * * *",
        remind_of_first_contacts,
        rules="OPP-05",
    )
    register_metric(
        "potential-customers",
        _("Potential customers this year"),
        has(Role.REP),
        _potential,
        "lead-list?owner=me",
        order=70,
    )
    register_fact("lead", "opportunity", _opened_from)
    register_action(
        "lead",
        Action(
            "convert",
            _("Convert to a customer"),
            can_convert_lead,
            convert_lead,
            form=ConversionForm,
            to=LeadStatus.CONVERTED,
            style="success",
            icon="building-factory-2",
            help_text=_("Opens the customer file and an opportunity. Business starts after the evaluation."),
            goto=lambda customer, lead: customer.get_absolute_url(),
            order=55,
        ),
    )
    _cards()


def _opened_from(lead, *, user):
    """The opportunity a converted lead became, for who may read it."""
    if lead.status != Lead.Status.CONVERTED:
        return None
    return Opportunity.objects.visible_to(user).filter(lead=lead).first()


def _potential(user):
    target = policy().potential_customers_target
    return MetricValue(potential_count(user, today().year), "int", target=target)


def _due(user):
    return Opportunity.objects.open().filter(assigned_to=user, next_contact_on__lte=today())


def _calls_of(user, _day, most):
    """Who is to be contacted by today, the longest due first."""
    for each in _due(user).select_related("customer").order_by("next_contact_on", "pk")[:most]:
        late = each.next_contact_on if each.next_contact_on < today() else None
        yield DayRow(each.customer or each, each.get_absolute_url(), each.title, late=late)


def _cards():
    register_day_part(
        "calls",
        _("To be contacted"),
        has(Role.REP),
        _calls_of,
        "opportunity-list?due=true&assigned_to=me",
        "phone-call",
        order=20,
    )
    register_home_card(
        "opportunities-to-contact",
        _("Opportunities to contact"),
        has(Role.REP),
        _due,
        "opportunity-list?due=true&assigned_to=me",
        icon="phone-call",
        tone="warn",
        order=22,
    )
    register_home_card(
        "opportunities-to-screen",
        _("Opportunities to screen"),
        assigns_opportunities,
        lambda user: Opportunity.objects.visible_to(user).open().filter(screened_at__isnull=True),
        "opportunity-list?open=true&screened=false",
        icon="checkbox",
        tone="info",
        order=22,
    )
    register_home_card(
        "opportunities-stale",
        _("Opportunities that stand still"),
        reads("opportunity"),
        lambda user: stale(Opportunity.objects.visible_to(user), policy().opportunity_stale_days),
        "opportunity-list?stale=true",
        icon="hourglass",
        tone="warn",
        order=23,
    )
