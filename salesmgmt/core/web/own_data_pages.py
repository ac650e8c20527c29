"""Personal data: how one is reached, the quiet hours, substitutes, and where one is signed in."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from salesmgmt.core.domain import own_data
from salesmgmt.core.models import Substitute, User
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.forms import BaseModelForm, FormPage
from salesmgmt.core.web.people_pages import substitutes_for
from salesmgmt.core.web.session import activate_language


class OwnDataForm(BaseModelForm):
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=gettext_lazy("Only for another mail address: new passwords are sent there."),
    )

    class Meta:
        model = User
        fields = ["mobile", "email", "language", "mail_rhythm", "quiet_from", "quiet_until"]
        widgets = {
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
        groups = [
            (gettext_lazy("How I am reached"), ["mobile", "email", "password", "language"]),
            (
                gettext_lazy("Mail from the program"),
                ["mail_rhythm", "quiet_from", "quiet_until"],
                gettext_lazy("In quiet hours no mail comes; what waited comes afterwards. They may go over midnight."),
            ),
        ]

    def clean(self):
        data = super().clean()
        if data.get("email") != self.initial.get("email") and not self.user.check_password(data.get("password", "")):
            self.add_error("password", _("Your password is needed for another mail address."))
        data.pop("password", None)
        return data


class OwnData(FormPage):
    """Who I am to the program."""

    model = User
    form_class = OwnDataForm
    template_name = "core/own_data.html"
    title = gettext_lazy("Personal data")
    success = gettext_lazy("Your data were saved.")

    def get_object(self):
        """A row of its own: what is typed and refused must not stand on the person who asks."""
        return User.objects.select_related("unit", "superior").get(pk=self.request.user.pk)

    def post(self, request, *args, **kwargs):
        """The language that was chosen holds from the next page on."""
        response = super().post(request, *args, **kwargs)
        if response.status_code == 302:
            activate_language(response, User.objects.values_list("language", flat=True).get(pk=request.user.pk))
        return response

    def check_may(self, obj):
        return None

    def check_lock(self, obj):
        return None

    def write(self, obj, form, lines):
        return own_data.change_own_data(self.request.user, **form.cleaned_data)

    def get_success_url(self, document):
        return reverse("own-data")

    def get_cancel_url(self, obj):
        return reverse("home")

    def get_crumbs(self, obj):
        return [Crumb(self.title)]

    def get_context_data(self, obj, form, lines, **extra):
        sessions = list(own_data.sessions_of(self.request.user))
        here = self.request.session.session_key
        return super().get_context_data(
            obj,
            form,
            lines,
            sessions=[(row, row.session_id == here) for row in sessions],
            has_others=any(row.session_id != here for row in sessions),
            substitutes=substitutes_for(self.request.user, Substitute.objects.filter(person=self.request.user)),
            **extra,
        )


@require_POST
def end_session(request, pk):
    """Sign out on another device; this one has its own way out."""
    others = own_data.sessions_of(request.user).exclude(session_id=request.session.session_key)
    row = get_object_or_404(others, pk=pk)
    own_data.end_session(request.user, row.pk)
    messages.success(request, _("You are signed out there."))
    return redirect("own-data")


@require_POST
def end_other_sessions(request):
    number = own_data.end_other_sessions(request.user, request.session.session_key)
    words = ngettext("You are signed out on %(n)d other device.", "You are signed out on %(n)d other devices.", number)
    messages.success(request, words % {"n": number})
    return redirect("own-data")
