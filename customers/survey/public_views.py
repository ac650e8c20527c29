"""The page a customer answers on: no login, one link, one answer (SVC-05).

Unknown, used and expired links get one and the same page with the same status. It says nothing of the customer, only
who asks. Attempts are not counted: a token cannot be guessed (customers.domain.survey_answers).
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from customers.survey.answer import answer_survey, invitation_of
from customers.survey.forms import AnswerSheet
from salesmgmt.core.domain.company import company


def page(request, template, status=200, **context):
    """In Chinese, whatever the browser asks for: the questions are; out of every cache and search engine."""
    with translation.override("zh-hans"):
        response = render(request, template, {"company": company(), **context}, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def nothing_here(request):
    return page(request, "customers/survey/public_gone.html", status=404)


@method_decorator([login_not_required, never_cache], name="dispatch")
class SurveyAnswerPage(View):
    http_method_names = ["get", "head", "post"]

    def get(self, request, token):
        invitation = invitation_of(token)
        if invitation is None:
            return nothing_here(request)
        return self._show(request, invitation, AnswerSheet(questions=invitation.survey.questions.all()))

    def post(self, request, token):
        invitation = invitation_of(token)
        if invitation is None:
            return nothing_here(request)
        with translation.override("zh-hans"):
            form = AnswerSheet(request.POST, questions=invitation.survey.questions.all())
            valid = form.is_valid()
        if not valid:
            return self._show(request, invitation, form, status=422)
        if answer_survey(token, form.scores(), form.cleaned_data["comment"]) is None:
            return nothing_here(request)
        return HttpResponseRedirect(reverse("survey-thanks"))

    @staticmethod
    def _show(request, invitation, form, status=200):
        return page(request, "customers/survey/public_answer.html", status, survey=invitation.survey, form=form)


@method_decorator([login_not_required, never_cache], name="dispatch")
class SurveyThanks(View):
    http_method_names = ["get", "head"]

    def get(self, request):
        return page(request, "customers/survey/public_thanks.html")
