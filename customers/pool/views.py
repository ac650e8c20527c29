"""The public pool of leads (公海)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.lead.following import assign_lead, assigns
from customers.lead.forms import AssignForm
from customers.lead.models import Lead
from customers.pool.claim import claim_lead, claims, open_leads_of
from customers.pool.filters import PoolFilters
from customers.pool.tables import PoolTable
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.lists import BulkAction, ListPage


class LeadPool(ListPage):
    model = Lead
    key = "lead-pool"
    title = _("Public pool")
    help_text = _("Leads that nobody followed up; every representative of the region may claim them.")
    icon = "users-group"
    table_class = PoolTable
    filterset_class = PoolFilters
    bulk_actions = (
        BulkAction("claim", pgettext_lazy("lead", "Claim"), claims, claim_lead, icon="hand-grab"),
        BulkAction("assign", _("Assign"), assigns, assign_lead, form=AssignForm, icon="user-plus"),
    )
    empty_title = _("The public pool is empty")
    empty_text = _("Leads that lie idle too long come here by themselves.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).in_pool().select_related("region").order_by("-pool_since", "-pk")

    def summary(self, rows):
        user = self.request.user
        if not claims(user):
            return []
        return [(_("Your open leads"), f"{open_leads_of(user)} / {policy().lead_pool_capacity}")]

    def get_crumbs(self):
        return [Crumb(_("Leads"), reverse("lead-list")), Crumb(self.get_title())]
