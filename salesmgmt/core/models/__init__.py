from salesmgmt.core.models.approval import ApprovalComment, ApprovalCopy, ApprovalRound, ApprovalStep
from salesmgmt.core.models.attachment import Attachment
from salesmgmt.core.models.audit import AuditEntry
from salesmgmt.core.models.company import CompanyProfile
from salesmgmt.core.models.conversation import Comment, Follower
from salesmgmt.core.models.document import Document
from salesmgmt.core.models.export import ExportJob, ExportLog
from salesmgmt.core.models.fault import PasswordRequest, QueueFault
from salesmgmt.core.models.first_day import ChecklistMark, FirstDay
from salesmgmt.core.models.form_token import FormToken
from salesmgmt.core.models.heartbeat import Heartbeat
from salesmgmt.core.models.import_job import ImportJob, SavedMapping, Workbook
from salesmgmt.core.models.issued_document import IssuedDocument
from salesmgmt.core.models.letter import Letter
from salesmgmt.core.models.notice import DepartmentNotice, Notice
from salesmgmt.core.models.numbering import NumberSequence
from salesmgmt.core.models.open_session import OpenSession
from salesmgmt.core.models.organisation import Substitute, Unit, UnitChange, User
from salesmgmt.core.models.periodic import PeriodicRun, PeriodicState
from salesmgmt.core.models.routing import Route
from salesmgmt.core.models.saved_view import ListPreference, SavedView
from salesmgmt.core.models.search_words import SearchWords
from salesmgmt.core.models.setting import SettingValue
from salesmgmt.core.models.sign_in_link import SignInLink
from salesmgmt.core.models.task import Task
from salesmgmt.core.models.waiting_paper import WaitingPaper

__all__ = [
    "ApprovalComment",
    "ApprovalCopy",
    "ApprovalRound",
    "ApprovalStep",
    "Attachment",
    "AuditEntry",
    "ChecklistMark",
    "Comment",
    "CompanyProfile",
    "DepartmentNotice",
    "Document",
    "ExportJob",
    "ExportLog",
    "FirstDay",
    "Follower",
    "FormToken",
    "Heartbeat",
    "ImportJob",
    "IssuedDocument",
    "Letter",
    "ListPreference",
    "Notice",
    "NumberSequence",
    "OpenSession",
    "PasswordRequest",
    "PeriodicRun",
    "PeriodicState",
    "QueueFault",
    "Route",
    "SavedMapping",
    "SavedView",
    "SearchWords",
    "SettingValue",
    "SignInLink",
    "Substitute",
    "Task",
    "Unit",
    "UnitChange",
    "User",
    "WaitingPaper",
    "Workbook",
]
