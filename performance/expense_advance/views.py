"""Pages of advances."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.expense_advance.filters import ExpenseAdvanceFilters
from performance.expense_advance.forms import ExpenseAdvanceForm, GiveBackForm, PayAdvanceForm
from performance.expense_advance.giving import create_advance, give_back, pay_advance, submit_advance, update_advance
from performance.expense_advance.models import ExpenseAdvance
from performance.expense_advance.permissions import can_edit_advance, can_pay_advance, can_take_back_advance
from performance.expense_advance.tables import AdvanceMovementTable, ExpenseAdvanceTable
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, Preset


class ExpenseAdvanceList(ListPage):
    model = ExpenseAdvance
    table_class = ExpenseAdvanceTable
    filterset_class = ExpenseAdvanceFilters
    create_url = "expense-advance-create"
    presets = (
        Preset(_("All"), ""),
        Preset(_("Mine"), "person=me"),
        Preset(pgettext_lazy("advance", "To pay out"), f"status={ExpenseAdvance.Status.APPROVED}"),
        Preset(pgettext_lazy("advance", "Still open"), f"status={ExpenseAdvance.Status.PAID_OUT}"),
    )
    empty_title = _("No advances yet")
    empty_text = _("Money for expenses to come; claims are set off against it by themselves.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("person")


class ExpenseAdvanceDetail(DetailPage):
    model = ExpenseAdvance
    related = ("person__superior", "created_by")
    lines_title = pgettext_lazy("advance", "Movements")
    actions = (
        Action(
            "submit",
            _("Submit for approval"),
            can_edit_advance,
            submit_advance,
            to=ExpenseAdvance.Status.SUBMITTED,
            style="primary",
            icon="send",
        ),
        Action(
            "pay",
            pgettext_lazy("advance", "Pay out"),
            can_pay_advance,
            pay_advance,
            form=PayAdvanceForm,
            to=ExpenseAdvance.Status.PAID_OUT,
            style="success",
            icon="cash",
        ),
        Action(
            "give-back",
            pgettext_lazy("advance", "Money given back"),
            can_take_back_advance,
            give_back,
            form=GiveBackForm,
            initial=lambda user, advance: {"amount": advance.open_amount},
            icon="arrow-back-up",
        ),
    )

    def title(self, obj):
        return obj.purpose

    def can_edit(self, user, obj):
        return can_edit_advance(user, obj)

    def facts(self, obj):
        return [
            (pgettext_lazy("advance", "Person"), obj.person),
            Fact(_("Amount"), obj.amount, price=False),
            Fact(pgettext_lazy("advance", "Still open"), obj.open_amount, price=False),
            (pgettext_lazy("advance", "Needed on"), obj.needed_on),
            (pgettext_lazy("advance", "Paid out on"), obj.paid_on),
        ]

    def lines(self, obj):
        return AdvanceMovementTable(obj.movements.all(), user=self.request.user) if obj.paid_on else None


class ExpenseAdvanceCreate(CreatePage):
    model = ExpenseAdvance
    form_class = ExpenseAdvanceForm
    create = create_advance


class ExpenseAdvanceEdit(EditPage):
    model = ExpenseAdvance
    form_class = ExpenseAdvanceForm
    update = update_advance
    may_edit = can_edit_advance
