from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from customers.customer.models import Customer
from customers.customer.rest import put_to_rest, puts_to_rest
from customers.customer.views import CustomerDetail
from customers.follow_up.call import log_follow_up
from customers.follow_up.dormant import dormant_customers, with_last_activity
from customers.follow_up.filters import DormantFilters, FollowUpFilters
from customers.follow_up.forms import FollowUpForm
from customers.follow_up.models import FollowUpCall, QualityTrackingCard
from customers.follow_up.papers import tracking_card_pdf
from customers.follow_up.tables import DormantTable, FollowUpTable, satisfaction_tag
from customers.preference.forms import PreferenceAction
from customers.preference.keeping import keep_preference_of
from customers.preference.permissions import can_keep_preference
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset, TabList
from salesmgmt.core.web.reach import person_and_phone


class FollowUpList(ListPage):
    model = FollowUpCall
    table_class = FollowUpTable
    filterset_class = FollowUpFilters
    create_url = "follow-up-create"
    create_label = gettext_lazy("Log a follow-up call")
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("Mine"), "created_by=me"),
        Preset(gettext_lazy("Dissatisfied"), "satisfaction=1&satisfaction=2"),
    )
    links = (
        (gettext_lazy("Sleeping customers"), "dormant-list", "zzz", lambda user: may_at_all(user, "customer", "R")),
    )
    empty_title = gettext_lazy("No follow-up calls yet")
    empty_text = gettext_lazy("Ask how the product does and how satisfied they are.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner", "contact", "created_by")


class FollowUpDetail(DetailPage):
    model = FollowUpCall
    related = ("customer__owner", "contact", "created_by", "card", "product_category", "content_type")
    template_name = "customers/follow_up/detail.html"
    edit_url = None
    pdf_links = (
        (gettext_lazy("Quality tracking card"), "tracking-card-pdf", lambda user, call: hasattr(call, "card")),
    )
    actions = (
        Action(
            "remember",
            gettext_lazy("Remember a preference"),
            lambda user, call: can_keep_preference(user, call.customer),
            keep_preference_of(FollowUpCall),
            form=PreferenceAction,
            icon="heart",
            goto=lambda made, call: call.get_absolute_url(),
        ),
    )

    def title(self, obj):
        return obj.customer.name

    def subtitle(self, obj):
        return f"{obj.number} · {obj.get_way_display()}"

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Contact"), person_and_phone(obj.contact.name, obj.contact.phone) if obj.contact else None),
            (_("Called at"), obj.called_at),
            (_("Called by"), obj.created_by),
            (_("Satisfaction"), satisfaction_tag(obj)),
            (_("Product"), obj.product_label),
            Fact(_("Use of the product"), obj.usage, wide=True),
            Fact(_("Opinions and suggestions"), obj.opinions, wide=True),
            Fact(_("Issues"), obj.issues, wide=True),
            Fact(_("Result"), obj.result, wide=True),
            *([(_("Opened from this call"), obj.opened)] if obj.object_id else []),
        ]

    def fact_groups(self, obj):
        card = getattr(obj, "card", None)
        if card is None:
            return []
        return [
            (
                _("Quality tracking card"),
                [
                    (_("Product"), card.product_label),
                    (_("Delivery note"), card.delivery_note),
                    (_("In use since"), card.used_on),
                    Fact(_("Findings"), card.findings, wide=True),
                    Fact(_("Customer's opinion"), card.opinion, wide=True),
                    Fact(_("Action taken"), card.action, wide=True),
                ],
            )
        ]


class FollowUpCreate(CreatePage):
    model = FollowUpCall
    form_class = FollowUpForm
    create = log_follow_up
    template_name = "customers/preference/form_with_preferences.html"
    title = gettext_lazy("Log a follow-up call")

    @property
    def help_text(self):
        if policy().tracking_card_required:
            return _("The policy demands the quality tracking card with every call.")
        return ""


class CustomerFollowUps(TabList):
    model = FollowUpCall
    table_class = FollowUpTable
    key = "customer-follow-ups"
    title = gettext_lazy("Follow-up calls")
    parent = CustomerDetail
    parent_field = "customer"
    create_url = "follow-up-create"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner", "contact", "created_by")


class TrackingCardPdf(View):
    """F-22."""

    def get(self, request, pk) -> HttpResponse:
        rows = QualityTrackingCard.objects.visible_to(request.user)
        rows = rows.select_related("call__customer__owner", "call__contact", "call__created_by", "product_category")
        card = get_object_or_404(rows, call=pk)
        return pdf_response(tracking_card_pdf(card), f"{card.call.number}.pdf")


class DormantCustomers(ListPage):
    """The dormant report (REL-03)."""

    model = Customer
    table_class = DormantTable
    filterset_class = DormantFilters
    key = "dormant-customers"
    title = gettext_lazy("Sleeping customers")
    empty_title = gettext_lazy("Nobody sleeps")
    empty_text = gettext_lazy("There was activity with every customer lately.")
    presets = (Preset(gettext_lazy("All"), ""), Preset(gettext_lazy("Mine"), "owner=me"))
    bulk_actions = (
        BulkAction("rest", gettext_lazy("Set to dormant"), puts_to_rest, put_to_rest, form=ReasonForm, icon="zzz"),
    )

    @classmethod
    def base_queryset(cls, user):
        rows = dormant_customers(super().base_queryset(user)).with_people()
        return with_last_activity(rows)

    @property
    def help_text(self):
        return _("No visit, call, order or other activity for %(days)d days.") % {"days": policy().dormant_days}
