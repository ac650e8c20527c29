"""Handing work to Celery without depending on Redis: the row exists, the task only makes it sooner."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from celery import current_app
from kombu.exceptions import OperationalError

if TYPE_CHECKING:
    from typing import Any


logger = logging.getLogger(__name__)


def enqueue(task_name: str, *args: Any) -> bool:
    """Send a task by name, now. A broker that is down is logged, not raised: beat takes the row up later."""
    try:
        current_app.send_task(task_name, args=args, retry=False)
    except (OperationalError, ConnectionError, OSError) as error:
        logger.warning("broker not reachable, %s is left to beat: %s", task_name, error)
        return False
    return True
