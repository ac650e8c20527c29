"""The demo company's files that were opened twice."""

from customers.customer.states import CustomerLocation
from customers.duplicate.merge import merge_customers
from customers.opening.entry import create_customer


def build(company):
    """One firm entered by two reps, still suspected, and one that was merged already."""
    contact = {"name": "周涛", "phone": "13900001234", "position": "采购主管"}
    create_customer(
        company.rep2,
        [contact],
        name="渝峰车桥（重庆）制造有限责任公司",
        location_type=CustomerLocation.LOCAL,
        phone="023-62800001",
    )
    second = create_customer(
        company.rep2,
        [contact],
        name="重庆川江机械制造股份有限公司",
        location_type=CustomerLocation.LOCAL,
        short_name="川江股份",
    )
    merge_customers(company.customers["川江机械"].pk, company.manager, second.pk, "同一家企业重复建档")
