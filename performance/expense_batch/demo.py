"""The demo company's payment batches: one paid, one of which the money came back, one undone and made again, one at the
bank; claims that wait."""

from performance.expense_batch.batching import make_batch, pay_batch, return_payment, undo_batch
from performance.expense_batch.keeping import create_payee_account
from performance.expense_batch.models import PayoutLayout
from performance.expense_batch.querysets import to_pay
from performance.expense_batch.shipped import ship
from performance.expense_claim.models import ExpenseClaim
from salesmgmt.core.calendar import today

ACCOUNTS = [
    ("rep1", "6222021100012345671", "中国工商银行", "重庆江北支行"),
    ("rep2", "6217003650009876543", "中国建设银行", "昆明东风支行"),
    ("rep4", "6228480402564890018", "中国农业银行", "苏州工业园区支行"),
    ("manager", "6214830123456789", "招商银行", "上海分行营业部"),
]


def build(company):
    ship(PayoutLayout)
    for account, number, bank, branch in ACCOUNTS:
        person = getattr(company, account)
        create_payee_account(company.finance, person, holder=person.name, number=number, bank=bank, branch=branch)
    waiting = list(to_pay(ExpenseClaim.objects.all()).order_by("pk").values_list("pk", flat=True))
    paid, back, again, bank, *_rest = waiting
    batch = make_batch([paid], company.finance, "报销款")
    pay_batch(batch.pk, company.finance, today(), "网银 20260131")
    batch = make_batch([back], company.finance, "报销款")
    pay_batch(batch.pk, company.finance, today(), "网银 20260207")
    return_payment(batch.pk, company.finance, batch.lines.get().pk, today(), "收款账号已销户，银行退票")
    batch = make_batch([again, bank], company.finance, "报销款")
    undo_batch(batch.pk, company.finance, "开户网点填错，退回重做")
    make_batch([again], company.finance, "差旅报销")
