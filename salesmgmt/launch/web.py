"""Settings of gunicorn, for the demo and for production alike (`gunicorn -c python:salesmgmt.launch.web`)."""

import gc
import os

from django.urls import get_resolver

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
# One load for all workers; nothing opens a connection before the fork.
preload_app = True


def when_ready(server):
    """Before the workers are made: the addresses and all views, which the first visitor would wait for.

    What is loaded by then stays as long as the workers: their garbage collectors need not walk it, and memory stays shared.
    """
    assert get_resolver().url_patterns
    gc.collect()
    gc.freeze()


def post_fork(server, worker):
    die_with_parent()
