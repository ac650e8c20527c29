"""Per-request state of the kernel."""

from salesmgmt.core.domain import settings as register


class PolicyMiddleware:
    """The settings register is read once per request and never carried over into the next."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        register.forget()
        try:
            return self.get_response(request)
        finally:
            register.forget()
