"""Pages of market intelligence (RSH-02)."""

from django.utils.translation import gettext_lazy as _

from customers.intelligence.filters import IntelligenceFilters
from customers.intelligence.forms import IntelligenceForm, UseForm
from customers.intelligence.models import MarketIntelligence
from customers.intelligence.permissions import can_edit_intelligence, can_use_intelligence, reads_intelligence_of_others
from customers.intelligence.report import read_intelligence, report_intelligence, update_intelligence, use_intelligence
from customers.intelligence.tables import IntelligenceTable
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset


class IntelligenceList(ListPage):
    model = MarketIntelligence
    table_class = IntelligenceTable
    filterset_class = IntelligenceFilters
    create_url = "intelligence-create"
    create_label = _("Report it")
    edit_fields = ("topic", "source")
    presets = (
        Preset(_("All"), ""),
        Preset(_("Unread"), f"status={MarketIntelligence.Status.REPORTED}"),
        Preset(_("Read"), f"status={MarketIntelligence.Status.READ}"),
        Preset(_("Used"), f"status={MarketIntelligence.Status.USED}"),
        Preset(_("Mine"), "created_by=me"),
    )
    bulk_actions = (
        BulkAction("read", _("Mark as read"), reads_intelligence_of_others, read_intelligence, icon="checks"),
    )
    empty_title = _("No market intelligence yet")
    empty_text = _("Report what you hear of customers, the market and competitors: it goes to your manager.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("created_by", "customer")


class IntelligenceDetail(DetailPage):
    model = MarketIntelligence
    related = ("created_by__superior", "customer", "read_by")
    actions = (
        Action(
            "read",
            _("Mark as read"),
            can_use_intelligence,
            read_intelligence,
            to=MarketIntelligence.Status.READ,
            style="primary",
            icon="check",
        ),
        Action(
            "use",
            _("Used"),
            lambda user, item: item.status != MarketIntelligence.Status.USED and can_use_intelligence(user, item),
            use_intelligence,
            form=UseForm,
            style="success",
            icon="bulb",
        ),
    )

    def title(self, obj):
        return obj.title

    def can_edit(self, user, obj):
        return can_edit_intelligence(user, obj)

    def facts(self, obj):
        return [
            (_("Kind of intelligence"), obj.get_topic_display()),
            (_("Competitor"), obj.competitor),
            (_("Customer"), obj.customer),
            (_("Where it comes from"), obj.source),
            (_("Passed on by"), obj.created_by),
            (_("Passed on at"), obj.created_at),
            (_("Read by"), obj.read_by),
            (_("Read at"), obj.read_at),
            Fact(_("Content"), obj.content, wide=True),
            *([Fact(_("Used for"), obj.use, wide=True)] if obj.use else []),
        ]


class IntelligenceCreate(CreatePage):
    model = MarketIntelligence
    form_class = IntelligenceForm
    create = report_intelligence
    title = _("Report market intelligence")


class IntelligenceEdit(EditPage):
    model = MarketIntelligence
    form_class = IntelligenceForm
    update = update_intelligence
    may_edit = can_edit_intelligence
