from salesmgmt.core.permissions import Role

# Who keeps the company's model contracts. No source names him; legality is the legal department's task.
TEMPLATE_KEEPERS = (Role.LEG,)


def can_keep_templates(user):
    return user.is_active and user.has_role(*TEMPLATE_KEEPERS)
