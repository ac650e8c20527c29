from django import forms
from django.utils.translation import pgettext_lazy

from customers.customer.fields import text_field
from performance.coaching.models import CoachingNote
from performance.coaching.people import people_of
from salesmgmt.core.calendar import today
from salesmgmt.core.models import User
from salesmgmt.core.web.forms import BaseForm, BaseModelForm


class CoachingNoteForm(BaseModelForm):
    rep = forms.ModelChoiceField(
        User.objects.none(),
        label=CoachingNote._meta.get_field("rep").verbose_name,
        widget=forms.Select(attrs={"data-enhance": "select"}),
    )

    class Meta:
        model = CoachingNote
        fields = ["rep", "topic", "held_on", "problem", "measure", "due_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rep"].queryset = people_of(self.user).exclude(pk=self.user.pk).order_by("username")
        self.initial.setdefault("held_on", today())
        if self.instance.pk:
            self.fields["rep"].disabled = True


class OutcomeForm(BaseForm):
    comment = text_field(pgettext_lazy("coaching", "what came of it"))
