"""The demo company's service feedback: a year of answers, the low ones with measures."""

import datetime as dt

from customers.customer.states import CustomerStatus
from customers.feedback.models import ServiceFeedback
from customers.feedback.review import add_feedback_action, review_feedback
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.domain.numbering import next_numbers

FEEDBACK = {
    5: "服务人员反应快，配件当天到",
    4: "总体满意，希望提前告知到货时间",
    3: "一般，电话有时没人接",
    2: "问题反映两天后才有答复",
}


def build(company):
    """A year of answers; the low ones of the last weeks lead to measures."""
    customers = [each for each in company.customers.values() if each.status == CustomerStatus.ACTIVE]
    rows = []
    for month in range(11, -1, -1):
        first = add_months(today(), -month)
        for place in range(4 + month % 3):
            customer = customers[(month * 5 + place * 3) % len(customers)]
            score = (5, 4, 4, 3, 5, 4, 2)[(month * 2 + place) % 7]
            rows.append(
                ServiceFeedback(
                    customer=customer,
                    created_by=customer.owner,
                    score=score,
                    content=FEEDBACK[score],
                    about=("service", "supply", "quality")[place % 3],
                    channel=("call", "visit", "message")[month % 3],
                    given_on=min(first, today()) - dt.timedelta(days=place if month else 0),
                )
            )
    for row, number in zip(rows, next_numbers(ServiceFeedback.KIND, len(rows)), strict=True):
        row.number = number
    made = ServiceFeedback.objects.bulk_create(rows)
    low = [row for row in made if row.score == 2][-3:]
    for place, row in enumerate(low):
        owner = row.customer.owner
        add_feedback_action(
            row.pk,
            owner,
            department="qa",
            measure="答复时限由两天缩短为一天，专人跟进",
            due_on=today() + dt.timedelta(days=5 + place),
        )
        review_feedback(row.pk, company.service, "答复不及时，已定措施")
