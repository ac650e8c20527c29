"""The session lives on while it is used."""

import time

RENEW_AFTER_SECONDS = 300


class SlidingSessionMiddleware:
    """Renews a signed-in session at most every five minutes, so that it ends after SESSION_HOURS without a request
    and a page view does not cost a write (SESSION_SAVE_EVERY_REQUEST would write each time)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        session = request.session
        if (
            session.accessed
            and "_auth_user_id" in session
            and time.time() - session.get("used", 0) > RENEW_AFTER_SECONDS
        ):
            session["used"] = int(time.time())
        return response
