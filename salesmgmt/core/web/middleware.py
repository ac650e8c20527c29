"""What every request passes through: refusals of the domain, and sessions that ended under an open page."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from salesmgmt.core.collisions import is_collision, last_attempt
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.web.errors import refusal_page


class BusinessErrorMiddleware:
    """A refusal nobody showed in its page becomes a page of its own with HTTP 409, never a 500.

    A request that the database undid because of another one is done once more; then it too is a refusal in words.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, BusinessError):
            return refusal_page(request, exception)
        if is_collision(exception):
            return self._once_more(request)
        return None

    @staticmethod
    def _once_more(request):
        """The view again, from the beginning: what it did has been undone, with its messages and its form's token."""
        get_messages(request)._queued_messages.clear()
        for _name, files in request.FILES.lists():
            for file in files:
                file.seek(0)
        view = request.resolver_match
        try:
            with last_attempt():
                return view.func(request, *view.args, **view.kwargs)
        except BusinessError as refusal:
            return refusal_page(request, refusal)


class NoNulMiddleware:
    """PostgreSQL stores no NUL character. Forms refuse it in words; in an address it means nothing and is dropped."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if any("\0" in text for values in request.GET.lists() for text in (values[0], *values[1])):
            request.GET = self._without_nul(request.GET)
        return self.get_response(request)

    @staticmethod
    def _without_nul(query):
        cleaned = QueryDict(mutable=True)
        for name, values in query.lists():
            cleaned.setlist(name.replace("\0", ""), [value.replace("\0", "") for value in values])
        cleaned._mutable = False
        return cleaned


class HtmxLoginMiddleware:
    """A part of a page asked for without login: the whole page goes to the login, and comes back after (SEC-02).

    Whole pages are refused by Django's LoginRequiredMiddleware, for every view that does not say otherwise.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.htmx and isinstance(response, HttpResponseRedirect) and self._leads_to_login(response):
            back = urlsplit(request.htmx.current_url_abs_path or "/")
            target = f"{back.path}?{back.query}" if back.query else back.path
            return HttpResponseClientRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': target})}")
        return response

    @staticmethod
    def _leads_to_login(response):
        return urlsplit(response.url).path == resolve_url(settings.LOGIN_URL)
