"""The page on which the administrator keeps the company's own data."""

from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from salesmgmt.core.calendar import today
from salesmgmt.core.domain.company import can_edit_company, check_credit_code, company, picture_path, save_company
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import CompanyProfile
from salesmgmt.core.output import pdf
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.issued import pdf_response


class CompanyForm(forms.ModelForm):
    logo_file = forms.FileField(label=gettext_lazy("Logo (PNG or JPEG)"), required=False)
    seal_file = forms.FileField(label=gettext_lazy("Picture of the seal (PNG or JPEG)"), required=False)

    class Meta:
        model = CompanyProfile
        fields = [
            "full_name",
            "credit_code",
            "legal_representative",
            "address",
            "postcode",
            "phone",
            "fax",
            "email",
            "bank",
            "account",
            "place_of_signing",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["full_name"].required = True
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"

    def clean_credit_code(self):
        code = self.cleaned_data["credit_code"].strip().upper()
        check_credit_code(code)
        return code


@require_http_methods(["GET", "POST"])
def edit(request):
    require(may_at_all(request.user, "settings", "R"))
    profile = company()
    form = CompanyForm(request.POST or None, request.FILES or None, instance=profile)
    if request.method == "POST" and form.is_valid():
        try:
            save_company(
                form.save(commit=False),
                request.user,
                logo=form.cleaned_data["logo_file"],
                seal=form.cleaned_data["seal_file"],
            )
        except BusinessError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The company data were saved."))
            return redirect("company-edit")
    context = {
        "form": form,
        "profile": profile,
        "may_edit": can_edit_company(request.user),
        "title": _("Company data"),
        "crumbs": [Crumb(_("Company data"))],
    }
    return render(request, "core/company_form.html", context, status=409 if form.errors else 200)


@require_GET
def picture(request, which):
    """Logo or seal as stored, for the edit page."""
    if which not in ("logo", "seal") or not may_at_all(request.user, "settings", "R"):
        raise Http404
    path = picture_path(getattr(company(), which))
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/png" if path.suffix == ".png" else "image/jpeg")


@require_GET
@pdf.in_chinese
def specimen(request):
    """How the company's data look on paper, before anything is issued."""
    require(may_at_all(request.user, "settings", "R"))
    line = {"name": _("Specimen"), "quantity": Decimal("2"), "amount": Decimal("325.04")}
    context = {
        "number": "0000",
        "date": today(),
        "lines": [line],
        "total": line["amount"],
        "signatures": [("制单", request.user, today()), ("审核", "", None), ("批准", "", None)],
    }
    return pdf_response(pdf.render("core/pdf/specimen.html", context), "specimen.pdf")
