from django.utils.translation import gettext_lazy, pgettext_lazy

from orders.bank_match.wording import evidence_in_words
from orders.bank_statement.models import BankLine
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, MoneyColumn, PersonColumn


class BankLineTable(BaseTable):
    """As finance sees it: with the words of the bank and why it was matched."""

    no_totals = ("amount", "balance")  # money in and out stand side by side
    sorted_by = ("status", "date")

    number = DocumentLinkColumn()
    account = Column(phone=False, shown=False)
    payer = Column(orderable=False)
    words_of_bank = Column(
        accessor="words_of_bank", verbose_name=pgettext_lazy("bank line", "purpose"), orderable=False, phone=False
    )
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"), orderable=False)
    evidence = Column(verbose_name=pgettext_lazy("bank line", "why"), orderable=False)
    claimed_by = PersonColumn(phone=False, orderable=False)
    payer_account = Column(shown=False, phone=False, orderable=False)
    transaction_no = Column(shown=False, phone=False, orderable=False)
    direction = Column(shown=False, phone=False, orderable=False)
    aside_reason = Column(shown=False, phone=False, orderable=False)
    balance = MoneyColumn(shown=False, phone=False, orderable=False)
    payment = Column(
        accessor="payment__number",
        verbose_name=gettext_lazy("customer payment"),
        orderable=False,
        phone=False,
        linkify=lambda record: record.payment.get_absolute_url() if record.payment_id else None,
    )

    class Meta(BaseTable.Meta):
        model = BankLine
        fields = (
            "number",
            "status",
            "date",
            "payer",
            "amount",
            "customer",
            "evidence",
            "words_of_bank",
            "claimed_by",
            "payment",
            "account",
            "payer_account",
            "transaction_no",
            "direction",
            "balance",
            "aside_reason",
        )

    def render_evidence(self, record):
        return " ".join(evidence_in_words(record))

    def value_evidence(self, record):
        return self.render_evidence(record)


class ClaimTable(BaseTable):
    """As a rep sees it: the amount and the payer, no more."""

    sorted_by = ("date",)

    number = DocumentLinkColumn()
    payer = Column(orderable=False)
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("claimed for"), orderable=False)

    class Meta(BaseTable.Meta):
        model = BankLine
        fields = ("number", "status", "date", "payer", "amount", "customer")
