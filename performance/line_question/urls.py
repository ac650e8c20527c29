"""The address of the list."""

from django.urls import path

from performance.line_question.views import QuestionList

urlpatterns = [path("commission/questions/", QuestionList.as_view(), name="line-question-list")]
