from customers.negotiation.models import NegotiationRecord
from salesmgmt.core.web.tables import LineTable, PersonColumn


class NegotiationTable(LineTable):
    """The rounds of one opportunity, newest first."""

    by = PersonColumn()

    class Meta(LineTable.Meta):
        model = NegotiationRecord
        fields = (
            "held_on",
            "quantity",
            "unit",
            "quality_standard",
            "packaging",
            "payment_terms",
            "delivery_place",
            "note",
            "by",
        )
