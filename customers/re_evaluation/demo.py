"""The round of the quarter in the demo company, with stale and mature customers."""

import datetime as dt

from customers.customer.maturity import set_mature, suggest_mature
from customers.customer.models import Customer
from customers.customer.review import open_stale_tasks
from customers.customer.states import Grade
from customers.evaluation.demo import answers_for, past_evaluation
from customers.evaluation.entry import update_evaluation
from customers.evaluation.models import CustomerEvaluation
from customers.opening.demo import moment
from customers.re_evaluation.clock import close_round, open_round
from customers.re_evaluation.quarter import copy_last_answers, submit_round
from salesmgmt.core import calendar
from salesmgmt.core.calendar import add_months, quarter_of, today
from salesmgmt.core.demo_clock import at

# Grades of the five quarters before the last report, oldest first.
COURSES = {
    "渝峰车桥": "BBAAA",
    "两江智行": "CBBAB",
    "川江机械": "CCBBB",
    "嘉陵江摩托": "BBCDC",
    "远航商用车": "BAABA",
    "沪申底盘": "ABBAA",
}
# Their last report lies two quarters back: overdue in the round before, outdated for a contract.
LATE = ("彩灯特车", "泸州机配", "黄果树机械")
STALE = ("川江机械", "嘉陵江摩托", "东岭重工", "乌江农用车", "太湖拖拉机")


def build(company):
    """The round of this quarter, with stale and mature customers."""
    customers = company.customers
    _histories(customers)
    _late(customers)
    _this_quarter(customers)
    _mature(company)
    Customer.objects.filter(short_name__in=STALE).update(last_reviewed_at=moment(today() - dt.timedelta(days=120)))
    first = quarter_of(today()).first_day
    close_round(calendar.at(first, dt.time(0, 5)))
    open_round(calendar.at(first, dt.time(0, 10)))
    open_stale_tasks(calendar.now())


def _histories(customers):
    """A report in each of the quarters before, so that the course of the grade has something to show."""
    for short, course in COURSES.items():
        quarter = quarter_of(today()).preceding.preceding
        for grade in reversed(course):
            day = quarter.last_day - dt.timedelta(days=18)
            if quarter.first_day > add_months(today(), -24):
                past_evaluation(customers[short], grade, day, CustomerEvaluation.Status.SUPERSEDED, "quarterly")
            quarter = quarter.preceding


def _late(customers):
    day = quarter_of(today()).preceding.preceding.last_day - dt.timedelta(days=9)
    for short in LATE:
        customers[short].evaluations.filter(status=CustomerEvaluation.Status.APPROVED).update(approved_on=day)


def _this_quarter(customers):
    """Some drafts with the answers of last time, one of them changed, one submitted."""
    for short, grade, is_sent in (
        ("两江智行", "", False),
        ("嘉陵江摩托", "D", False),
        ("天府轨道", "C", True),
        ("紫金山客车", "A", True),
    ):
        customer = customers[short]
        draft = copy_last_answers(customer.pk, customer.owner)
        if grade:
            update_evaluation(draft.pk, customer.owner, answers_for(grade), "本季度情况有变化，已逐项核实。")
        if is_sent:
            submit_round(customer.pk, customer.owner)


def _mature(company):
    """Customers of long standing were supplied for the first time long ago; the best are marked, others suggested."""
    old = Customer.objects.filter(status=Customer.Status.ACTIVE, grade__in="ABC").order_by("pk")
    for place, customer in enumerate(old):
        day = add_months(today(), -24) + dt.timedelta(days=place * 5)
        Customer.objects.filter(pk=customer.pk).update(first_delivery_date=day)
        if customer.grade == Grade.A and customer.owner.username != "rep4":
            with at(moment(add_months(today(), -24))):
                set_mature(customer.pk, company.manager)
    suggest_mature(calendar.at(dt.date(today().year, 1, 1)))
