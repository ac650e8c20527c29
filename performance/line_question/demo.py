"""The demo company's questions: one line disputed, one held back, one decided."""

import datetime as dt

from performance.commission.models import CommissionStatement
from performance.commission.states import CommissionKind, CommissionStatus, QuestionOutcome
from performance.line_question.asking import decide_question, dispute_line, hold_line
from salesmgmt.core import calendar


def build(company):
    rows = CommissionStatement.objects.exclude(status=CommissionStatus.PAID).order_by("-month", "pk")
    lines = [
        line
        for statement in rows
        for line in statement.lines.filter(amount__gt=0, kind=CommissionKind.COLLECTION).order_by("pk")[:2]
    ]
    if len(lines) < 3:
        return
    day = calendar.today() + dt.timedelta(days=10)
    disputed, held, decided = lines[0], lines[-1], lines[1]
    dispute_line(disputed.statement_id, disputed.statement.person, disputed, "该客户上月已转为成熟客户，请核对比例。")
    hold_line(held.statement_id, company.finance, held, "银行回单与合同付款方不一致，待核实。", day)
    question = hold_line(decided.statement_id, company.finance, decided, "收款凭证缺附件。", day)
    decide_question(decided.statement_id, company.director, question, QuestionOutcome.STANDS, "附件已补齐，照发。")
