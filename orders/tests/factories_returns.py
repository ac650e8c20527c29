"""Returns for the tests of this app and of performance; each walks the real road through the domain functions."""

from decimal import Decimal

from django.utils import timezone

from contracts.tests.factories import pdf_file
from orders.handover import receiving
from orders.return_order import entry, on_site
from orders.return_order.models import ReturnOrder
from orders.return_receipt import counting
from orders.tests.factories import confirmed_order
from orders.tests.factories_fulfilment import signed_delivery, stocked_order
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.attachments import add as add_attachment

HOUR = timezone.timedelta(hours=1)
PAPERS = {"2": "defect_record", "3": "stock_list", "4": "closing_paper", "5": "warranty_list"}


def delivered_line(people, quantity=100, unit_price=50, customer=None, product=None, accepted=None):
    """A line of a signed delivery: 100 at 50 yuan, receipt document included."""
    product = product or price(ProductFactory(), str(unit_price))
    order = confirmed_order(customer, owner=people.rep1, lines=[(product, quantity, unit_price)])
    note = signed_delivery(people, stocked_order(people, order), accepted=accepted)
    if accepted is not None:
        note = receiving.settle_difference(note.pk, note.customer.owner, "拒收件退回")
    return note.lines.get()


def notified_return(people, customer, category="2", **fields):
    fields = {"required_by": timezone.now() + HOUR, **fields}
    return entry.create_return(customer.owner, customer=customer, category=category, **fields)


def return_on_site(people, customer, category="2", **fields):
    ret = notified_return(people, customer, category, **fields)
    return on_site.arrive(ret.pk, customer.owner)


def with_reason(people, customer, category="2", **fields):
    ret = return_on_site(people, customer, category, **fields)
    text = {"reason_kind": "oral", "informant": "王工", "reason": "装配时发现孔位偏差"}
    return on_site.record_reason(ret.pk, customer.owner, **text)


def listed_return(people, quantities, category="2"):
    """The list written: ``{delivery line: quantity}``."""
    customer = next(iter(quantities)).note.customer
    ret = with_reason(people, customer, category)
    lines = [{"delivery_line": line, "quantity": Decimal(str(quantity))} for line, quantity in quantities.items()]
    return entry.write_list(ret.pk, customer.owner, lines=lines)


def return_on_the_way(people, quantities, category="2"):
    """Confirmed by the customer and in his own document; the paper of the category is there."""
    ret = listed_return(people, quantities, category)
    owner = ret.customer.owner
    ret = on_site.confirm_list(ret.pk, owner, confirmed_by="李主管")
    ret = on_site.record_customer_document(ret.pk, owner, number="TH-1", quantity=ret.quantity, amount=ret.amount)
    if category in PAPERS:
        add_attachment(ret, pdf_file("paper.pdf"), owner, kind=PAPERS[category])
    return ret


def return_with_quality(people, quantities, category="2"):
    ret = return_on_the_way(people, quantities, category)
    approvals.submit(ret, ret.customer.owner)
    ret.refresh_from_db()
    return ret


def permit(people, ret, words="经检验属实"):
    approvals.approve(approvals.open_steps_of(ret).get().pk, people.quality, data={"verified": words})
    return ReturnOrder.objects.get(pk=ret.pk)


def permitted_return(people, quantities, category="2"):
    return permit(people, return_with_quality(people, quantities, category))


def count(people, ret, quantities=None, **fields):
    """The store's count: ``{delivery line: quantity}``, all of the list without."""
    found = {line.pk: Decimal(str(quantity)) for line, quantity in (quantities or {}).items()}
    counts = {line.pk: found.get(line.delivery_line_id, line.quantity) for line in ret.lines.all()}
    counting.count_return(ret.pk, people.warehouse, counts=counts, **fields)
    return ReturnOrder.objects.get(pk=ret.pk)


def received_return(people, quantities, category="2", counted=None):
    """In the return store; with ``counted`` the difference is resolved."""
    ret = count(people, permitted_return(people, quantities, category), counted)
    if ret.status == ReturnOrder.Status.DISCREPANCY:
        ret = counting.resolve_count(ret.pk, ret.customer.owner, resolution="客户同意按实收数")
    return ret
