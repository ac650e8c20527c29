"""Who writes and presents solutions."""

from customers.opportunity.permissions import can_work_opportunity


def can_start_solution(user, opportunity):
    return opportunity.status == "solution" and can_work_opportunity(user, opportunity)


def can_work_solution(user, solution):
    return can_work_opportunity(user, solution.opportunity)


def can_edit_solution(user, solution):
    return solution.is_editable and can_work_solution(user, solution)
