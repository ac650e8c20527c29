"""The drafts of this app that can be thrown away, and what lives again with them."""

from customers.domain.quality_reports import free_lines
from customers.domain.solution import lock_opportunity_of, restore_former_solution
from customers.models import (
    CustomerEvaluation,
    NeedsSurvey,
    ProductNews,
    QualityFeedbackReport,
    ResearchReport,
    SatisfactionSurvey,
    Solution,
    StrategyProposal,
)
from customers.permissions import needs, product_info, quality_report, research, survey
from customers.permissions.evaluation import can_edit_evaluation
from customers.permissions.solution import can_edit_solution
from salesmgmt.core.domain.discarding import register_draft


def register():
    register_draft(CustomerEvaluation, can_edit_evaluation)
    register_draft(NeedsSurvey, needs.can_edit_survey)
    register_draft(Solution, can_edit_solution, lock_first=lock_opportunity_of, after=restore_former_solution)
    register_draft(QualityFeedbackReport, quality_report.can_submit_report, after=free_lines)
    register_draft(ProductNews, product_info.can_change_product_info)
    register_draft(ResearchReport, research.can_edit_research)
    register_draft(StrategyProposal, research.can_edit_strategy)
    register_draft(SatisfactionSurvey, survey.can_change_survey)
