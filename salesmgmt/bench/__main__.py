"""`python -m salesmgmt.bench [part of the whole]`; needs DATABASE_URL and REDIS_URL of servers for this alone."""

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesmgmt.bench.settings")
    django.setup()
    from salesmgmt.bench.run import main

    main()
