"""What this app tells core about itself; called once by AppConfig.ready()."""

from django.utils.translation import gettext_lazy as _

from customers.approval import EVALUATION
from customers.domain.customer_owner import why_not_deactivate
from customers.imports import CUSTOMERS
from customers.models import Contact, Customer, CustomerEvaluation, Lead, Opportunity, ProductCategory
from customers.permissions.lead import can_create_lead
from customers.permissions.scheme import can_read_scheme
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.imports import register_import
from salesmgmt.core.domain.people import register_leaving_check
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.registry import (
    Tab,
    register_document,
    register_home_card,
    register_lookup,
    register_menu,
    register_tab,
)


def register():
    register_documents()
    register_menus()
    register_tabs()
    register_cards()
    register_lookups()
    approvals.register(EVALUATION)
    register_import(CUSTOMERS)
    register_leaving_check(why_not_deactivate)


def reads(key):
    return lambda user: may_at_all(user, key, "R")


def register_documents():
    register_document(Lead, "LEAD", _("Lead"), _("Leads"), "radar-2", "lead-list")
    register_document(Opportunity, "OPP", _("Opportunity"), _("Opportunities"), "target-arrow", "opportunity-list")
    register_document(Customer, "CUS", _("Customer"), _("Customers"), "building-factory-2", "customer-list")
    register_document(
        CustomerEvaluation, "EVA", _("Customer evaluation"), _("Customer evaluations"), "clipboard-check",
        "evaluation-list", search=False,
    )  # fmt: skip


def register_menus():
    register_menu("customers", _("Leads"), "lead-list", "radar-2", reads("lead"), order=10)
    # The service centre enters leads and does not read them.
    register_menu(
        "customers", _("New lead"), "lead-create", "radar-2",
        lambda user: can_create_lead(user) and not may_at_all(user, "lead", "R"), order=11,
    )  # fmt: skip
    register_menu("customers", _("Opportunities"), "opportunity-list", "target-arrow", reads("opportunity"), order=20)
    register_menu("customers", _("Customers"), "customer-list", "building-factory-2", reads("customer"), order=30)
    register_menu(
        "customers", _("Customer evaluations"), "evaluation-list", "clipboard-check", reads("evaluation"), order=40
    )
    register_menu("customers", _("Evaluation scheme"), "evaluation-scheme-list", "table", can_read_scheme, order=45)


def register_tabs():
    register_tab("customer", Tab(
        "opportunities", _("Opportunities"), "customer-opportunities", icon="target-arrow", order=10,
        count=lambda customer, user: customer.opportunities.visible_to(user).count(),
        can=lambda user, customer: may_at_all(user, "opportunity", "R"),
    ))  # fmt: skip
    register_tab("customer", Tab(
        "evaluations", _("Evaluations"), "customer-evaluations", icon="clipboard-check", order=20,
        count=lambda customer, user: customer.evaluations.visible_to(user).count(),
        can=lambda user, customer: may_at_all(user, "evaluation", "R"),
    ))  # fmt: skip


def register_cards():
    is_rep, assigns = has(Role.REP), has(Role.SUP, Role.MGR)
    register_home_card(
        "leads-to-contact", _("Leads to contact"), is_rep,
        lambda user: Lead.objects.visible_to(user).filter(owner=user, status="assigned"),
        "lead-list?status=assigned&owner=me", icon="phone-call", tone="warn", order=20,
    )  # fmt: skip
    register_home_card(
        "leads-to-assign", _("Leads to assign"), assigns,
        lambda user: Lead.objects.visible_to(user).filter(status="new"),
        "lead-list?status=new", icon="user-plus", tone="warn", order=20,
    )  # fmt: skip
    register_home_card(
        "leads-to-convert", _("Leads to convert"), is_rep,
        lambda user: Lead.objects.visible_to(user).filter(owner=user, status="qualified"),
        "lead-list?status=qualified&owner=me", icon="radar-2", tone="info", order=21,
    )  # fmt: skip
    register_home_card(
        "evaluations-open", _("Evaluations in progress"), reads("evaluation"),
        lambda user: CustomerEvaluation.objects.visible_to(user).open(),
        "evaluation-list?status=draft&status=submitted&status=dept_reviewed&status=rejected",
        icon="clipboard-check", tone="info", order=25,
    )  # fmt: skip
    register_home_card(
        "customers-without-owner", _("Customers without responsible rep"), has(Role.DIR),
        lambda user: Customer.objects.visible_to(user).without_owner(),
        "customer-list?no_owner=true", icon="user-question", tone="bad", order=26,
    )  # fmt: skip


def has(*roles):
    return lambda user: user.has_role(*roles)


def register_lookups():
    register_lookup(
        "customer", lambda user: Customer.objects.visible_to(user), label=lambda customer: customer.name,
        note=lambda customer: " · ".join(filter(None, [customer.number, customer.grade])),
    )  # fmt: skip
    register_lookup(
        "customer-to-evaluate",
        lambda user: Customer.objects.within(user, "U").filter(owner=user),
        label=lambda customer: customer.name,
        note=lambda customer: customer.get_status_display(),
    )  # fmt: skip
    register_lookup(
        "contact", lambda user: Contact.objects.visible_to(user), label=lambda contact: contact.name,
        search_fields=("name", "phone"), note=lambda contact: contact.phone or contact.email, narrow=of_customer,
    )  # fmt: skip
    register_lookup(
        "opportunity", lambda user: Opportunity.objects.visible_to(user), label=lambda found: found.title,
        note=lambda found: found.number, narrow=of_customer,
    )  # fmt: skip
    register_lookup(
        "product-category", lambda user: ProductCategory.objects.all(), label=str, search_fields=("name", "code")
    )


def of_customer(rows, params):
    chosen = params.get("customer", "")
    return rows.filter(customer=chosen) if chosen.isdecimal() else rows.none()
