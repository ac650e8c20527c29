"""Addresses of satisfaction surveys; those below /answers/ are open to everybody who has a link."""

from django.urls import path

from customers.survey import views as survey
from customers.survey.public_views import SurveyAnswerPage, SurveyThanks
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "surveys",
        "survey",
        list=survey.SurveyList,
        detail=survey.SurveyDetail,
        create=survey.SurveyCreate,
        edit=survey.SurveyEdit,
    ),
    path("surveys/<int:pk>/invitations/", survey.SurveyInvitations.as_view(), name="survey-invitations"),
    *document_urls("survey-invitations", "survey-invitation", detail=survey.InvitationDetail),
    path("survey-invitations/<int:pk>/link/", survey.InvitationLink.as_view(), name="survey-invitation-link"),
    path("answers/thanks/", SurveyThanks.as_view(), name="survey-thanks"),
    path("answers/<str:token>/", SurveyAnswerPage.as_view(), name="survey-answer"),
]

register_list(survey.SurveyInvitations)
