"""Every act locks the customer before his documents (docs/ARCHITECTURE.md, section 3)."""

import re
from functools import partial
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, transaction

from contracts.tests.factories import template
from customers.customer.models import Customer
from orders.billing.entry import bill_delivery
from orders.invoice.posting import post_invoice
from orders.order_change.execution import execute_change
from orders.order_change.tests.test_order_change import approved
from orders.payment.allocation import allocate
from orders.payment.recording import confirm_payment
from orders.plan.release import cancel_plan
from orders.production.run import start_production
from orders.tests.factories import confirmed_order
from orders.tests.factories_fulfilment import production_of, released_plan, signed_delivery, submitted_plan
from orders.tests.factories_money import confirmed_payment, draft_invoice, posted_invoice, recorded_payment
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.lock_order import path_to_root
from salesmgmt.core.state import lock
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.races import locked_tables

ROOT = Path(__file__).resolve().parent.parent.parent
FAMILY = [model for model in apps.get_models() if path_to_root(model)[0]]
# Rows locked without lock(): why nobody waits there in the wrong order.
ELSEWHERE = {
    "customers/category/keeping.py": "no customer's",
    "customers/complaint/corrective_action.py": "its complaint is locked before",
    "customers/complaint/handling.py": "its complaint is locked before",
    "customers/duplicate/merge.py": "both customers are locked before",
    "customers/evaluation/outcome.py": "the customer is locked before",
    "customers/lead/clock.py": "nobody waits: skip_locked",
    "customers/needs/survey.py": "its opportunity is locked before",
    "customers/scheme/versions.py": "no customer's",
    "contracts/template/versions.py": "no customer's",
    "orders/account/posting.py": "the customer is locked before, in the same statement",
    "orders/invoice/overdue.py": "nobody waits: skip_locked",
    "orders/allocation/settling.py": "the account is locked before",
    "orders/receivables/merging.py": "both customers are locked before",
    "orders/invoice_application/applying.py": "the customers are locked before",
    "orders/opening_balance/rows.py": "the customers are locked before",
    "orders/red_confirmation/recording.py": "the account is locked before",
    "orders/stock/posting.py": "balances of products, in the order of their keys, after the document",
    "performance/alert/clock.py": "no customer's: the alerts of one rule",
    "performance/bonus/scale.py": "no customer's",
    "performance/commission/computing.py": "no customer's",
    "performance/line_question/asking.py": "of the statement, which is locked before",
    "performance/policy_document/preparing.py": "no customer's",
    "pricing/adjustment/proposal.py": "no customer's",
    "pricing/announcement/telling.py": "the adjustment, or both customers of a merge, are locked before",
    "pricing/material/watching.py": "no customer's",
    "pricing/price_list/release.py": "no customer's",
}
DIRECT = [model for model in apps.get_models() if any(field.related_model is Customer for field in model._meta.fields)]


@pytest.mark.django_db
@pytest.mark.parametrize("model", FAMILY, ids=lambda model: model.__name__)
def test_a_document_is_locked_together_with_its_customer(model):
    statements = []

    def listen(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(listen), pytest.raises(BusinessError, match="不存在"):
        lock(model, 0)
    first = next(sql for sql in statements if "FOR NO KEY UPDATE" in sql)
    assert re.search(r'FROM "customers_customer" \w+ WHERE .* FOR NO KEY UPDATE\)', first)
    assert first.endswith(f'FOR NO KEY UPDATE OF "{model._meta.db_table}"')


def test_every_model_with_a_customer_belongs_to_his_family():
    assert set(DIRECT) - {Customer} <= set(FAMILY)
    assert {"PlanRelease", "Production", "OrderChange", "Solution"} <= {model.__name__ for model in FAMILY}


def test_rows_are_locked_elsewhere_only_where_it_is_said_why():
    files = [
        path.relative_to(ROOT).as_posix()
        for app in ("customers", "pricing", "contracts", "orders", "performance")
        for path in sorted((ROOT / app).rglob("*.py"))
        if "tests" not in path.parts and "select_for_update" in path.read_text()
    ]
    assert sorted(files) == sorted(ELSEWHERE)


@pytest.fixture
def people(db):
    template()
    return company()


def customer_of(people):
    return confirmed_order(owner=people.rep1).customer


def signature(people):
    (step,) = approvals.open_steps_of(submitted_plan(people))
    return partial(approvals.approve, step.pk, people.director)


def cancelling_change(people):
    change = approved(released_plan(people).order, people.manager, kind="cancel")
    return partial(execute_change, change.pk, people.rep1)


def allocation(people):
    customer = customer_of(people)
    payment, invoice = confirmed_payment(customer, "100"), posted_invoice(customer, "100")
    return partial(allocate, payment.pk, people.finance, [(invoice.pk, invoice.amount)])


ACTS = {
    "start production": lambda people: partial(
        start_production, production_of(released_plan(people)).pk, people.production
    ),
    "cancel a plan": lambda people: partial(cancel_plan, released_plan(people).pk, people.director, "停"),
    "sign a plan": signature,
    "execute a cancelling change": cancelling_change,
    "bill a delivery": lambda people: partial(bill_delivery, signed_delivery(people).pk, people.finance),
    "post an invoice": lambda people: partial(post_invoice, draft_invoice(customer_of(people)).pk, people.finance),
    "confirm a payment": lambda people: partial(
        confirm_payment, recorded_payment(customer_of(people)).pk, people.finance
    ),
    "allocate a payment": allocation,
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_locks_the_customer_before_any_of_his_documents(people, name):
    act = ACTS[name](people)
    tables = {model._meta.db_table for model in FAMILY} | {Customer._meta.db_table}
    touched = [table for table in locked_tables(act) if table in tables]
    assert touched[0] == Customer._meta.db_table
    assert len(touched) > 1
