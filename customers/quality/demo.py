"""The demo company's quality opinions, improvement actions and suggestions."""

import datetime as dt

from customers.complaint_cause.models import ComplaintCause
from customers.quality import improvement as improvements
from customers.quality import opinion as opinions
from customers.quality.demo_texts import OPINIONS, SUGGESTIONS
from customers.quality.models import ImprovementAction, QualityOpinion
from salesmgmt.core import calendar
from salesmgmt.core.calendar import now, today
from salesmgmt.core.demo_clock import at

DEPARTMENT_OF = {"qa": "quality", "tec": "technical", "prod": "production", "pur": "purchasing", "log": "logistics"}


def build(company):
    _opinions(company)
    _suggestions(company)


def _days_ago(days):
    """At the office, never later than now."""
    return min(now(), calendar.at(today() - dt.timedelta(days=days), dt.time(10, 30)))


def _opinions(company):
    causes = list(ComplaintCause.objects.order_by("position", "pk"))
    for place, row in enumerate(OPINIONS):
        name, code, product, days, channel, content, department, state, answer = row
        customer = company.customers[name]
        with at(_days_ago(days)):
            opinion = opinions.record_opinion(
                customer.owner,
                customer,
                product_code=code,
                product_name=product,
                channel=channel,
                content=content,
                heard_on=today(),
            )
        if state == "recorded":
            continue
        answered = state in ("answered", "closed")
        with at(_days_ago(max(days - 1, 0) if answered else 0)):
            opinions.forward_opinion(opinion.pk, customer.owner, department, comment="请尽快答复客户")
        if state == "overdue":
            QualityOpinion.objects.filter(pk=opinion.pk).update(due_on=today() - dt.timedelta(days=3 + place % 4))
        if answered:
            cause = causes[len(product) % 4] if causes else None
            _answer(company, opinion, department, answer, cause, state, place, days)


def _answer(company, opinion, department, answer, cause, state, place, days):
    person, owner = getattr(company, DEPARTMENT_OF[department]), opinion.customer.owner
    due_on = today() + dt.timedelta(days=10)
    with at(_days_ago(max(days - 3, 0))):
        opinions.answer_opinion(opinion.pk, person, answer, cause)
        action = improvements.add_opinion_action(
            opinion.pk, owner, department=department, measure=answer, due_on=due_on
        )
        if place == 6:
            twice = improvements.add_opinion_action(
                opinion.pk, owner, department="pur", measure="更换包装供应商", due_on=due_on
            )
            improvements.cancel_action(twice.pk, owner, "经查与包装无关")
    if state == "closed":
        with at(_days_ago(max(days - 9, 0))):
            improvements.finish_action(action.pk, person, "措施已落实，连续两批检验合格")
            opinions.close_opinion(opinion.pk, owner, "已向客户说明原因和措施，客户认可")
    elif place % 3 == 0:
        ImprovementAction.objects.filter(pk=action.pk).update(due_on=today() - dt.timedelta(days=4))


def _suggestions(company):
    accept, decline = improvements.accept_suggestion, improvements.decline_suggestion
    decide = {"accepted": accept, "implemented": accept, "declined": decline}
    for place, (name, kind, product, content, need, state, reply) in enumerate(SUGGESTIONS):
        customer, days = company.customers[name], 60 - place % 6 * 9
        with at(_days_ago(days)):
            suggestion = improvements.record_suggestion(
                customer.owner, customer, kind=kind, product_name=product, content=content, annual_quantity=need
            )
        if state in ("accepted", "implemented", "declined"):
            with at(_days_ago(days - 6)):
                decide[state](suggestion.pk, company.technical, reply)
        if state == "implemented":
            with at(_days_ago(days - 12)):
                improvements.implement_suggestion(suggestion.pk, company.technical, "已批量切换")
