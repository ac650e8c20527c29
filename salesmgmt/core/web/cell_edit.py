"""``/lists/<list>/<pk>/<field>/``: the dialog behind the pencil in a cell of a list."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views import View
from django_htmx.http import HttpResponseClientRedirect

from salesmgmt.core.registry import list_page
from salesmgmt.core.state import require
from salesmgmt.core.web.field_edit import edit_page_of, in_words, is_valid, opened, typed
from salesmgmt.core.web.list_tools import next_address
from salesmgmt.core.web.once import FIELD, new_token, once


class CellEdit(View):
    """One field of one row, saved through the row's edit page; a page of its own without scripts."""

    http_method_names = ["get", "post"]

    def get(self, request, key, pk, name):
        form, _lines, document = self._form(key, pk, name)
        return self._show(form, document, name)

    def post(self, request, key, pk, name):
        form, lines, document = self._form(key, pk, name, request.POST)
        if not is_valid(form, lines):
            if name not in form.errors:
                form.add_error(name, in_words(form) or _("Its lines are not complete; please edit it on its own page."))
            return self._show(form, document, name, status=422)
        address = once(request.POST, request.user, lambda: self._save(document, form, lines))
        return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)

    def _form(self, key, pk, name, post=None):
        page = list_page(key)
        if page is None or name not in page.edit_fields:
            raise Http404
        user = self.request.user
        require(page.may_open(user))
        document = get_object_or_404(page.base_queryset(user), pk=pk)
        self.page, document = opened(edit_page_of(page), document.pk, user)
        if post is None:
            return *self.page._build(document), document
        form, lines = typed(self.page, document, {name: post.getlist(name) or [""]})
        return form, lines, document

    def _save(self, document, form, lines):
        self.page.written(document, form, lines)
        return next_address(self.request)

    def _show(self, form, document, name, status=200):
        field = form[name]
        field.css = "col-12"
        context = {
            "field": field,
            "object": document,
            "title": _("Edit “%(field)s”") % {"field": field.label},
            "address": self.request.get_full_path(),
            "back": next_address(self.request),
            "form_token": self.request.POST.get(FIELD) or new_token(),
        }
        template = "core/_field_edit.html" if self.request.htmx else "core/field_edit.html"
        return render(self.request, template, context, status=status)
