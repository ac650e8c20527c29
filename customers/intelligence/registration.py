"""What market intelligence tells core."""

from django.utils.translation import gettext_lazy as _

from customers.intelligence.models import MarketIntelligence
from customers.intelligence.permissions import reads_intelligence_of_others
from customers.intelligence.states import MarketIntelligenceStatus
from salesmgmt.core.permissions import reads
from salesmgmt.core.registry import register_document, register_home_card, register_menu
from salesmgmt.core.web.status import register_tones


def register():
    register_document(
        MarketIntelligence, "INT", _("Market intelligence"), _("Market intelligence"), "ear", "intelligence-list"
    )
    register_tones(
        info=[MarketIntelligenceStatus.REPORTED, MarketIntelligenceStatus.READ], good=[MarketIntelligenceStatus.USED]
    )
    register_menu("market", _("Market intelligence"), "intelligence-list", "ear", reads("intelligence"), order=81)
    register_home_card(
        "intelligence-unread",
        _("Unread market intelligence"),
        reads_intelligence_of_others,
        lambda user: MarketIntelligence.objects.visible_to(user).unread().exclude(created_by=user),
        f"intelligence-list?status={MarketIntelligence.Status.REPORTED}",
        icon="ear",
        tone="info",
        order=46,
    )
