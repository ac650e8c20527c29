"""Addresses of quality information, samples and product information."""

from django.urls import path

from customers.feedback import views as feedback
from customers.product_info import views as product_info
from customers.quality import improvement_views as improvement
from customers.quality import reading_views as quality_reading
from customers.quality import views as quality
from customers.quality_report import views as quality_report
from customers.sample import views as sample
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("quality-opinions", "quality-opinion", list=quality.OpinionList, detail=quality.OpinionDetail,
                   create=quality.OpinionCreate, edit=quality.OpinionEdit),
    *document_urls("improvement-actions", "improvement-action", list=improvement.ActionList,
                   detail=improvement.ActionDetail, edit=improvement.ActionEdit),
    *document_urls("improvement-suggestions", "improvement-suggestion", list=improvement.SuggestionList,
                   detail=improvement.SuggestionDetail, create=improvement.SuggestionCreate,
                   edit=improvement.SuggestionEdit),
    path("service-feedback/month/", feedback.FeedbackMonth.as_view(), name="service-feedback-month"),
    *document_urls("service-feedback", "service-feedback", list=feedback.FeedbackList, detail=feedback.FeedbackDetail,
                   create=feedback.FeedbackCreate, edit=feedback.FeedbackEdit),
    path("quality-causes/", quality_reading.QualityCauses.as_view(), name="quality-causes"),
    path("customers/<int:pk>/quality/", quality_reading.CustomerQuality.as_view(), name="customer-quality"),
    *document_urls("quality-reports", "quality-report", list=quality_report.ReportList,
                   detail=quality_report.ReportDetail, create=quality_report.ReportCreate,
                   edit=quality_report.ReportEdit),
    path("quality-reports/<int:pk>/pdf/", quality_report.ReportPdf.as_view(), name="quality-report-pdf"),
    *document_urls("product-documents", "product-document", list=product_info.DocumentList,
                   detail=product_info.DocumentDetail, create=product_info.DocumentCreate,
                   edit=product_info.DocumentEdit),
    *document_urls("product-news", "product-news", list=product_info.NewsList, detail=product_info.NewsDetail,
                   create=product_info.NewsCreate, edit=product_info.NewsEdit),
    path("product-news/<int:pk>/recipients/", product_info.NewsRecipients.as_view(), name="product-news-recipients"),
    *document_urls("sample-requests", "sample-request", list=sample.SampleList, detail=sample.SampleDetail,
                   create=sample.SampleCreate, edit=sample.SampleEdit),
]  # fmt: skip

register_list(product_info.NewsRecipients)
