"""Leads as a board."""

from django.utils.translation import gettext_lazy as _

from customers.lead.board import attention, next_step, quiet_days
from customers.lead.filters import BoardFilters
from customers.lead.models import Lead
from customers.lead.views import LeadDetail, LeadList
from salesmgmt.core.web.board import BoardPage, Card


class LeadBoard(BoardPage):
    """The public pool is a page of its own."""

    list_page = LeadList
    detail_page = LeadDetail
    filterset_class = BoardFilters
    card_template = "customers/lead/_card.html"
    title = _("Board of leads")
    placeholder = _("Company, contact, number")
    statuses = Lead.Status.values
    # To assess an incomplete lead is on the way to qualify it.
    targets = {
        "assign": Lead.Status.ASSIGNED,
        "reopen": Lead.Status.ASSIGNED,
        "log": Lead.Status.CONTACTED,
        "assess": Lead.Status.QUALIFIED,
        "qualify": Lead.Status.QUALIFIED,
        "convert": Lead.Status.CONVERTED,
        "disqualify": Lead.Status.DISQUALIFIED,
    }
    forward = (Lead.Status.ASSIGNED, Lead.Status.CONTACTED, Lead.Status.QUALIFIED, Lead.Status.CONVERTED)

    def rows(self, rows):
        return rows.filter(pool_since__isnull=True).select_related("assessment")

    def card(self, user, document, back):
        acts = self.acts_on(user, document, back)
        return Card(document, next_step(document), attention(document), acts, {"quiet": quiet_days(document)})

    def target(self, document, name, opened):
        """Who may qualify need not assess."""
        if name == "assess" and "qualify" in opened:
            return ""
        return super().target(document, name, opened)
