"""Signs of life: when each part of the program that nobody looks at was last seen at work."""

from django.db import models


class Heartbeat(models.Model):
    """One row per part: the clock, the worker of files, the backup; and per trouble that the administrator was told of."""

    key = models.CharField(max_length=60, unique=True)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    def __str__(self):
        return self.key
