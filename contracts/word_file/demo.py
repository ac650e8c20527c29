"""A contract that came back from the customer's lawyer as a Word file, with a clause changed."""

import io

from django.core.files.base import ContentFile

from contracts.contract.models import Contract
from contracts.word_file.reading import read_returned
from contracts.word_file.writing import contract_file, docx

CHANGED = "客户法务修改：违约金按未履行部分金额的千分之一计算。"


def build(company):
    waiting = Contract.objects.filter(status=Contract.Status.APPROVED, customer__owner__isnull=False).order_by("pk")
    for contract in waiting.select_related("customer__owner")[:1]:
        data, name = contract_file(contract, contract.customer.owner)
        read_returned(contract.pk, contract.customer.owner, file=ContentFile(_changed(data, contract), name=name))


def _changed(data: bytes, contract: Contract) -> bytes:
    """The file with another clause on breach, as the customer's program saves it."""
    word = docx.Document(io.BytesIO(data))
    for text in word.element.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
        if text.text and text.text.strip() and text.text in contract.breach_terms:
            text.text = CHANGED
            break
    saved = io.BytesIO()
    word.save(saved)
    return saved.getvalue()
