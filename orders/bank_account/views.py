"""Pages of our bank accounts and of the layouts of the banks' files."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.bank_account.filters import BankAccountFilters, BankProfileFilters
from orders.bank_account.forms import BankAccountForm, BankProfileForm
from orders.bank_account.keeping import create_account, create_profile, update_account, update_profile
from orders.bank_account.models import BankAccount, BankProfile
from orders.bank_account.permissions import can_keep_bank_accounts, reads_bank_accounts
from orders.bank_account.tables import BankAccountTable, BankProfileTable
from salesmgmt.core.state import require
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.kept_pages import KeptPage
from salesmgmt.core.web.lists import ListPage


class BankAccountList(ListPage):
    model = BankAccount
    key = "bank-account"
    matrix_key = "bank_account"
    title = gettext_lazy("Bank accounts")
    icon = "building-bank"
    table_class = BankAccountTable
    filterset_class = BankAccountFilters
    create_url = "bank-account-create"
    links = [(gettext_lazy("Layouts of bank files"), "bank-profile-list", "table-options", reads_bank_accounts)]
    empty_title = gettext_lazy("No bank accounts yet")
    empty_text = gettext_lazy("Add each account whose statements are brought in: its lines are known by the number.")


class BankProfileList(ListPage):
    model = BankProfile
    key = "bank-profile"
    matrix_key = "bank_account"
    icon = "table-options"
    table_class = BankProfileTable
    filterset_class = BankProfileFilters
    create_url = "bank-profile-create"
    help_text = gettext_lazy("A file is known by its headers. Where a bank changes its file, add the new header here.")


class BankPage(KeptPage):
    """Accounts and layouts are kept by finance."""

    def check_may(self, obj):
        require(can_keep_bank_accounts(self.request.user))


class AccountPage(BankPage):
    model = BankAccount
    form_class = BankAccountForm
    list_url = "bank-account-list"


class BankAccountCreate(AccountPage, CreatePage):
    title = gettext_lazy("New bank account")
    create = create_account


class BankAccountEdit(AccountPage, EditPage):
    update = update_account

    def get_object(self):
        require(reads_bank_accounts(self.request.user))
        return get_object_or_404(BankAccount, pk=self.kwargs["pk"])


class ProfilePage(BankPage):
    model = BankProfile
    form_class = BankProfileForm
    list_url = "bank-profile-list"


class BankProfileCreate(ProfilePage, CreatePage):
    title = gettext_lazy("New layout of a bank file")
    create = create_profile


class BankProfileEdit(ProfilePage, EditPage):
    update = update_profile

    def get_object(self):
        require(reads_bank_accounts(self.request.user))
        return get_object_or_404(BankProfile, pk=self.kwargs["pk"])

    def get_title(self):
        return _("Layout %(name)s") % {"name": self.get_object()}
