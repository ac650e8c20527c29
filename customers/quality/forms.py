from django import forms
from django.utils.translation import gettext_lazy as _

from customers.complaint_cause.models import ComplaintCause
from customers.quality.models import DEPARTMENTS, ImprovementAction, ImprovementSuggestion, QualityOpinion
from customers.subject.fields import AboutOrderFields, AboutProductFields
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField

AREA = forms.Textarea(attrs={"rows": 3})


class OpinionForm(AboutProductFields, AboutOrderFields, BaseModelForm):
    customer = LookupField("customer", label=_("customer"))
    contact = LookupField("contact", label=_("contact"), depends=("customer",), required=False)

    class Meta:
        model = QualityOpinion
        fields = ["customer", "contact", "channel", "heard_on", "product", "product_category", "order", "content"]
        groups = [
            (_("Who"), ["customer", "contact", "channel", "heard_on"]),
            (_("About"), ["product", "product_category", "order", "content"]),
        ]


class ForwardForm(BaseForm):
    department = forms.ChoiceField(label=_("department"), choices=DEPARTMENTS)
    due_on = forms.DateField(label=_("answer due"), required=False, help_text=_("Empty: the usual time."))
    comment = forms.CharField(label=_("comment"), widget=AREA, max_length=2000, required=False)


class AnswerForm(BaseForm):
    answer = forms.CharField(label=_("answer"), widget=AREA, max_length=4000)
    cause = forms.ModelChoiceField(
        ComplaintCause.objects.filter(is_active=True),
        label=_("root cause"),
        required=False,
        help_text=_("The report on products and causes counts by it."),
    )


class CloseForm(BaseForm):
    comment = forms.CharField(label=_("what the customer was told"), widget=AREA, max_length=2000)


class ActionForm(BaseForm):
    """A new measure, from the page of what it answers."""

    department = forms.ChoiceField(label=_("department"), choices=DEPARTMENTS)
    due_on = forms.DateField(label=_("due on"))
    measure = forms.CharField(label=_("measure"), widget=AREA, max_length=300)


class ActionEditForm(BaseModelForm):
    class Meta:
        model = ImprovementAction
        fields = ["department", "due_on", "measure"]
        widgets = {"measure": AREA}


class ResultForm(BaseForm):
    result = forms.CharField(label=_("result"), widget=AREA, max_length=4000)


class SuggestionForm(AboutProductFields, BaseModelForm):
    customer = LookupField("customer", label=_("customer"))
    contact = LookupField("contact", label=_("contact"), depends=("customer",), required=False)

    class Meta:
        model = ImprovementSuggestion
        fields = [
            "customer",
            "contact",
            "kind",
            "suggested_on",
            "product",
            "product_category",
            "content",
            "annual_quantity",
            "wanted_on",
        ]
        groups = [
            (_("Who"), ["customer", "contact", "suggested_on"]),
            (_("What"), ["kind", "product", "product_category", "content"]),
            (_("For a new product"), ["annual_quantity", "wanted_on"]),
        ]


class ReplyForm(BaseForm):
    reply = forms.CharField(label=_("answer"), widget=AREA, max_length=4000)
