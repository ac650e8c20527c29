"""The set-up page of an empty database: the first administrator, the company, its profile. Once."""

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from salesmgmt.core.domain import first_day
from salesmgmt.core.domain.company import check_credit_code
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import CompanyProfile, User
from salesmgmt.core.settings_register import BY_NAME
from salesmgmt.core.web.form_classes import BaseModelForm
from salesmgmt.core.web.session import activate_language, note_session

BACKEND = "django.contrib.auth.backends.ModelBackend"
ADMINISTRATOR = ("username", "name", "email", "mobile", "language")
COMPANY = (
    "full_name",
    "credit_code",
    "legal_representative",
    "address",
    "postcode",
    "phone",
    "bank",
    "account",
    "place_of_signing",
)


class AdministratorForm(BaseModelForm):
    code = forms.CharField(
        label=gettext_lazy("One-time code"),
        help_text=gettext_lazy("It was printed where the program was installed."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "autofocus": True}),
        max_length=40,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    password = forms.CharField(
        label=gettext_lazy("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=gettext_lazy("Password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    class Meta:
        model = User
        fields = ["username", "name", "email", "mobile"]
        groups = [
            (
                gettext_lazy("Administrator"),
                ["code", "username", "name", "email", "mobile", "language", "password", "again"],
                gettext_lazy("Keeps people, units and settings, and approves nothing."),
            )
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["username"].help_text = ""
        self.fields["username"].validators = [UnicodeUsernameValidator()]
        self.fields["language"].choices = settings.LANGUAGES

    def clean(self):
        data = super().clean()
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("The two passwords differ."))
        return data


class CompanySetUpForm(BaseModelForm):
    logo_file = forms.FileField(label=gettext_lazy("Logo (PNG or JPEG)"), required=False)
    profile = forms.ChoiceField(
        label=gettext_lazy("Policy profile"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Sets many values at once, after the policy it is taken from. Every value can be changed afterwards."
        ),
    )

    class Meta:
        model = CompanyProfile
        fields = COMPANY
        groups = [
            (
                gettext_lazy("Company data"),
                [*COMPANY, "logo_file"],
                gettext_lazy("Printed on every paper. What is not at hand can be added later."),
            ),
            (gettext_lazy("Way of working"), ["profile"]),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["full_name"].required = True
        self.fields["profile"].choices = BY_NAME["profile"].choices

    def clean_credit_code(self):
        code = self.cleaned_data["credit_code"].strip().upper()
        check_credit_code(code)
        return code


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def set_up(request):
    """Nobody needs it, and nobody finds it, once somebody can sign in."""
    if not first_day.is_empty():
        return redirect("login")
    data = request.POST if request.method == "POST" else None
    forms_shown = [
        AdministratorForm(data, initial={"language": get_language()}),
        CompanySetUpForm(data, request.FILES or None, initial={"profile": BY_NAME["profile"].default}),
    ]
    valid = [form.is_valid() for form in forms_shown]  # both, so that every error is seen at once
    if all(valid):
        try:
            user = _set_up(*forms_shown)
        except BusinessError as refusal:
            forms_shown[0].add_error(None, str(refusal))
        else:
            login(request, user, backend=BACKEND)
            note_session(request)
            response = redirect("checklist")
            activate_language(response, user.language)
            return response
    status = 422 if any(form.errors for form in forms_shown) else 200
    return render(request, "core/set_up.html", {"forms": forms_shown}, status=status)


def _set_up(about_person, about_company):
    person, company = about_person.cleaned_data, about_company.cleaned_data
    return first_day.set_up(
        code=person["code"],
        administrator={name: person[name] for name in ADMINISTRATOR},
        password=person["password"],
        company={name: company[name] for name in COMPANY},
        profile=company["profile"],
        logo=company["logo_file"],
    )
