"""The forms of surveys: of those who run them, and of the customer who answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.feedback.models import Score
from customers.survey.models import SatisfactionSurvey, SurveyQuestion
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, LookupField, line_formset


class SurveyForm(BaseModelForm):
    class Meta:
        model = SatisfactionSurvey
        fields = ["name", "opens_on", "closes_on", "introduction"]
        widths = {"name": 4}


class QuestionForm(LineForm):
    class Meta:
        model = SurveyQuestion
        fields = ["text"]


QuestionLines = line_formset(SatisfactionSurvey, SurveyQuestion, QuestionForm)


class InviteForm(BaseForm):
    customer = LookupField("customer", label=_("customer"))


class AnswerSheet(forms.Form):
    """A choice of five for each question, and room for words. Needs no user."""

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[self.name_of(question)] = forms.TypedChoiceField(
                label=question.text, choices=Score.choices, coerce=int, widget=forms.RadioSelect
            )
        self.fields["comment"] = forms.CharField(
            label=_("What should we do better?"),
            widget=forms.Textarea(attrs={"rows": 4}),
            max_length=2000,
            required=False,
        )
        self.questions = list(questions)

    @staticmethod
    def name_of(question):
        return f"question_{question.pk}"

    def question_fields(self):
        return [self[self.name_of(question)] for question in self.questions]

    def scores(self):
        return {question.pk: self.cleaned_data[self.name_of(question)] for question in self.questions}
