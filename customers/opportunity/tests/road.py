"""The road of an opportunity for the tests: a survey answered, a solution presented, a quote sent."""

from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from customers.needs import survey as needs
from customers.needs.models import NeedsTemplate
from customers.negotiation import rounds as negotiation
from customers.negotiation.quoting import begin_quoting
from customers.solution import design as solution
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import attachments

PREFAB = "活动板房"
ANSWERS = {"规格": "6m×3m", "材质": "岩棉夹芯板", "用途": "工地宿舍", "预算": "260000"}
PARTS = ("设计方案", "配置清单", "施工方案")
TOPICS = {
    "quantity": Decimal(40),
    "unit": "套",
    "quality_standard": "GB/T 29740",
    "packaging": "托盘",
    "payment_terms": "月结 60 天",
    "delivery_place": "重庆",
    "agreed_topics": ["quantity", "quality_standard", "packaging", "payment_terms", "delivery_place"],
}


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def survey_of(opportunity, user, answers=ANSWERS, family=PREFAB):
    survey = needs.start_survey(opportunity.pk, user, NeedsTemplate.objects.get(name=family))
    by_label = {field.label: field.pk for field in survey.template.fields.all()}
    return needs.update_survey(survey.pk, user, {by_label[label]: text for label, text in answers.items()})


def attach(document, user, *kinds):
    for kind in kinds:
        attachments.add(document, SimpleUploadedFile(f"{kind}.txt", "内容".encode()), user, kind)


def at_solution(opportunity, user):
    survey_of(opportunity, user)
    needs.complete_needs(opportunity.pk, user)
    return fresh(opportunity)


def presented(opportunity, user):
    made = solution.start_solution(opportunity.pk, user, "方案", "两层宿舍")
    attach(made, user, *PARTS)
    solution.complete_solution(made.pk, user)
    return solution.present_solution(made.pk, user, today(), "王芳")


def at_quoting(opportunity, user):
    at_solution(opportunity, user)
    presented(opportunity, user)
    return begin_quoting(opportunity.pk, user)


def at_quoted(opportunity, user):
    at_quoting(opportunity, user)
    return negotiation.offer_sent(opportunity.pk, user, "QUO-1")
