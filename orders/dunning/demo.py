"""Collection in the demo company: contacts with causes and promises, letters of each level, a draft, one thrown away."""

import datetime as dt

from orders.account.models import Account
from orders.customer_run.models import CustomerRun
from orders.customer_run.states import RunKind
from orders.customer_run.working import start_run
from orders.dunning.contact import log_action, return_broken_promises
from orders.dunning.letter import draft_letter, run_over, send_letter
from orders.dunning.states import Cause, Sending, Way
from orders.invoice.models import Invoice
from salesmgmt.core.calendar import now, today
from salesmgmt.core.domain import jobs
from salesmgmt.core.domain.discarding import discard
from salesmgmt.core.money import cents

SPOKEN = (
    (Way.CALL, Cause.PAYMENT_RUN, "财务部周会计答复：本月二十五日统一付款。", 9),
    (Way.VISIT, Cause.PAPERS, "缺回单一份，已当场补签，财务收到后安排付款。", 5),
    (Way.MESSAGE, Cause.SHORT, "客户资金紧张，要求分两期支付；下周再与其总经理面谈。", None),
    (Way.CALL, Cause.QUALITY, "客户称有三件漆面划伤，待质量部回复后付款；已转投诉。", None),
)


def build(company):
    """The customers with the oldest debts first; of seven one is left without any action, as happens."""
    accounts = run_over(Account.objects.filter(customer__owner__isnull=False)).filter(may_go=True)
    found = list(accounts.select_related("customer__owner").order_by("oldest", "pk")[:10])
    for place, account in enumerate(found[1:5]):
        way, cause, measure, promised_in = SPOKEN[place]
        log_action(
            account.customer_id,
            account.customer.owner,
            date=today() - dt.timedelta(days=3 + place),
            way=way,
            spoke_with="周会计",
            cause=cause,
            measure=measure,
            promised_on=today() + dt.timedelta(days=promised_in) if promised_in else None,
            # The second promises one invoice alone: the rest is asked for.
            invoices=[_one_of(account)] if place == 1 else None,
        )
    _break_a_promise(found[9])
    for place, account in enumerate(found[3:9]):
        letter = draft_letter(account.pk, account.customer.owner)
        if place in (0, 1):
            send_letter(letter.pk, account.customer.owner, Sending.POST, "顺丰 SF1390027")
        elif place == 3:
            discard(type(letter), letter.pk, account.customer.owner, "客户当日已付款，单据在途。")
    _raise_levels()
    # Finance thought better of drawing up all letters at once: first the money that lies free is allocated.
    jobs.cancel(CustomerRun, start_run(company.finance, RunKind.LETTERS).pk, company.finance)


def _one_of(account):
    """The newest of what is overdue: the oldest may be lost."""
    return Invoice.objects.filter(customer=account.customer_id, disputed=False).overdue(today()).oldest_first().last()


def _break_a_promise(account):
    """Half of it was promised for yesterday and did not come: it is the rep's again."""
    log_action(
        account.customer_id,
        account.customer.owner,
        date=today() - dt.timedelta(days=6),
        way=Way.CALL,
        spoke_with="何会计",
        cause=Cause.PAYMENT_RUN,
        measure="答复先付一半，余款下月。",
        promised_on=today() - dt.timedelta(days=1),
        promised_amount=cents(account.owed / 2),
    )
    return_broken_promises(now())


def _raise_levels():
    """Two of the oldest debts went through the levels: reminder, demand for payment, and of one the last notice waits."""
    accounts = run_over(Account.objects.filter(customer__owner__isnull=False)).filter(may_go=True)
    oldest = today() - dt.timedelta(days=60)
    for place, account in enumerate(accounts.filter(oldest__lte=oldest).order_by("-oldest", "pk")[:2]):
        owner = account.customer.owner
        log_action(
            account.customer_id,
            owner,
            date=today() - dt.timedelta(days=45),
            way=Way.CALL,
            spoke_with="王出纳",
            cause=Cause.SHORT,
            measure="资金紧张，答复月底前先付一半，未兑现。",
        )
        for back in (40, 20):
            letter = send_letter(draft_letter(account.pk, owner).pk, owner, Sending.FAX, "对方财务已签收传真")
            when = today() - dt.timedelta(days=back)
            type(letter).objects.filter(pk=letter.pk).update(
                date=when, sent_on=when, deadline=when + dt.timedelta(days=7)
            )
            type(letter.action).objects.filter(letter=letter).update(date=when)
        last = draft_letter(account.pk, owner)
        if place == 0:
            send_letter(last.pk, owner, Sending.HAND, "当面交付总经理办公室")
