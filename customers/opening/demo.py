"""The demo company's customers of every grade."""

import datetime as dt
from decimal import Decimal
from itertools import cycle

from django.utils import timezone
from stdnum.cn import uscc

from customers.contact.models import Contact
from customers.customer.models import Customer, CustomerOwnerHistory
from customers.customer.states import Grade
from customers.opening.demo_names import CONTACTS, CUSTOMERS, POSITIONS
from salesmgmt.core import audit
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.search import reindex

# What they pay in advance of each delivery, percent, by grade.
SHARES = {"A": 90, "B": 80, "C": 70, "D": 60, "E": 60}


def moment(day):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(10, 30)))


def credit_code(city, serial):
    base = f"91{city}MA{serial:07d}"
    return base + uscc.calc_check_digit(base)


def build(company):
    """``company.customers``, {short name: customer}; opened two years ago."""
    categories, names = cycle(company.categories.values()), cycle(CONTACTS)
    made = {}
    for serial, row in enumerate(CUSTOMERS, start=1):
        customer = _customer(company, row, 3_100 + serial * 37)
        chosen = [next(categories), next(categories)] if serial % 3 else [next(categories)]
        customer.categories.set(chosen)
        for place in range(1 + serial % 3):
            Contact.objects.create(
                customer=customer,
                name=next(names),
                position=POSITIONS[(serial + place) % len(POSITIONS)],
                phone=f"13{serial % 10}{8_000_0000 + serial * 7919 + place * 131:08d}",
                is_primary=place == 0,
                email=f"purchase{serial}@example.com" if place == 1 else "",
            )
        made[customer.short_name] = customer
    reindex(Customer.objects.all())
    company.customers = made


def _customer(company, row, serial):
    name, short, city, address, account, grade, state, location, segment, industry = row
    owner = getattr(company, account) if account else None
    is_key = segment == Customer.Segment.KEY
    opened = add_months(today(), -25) + dt.timedelta(days=serial % 90)
    status = state if state in ("active", "dormant", "blocked", "prospect") else Customer.Status.PROSPECT
    customer = Customer.objects.create(
        number=next_number("customer", opened),
        name=name,
        short_name=short,
        credit_code=credit_code(city, serial),
        owner=owner,
        region=owner.scope_unit("g") if owner else company.units["EC"],
        created_by=owner,
        status=status,
        grade=grade,
        location_type=location,
        segment=segment,
        industry=industry,
        address=address,
        phone=f"0{10 + serial % 80}-{6_000_0000 + serial * 41:08d}",
        invoice_title=name,
        bank="中国银行股份有限公司重庆分行",
        bank_account=f"3100{serial:015d}",
        is_key=is_key,
        payment_term_days=30 if grade in (Grade.A, Grade.B) else None,
        executive_sponsor=(company.director if owner and owner.username == "rep4" else company.manager)
        if is_key
        else None,
        payment_pct=Decimal(SHARES[grade]) if grade else None,
        origin=Customer.Origin.OWN if owner else Customer.Origin.IMPORTED,
    )
    Customer.objects.filter(pk=customer.pk).update(created_at=moment(opened))
    audit.record(customer, owner, "Created", to_status=Customer.Status.PROSPECT)
    if owner:
        opening = CustomerOwnerHistory.objects.create(customer=customer, to_user=owner, changed_by=owner, reason="建档")
        CustomerOwnerHistory.objects.filter(pk=opening.pk).update(at=moment(opened))
    return customer
