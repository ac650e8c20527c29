"""Static files taken from node_modules: the listed ones, under npm/."""

import os

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import Error
from django.core.files.storage import FileSystemStorage

PREFIX = "npm/"


class NpmFinder(BaseFinder):
    """Serves settings.NPM_FILES and nothing else: the packages hold thousands of files that no page asks for."""

    def __init__(self, app_names=None, *args, **kwargs):
        self.storage = FileSystemStorage(location=settings.NODE_MODULES)
        self.storage.prefix = PREFIX.rstrip("/")

    def check(self, **kwargs):
        missing = [path for path in settings.NPM_FILES if not self.storage.exists(path)]
        if not missing or not os.path.isdir(settings.NODE_MODULES):
            return []
        return [Error(f"node_modules lacks {', '.join(missing)}", hint="npm ci", id="npm.E001")]

    def find(self, path, find_all=False, **kwargs):
        name = path.removeprefix(PREFIX)
        if not path.startswith(PREFIX) or name not in settings.NPM_FILES or not self.storage.exists(name):
            return []
        found = self.storage.path(name)
        return [found] if find_all else found

    def list(self, ignore_patterns):
        for path in settings.NPM_FILES:
            yield path, self.storage
