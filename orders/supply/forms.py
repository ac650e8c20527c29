from django import forms
from django.utils.translation import gettext_lazy as _

from orders.supply.check import asked_check, look
from orders.supply.moved import moved, moved_since_words, seal
from orders.supply.words import figures_in_words
from salesmgmt.core.web.forms import ReasonForm


class SeenInput(forms.HiddenInput):
    """What the form shows of the supply, sealed. It is always that of the moment it is drawn: a form that was refused
    because something moved shows the new figures and carries them."""

    check = None

    def get_context(self, name, value, attrs):
        return super().get_context(name, seal(self.check) if self.check else "", attrs)


class ShowsSupply:
    """Of a form by which the general manager decides: today's figures and what moved since he was asked stand above the
    reason, also where he decides from the list of approvals, and go with the answer (SUP-04)."""

    def show_supply(self, document, reason, since):
        check, asked = look(document), asked_check(document, since)
        self.fields["seen"].widget.check = check
        changes = moved(asked, check) if asked else []
        self.fields[reason].help_text = "\n".join([figures_in_words(check), *moved_since_words(changes)])


class ExceptionForm(ShowsSupply, forms.Form):
    """The general manager's exception needs a reason."""

    step = None

    reason = forms.CharField(
        label=_("Reason of the exception"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )
    seen = forms.CharField(widget=SeenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.step is not None:
            self.show_supply(self.step.round.document, "reason", self.step.opened_at)

    @classmethod
    def of(cls, step):
        """The form of this step: what it shows are the figures of its document."""
        return type(cls.__name__, (cls,), {"step": step, "__module__": cls.__module__})


class GrantForm(ShowsSupply, ReasonForm):
    """The general manager's word on an order that is held."""

    wants_document = True

    seen = forms.CharField(widget=SeenInput, required=False)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        self.show_supply(document, "comment", document.held_since)
