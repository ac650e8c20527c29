"""Pages of the layouts of payment files."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from performance.expense_batch.filters import PayoutLayoutFilters
from performance.expense_batch.forms import PayoutLayoutForm
from performance.expense_batch.keeping import create_layout, update_layout
from performance.expense_batch.models import PayoutLayout
from performance.expense_batch.permissions import can_keep_layouts, reads_batches
from performance.expense_batch.tables import PayoutLayoutTable
from salesmgmt.core.state import require
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.kept_pages import KeptPage
from salesmgmt.core.web.lists import ListPage


class PayoutLayoutList(ListPage):
    model = PayoutLayout
    key = "payout-layout"
    matrix_key = "expense_batch"
    icon = "table-options"
    table_class = PayoutLayoutTable
    filterset_class = PayoutLayoutFilters
    create_url = "payout-layout-create"
    help_text = pgettext_lazy(
        "payment batch", "The headers of your bank's form for many payments, and what stands below each."
    )

    @classmethod
    def may_open(cls, user):
        return reads_batches(user)


class LayoutPage(KeptPage):
    model = PayoutLayout
    form_class = PayoutLayoutForm
    list_url = "payout-layout-list"

    def check_may(self, obj):
        require(can_keep_layouts(self.request.user))


class PayoutLayoutCreate(LayoutPage, CreatePage):
    title = pgettext_lazy("payment batch", "New layout of a payment file")
    create = create_layout


class PayoutLayoutEdit(LayoutPage, EditPage):
    update = update_layout

    def get_object(self):
        require(reads_batches(self.request.user))
        return get_object_or_404(PayoutLayout, pk=self.kwargs["pk"])

    def get_title(self):
        return _("Layout %(name)s") % {"name": self.get_object()}
