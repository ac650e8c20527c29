from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.progress_note.states import ToldBy
from salesmgmt.core.web.forms import BaseForm


class ProgressNoteForm(BaseForm):
    channel = forms.ChoiceField(label=pgettext_lazy("progress note", "Channel"), choices=ToldBy.choices)
    told_at = forms.DateTimeField(label=_("Customer told at"), initial=timezone.now)
    contact = forms.CharField(label=_("Contact"), max_length=60, required=False)
    text = forms.CharField(
        label=pgettext_lazy("progress note", "What was said"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("Proposed from where the goods are now. Copy it into a message, or change it."),
    )
