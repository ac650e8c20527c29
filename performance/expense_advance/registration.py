"""What advances tell core about themselves."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.expense_advance.approval import EXPENSE_ADVANCE
from performance.expense_advance.giving import open_sum
from performance.expense_advance.models import ExpenseAdvance
from performance.expense_advance.permissions import can_edit_advance, reads_advances
from performance.expense_advance.states import ExpenseAdvanceStatus
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals, people
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import Role, has
from salesmgmt.core.web.status import register_tones


def register():
    approvals.register(EXPENSE_ADVANCE)
    register_draft(ExpenseAdvance, can_edit_advance)
    registry.register_document(
        ExpenseAdvance,
        "EXA",
        pgettext_lazy("expense", "Advance"),
        pgettext_lazy("expense", "Advances"),
        "cash",
        "expense-advance-list",
        search=False,
    )
    registry.register_menu(
        "money", pgettext_lazy("expense", "Advances"), "expense-advance-list", "cash", reads_advances, 81
    )
    register_tones(warn=[ExpenseAdvanceStatus.PAID_OUT], good=[ExpenseAdvanceStatus.SETTLED])
    people.register_leaving_check(
        lambda person: str(_("Advances he has not accounted for are open.")) if open_sum(person) else ""
    )
    registry.register_home_card(
        "advances-to-pay",
        pgettext_lazy("expense", "Advances to pay out"),
        has(Role.FIN),
        lambda user: ExpenseAdvance.objects.visible_to(user).filter(status=ExpenseAdvanceStatus.APPROVED),
        f"expense-advance-list?status={ExpenseAdvanceStatus.APPROVED}",
        icon="cash",
        order=54,
    )
