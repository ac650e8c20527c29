"""Collection reports of the demo company: acknowledged, returned, handed in, a draft, one thrown away."""

import datetime as dt

from orders.account.models import Account
from orders.collection_report.models import CollectionReport
from orders.collection_report.reporting import acknowledge_report, draft_report, return_report, submit_report
from orders.dunning.contact import log_action
from orders.invoice.models import Invoice
from salesmgmt.core.calendar import today, week_bounds
from salesmgmt.core.domain.discarding import discard
from salesmgmt.core.models import User


def build(company):
    """Each rep's last weeks; who is overdue has a cause by then, as the report asks."""
    monday = week_bounds(today())[0]
    owners = User.objects.filter(pk__in=Account.objects.values("customer__owner")).order_by("pk")
    for place, rep in enumerate(owners):
        _learn_causes(rep)
        for weeks in (2, 1):
            first = monday - dt.timedelta(days=7 * weeks)
            report = draft_report(rep, first, first + dt.timedelta(days=6))
            if weeks == 2 or place % 4 == 0:
                submit_report(report.pk, rep, "本周回款均已与客户核对。")
            if weeks == 2:
                acknowledge_report(report.pk, company.finance)
            elif place % 4 == 1:
                submit_report(report.pk, rep)
                return_report(report.pk, company.finance, "第二笔回款客户名称与银行回单不符，请核对。")
    spare = CollectionReport.objects.filter(status="draft").order_by("-pk").first()
    if spare is not None:
        discard(CollectionReport, spare.pk, spare.owner, "本周休假，由主管汇总上报。")


def _learn_causes(rep):
    overdue = Invoice.objects.filter(customer__owner=rep).overdue(today()).filter(collection_actions__isnull=True)
    for customer in dict.fromkeys(invoice.customer_id for invoice in overdue.order_by("due_date")):
        log_action(
            customer,
            rep,
            date=today() - dt.timedelta(days=2),
            way="call",
            cause="payment_run",
            measure="已电话催收，客户答复月底统一付款。",
        )
