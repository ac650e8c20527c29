"""What one customer says of us, on his page."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views import View

from customers.customer.views import CustomerDetail
from customers.quality.permissions import can_record_voice
from customers.quality.views import reads_opinions
from customers.voice.said import demand_of, quality_of, satisfaction_with_supply
from customers.voice.tables import VoiceTable
from salesmgmt.core.state import require


class CustomerQuality(View):
    """The tab of a customer: quality, new products, supply, each with date and source document (CUS-09)."""

    parent = CustomerDetail

    def get(self, request, pk):
        customer = get_object_or_404(CustomerDetail.queryset(request.user), pk=pk)
        require(reads_opinions(request.user))
        sections = [
            (
                _("Judgement of product quality"),
                "message-report",
                quality_of(customer, request.user),
                _("Nothing was said of product quality yet."),
            ),
            (
                _("Demand for new products and improvements"),
                "bulb",
                demand_of(customer, request.user),
                _("No wish was recorded yet."),
            ),
            (
                _("Satisfaction with supply and service"),
                "star",
                satisfaction_with_supply(customer, request.user),
                _("No feedback and no survey answer yet."),
            ),
        ]
        page = CustomerDetail(request=request)
        context = {
            **page.shell(customer, active_tab="customer-quality"),
            "sections": [
                (label, mark, VoiceTable(rows, user=request.user), empty) for label, mark, rows, empty in sections
            ],
            "can_record": can_record_voice(request.user, customer),
        }
        return render(request, "customers/voice/tab.html", context)
