from django.apps import AppConfig

from salesmgmt.core import registry


class PaperConfig(AppConfig):
    name = "salesmgmt.core.tests.paper"
    label = "paper"

    def ready(self):
        from salesmgmt.core.domain import approvals
        from salesmgmt.core.tests.paper.models import PAPER, Paper

        registry.register_document(Paper, "PAP", "Paper", "Papers", "file", "")
        approvals.register(PAPER)
