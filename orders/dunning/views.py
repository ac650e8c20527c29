"""Pages of the dunning: the run, the letters, the collection actions."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET

from customers.customer.models import Customer
from orders.account.models import Account
from orders.customer_run.states import RunKind
from orders.customer_run.views import RunPage
from orders.dunning.filters import CollectionActionFilters, DunningLetterFilters, DunningRunFilters
from orders.dunning.forms import SendingForm
from orders.dunning.letter import draft_letter, run_over, send_letter
from orders.dunning.models import CollectionAction, DunningLetter
from orders.dunning.papers import draft_paper, heading_of, issued_letter
from orders.dunning.permissions import can_dun, can_send_letter
from orders.dunning.states import Sending
from orders.dunning.tables import CollectionActionTable, DunnedItemTable, DunningLetterTable, DunningRunTable
from salesmgmt.core.domain.mailing import mail_state, paper_letter
from salesmgmt.core.output import pdf
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset


class DunningRun(ListPage):
    """Who gets which letter today, and who is left out and why (REC-02)."""

    model = Account
    key = "dunning-run"
    matrix_key = "invoice"
    title = gettext_lazy("Dunning run")
    icon = "mail-exclamation"
    help_text = gettext_lazy(
        "Customers with overdue, undisputed invoices. The level follows the age of the oldest item, one step at a time; "
        "what is promised is left out until its day."
    )
    table_class = DunningRunTable
    filterset_class = DunningRunFilters
    rows_later = True
    links = ((gettext_lazy("Draw up all letters"), "dunning-runs", "files", can_dun),)
    presets = (
        Preset(gettext_lazy("Letter due"), "may_go=true"),
        Preset(gettext_lazy("Mine"), "customer__owner=me"),
        Preset(gettext_lazy("All"), ""),
    )
    bulk_actions = (
        BulkAction(
            "draft",
            gettext_lazy("Draw up the letters"),
            can_dun,
            draft_letter,
            icon="file-plus",
        ),
    )
    empty_title = gettext_lazy("Nobody is to be reminded")
    empty_text = gettext_lazy("No customer has overdue invoices that are not in dispute.")

    @classmethod
    def base_queryset(cls, user):
        # Looked up for the rows of the page: joined, every customer is sorted along before the first row is known.
        customers = Prefetch("customer", Customer.objects.select_related("owner"))
        return run_over(super().base_queryset(user)).prefetch_related(customers)


class DunningRuns(RunPage):
    """The letters of all customers, in the worker."""

    kind = RunKind.LETTERS
    title = gettext_lazy("Draw up all letters that are due")
    label = gettext_lazy("Draw up all letters")
    help_text = gettext_lazy(
        "Of every customer to whom one is due today, with all his overdue items. They are drafts until they are sent."
    )
    parent = (gettext_lazy("Dunning run"), "dunning-run")

    def made_at(self):
        return f"{reverse('dunning-letter-list')}?status={DunningLetter.Status.DRAFT}"


class DunningLetterList(ListPage):
    model = DunningLetter
    matrix_key = "invoice"
    table_class = DunningLetterTable
    filterset_class = DunningLetterFilters
    links = [(gettext_lazy("Dunning run"), "dunning-run", "mail-exclamation", can_dun)]
    bulk_actions = (
        BulkAction(
            "send",
            gettext_lazy("Issue and record the sending"),
            can_dun,
            send_letter,
            icon="mail-forward",
            form=SendingForm,
        ),
    )
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("To be sent"), f"status={DunningLetter.Status.DRAFT}"),
        Preset(gettext_lazy("Sent"), f"status={DunningLetter.Status.SENT}"),
    )
    empty_title = gettext_lazy("No dunning letters yet")
    empty_text = gettext_lazy("The dunning run proposes to whom one is due.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_customer()


class DunningLetterDetail(DetailPage):
    model = DunningLetter
    related = ("customer__owner", "created_by")
    pdf_links = ((gettext_lazy("Dunning letter (PDF)"), "dunning-letter-pdf", lambda user, letter: True),)
    actions = (
        Action(
            "send",
            gettext_lazy("Issue and record the sending"),
            can_send_letter,
            send_letter,
            form=SendingForm,
            to=DunningLetter.Status.SENT,
            style="primary",
            icon="mail-forward",
            help_text=gettext_lazy("The amounts are brought up to date, the paper is stored and cannot be changed."),
        ),
    )

    def facts(self, obj):
        facts = [
            (_("Customer"), obj.customer),
            (_("Responsible rep"), obj.customer.owner),
            (pgettext("dunning", "Level"), f"{obj.level} {heading_of(obj)}"),
            (_("Total overdue"), obj.total),
            (_("Paid or credited, not allocated"), obj.free),
            (_("Pay by"), obj.deadline),
        ]
        if obj.sent_on:
            facts += [(_("Sent on"), obj.sent_on), (_("Sent by way of"), obj.get_sending_display())]
        if obj.sending == Sending.MAIL and (mail := paper_letter(obj)):
            facts.append((_("E-mail"), mail_state(mail)))
        if obj.note:
            facts.append(Fact(_("Remark"), obj.note, wide=True))
        return facts

    def lines(self, obj):
        return DunnedItemTable(obj.items.select_related("invoice"), user=self.request.user)


class CollectionActionList(ListPage):
    """What was done about overdue money, the newest first (REC-02)."""

    model = CollectionAction
    key = "collection-actions"
    matrix_key = "invoice"
    title = gettext_lazy("Collection actions")
    icon = "phone-outgoing"
    table_class = CollectionActionTable
    filterset_class = CollectionActionFilters
    presets = (Preset(gettext_lazy("All"), ""), Preset(gettext_lazy("Mine"), "customer__owner=me"))
    empty_title = gettext_lazy("Nothing recorded yet")
    empty_text = gettext_lazy("Record a contact from an overdue invoice or from the page of the customer.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_customer()


@require_GET
def dunning_letter_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as it was sent, or a draft with its watermark."""
    letter = get_object_or_404(DunningLetter.objects.visible_to(request.user).with_customer(), pk=pk)
    row = issued_letter(letter)
    data = pdf.read(row) if row else draft_paper(letter)
    return pdf_response(data, row.file_name if row else f"催款函-{letter}.pdf")
