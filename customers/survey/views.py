"""Pages of satisfaction surveys for those who run and send them."""

import datetime as dt
import json

from django.db.models import Avg
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache

from customers.product_info.tables import mail_draft
from customers.survey import answer as survey_answers
from customers.survey import asking as surveys
from customers.survey import permissions as allowed
from customers.survey import satisfaction
from customers.survey.filters import InvitationFilters, SurveyFilters
from customers.survey.forms import InviteForm, QuestionLines, SurveyForm
from customers.survey.models import SatisfactionSurvey, SurveyInvitation
from customers.survey.tables import AnswerTable, InvitationTable, QuestionTable, RoundTable, SurveyTable
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.output.letters import site_address
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, Preset, TabList


class SurveyList(ListPage):
    model = SatisfactionSurvey
    table_class = SurveyTable
    filterset_class = SurveyFilters
    create_url = "survey-create"
    icon = "mood-smile"
    empty_title = _("No surveys yet")
    empty_text = _("The clock proposes one every half year; you can make one at any time.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("created_by")


class SurveyDetail(DetailPage):
    model = SatisfactionSurvey
    related = ("created_by",)
    template_name = "customers/survey/detail.html"
    lines_title = _("Results by question")
    actions = (
        Action(
            "open",
            _("Open the survey"),
            allowed.can_edit_survey,
            surveys.open_survey,
            to=SatisfactionSurvey.Status.OPEN,
            style="primary",
            icon="send",
            confirm=_("Invite every customer in cooperation? The questions can no longer be changed then."),
        ),
        Action(
            "invite",
            _("Invite a customer"),
            lambda user, survey: survey.is_running and allowed.can_edit_survey(user, survey),
            surveys.invite_customer,
            form=InviteForm,
            style="",
            icon="user-plus",
        ),
        Action(
            "close",
            _("Close the survey"),
            allowed.can_edit_survey,
            surveys.close_survey,
            to=SatisfactionSurvey.Status.CLOSED,
            style="danger",
            icon="lock",
            confirm=_("Links that were not used will no longer lead anywhere. Close the survey?"),
        ),
    )

    def title(self, obj):
        return obj.name

    def can_edit(self, user, obj):
        return allowed.can_change_survey(user, obj)

    def facts(self, obj):
        seen = SurveyInvitation.objects.visible_to(self.request.user).filter(survey=obj)
        states = list(seen.values_list("status", flat=True))
        answered = states.count(SurveyInvitation.Status.ANSWERED)
        share = f" ({answered * 100 / len(states):.0f} %)" if states else ""
        result = self.result(obj)
        return [
            (_("Open from"), obj.opens_on),
            (_("Open until"), obj.closes_on),
            (_("Invited"), len(states)),
            (_("To send"), states.count(SurveyInvitation.Status.TO_SEND)),
            (_("Answered"), f"{answered}{share}"),
            Fact(_("Satisfaction"), f"{result.average} / 5 ({result.percent} %)" if result.count else ""),
            *([Fact(_("Introduction"), obj.introduction, wide=True)] if obj.introduction else []),
        ]

    def rows(self, obj):
        if not hasattr(self, "_rows"):
            self._rows = satisfaction.by_question(obj, self.request.user)
        return self._rows

    def result(self, obj):
        return satisfaction.overall(self.rows(obj))

    def lines(self, obj):
        return QuestionTable(self.rows(obj), user=self.request.user)

    def extra_context(self, obj):
        rounds = [] if obj.status == SatisfactionSurvey.Status.DRAFT else satisfaction.trend(self.request.user)
        return {
            "rounds": RoundTable(list(reversed(rounds)), user=self.request.user),
            "chart": json.dumps(trend_chart(rounds)),
            "questions_chart": json.dumps(question_chart(self.rows(obj))),
            "has_answers": self.result(obj).count,
        }


def trend_chart(rounds):
    shown = [each for each in rounds if each.satisfaction.count]
    return {
        "xAxis": {"type": "category", "data": [f"{each.survey.opens_on:%Y-%m}" for each in shown]},
        "yAxis": {"type": "value", "min": 1, "max": 5},
        "series": [
            {
                "name": str(_("average score")),
                "type": "line",
                "label": {"show": True},
                "data": [float(each.satisfaction.average) for each in shown],
            }
        ],
    }


def question_chart(rows):
    shown = [row for row in reversed(rows) if row.satisfaction.count]
    return {
        "xAxis": {"type": "value", "min": 0, "max": 5},
        "yAxis": {
            "type": "category",
            "data": [row.text for row in shown],
            "axisLabel": {"width": 150, "overflow": "break"},
        },
        "series": [
            {
                "name": str(_("average score")),
                "type": "bar",
                "label": {"show": True},
                "data": [float(row.satisfaction.average) for row in shown],
            }
        ],
    }


class SurveyCreate(CreatePage):
    model = SatisfactionSurvey
    form_class = SurveyForm
    line_formset = QuestionLines
    lines_title = _("Questions")
    create = surveys.create_survey

    def get_initial(self):
        last = today() + dt.timedelta(days=policy().survey_open_days)
        return {"opens_on": today(), "closes_on": last, **super().get_initial()}

    def get_line_initial(self):
        return [{"text": text} for text in surveys.next_questions()]


class SurveyEdit(EditPage):
    model = SatisfactionSurvey
    form_class = SurveyForm
    line_formset = QuestionLines
    lines_title = _("Questions")
    update = surveys.update_survey
    may_edit = allowed.can_change_survey


class SurveyInvitations(TabList):
    model = SurveyInvitation
    matrix_key = "survey"
    key = "survey-invitations"
    title = _("Invitations")
    table_class = InvitationTable
    filterset_class = InvitationFilters
    parent, parent_field = SurveyDetail, "survey"
    presets = (
        Preset(_("All"), ""),
        Preset(_("Mine to send"), f"status={SurveyInvitation.Status.TO_SEND}&customer__owner=me"),
        Preset(_("Answered"), f"status={SurveyInvitation.Status.ANSWERED}"),
    )
    icon = "users"
    empty_title = _("Nobody is invited yet")
    empty_text = _("Every customer in cooperation is invited when the survey is opened.")

    @classmethod
    def base_queryset(cls, user):
        rows = super().base_queryset(user).select_related("customer__owner", "contact", "survey")
        return rows.annotate(average=Avg("answers__score"))

    def _presets(self):
        """Without the tab's own parameter, which is in no preset."""
        query = self.request.GET.urlencode()
        return [(each.label, each.query, each.query == query) for each in self.presets]


class InvitationDetail(DetailPage):
    model = SurveyInvitation
    related = ("customer__owner", "contact", "survey", "link_made_by")
    template_name = "customers/survey/invitation_detail.html"
    has_attachments = False
    edit_url = None
    lines_title = _("Answers")
    actions = (
        Action(
            "sent",
            _("Mark as sent"),
            allowed.can_mark_sent,
            survey_answers.mark_sent,
            to=SurveyInvitation.Status.SENT,
            style="success",
            icon="check",
        ),
    )

    def title(self, obj):
        return obj.customer.name

    def subtitle(self, obj):
        return obj.survey.name

    def facts(self, obj):
        return [
            (_("Satisfaction survey"), obj.survey),
            (_("Customer"), obj.customer),
            (_("Contact"), obj.contact),
            (_("Responsible rep"), obj.customer.owner),
            (_("Link made at"), obj.link_made_at),
            (_("Sent at"), obj.sent_at),
            (_("Answered at"), obj.answered_at),
            *([Fact(_("Comment of the customer"), obj.comment, wide=True)] if obj.comment else []),
        ]

    def lines(self, obj):
        rows = list(obj.answers.select_related("question"))
        return AnswerTable(rows, user=self.request.user) if rows else None

    def extra_context(self, obj):
        trail = [
            Crumb(_("Satisfaction surveys"), reverse("survey-list")),
            Crumb(obj.survey.name, obj.survey.get_absolute_url()),
            Crumb(str(obj.customer)),
        ]
        return {"crumbs": trail, "can_make_link": allowed.can_make_link(self.request.user, obj)}


@method_decorator(never_cache, name="dispatch")
class InvitationLink(View):
    """Makes the one-time link and shows it, this once; a reload makes a new one (SVC-05)."""

    http_method_names = ["post"]
    model = SurveyInvitation

    def post(self, request, pk):
        invitation = get_object_or_404(InvitationDetail.queryset(request.user), pk=pk)
        token = survey_answers.make_link(invitation.pk, request.user)
        link = site_address(reverse("survey-answer", args=[token]))
        subject, text = survey_answers.letter(invitation, link)
        context = {
            "title": _("Link for the customer"),
            "invitation": invitation,
            "link": link,
            "subject": subject,
            "text": text,
            "mail": mail_draft(invitation, subject, text),
            "crumbs": [
                Crumb(invitation.survey.name, invitation.survey.get_absolute_url()),
                Crumb(str(invitation.customer), invitation.get_absolute_url()),
                Crumb(_("Link")),
            ],
        }
        return render(request, "customers/survey/link.html", context)
