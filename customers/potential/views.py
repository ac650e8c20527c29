"""Sample confirmation and letter of intent: the acts on leads and opportunities, and their paper F-42 (LEAD-08)."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views import View

from customers.potential.forms import IntentForm, SampleForm
from customers.potential.milestone import agree_intent, confirm_sample
from customers.potential.papers import potential_pdf
from customers.potential.permissions import can_record, has_milestones
from salesmgmt.core.web.detail import Action, Fact
from salesmgmt.core.web.issued import pdf_response


def sample_of(user, document):
    return {"sample": document.sample, "sample_state": document.sample_state, "on": document.sample_confirmed_on}


def intent_of(user, document):
    return {"intention": document.intention or getattr(document, "need", ""), "on": document.intent_agreed_on}


def milestone_actions(model):
    """The two buttons, for the page of a lead or of an opportunity."""
    return (
        Action(
            "sample",
            _("Sample confirmed"),
            can_record,
            partial(confirm_sample, model),
            form=SampleForm,
            icon="test-pipe",
            initial=sample_of,
        ),
        Action(
            "intent",
            _("Letter of intent"),
            can_record,
            partial(agree_intent, model),
            form=IntentForm,
            icon="writing-sign",
            initial=intent_of,
        ),
    )


def milestone_facts(document):
    """For fact_groups() of such a page; nothing while neither is reached."""
    if not has_milestones(None, document):
        return []
    return [
        (
            _("Potential customer"),
            [
                (_("Sample confirmed on"), document.sample_confirmed_on),
                (_("Sample"), document.sample),
                (_("State of the sample"), document.sample_state),
                (_("Letter of intent agreed on"), document.intent_agreed_on),
                Fact(_("Intention"), document.intention, wide=True),
            ],
        )
    ]


class PotentialPdf(View):
    """``PotentialPdf.as_view(model=Lead)``: F-42, a draft while one of the two is missing."""

    model = None

    def get(self, request, pk):
        document = get_object_or_404(self.model.objects.visible_to(request.user), pk=pk)
        return pdf_response(potential_pdf(document), f"F-42 {document.number}.pdf")
