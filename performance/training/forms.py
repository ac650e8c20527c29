from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.customer.fields import PersonField
from performance.training.models import TrainingCourse, TrainingRecord, TrainingTopic
from performance.training.permissions import people_of
from salesmgmt.core.calendar import today
from salesmgmt.core.models import User
from salesmgmt.core.web.forms import BaseForm, BaseModelForm


class PeopleField(forms.ModelMultipleChoiceField):
    """Several people of a short list, by name."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(User.objects.none(), **kwargs)


class TopicForm(BaseModelForm):
    class Meta:
        model = TrainingTopic
        fields = ["name", "kind", "position", "is_active"]
        labels = {"position": _("place in the list")}


class CourseForm(BaseModelForm):
    participants = PeopleField(label=pgettext_lazy("training", "participants"))

    class Meta:
        model = TrainingCourse
        fields = ["topic", "title", "held_on", "trainer", "place", "content", "participants"]
        groups = [
            (pgettext_lazy("training", "Course"), ["topic", "title", "held_on", "trainer", "place", "content"]),
            (pgettext_lazy("training", "Participants"), ["participants"]),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = TrainingTopic.objects.in_use()
        self.fields["participants"].queryset = people_of(self.user, "C").order_by("name")
        self.initial.setdefault("held_on", today())


class HeldForm(BaseForm):
    """Who took part and how it ended, of those who were invited."""

    wants_document = True

    passed = PeopleField(label=pgettext_lazy("training", "passed"), required=False)
    failed = PeopleField(label=pgettext_lazy("training", "failed"), required=False)
    remark = forms.CharField(label=_("remark"), max_length=200, required=False)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        people = document.participants.exclude(pk=self.user.pk).order_by("name")
        for name in ("passed", "failed"):
            self.fields[name].queryset = people


class RecordForm(BaseModelForm):
    employee = PersonField(label=pgettext_lazy("training", "employee"))

    class Meta:
        model = TrainingRecord
        fields = ["employee", "topic", "date", "result", "remark"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["employee"].queryset = people_of(self.user, "C").order_by("name")
        self.fields["topic"].queryset = TrainingTopic.objects.in_use()
        self.initial.setdefault("date", today())


class CorrectionForm(BaseModelForm):
    class Meta:
        model = TrainingRecord
        fields = ["date", "result", "remark"]
