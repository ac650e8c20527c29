"""Settings of gunicorn, for the demo and for production alike (`gunicorn -c python:salesmgmt.launch.web`)."""

import os

from salesmgmt.launch.processes import die_with_parent

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "3"))
worker_class = "sync"
timeout = 60
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500
loglevel = "warning"
control_socket_disable = True


def post_fork(server, worker):
    die_with_parent()
