"""What a request cost: queries, milliseconds in the database, memory of the worker; told in headers."""

import time
from contextlib import ExitStack
from pathlib import Path

from django.db import connections


class Meter:
    """The outermost middleware, so that the session and the rights are counted too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        queries, spent = 0, 0.0

        def count(execute, sql, params, many, context):
            nonlocal queries, spent
            start = time.perf_counter()
            try:
                return execute(sql, params, many, context)
            finally:
                queries += 1
                spent += time.perf_counter() - start

        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(count))
            response = self.get_response(request)
        response["X-Bench-Queries"] = str(queries)
        response["X-Bench-Db-Ms"] = f"{spent * 1000:.2f}"
        response["X-Bench-Rss-Mb"] = str(resident())
        return response


def resident():
    """Megabytes this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 // 2**20


def most_held():
    """Megabytes this process ever held. The system's own figure of its children and of itself (getrusage) begins with what the
    process held that started it, which in a measurement is the larger one."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 2**10
    raise RuntimeError("the system does not say how much memory the process held")
