"""The addresses of the journal."""

from django.urls import path

from orders.journal.views import Journal, journal_batch, journal_file, journal_open

urlpatterns = [
    path("journal/", Journal.as_view(), name="journal"),
    path("journal/open/", journal_open, name="journal-open"),
    path("journal/<int:pk>/", journal_batch, name="journal-batch"),
    path("journal/<int:pk>/file/<slug:layout>/", journal_file, name="journal-file"),
]
