"""Service commitments and service teams."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.service.commitment import create_commitment, update_commitment
from customers.service.forms import CommitmentEditForm, CommitmentForm, TeamForm, TechnicianLines
from customers.service.models import ServiceCommitment, ServiceTeam
from customers.service.permissions import can_keep_commitment, can_keep_commitments, can_keep_teams
from customers.service.tables import CommitmentTable, TeamTable
from customers.service.team import create_team, update_team
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage


class ServiceList(ListPage):
    """What the two lists share: opened by a permission of their own, never exported."""

    matrix_key = "ticket"
    can = None

    @classmethod
    def may_open(cls, user):
        return cls.can(user)

    @classmethod
    def may_export(cls, user):
        return False

    def may_create(self):
        return type(self).can(self.request.user)


class ServiceFormPage:
    list_url = ""

    def get_success_url(self, document):
        return reverse(self.list_url)

    def get_cancel_url(self, obj):
        return reverse(self.list_url)

    def get_crumbs(self, obj):
        return [Crumb(self.model._meta.verbose_name_plural, reverse(self.list_url)), Crumb(str(obj or _("New")))]


class CommitmentList(ServiceList):
    model = ServiceCommitment
    table_class = CommitmentTable
    key = "service-commitment"
    title = _("Service commitments")
    help_text = _("Warranty, maintenance and removal of faults by contract. Tickets are judged by them.")
    create_url = "service-commitment-create"
    can = staticmethod(can_keep_commitments)

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer", "product_category")


class CommitmentCreate(ServiceFormPage, CreatePage):
    model = ServiceCommitment
    form_class = CommitmentForm
    list_url = "service-commitment-list"
    title = _("New service commitment")
    create = create_commitment

    def check_may(self, obj):
        require(can_keep_commitments(self.request.user))


class CommitmentEdit(ServiceFormPage, EditPage):
    model = ServiceCommitment
    form_class = CommitmentEditForm
    list_url = "service-commitment-list"
    update = update_commitment

    def check_may(self, obj):
        require(can_keep_commitment(self.request.user, obj.customer))


class TeamList(ServiceList):
    model = ServiceTeam
    table_class = TeamTable
    key = "service-team"
    title = _("Service teams")
    help_text = _("Technicians and what they know to repair; the lead hears of tickets that nobody takes.")
    create_url = "service-team-create"
    can = staticmethod(can_keep_teams)

    @classmethod
    def base_queryset(cls, user):
        return ServiceTeam.objects.select_related("lead").prefetch_related("technicians__person", "technicians__skills")


class TeamFormPage(ServiceFormPage):
    model = ServiceTeam
    form_class = TeamForm
    line_formset = TechnicianLines
    list_url = "service-team-list"
    lines_title = _("Technicians")

    def check_may(self, obj):
        require(can_keep_teams(self.request.user))


class TeamCreate(TeamFormPage, CreatePage):
    title = _("New service team")
    create = create_team


class TeamEdit(TeamFormPage, EditPage):
    update = update_team

    def get_object(self):
        return get_object_or_404(ServiceTeam, pk=self.kwargs["pk"])
