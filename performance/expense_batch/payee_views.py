"""Pages of the accounts to which people are paid."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from performance.expense_batch.filters import PayeeAccountFilters
from performance.expense_batch.forms import PayeeAccountForm
from performance.expense_batch.keeping import create_payee_account, update_payee_account
from performance.expense_batch.models import PayeeAccount
from performance.expense_batch.permissions import can_edit_payee_account, can_keep_layouts, can_keep_payee_account
from performance.expense_batch.tables import PayeeAccountTable
from salesmgmt.core.state import require
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.kept_pages import KeptPage
from salesmgmt.core.web.lists import ListPage


class PayeeAccountList(ListPage):
    model = PayeeAccount
    key = "payee-account"
    matrix_key = "payee_account"
    icon = "id"
    table_class = PayeeAccountTable
    filterset_class = PayeeAccountFilters
    create_url = "payee-account-create"
    help_text = pgettext_lazy("payment batch", "Where each person is paid his expenses.")
    empty_title = pgettext_lazy("payment batch", "No payee account yet")
    empty_text = pgettext_lazy("payment batch", "State the account to which expenses are paid.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("person")


class PayeePage(KeptPage):
    model = PayeeAccount
    form_class = PayeeAccountForm
    list_url = "payee-account-list"


class PayeeAccountCreate(PayeePage, CreatePage):
    title = pgettext_lazy("payment batch", "New payee account")
    create = create_payee_account

    def check_may(self, obj):
        require(can_keep_payee_account(self.request.user))

    def get_initial(self):
        found = super().get_initial()
        return {**found, "holder": self.request.user.name} if not can_keep_layouts(self.request.user) else found


class PayeeAccountEdit(PayeePage, EditPage):
    update = update_payee_account
    may_edit = can_edit_payee_account

    def get_object(self):
        rows = PayeeAccount.objects.visible_to(self.request.user).select_related("person")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_title(self):
        return _("Account of %(person)s") % {"person": self.get_object().person}
