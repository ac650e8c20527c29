"""Customers for the tests of this app and those to its right."""

from functools import partial

import factory
from django.apps import apps

from customers.category.models import ProductCategory
from customers.complaint_cause.entry import load_first_causes
from customers.contact.models import Contact
from customers.customer.models import Customer
from customers.evaluation.models import CustomerEvaluation
from customers.lead.models import Lead
from customers.needs.models import NeedsTemplate
from customers.needs.template import load_templates
from customers.scheme.models import EvaluationScheme
from customers.scheme.version_one import load_scheme_one
from customers.scheme.versions import scheme_on
from salesmgmt.core.calendar import today

# A total inside each grade.
TOTALS = {"A": 42, "B": 35, "C": 28, "D": 20, "E": 16}


def load_first_rows():
    """The scheme, the root causes and the needs templates that migrations bring, where they are missing."""
    get_model = partial(apps.get_model, "customers")
    if not EvaluationScheme.objects.exists():
        load_scheme_one(get_model)
    load_first_causes()
    if not NeedsTemplate.objects.exists():
        load_templates(get_model)


def scheme():
    """The version in force; stored anew where a test with real transactions has emptied the database."""
    load_scheme_one(partial(apps.get_model, "customers"))
    return scheme_on()


class ProductCategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProductCategory

    name = factory.Sequence(lambda n: f"Category {n}")
    code = factory.Sequence(lambda n: f"PC{n}")


class CustomerFactory(factory.django.DjangoModelFactory):
    """A prospect with a main contact, as conversion leaves it: ``CustomerFactory(owner=people.rep1)``."""

    class Meta:
        model = Customer
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"CUS-TEST-{n}")
    name = factory.Sequence(lambda n: f"重庆第{n}机械制造有限公司")
    location_type = Customer.Location.LOCAL

    @factory.post_generation
    def contact(customer, create, extracted, **kwargs):
        if extracted is not False:
            Contact.objects.create(customer=customer, name="王芳", phone="13800000000", is_primary=True)


class LeadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Lead

    number = factory.Sequence(lambda n: f"LEAD-TEST-{n}")
    company = factory.Sequence(lambda n: f"成都第{n}车业有限公司")
    contact_name = "李强"
    phone = "13900000000"
    source = Lead.Source.EXHIBITION


def approved_evaluation(customer, grade="B", approved_on=None, **fields):
    """An evaluation that was approved on a day (today), without the walk through the approval."""
    values = {
        "number": f"EVA-TEST-{customer.pk}-{customer.evaluations.count()}",
        "scheme": scheme(),
        "status": CustomerEvaluation.Status.APPROVED,
        "total": TOTALS[grade],
        "grade": grade,
        "approved_on": approved_on or today(),
    }
    return CustomerEvaluation.objects.create(customer=customer, **{**values, **fields})


def active_customer(owner, grade="B", approved_on=None, **fields):
    """A customer with an approved evaluation: business may begin. Grade E gives a blocked one."""
    status = Customer.Status.BLOCKED if grade == "E" else Customer.Status.ACTIVE
    customer = CustomerFactory(owner=owner, status=status, grade=grade, **fields)
    approved_evaluation(customer, grade, approved_on)
    return customer
