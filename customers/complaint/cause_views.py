"""The list of root causes and its rows."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.complaint.cause import create_cause, update_cause
from customers.complaint.forms import CauseForm
from customers.complaint.models import ComplaintCause
from customers.complaint.permissions import can_keep_causes
from customers.complaint.tables import CauseTable
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage


class CauseList(ListPage):
    model = ComplaintCause
    table_class = CauseTable
    matrix_key = "complaint"
    key = "complaint-cause"
    title = _("Root causes")
    help_text = _("The monthly summary counts by them. One that is out of use stays on old complaints.")
    create_url = "complaint-cause-create"

    @classmethod
    def may_open(cls, user):
        return can_keep_causes(user)

    @classmethod
    def may_export(cls, user):
        return False

    def may_create(self):
        return can_keep_causes(self.request.user)

    @classmethod
    def base_queryset(cls, user):
        return ComplaintCause.objects.all()


class CauseFormPage:
    """What adding and changing share."""

    model = ComplaintCause
    form_class = CauseForm

    def check_may(self, obj):
        require(can_keep_causes(self.request.user))

    def get_success_url(self, document):
        return reverse("complaint-cause-list")

    def get_crumbs(self, obj):
        return [Crumb(_("Root causes"), reverse("complaint-cause-list")), Crumb(str(obj or _("New")))]

    def get_cancel_url(self, obj):
        return reverse("complaint-cause-list")


class CauseCreate(CauseFormPage, CreatePage):
    title = _("New root cause")
    create = create_cause


class CauseEdit(CauseFormPage, EditPage):
    update = update_cause

    def get_object(self):
        return get_object_or_404(ComplaintCause, pk=self.kwargs["pk"])
