from salesmgmt.core.permissions import may


def can_start_production(user, production):
    return production.can_become("in_production") and may(user, "production", "U", document=production)


def can_report_progress(user, production):
    return production.status == "in_production" and may(user, "production", "U", document=production)


def can_finish_rework(user, production):
    return production.status == "rework" and may(user, "production", "U", document=production)
