"""Pages of customers."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from customers.customer.card import credit_of, tasks_of, tiles_of
from customers.customer.columns import grade_tag
from customers.customer.filters import CustomerFilters
from customers.customer.forms import ReassignForm
from customers.customer.maturity import is_new, mark_mature, unmark_mature
from customers.customer.models import Customer
from customers.customer.owner import reassign_customer
from customers.customer.permissions import (
    can_confirm_data,
    can_create_customer,
    can_edit_customer,
    can_merge_customers,
    can_read_whole_file,
    can_reassign_customer,
    can_see_duplicates,
    can_set_mature,
)
from customers.customer.rest import can_put_to_rest, can_wake, put_to_rest, wake_customer
from customers.customer.review import confirm_data
from customers.customer.standing import (
    grades_of,
    last_visit_of,
    preferences_of,
    standing_of,
    with_orders_last_12m,
    with_warning_line,
)
from customers.customer.tables import CustomerTable, OwnerHistoryTable
from salesmgmt.core import words
from salesmgmt.core.calendar import today
from salesmgmt.core.permissions import Role, may_at_all, sees_prices
from salesmgmt.core.registry import shortcuts_for
from salesmgmt.core.templatetags.salesmgmt import datefmt, quantity
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import ReasonForm
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset
from salesmgmt.core.web.reach import call, on_the_map

SPONSORS = (Role.MGR, Role.DIR, Role.GM)
SHOWN_PREFERENCES = 5


class CustomerList(ListPage):
    model = Customer
    table_class = CustomerTable
    filterset_class = CustomerFilters
    create_url = "customer-create"
    edit_fields = ("short_name", "region", "segment", "industry", "executive_sponsor", "phone", "address", "remark")
    presets = (
        Preset(_("All"), ""),
        Preset(_("Mine"), "owner=me"),
        Preset(_("In cooperation"), f"status={Customer.Status.ACTIVE}"),
        Preset(_("Prospects"), f"status={Customer.Status.PROSPECT}&status={Customer.Status.UNDER_EVALUATION}"),
        Preset(_("Key customers"), "is_key=true"),
        Preset(_("My key customers"), "is_key=true&executive_sponsor=me", lambda user: user.has_role(*SPONSORS)),
        Preset(_("Blocked"), f"status={Customer.Status.BLOCKED}"),
        Preset(_("Without responsible rep"), "no_owner=true", lambda user: may_at_all(user, "customer", "reassign")),
    )
    bulk_actions = (
        BulkAction(
            "reassign",
            _("Change the responsible rep"),
            lambda user: may_at_all(user, "customer", "reassign"),
            reassign_customer,
            form=ReassignForm,
            icon="user-share",
        ),
    )
    empty_title = _("No customers yet")
    empty_text = _("A customer file is opened here, or when a qualified lead is converted.")

    links = (
        (_("Import"), "customer-import", "file-import", can_create_customer),
        (_("Contacts"), "contact-list", "address-book", lambda user: True),
        (_("Suspected duplicates"), "customer-duplicates", "copy", can_see_duplicates),
    )

    @classmethod
    def base_queryset(cls, user):
        return with_orders_last_12m(with_warning_line(super().base_queryset(user).with_people().with_main_contact()))

    @classmethod
    def filterset(cls, user, querydict, queryset=None):
        """A file that was merged into another is listed only where it is asked for."""
        queryset = cls.base_queryset(user) if queryset is None else queryset
        asked = Customer.Status.MERGED in querydict.getlist("status")
        return super().filterset(user, querydict, queryset if asked else queryset.live())


class CustomerDetail(DetailPage):
    model = Customer
    related = ("owner", "region", "executive_sponsor", "created_by", "mature_by")
    template_name = "customers/customer/detail.html"
    pdf_links = ((_("Customer file"), "customer-pdf", lambda user, customer: can_read_whole_file(user)),)
    actions = (
        Action(
            "reassign",
            _("Change the responsible rep"),
            can_reassign_customer,
            reassign_customer,
            form=ReassignForm,
            style="",
            icon="user-share",
        ),
        Action(
            "confirm-data",
            _("Data confirmed"),
            can_confirm_data,
            confirm_data,
            icon="checks",
            success=_("The customer data are confirmed as of today."),
        ),
        Action(
            "mature",
            _("Mark as mature"),
            lambda user, obj: not obj.is_mature and can_set_mature(user, obj),
            mark_mature,
            icon="plant-2",
        ),
        Action(
            "not-mature",
            _("No longer mature"),
            lambda user, obj: obj.is_mature and can_set_mature(user, obj),
            unmark_mature,
            icon="plant-off",
        ),
        Action(
            "rest",
            _("Set to dormant"),
            can_put_to_rest,
            put_to_rest,
            form=ReasonForm,
            to=Customer.Status.DORMANT,
            icon="zzz",
        ),
        Action("wake", _("Wake up"), can_wake, wake_customer, to=Customer.Status.ACTIVE, style="", icon="sun"),
    )

    def title(self, obj):
        return obj.name

    def can_edit(self, user, obj):
        return can_edit_customer(user, obj)

    def facts(self, obj):
        return [
            (_("Responsible rep"), obj.owner),
            (_("Region"), obj.region),
            (_("Location"), obj.get_location_type_display()),
            (_("Segment"), obj.get_segment_display()),
            (_("Product categories"), "、".join(str(each) for each in obj.categories.all())),
            (_("Industry"), obj.industry),
            (_("Unified social credit code"), obj.credit_code),
            (_("Telephone"), call(obj.phone)),
            Fact(_("Address"), on_the_map(obj.address, obj.postcode), wide=True),
        ]

    def fact_groups(self, obj):
        return [(_("Credit"), self._credit(obj))]

    @staticmethod
    def _more(obj):
        return [
            Fact(_("Key customer"), obj.is_key),
            Fact(_("Sponsor in management"), obj.executive_sponsor),
            Fact(_("New or old customer"), _new_or_old(obj)),
            Fact(_("Mature customer"), obj.is_mature, note=_mature_since(obj)),
            Fact(_("Company of the own group"), obj.is_group_company),
            Fact(_("First delivery"), obj.first_delivery_date),
            Fact(_("Origin"), obj.get_origin_display()),
            Fact(_("Opened by"), obj.created_by),
            Fact(_("Opened"), obj.created_at),
            Fact(_("Data confirmed"), obj.last_reviewed_at),
            Fact(_("Remark"), obj.remark, wide=True),
        ]

    def _credit(self, obj):
        """The grade to everybody who sees the customer, money only to those who see prices."""
        grade = (_("Credit grade"), grade_tag(obj.grade, obj.get_grade_display()))
        if not sees_prices(self.request.user):
            return [grade]
        standing = self.standing
        return [
            grade,
            (_("Warning line"), standing.line_amount),
            (
                _("Average monthly supply"),
                quantity(standing.line_quantity) if standing.line_amount is not None else None,
            ),
            (_("Evaluated on"), standing.evaluated_on),
            (_("Valid until"), standing.valid_until),
            (_("Rolling payment"), f"{obj.payment_pct.normalize():f} %" if obj.payment_pct is not None else None),
            (_("Payment term in days"), obj.payment_term_days),
            (_("Name on invoices"), obj.invoice_title),
            (_("Bank"), " ".join(filter(None, [obj.bank, obj.bank_account]))),
        ]

    def get_context_data(self, obj):
        self.standing = standing_of(obj)
        return super().get_context_data(obj)

    def extra_context(self, obj):
        user = self.request.user
        whole = can_read_whole_file(user)
        merged = obj.merged_into if obj.merged_into_id else None
        return {
            **self._gate(obj),
            "contact": obj.contacts.first(),
            "grade": grade_tag(obj.grade, obj.get_grade_display()),
            "whole_file": whole,
            "review_outdated": obj.status == Customer.Status.ACTIVE and self.standing.is_outdated,
            "may_merge": obj.is_editable and can_merge_customers(user, obj),
            "merged_into": merged,
            "may_open_merged": merged and Customer.objects.visible_to(user).filter(pk=merged.pk).exists(),
            "more_facts": self._more(obj) if whole else [],
            "no_business": self.standing.no_business,
        }

    def _gate(self, obj):
        """Last visit and next step, preferences, and the reports one writes at the gate, as far as this person may."""
        user = self.request.user
        last = last_visit_of(obj, user)
        shortcuts = [each for each in shortcuts_for(obj.KIND) if each.can(user, obj)]
        return {
            "last_visit": last.visit,
            "next_step": last.next_step,
            "preferences": [words.beside(each.topic, each.content) for each in preferences_of(obj)[:SHOWN_PREFERENCES]],
            "gate_links": [(each.label, each.address(obj), each.icon) for each in shortcuts],
        }


@require_GET
def customer_figures(request, pk):
    """How much of the warning line is used and what is open with a customer: for his page, which stands already."""
    user = request.user
    customer = get_object_or_404(CustomerDetail.queryset(user), pk=pk)
    context = {
        "object": customer,
        "credit": credit_of(customer, standing_of(customer).line_amount) if sees_prices(user) else None,
        "tiles": tiles_of(customer, user),
        "tasks": tasks_of(customer, user),
    }
    return render(request, "customers/customer/_figures.html", context)


@require_GET
def customer_past(request, pk):
    """The grades and representatives a customer had, the files merged into his: for the end of his page."""
    user = request.user
    customer = get_object_or_404(CustomerDetail.queryset(user), pk=pk)
    owners = customer.owner_history.select_related("from_user", "to_user", "changed_by")
    context = {
        "grades": grades_of(customer, user),
        "owner_table": OwnerHistoryTable(owners if can_read_whole_file(user) else owners.none(), user=user),
        "merged_files": customer.merged_files.visible_to(user),
    }
    return render(request, "customers/customer/_past.html", context)


def _new_or_old(customer):
    """In this calendar year (CUS-12)."""
    year = today().year
    text = _("New in %(year)d") if is_new(customer.first_delivery_date, year) else _("Old customer in %(year)d")
    return text % {"year": year}


def _mature_since(customer):
    """By whom and when, for the fact beside the flag (CUS-12)."""
    return f"{customer.mature_by} · {datefmt(customer.mature_on)}" if customer.is_mature else ""
