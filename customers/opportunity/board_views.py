"""Opportunities in progress as a board: what stands in each stage, and what it may bring."""

from django.utils.translation import gettext_lazy as _

from customers.opportunity.board import age, attention
from customers.opportunity.filters import PipelineFilters
from customers.opportunity.models import Opportunity
from customers.opportunity.querysets import OPEN
from customers.opportunity.views import OpportunityDetail, OpportunityList
from salesmgmt.core.web.board import BoardPage, Card


class OpportunityBoard(BoardPage):
    """The stages are reached by what is done about the needs, the solution, the offer: on the page of the opportunity."""

    list_page = OpportunityList
    detail_page = OpportunityDetail
    filterset_class = PipelineFilters
    card_template = "customers/opportunity/_card.html"
    title = _("Board of opportunities")
    placeholder = _("Subject, customer, number")
    statuses = OPEN
    targets = {
        "survey": "",
        "needs": Opportunity.Status.SOLUTION,
        "quoting": Opportunity.Status.QUOTING,
        "negotiate": Opportunity.Status.NEGOTIATION,
        "win": "",
        "screen": "",
        "contact": "",
        "assign": "",
        "lose": "",
    }
    forward = (Opportunity.Status.SOLUTION, Opportunity.Status.QUOTING, Opportunity.Status.NEGOTIATION)
    amount = "expected_amount"

    def rows(self, rows):
        return rows.select_related("customer__owner", "assigned_to", "needs_survey")

    def card(self, user, document, back):
        return Card(document, age(document), attention(document), self.acts_on(user, document, back))
