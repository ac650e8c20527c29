"""The demo company's opinions, weekly forms, improvements, feedback, product information and sample requests."""

import datetime as dt

from customers.complaint.models import ComplaintCause
from customers.feedback.models import ServiceFeedback
from customers.feedback.review import review_feedback
from customers.product_info import publishing as product_info
from customers.product_info.models import NewsRecipient
from customers.quality import improvement as improvements
from customers.quality import opinion as opinions
from customers.quality.demo_texts import DOCUMENTS, FEEDBACK, NEWS, OPINIONS, SUGGESTIONS
from customers.quality.models import ImprovementAction, QualityOpinion
from customers.quality_report import weekly as quality_reports
from customers.sample.request import cancel_sample, request_sample, submit_sample
from salesmgmt.core import calendar
from salesmgmt.core.calendar import add_months, now, today
from salesmgmt.core.demo_clock import at
from salesmgmt.core.domain.numbering import next_numbers

DEPARTMENT_OF = {"qa": "quality", "tec": "technical", "prod": "production", "pur": "purchasing", "log": "logistics"}


def build(company):
    _opinions(company)
    _suggestions(company)
    _feedback(company)
    _weekly_forms(company)
    _product_information(company)
    _samples(company)


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
                customer.owner, customer, product_code=code, product_name=product, channel=channel, content=content,
                heard_on=today(),
            )  # fmt: skip
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


def _feedback(company):
    """A year of answers; the low ones of the last weeks lead to measures."""
    customers = [each for each in company.customers.values() if each.status == "active"]
    rows = []
    for month in range(11, -1, -1):
        first = add_months(today(), -month)
        for place in range(4 + month % 3):
            customer = customers[(month * 5 + place * 3) % len(customers)]
            score = (5, 4, 4, 3, 5, 4, 2)[(month * 2 + place) % 7]
            rows.append(ServiceFeedback(
                customer=customer, created_by=customer.owner, score=score, content=FEEDBACK[score],
                about=("service", "supply", "quality")[place % 3], channel=("call", "visit", "message")[month % 3],
                given_on=min(first, today()) - dt.timedelta(days=place if month else 0),
            ))  # fmt: skip
    for row, number in zip(rows, next_numbers(ServiceFeedback.KIND, len(rows)), strict=True):
        row.number = number
    made = ServiceFeedback.objects.bulk_create(rows)
    low = [row for row in made if row.score == 2][-3:]
    for place, row in enumerate(low):
        owner = row.customer.owner
        improvements.add_feedback_action(
            row.pk, owner, department="qa", measure="答复时限由两天缩短为一天，专人跟进",
            due_on=today() + dt.timedelta(days=5 + place),
        )  # fmt: skip
        review_feedback(row.pk, company.service, "答复不及时，已定措施")


def _weekly_forms(company):
    """Three weeks back until today: passed on, nothing to report, submitted, missing, and the draft of this week."""
    southwest, east = company.units["SW"], company.units["EC"]
    for weeks in (3, 2, 1, 0):
        day = today() - dt.timedelta(days=7 * weeks)
        _form(company.manager, southwest, day, passed_on=weeks > 1, submitted=weeks > 0)
        _form(company.manager2, east, day, passed_on=weeks == 2, submitted=weeks > 1)
    quality_reports.ask_for_missing(now())


def _form(head, unit, day, passed_on, submitted):
    with at(min(now(), calendar.at(day, dt.time(8)))):
        report, _is_new = quality_reports.ensure_report(unit, day)
    if submitted:
        monday = report.sunday + dt.timedelta(days=1)
        with at(min(now(), calendar.at(monday, dt.time(9, 20)))):
            _hand_in(report, head, passed_on)


def _hand_in(report, head, passed_on):
    report.lines.filter(department="").update(department="qa")
    lines = [{"id": line} for line in report.lines.all()]
    quality_reports.update_report(report.pk, head, lines=lines, is_nil=not lines, remark="")
    quality_reports.submit_report(report.pk, head)
    if passed_on:
        quality_reports.forward_report(report.pk, head, ["qa", "tec"] if lines else ["qa"])


def _product_information(company):
    categories = company.categories
    for name, topic, category, edition, summary in DOCUMENTS:
        product_info.create_document(
            company.technical, name=name, topic=topic, product_category=categories[category], edition=edition,
            summary=summary,
        )  # fmt: skip
    old = product_info.create_document(
        company.technical, name="前桥总成技术参数表（旧版）", topic="performance", product_category=categories["AX-F"],
        edition="2025.1", summary="载荷参数已更改",
    )  # fmt: skip
    product_info.withdraw_document(old.pk, company.technical, "由 2026.1 版代替")
    for headline, kind, category, body, state in NEWS:
        news = product_info.create_news(
            company.technical, headline=headline, kind=kind, product_category=categories[category], body=body
        )
        if state == "published":
            product_info.publish_news(news.pk, company.technical)
            product_info.choose_recipients(news.pk, company.rep1)
            product_info.choose_recipients(news.pk, company.rep2)
            for pk in list(NewsRecipient.objects.filter(news=news).order_by("pk").values_list("pk", flat=True)[:4]):
                product_info.mark_news_sent(pk, company.rep1)


def _samples(company):
    """Drafts, one in approval, one cancelled; those that were approved are in orders/demo, which knows the products."""
    for name, kind, code, product, state in (
        ("渝峰车桥", "sample", "ZXJ-5101", "转向节", "submitted"),
        ("川江机械", "service_part", "CHT-0705", "卡钳防尘罩", "draft"),
        ("远航商用车", "sample", "ZKZ-380", "真空助力器带总泵", "draft"),
        ("黔灵专用车", "sample", "XBB-3101", "下摆臂总成", "cancelled"),
    ):
        customer = company.customers[name]
        request = request_sample(
            customer.owner, customer, kind=kind, product_code=code, product_name=product, quantity=2,
            needed_on=today() + dt.timedelta(days=12), delivery_place=customer.address,
            purpose="装车试验，客户要求附材质报告和全尺寸检验报告",
        )  # fmt: skip
        if state == "submitted":
            submit_sample(request.pk, customer.owner)
        elif state == "cancelled":
            cancel_sample(request.pk, customer.owner, "客户车型延期，暂不需要样件")
