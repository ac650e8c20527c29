"""Who is locked out: one account tried too often from one address, or one address that tries too many accounts."""

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_failure_limit
from axes.models import AccessFailureLog
from django.conf import settings
from django.utils import timezone

from salesmgmt.core.domain.settings import policy


class LockoutHandler(AxesDatabaseHandler):
    """SEC-02: besides the failures of an account, the accounts that an address failed with within the lock-out time."""

    def get_failures(self, request, credentials=None):
        failures = super().get_failures(request, credentials)
        if tries_too_many_accounts(request.axes_ip_address):
            return max(failures, get_failure_limit(request, credentials))
        return failures


def tries_too_many_accounts(client):
    """Signing in to an account of one's own in between does not wipe the others out."""
    if not client:
        return False
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    failed = AccessFailureLog.objects.filter(ip_address=client, attempt_time__gt=since)
    return failed.values("username").distinct().count() >= policy().accounts_per_address
