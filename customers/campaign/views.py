"""Pages of campaigns and invitations."""

from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views import View

from customers.campaign import running as campaigns
from customers.campaign.filters import CampaignFilters
from customers.campaign.forms import (
    AnswerForm,
    CampaignForm,
    CloseForm,
    EvaluateForm,
    InviteForm,
    StartForm,
    SubmitForm,
    TaskForm,
)
from customers.campaign.models import Campaign, CampaignInvitation, CampaignTask
from customers.campaign.papers import evaluation_pdf
from customers.campaign.permissions import (
    can_edit_campaign,
    can_enter_lead,
    can_give_task,
    can_invite,
    can_invite_to_campaign,
    can_submit_campaign,
    can_tick_task,
)
from customers.campaign.tables import CampaignTable, CustomerCampaignTable
from customers.campaign.tasks import by_stage, give_task, tick_task
from customers.customer.views import CustomerDetail
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.detail import Action, DetailPage, Fact, opening
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset, TabList


class CampaignList(ListPage):
    model = Campaign
    table_class = CampaignTable
    filterset_class = CampaignFilters
    create_url = "campaign-create"
    edit_fields = ("starts_on", "ends_on", "place", "budget")
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(
            gettext_lazy("Ahead"),
            f"status={Campaign.Status.PLANNED}&status={Campaign.Status.SUBMITTED}&status={Campaign.Status.APPROVED}&status={Campaign.Status.PREPARING}&status={Campaign.Status.RUNNING}",
        ),
        Preset(gettext_lazy("To evaluate"), f"status={Campaign.Status.FINISHED}"),
    )
    empty_title = gettext_lazy("No campaigns yet")
    empty_text = gettext_lazy("A product launch, an appreciation event: plan it and invite customers.")

    @classmethod
    def base_queryset(cls, user):
        return campaigns.with_counts(super().base_queryset(user).select_related("responsible_person"))


class CampaignDetail(DetailPage):
    model = Campaign
    related = ("responsible_person", "created_by")
    template_name = "customers/campaign/detail.html"
    pdf_links = ((gettext_lazy("Evaluation of the campaign"), "campaign-pdf", lambda user, obj: obj.is_evaluated),)
    actions = (
        Action(
            "invite",
            gettext_lazy("Invite customers"),
            can_invite_to_campaign,
            campaigns.invite,
            form=InviteForm,
            style="primary",
            icon="user-plus",
        ),
        Action(
            "submit",
            gettext_lazy("Submit for approval"),
            can_submit_campaign,
            campaigns.submit_campaign,
            form=SubmitForm,
            to=Campaign.Status.SUBMITTED,
            style="primary",
            icon="send",
        ),
        Action(
            "prepare",
            gettext_lazy("Begin preparation"),
            can_edit_campaign,
            campaigns.advance(Campaign.Status.PREPARING),
            to=Campaign.Status.PREPARING,
            style="success",
            icon="list-check",
        ),
        Action(
            "start",
            pgettext_lazy("campaign", "Begin"),
            can_edit_campaign,
            campaigns.start_campaign,
            form=StartForm,
            to=Campaign.Status.RUNNING,
            style="success",
            icon="player-play",
        ),
        Action(
            "finish",
            pgettext_lazy("campaign", "Finish"),
            can_edit_campaign,
            campaigns.advance(Campaign.Status.FINISHED),
            to=Campaign.Status.FINISHED,
            style="success",
            icon="flag",
        ),
        Action(
            "evaluate",
            pgettext_lazy("campaign", "Evaluate"),
            can_edit_campaign,
            campaigns.evaluate_campaign,
            form=EvaluateForm,
            initial=lambda user, obj: campaigns.offered_for_evaluation(obj),
            to=Campaign.Status.EVALUATED,
            style="success",
            icon="chart-bar",
        ),
        Action(
            "close",
            pgettext_lazy("campaign", "Close"),
            can_edit_campaign,
            campaigns.close_campaign,
            form=CloseForm,
            to=Campaign.Status.CLOSED,
            style="success",
            icon="archive",
            initial=lambda user, obj: {"lessons": obj.lessons},
        ),
        Action(
            "task",
            gettext_lazy("Give a task"),
            can_give_task,
            give_task,
            form=TaskForm,
            icon="list-check",
            beside_round=True,
        ),
        Action(
            "new-lead",
            gettext_lazy("Enter a lead of this campaign"),
            can_enter_lead,
            opening(Campaign, can_enter_lead),
            goto=lambda made, campaign: reverse("lead-create") + "?" + urlencode({"campaign": campaign.name}),
            icon="user-plus",
            beside_round=True,
        ),
        Action(
            "cancel",
            gettext_lazy("Cancel the campaign"),
            can_edit_campaign,
            campaigns.cancel_campaign,
            form=ReasonForm,
            to=Campaign.Status.CANCELLED,
            icon="calendar-x",
        ),
    )

    def title(self, obj):
        return obj.name

    def subtitle(self, obj):
        return f"{obj.number} · {obj.get_type_display()}"

    def can_edit(self, user, obj):
        return obj.is_editable and can_edit_campaign(user, obj)

    def facts(self, obj):
        return [
            (_("Begins"), obj.starts_on),
            (_("Ends"), obj.ends_on),
            (_("Place"), obj.place),
            (_("Responsible"), obj.responsible_person),
            (_("Budget"), obj.budget),
            Fact(_("Content"), obj.content, wide=True),
            *([Fact(_("Reason"), obj.cancelled_reason, wide=True)] if obj.cancelled_reason else []),
        ]

    def fact_groups(self, obj):
        if not obj.is_evaluated:
            return []
        return [
            (
                pgettext("campaign", "Evaluation"),
                [
                    (_("Participants"), str(obj.participants)),
                    (_("Sales achieved"), obj.sales_amount),
                    (_("Leads of this campaign"), str(campaigns.leads_of(obj).count())),
                    Fact(_("Feedback of the customers"), obj.feedback, wide=True),
                    Fact(_("Lessons for the next one"), obj.lessons, wide=True),
                ],
            )
        ]

    def extra_context(self, obj):
        user = self.request.user
        rows = obj.invitations.visible_to(user).select_related("customer__owner", "contact", "invited_by")
        is_open = obj.status not in (Campaign.Status.EVALUATED, Campaign.Status.CLOSED, Campaign.Status.CANCELLED)
        return {
            "counts": campaigns.with_counts(Campaign.objects.filter(pk=obj.pk)).get(),
            "invitations": [(row, is_open and can_invite(user, row.customer)) for row in rows],
            "answers": CampaignInvitation.Status.choices,
            "stages": [
                (stage, [(task, can_tick_task(user, task)) for task in tasks]) for stage, tasks in by_stage(obj)
            ],
            "leads": campaigns.leads_of(obj).count(),
            "leads_seen": campaigns.leads_of(obj).visible_to(user).count() if may_at_all(user, "lead", "R") else None,
        }


class CampaignCreate(CreatePage):
    model = Campaign
    form_class = CampaignForm
    create = campaigns.create_campaign


class CampaignEdit(EditPage):
    model = Campaign
    form_class = CampaignForm
    update = campaigns.update_campaign


class InvitationAnswer(View):
    """One tap on the campaign's page: accepted, declined, attended."""

    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = CampaignInvitation.objects.visible_to(request.user)
        invitation = get_object_or_404(rows.filter(campaign__in=Campaign.objects.visible_to(request.user)), pk=pk)
        form = AnswerForm(request.POST)
        if not form.is_valid():
            raise BusinessError(_("Choose an answer."))
        campaigns.answer_invitation(invitation.pk, request.user, form.cleaned_data["status"])
        return HttpResponseRedirect(invitation.get_absolute_url() + "#invitations")


class TaskTick(View):
    """One tap on the campaign's page: done, or open again."""

    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = CampaignTask.objects.filter(campaign__in=Campaign.objects.visible_to(request.user))
        task = get_object_or_404(rows.select_related("campaign"), pk=pk)
        tick_task(task.pk, request.user)
        return HttpResponseRedirect(task.campaign.get_absolute_url() + "#tasks")


class CampaignPdf(View):
    """F-35, the evaluation."""

    def get(self, request, pk):
        rows = Campaign.objects.visible_to(request.user).select_related("responsible_person", "created_by")
        campaign = get_object_or_404(rows.filter(participants__isnull=False), pk=pk)
        return pdf_response(evaluation_pdf(campaign), f"{campaign.number}.pdf")


class CustomerCampaigns(TabList):
    model = CampaignInvitation
    table_class = CustomerCampaignTable
    key = "customer-campaigns"
    matrix_key = "customer"
    title = gettext_lazy("Campaigns")
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("campaign", "contact", "invited_by")
