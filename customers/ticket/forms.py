"""The forms of service tickets."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.customer.fields import PersonField, text_field
from customers.service.models import ServiceTeam
from customers.service.skill import possible_assignees
from customers.subject.fields import AboutProductFields
from customers.subject.forms import TypedOrderFields
from customers.ticket.models import ServiceTicket
from customers.ticket.permissions import can_open_ticket
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LookupField

GOODS = (
    _("The goods"),
    ["product", "product_category", "order", "order_text", "contract_number", "accepted_on"],
    _("What is known of them decides about the warranty."),
)


class TicketFields(TypedOrderFields, AboutProductFields, BaseModelForm):
    """What opening and correcting share."""

    need = text_field(_("what is needed"), rows=4)
    team = forms.ModelChoiceField(
        ServiceTeam.objects.filter(is_active=True),
        label=_("service team"),
        required=False,
        help_text=_("Empty: the team that knows the product category."),
    )


class TicketForm(TicketFields):
    customer = LookupField("customer", label=_("customer"))

    class Meta:
        model = ServiceTicket
        fields = [
            "customer",
            "contact_name",
            "contact_phone",
            "place",
            "kind",
            "need",
            "team",
            "product_category",
            "contract_number",
            "accepted_on",
        ]
        groups = [
            (_("Who needs help"), ["customer", "contact_name", "contact_phone", "place"]),
            (_("What is needed"), ["kind", "team", "need"]),
            GOODS,
        ]

    def clean_customer(self):
        customer = self.cleaned_data["customer"]
        if not can_open_ticket(self.user, customer):
            raise forms.ValidationError(_("You may not open tickets for this customer."))
        return customer


class TicketEditForm(TicketFields):
    class Meta:
        model = ServiceTicket
        fields = [
            "contact_name",
            "contact_phone",
            "place",
            "kind",
            "need",
            "team",
            "product_category",
            "contract_number",
            "accepted_on",
        ]
        groups = [
            (_("Who needs help"), ["contact_name", "contact_phone", "place"]),
            (_("What is needed"), ["kind", "team", "need"]),
            GOODS,
        ]


class AssignTicketForm(BaseForm):
    wants_document = True

    assignee = PersonField(label=_("assigned to"))
    comment = text_field(_("remark"), rows=2, required=False)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        field, category = self.fields["assignee"], document.product_category
        field.queryset = possible_assignees(document).prefetch_related("technician__skills")
        field.label_from_instance = skills_in_words
        if category is not None:
            field.help_text = _("Needed: %(category)s. Somebody without this skill is assigned with a warning.") % {
                "category": category
            }


def skills_in_words(person):
    technician = getattr(person, "technician", None)
    skills = "、".join(str(skill) for skill in technician.skills.all()) if technician else ""
    return f"{person} ({skills})" if skills else str(person)


class StartServiceForm(BaseForm):
    mode = forms.ChoiceField(label=_("way of service"), choices=ServiceTicket.Mode.choices, widget=forms.RadioSelect)
    comment = text_field(_("remark"), rows=2, required=False)


class ResolveTicketForm(BaseForm):
    resolution = text_field(_("what was done"), rows=4)


class TicketNoteForm(BaseForm):
    comment = text_field(_("progress"))
