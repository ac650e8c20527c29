"""Pages of the early warning (RSK-03)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.customer.views import CustomerDetail
from performance.alert.filters import AlertFilters
from performance.alert.finding import why
from performance.alert.forms import AlertRuleForm, CloseForm, MeasureForm
from performance.alert.handling import acknowledge_alert, close_alert, edit_rule
from performance.alert.models import Alert, AlertRule
from performance.alert.permissions import can_acknowledge_alert, can_close_alert, can_edit_rule, reads_rules
from performance.alert.states import AlertStatus
from performance.alert.tables import AlertRuleTable, AlertTable, AlertTabTable
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import EditPage
from salesmgmt.core.web.lists import ListPage, Preset, TabList


class AlertList(ListPage):
    model = Alert
    table_class = AlertTable
    filterset_class = AlertFilters
    title = pgettext_lazy("early warning", "Alerts")
    links = ((pgettext_lazy("early warning", "Alert rules"), "alert-rule-list", "adjustments", reads_rules),)
    presets = (
        Preset(_("All"), ""),
        Preset(pgettext_lazy("alert", "Not taken on yet"), f"status={AlertStatus.OPEN}"),
        Preset(pgettext_lazy("alert", "Being dealt with"), f"status={AlertStatus.ACKNOWLEDGED}"),
        Preset(_("Mine"), "customer__owner=me"),
    )
    empty_title = pgettext_lazy("early warning", "No alerts")
    empty_text = _("Every morning the rules of the early warning look at customers, contracts and production.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("rule", "customer__owner", "taken_by")


class CustomerAlerts(TabList):
    """The alerts about one customer, on his page."""

    model, table_class, filterset_class = Alert, AlertTabTable, AlertFilters
    matrix_key, key = "alert", "customer-alerts"
    title = pgettext_lazy("early warning", "Alerts")
    parent, parent_field = CustomerDetail, "customer"
    empty_title = pgettext_lazy("early warning", "No alerts")
    empty_text = _("Every morning the rules of the early warning look at customers, contracts and production.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("rule", "customer__owner", "taken_by")


class AlertDetail(DetailPage):
    model = Alert
    related = ("rule", "customer__owner__superior", "content_type", "taken_by", "closed_by", "created_by")
    edit_url = None
    actions = (
        Action(
            "acknowledge",
            pgettext_lazy("alert", "Take it on"),
            can_acknowledge_alert,
            acknowledge_alert,
            form=MeasureForm,
            to=AlertStatus.ACKNOWLEDGED,
            icon="user-check",
            style="primary",
        ),
        Action(
            "close",
            pgettext_lazy("alert", "Close with a reason"),
            can_close_alert,
            close_alert,
            form=CloseForm,
            to=AlertStatus.CLOSED,
            icon="circle-check",
            style=lambda user, alert: "success" if alert.status == AlertStatus.ACKNOWLEDGED else "",
            help_text=_("As long as the cause stays, the rule opens no second alert."),
        ),
    )

    def title(self, obj):
        return f"{obj.rule}：{obj.subject}"

    def facts(self, obj):
        return [
            Fact(pgettext_lazy("alert", "Why"), why(obj), wide=True),
            (pgettext_lazy("alert", "About"), obj.document),
            (_("Customer"), obj.customer),
            (pgettext_lazy("alert", "Responsible rep"), obj.customer.owner),
            (pgettext_lazy("alert", "Opened on"), obj.opened_on),
            (pgettext_lazy("alert", "Last found on"), obj.seen_on),
            (pgettext_lazy("alert", "Dealt with by"), obj.taken_by),
            (pgettext_lazy("alert", "Taken on at"), obj.taken_at),
            *([(pgettext_lazy("alert", "Closed by"), obj.closed_by)] if obj.closed_by_id else []),
            *([(pgettext_lazy("alert", "Closed on"), obj.closed_on)] if obj.closed_on else []),
            *([(pgettext_lazy("alert", "Cause gone on"), obj.cleared_on)] if obj.cleared_on else []),
            *([Fact(pgettext_lazy("alert", "What is done"), obj.measure, wide=True)] if obj.measure else []),
            *([Fact(pgettext_lazy("alert", "Outcome"), _words(obj), wide=True)] if obj.outcome else []),
        ]


def _words(alert):
    """An outcome the job wrote is in English in the row and in the reader's language on the page."""
    return alert.outcome if alert.closed_by_id else _(alert.outcome)


class AlertRuleList(ListPage):
    model = AlertRule
    table_class = AlertRuleTable
    matrix_key, key = "alert_rule", "alert-rules"
    title = pgettext_lazy("early warning", "Alert rules")
    help_text = _("What is watched every morning. An alert opens from the first limit on and ends below the second.")

    @classmethod
    def base_queryset(cls, user):
        return AlertRule.objects.all()

    @classmethod
    def may_export(cls, user):
        return False


class AlertRuleEdit(EditPage):
    model = AlertRule
    form_class = AlertRuleForm
    update = edit_rule

    def get_object(self):
        return get_object_or_404(AlertRule, pk=self.kwargs["pk"])

    def check_may(self, obj):
        require(can_edit_rule(self.request.user))

    def get_title(self):
        return str(self.get_object())

    def get_success_url(self, document):
        return reverse("alert-rule-list")

    def get_cancel_url(self, obj):
        return reverse("alert-rule-list")

    def get_crumbs(self, obj):
        rules = Crumb(pgettext_lazy("early warning", "Alert rules"), reverse("alert-rule-list"))
        return [rules, Crumb(str(obj))]
