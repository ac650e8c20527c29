"""Pages of known payers."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from orders.known_payer.filters import KnownPayerFilters
from orders.known_payer.forms import KnownPayerForm
from orders.known_payer.keeping import create_payer, update_payer
from orders.known_payer.models import KnownPayer
from orders.known_payer.permissions import can_keep_payers
from orders.known_payer.tables import KnownPayerTable
from salesmgmt.core.state import require
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.kept_pages import KeptPage
from salesmgmt.core.web.lists import ListPage


class KnownPayerList(ListPage):
    model = KnownPayer
    key = "known-payer"
    matrix_key = "known_payer"
    icon = "user-dollar"
    table_class = KnownPayerTable
    filterset_class = KnownPayerFilters
    create_url = "known-payer-create"
    edit_fields = ("note",)
    help_text = gettext_lazy(
        "By which account and under which name a customer's money comes: learnt from confirmed lines, or entered."
    )
    empty_title = gettext_lazy("No known payers yet")
    empty_text = gettext_lazy("They are learnt from the lines that are confirmed.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer", "line", "created_by")


class KnownPayerPage(KeptPage):
    model = KnownPayer
    form_class = KnownPayerForm
    list_url = "known-payer-list"

    def check_may(self, obj):
        require(can_keep_payers(self.request.user))


class KnownPayerCreate(KnownPayerPage, CreatePage):
    title = gettext_lazy("New known payer")
    create = create_payer


class KnownPayerEdit(KnownPayerPage, EditPage):
    update = update_payer

    def get_object(self):
        require(can_keep_payers(self.request.user))
        return get_object_or_404(KnownPayer, pk=self.kwargs["pk"])
