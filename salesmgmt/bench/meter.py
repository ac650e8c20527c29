"""What a request cost: queries, milliseconds in the database, memory of the worker; told in headers."""

import resource
import time

from django.db import connection


class Meter:
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

        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response["X-Bench-Queries"] = str(queries)
        response["X-Bench-Db-Ms"] = f"{spent * 1000:.2f}"
        response["X-Bench-Rss-Mb"] = str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return response
