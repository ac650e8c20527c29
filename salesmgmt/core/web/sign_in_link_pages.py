"""Links that lead people to their own first password: who still needs one, one to hand over, and the page behind it."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from salesmgmt.core.domain import sign_in_links
from salesmgmt.core.domain.people import can_manage_users
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import SignInLink, User
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.form_classes import BaseForm
from salesmgmt.core.web.session import activate_language


@require_http_methods(["GET", "POST"])
def links_page(request):
    """Everybody who has no password yet; those with an address get their link by mail."""
    require(can_manage_users(request.user))
    if request.method == "POST":
        chosen = [pk for pk in map(as_pk, request.POST.getlist("pk")) if pk is not None]
        number = sign_in_links.send_links(request.user, chosen)
        words = ngettext("%(n)d letter is on its way.", "%(n)d letters are on their way.", number)
        messages.success(request, words % {"n": number})
        return redirect("sign-in-links")
    people = list(sign_in_links.cannot_sign_in().select_related("unit"))
    links = SignInLink.objects.filter(user__in=people).order_by("pk")
    sent = {link.user_id: link for link in links}
    context = {
        "rows": [(person, sent.get(person.pk)) for person in people],
        "days": sign_in_links.VALID.days,
        "title": _("Sign-in links"),
        "crumbs": [Crumb(_("Users"), reverse("user-list")), Crumb(_("Sign-in links"))],
    }
    return render(request, "core/sign_in_links.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def one_link(request, pk):
    """A link to hand over in person, shown to whoever makes it and kept nowhere."""
    require(can_manage_users(request.user))
    person = get_object_or_404(User, pk=pk)
    link = ""
    if request.method == "POST":
        link = sign_in_links.new_link(pk, request.user)
    context = {
        "person": person,
        "link": link,
        "has_password": person.has_usable_password(),
        "days": sign_in_links.VALID.days,
        "title": _("Sign-in link"),
        "subtitle": str(person),
        "crumbs": [Crumb(_("Users"), reverse("user-list")), Crumb(str(person), person.get_absolute_url())],
    }
    return render(request, "core/sign_in_link.html", context)


class FirstPasswordForm(BaseForm):
    password = forms.CharField(
        label=gettext_lazy("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=gettext_lazy("Password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def width_of(self, name):
        return "col-12"

    def clean(self):
        data = super().clean()
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("The two passwords differ."))
        return data


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def first_password(request, token):
    """The person behind the link chooses his own password; a link that was used says so."""
    person = sign_in_links.person_of(token)
    form = FirstPasswordForm(request.POST if request.method == "POST" else None)
    if person is not None and request.method == "POST" and form.is_valid():
        try:
            person = sign_in_links.choose_password(token, form.cleaned_data["password"])
        except BusinessError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("Your password is set. Sign in with the user name %(name)s.") % {"name": person.username},
            )
            response = redirect("login")
            activate_language(response, person.language)
            return response
    return render(
        request, "core/first_password.html", {"person": person, "form": form}, status=422 if form.errors else 200
    )
