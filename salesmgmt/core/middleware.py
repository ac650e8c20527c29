"""Per-request state of the kernel."""

from salesmgmt.core.acting import answering
from salesmgmt.core.domain import settings as register


class PolicyMiddleware:
    """Who is answered is known to whoever tells others about it; the settings register is read once per request and never carried over into the next."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        register.forget()
        try:
            with answering(request):
                return self.get_response(request)
        finally:
            register.forget()
