from django.apps import AppConfig

from salesmgmt.core import registry


class PaperConfig(AppConfig):
    name = "salesmgmt.core.tests.paper"
    label = "paper"

    def ready(self):
        from salesmgmt.core.domain import approvals
        from salesmgmt.core.models import User
        from salesmgmt.core.tests.paper import exports, imports
        from salesmgmt.core.tests.paper.models import PAPER, Paper

        registry.register_document(Paper, "PAP", "Paper", "Papers", "file", "")
        approvals.register(PAPER)
        registry.register_tab("paper", registry.Tab("same", "Same", "paper-same", count=lambda obj, user: 1))
        registry.register_lookup(
            "paper-owner",
            lambda user: User.objects.active(),
            str,
            search_fields=("name", "username"),
            note=lambda person: person.username,
            fills=lambda person, user: {"title": person.name},
        )
        exports.register()
        imports.register()
