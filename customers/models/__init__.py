from customers.models.campaign import Campaign, CampaignInvitation
from customers.models.care import CareTask, Festival
from customers.models.category import ProductCategory
from customers.models.complaint import Complaint, ComplaintCause
from customers.models.complaint_work import ComplaintNote, CorrectiveAction, Investigation
from customers.models.contact import Contact
from customers.models.customer import Customer, CustomerOwnerHistory, DistinctCustomers, Grade
from customers.models.evaluation import CustomerEvaluation, EvaluationScore
from customers.models.feedback import Score, ServiceFeedback
from customers.models.follow_up import FollowUpCall, QualityTrackingCard
from customers.models.intelligence import MarketIntelligence
from customers.models.lead import Lead, LeadActivity, LeadAssessment, LeadAssignment
from customers.models.needs import NeedsAnswer, NeedsField, NeedsSurvey, NeedsTemplate
from customers.models.negotiation import NegotiationRecord
from customers.models.opportunity import Opportunity
from customers.models.preference import CustomerPreference
from customers.models.product_info import NewsRecipient, ProductDocument, ProductNews
from customers.models.quality import ImprovementAction, ImprovementSuggestion, QualityOpinion
from customers.models.quality_report import QualityFeedbackReport, QualityReportLine
from customers.models.research import ResearchReport
from customers.models.sample import SampleRequest
from customers.models.scheme import EvaluationBand, EvaluationCriterion, EvaluationScheme, GradeThreshold, WarningLine
from customers.models.service import ServiceCommitment, ServiceTeam, Technician
from customers.models.solution import Solution
from customers.models.strategy import StrategyProposal
from customers.models.support import SupportRequest
from customers.models.survey import SatisfactionSurvey, SurveyAnswer, SurveyInvitation, SurveyQuestion
from customers.models.ticket import ServiceTicket
from customers.models.visit import Visit, VisitReport, WeeklyVisitCompliance

__all__ = [
    "Campaign",
    "CampaignInvitation",
    "CareTask",
    "Complaint",
    "ComplaintCause",
    "ComplaintNote",
    "Contact",
    "CorrectiveAction",
    "Customer",
    "CustomerEvaluation",
    "CustomerOwnerHistory",
    "CustomerPreference",
    "DistinctCustomers",
    "EvaluationBand",
    "EvaluationCriterion",
    "EvaluationScheme",
    "EvaluationScore",
    "Festival",
    "FollowUpCall",
    "Grade",
    "GradeThreshold",
    "ImprovementAction",
    "ImprovementSuggestion",
    "Investigation",
    "Lead",
    "LeadActivity",
    "LeadAssessment",
    "LeadAssignment",
    "MarketIntelligence",
    "NeedsAnswer",
    "NeedsField",
    "NeedsSurvey",
    "NeedsTemplate",
    "NegotiationRecord",
    "NewsRecipient",
    "Opportunity",
    "ProductCategory",
    "ProductDocument",
    "ProductNews",
    "QualityFeedbackReport",
    "QualityOpinion",
    "QualityReportLine",
    "QualityTrackingCard",
    "ResearchReport",
    "SampleRequest",
    "SatisfactionSurvey",
    "Score",
    "ServiceCommitment",
    "ServiceFeedback",
    "ServiceTeam",
    "ServiceTicket",
    "Solution",
    "StrategyProposal",
    "SupportRequest",
    "SurveyAnswer",
    "SurveyInvitation",
    "SurveyQuestion",
    "Technician",
    "Visit",
    "VisitReport",
    "WarningLine",
    "WeeklyVisitCompliance",
]
