"""F-01, the customer file (客户档案): basic data, contacts, purchase record, history, needs, grade, owner (CUS-01)."""

from customers.domain.evaluation_history import history_of
from salesmgmt.core.calendar import today
from salesmgmt.core.output import pdf
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.registry import fact

TEMPLATE = "customers/pdf/customer.html"


def customer_pdf(customer, user):
    """The file as it is today, for this reader: without amounts where he sees no prices."""
    return pdf.render(TEMPLATE, paper_context(customer, user))


def paper_context(customer, user):
    prices = sees_prices(user)
    return {
        "customer": customer,
        "contacts": list(customer.contacts.all()),
        "evaluations": history_of(customer)[::-1],
        "owners": list(customer.owner_history.select_related("from_user", "to_user")),
        "categories": "、".join(str(each) for each in customer.categories.all()),
        "purchases": fact("customer", "purchase_record", customer, []),
        "prices": prices,
        "number": customer.number,
        "date": today(),
        "draft": False,
        "signatures": [("制表人", user, None)],
    }
