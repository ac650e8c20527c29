"""The drafts of this app that can be thrown away, and what lives again with them."""

from customers.needs import permissions as needs
from customers.needs.models import NeedsSurvey
from customers.product_info import permissions as product_info
from customers.product_info.models import ProductNews
from customers.quality_report import permissions as quality_report
from customers.quality_report.models import QualityFeedbackReport
from customers.quality_report.weekly import free_lines
from customers.research.models import ResearchReport
from customers.research.permissions import can_edit_research
from customers.solution.design import lock_opportunity_of, restore_former_solution
from customers.solution.models import Solution
from customers.solution.permissions import can_edit_solution
from customers.strategy.models import StrategyProposal
from customers.strategy.permissions import can_edit_strategy
from customers.survey import permissions as survey
from customers.survey.models import SatisfactionSurvey
from salesmgmt.core.domain.discarding import register_draft


def register():
    register_draft(NeedsSurvey, needs.can_edit_survey)
    register_draft(Solution, can_edit_solution, lock_first=lock_opportunity_of, after=restore_former_solution)
    register_draft(QualityFeedbackReport, quality_report.can_submit_report, after=free_lines)
    register_draft(ProductNews, product_info.can_change_product_info)
    register_draft(ResearchReport, can_edit_research)
    register_draft(StrategyProposal, can_edit_strategy)
    register_draft(SatisfactionSurvey, survey.can_change_survey)
