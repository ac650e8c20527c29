"""Suspected duplicates, and the merge of two files into one (CUS-13)."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from customers.customer.models import Customer
from customers.customer.permissions import can_merge_customers, can_see_duplicates
from customers.duplicate.forms import MergeChoiceForm, MergeForm
from customers.duplicate.merge import merge_customers, preview, why_not_merged
from customers.duplicate.suspicion import suspected_pairs, tell_apart
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.once import FIELD, new_token, once


def crumbs(*more):
    return [Crumb(_("Customers"), reverse("customer-list")), *more]


class Duplicates(View):
    """Pairs that look like one firm; each is merged or told apart."""

    def dispatch(self, request, *args, **kwargs):
        require(can_see_duplicates(request.user))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        context = {
            **suspected_pairs(request.user)._asdict(),
            "title": _("Suspected duplicates"),
            "crumbs": crumbs(Crumb(_("Suspected duplicates"))),
        }
        return render(request, "customers/duplicate/list.html", context)

    def post(self, request):
        """These two are two firms."""
        visible = Customer.objects.visible_to(request.user)
        first, second = (get_object_or_404(visible, pk=as_pk(request.POST.get(name))) for name in ("first", "second"))
        if first == second:
            raise BusinessError(_("Choose two different customers."))
        tell_apart(first.pk, second.pk, request.user)
        messages.success(request, _("The two are no longer suspected."))
        return redirect("customer-duplicates")


class Merge(View):
    """Choose the other file, see what moves, say why, merge."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.visible = Customer.objects.visible_to(request.user).with_people()

    def _files(self, pk):
        """The kept file, and the other one where it was chosen; 404 for what this person may not see."""
        kept = get_object_or_404(self.visible, pk=pk)
        wanted = self.request.GET.get("other", "")
        other = get_object_or_404(self.visible, pk=as_pk(wanted)) if wanted else None
        require(can_merge_customers(self.request.user, *filter(None, (kept, other))))
        return kept, other

    def get(self, request, pk):
        kept, other = self._files(pk)
        return self._show(kept, other, MergeForm(user=request.user))

    def post(self, request, pk):
        kept, other = self._files(pk)
        form = MergeForm(request.POST, user=request.user)
        if other is None or not form.is_valid():
            return self._show(kept, other, form, status=422)
        run = lambda: self._merge(kept, other, form.cleaned_data["comment"])  # noqa: E731
        try:
            return HttpResponseRedirect(once(request.POST, request.user, run))
        except BusinessError as refusal:
            return self._show(kept, other, form, status=refusal.status, refusal=refusal)

    def _merge(self, kept, other, comment):
        merge_customers(kept.pk, self.request.user, other.pk, comment)
        messages.success(self.request, _("%(number)s was merged into this file.") % {"number": other.number})
        return kept.get_absolute_url()

    def _show(self, kept, other, form, status=200, **extra):
        context = {
            "kept": kept,
            "other": other,
            "form": form,
            "choice": MergeChoiceForm(user=self.request.user),
            "moved": preview(kept, other) if other else [],
            "why_not": why_not_merged(kept, other) if other else "",
            "title": _("Merge customers"),
            "form_token": self.request.POST.get(FIELD) or new_token(),
            "crumbs": crumbs(Crumb(str(kept), kept.get_absolute_url()), Crumb(_("Merge"))),
            **extra,
        }
        return render(self.request, "customers/duplicate/merge.html", context, status=status)
