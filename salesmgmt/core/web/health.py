"""For the load balancer and the monitoring. Both say which part is late and nothing else to anybody."""

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from salesmgmt.core.domain import watch
from salesmgmt.version import VERSION

PLAIN = "text/plain"


@login_not_required
@never_cache
@require_safe
def health(request):
    """Does this process reach its database?"""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database unreachable\n", status=503, content_type=PLAIN)
    return HttpResponse("ok\n", content_type=PLAIN)


@login_not_required
@never_cache
@require_safe
def ready(request):
    """Is all at work that nobody looks at? One line a part in the form Prometheus reads; 503 while one is late."""
    try:
        findings = watch.look()
    except Error:
        return HttpResponse("database unreachable\n", status=503, content_type=PLAIN)
    lines = [f'salesmgmt_well{{part="{each.key}"}} {int(not each.trouble)}' for each in findings]
    lines.append(f'salesmgmt_version{{version="{VERSION}"}} 1')
    status = 503 if any(each.trouble for each in findings) else 200
    return HttpResponse("\n".join(lines) + "\n", status=status, content_type=PLAIN)
