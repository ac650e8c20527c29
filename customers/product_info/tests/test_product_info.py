"""Product documents, news, and to whom they went."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from customers.product_info import publishing as product_info
from customers.product_info.models import NewsRecipient
from customers.tests.factories import ProductCategoryFactory, active_customer
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.django_db


class TestNews:
    def test_whom_when_and_by_whom_is_recorded_customer_by_customer(self, people):
        """SVC-09"""
        mine, others = [active_customer(people.rep1) for _n in range(2)], active_customer(people.rep2)
        news = product_info.create_news(people.technical, headline="新型转向节", body="减重8%", kind="new")
        with pytest.raises(BusinessError, match="产品动态发布后才能发送"):
            product_info.choose_recipients(news.pk, people.rep1)
        product_info.publish_news(news.pk, people.technical)
        product_info.choose_recipients(news.pk, people.rep1)
        assert set(news.recipients.values_list("customer", flat=True)) == {each.pk for each in mine}
        first = product_info.mark_news_sent(news.recipients.first().pk, people.rep1)
        assert (first.sent_by, first.sent_at is not None) == (people.rep1, True)
        with pytest.raises(BusinessError, match="没有需要告知的客户了"):
            product_info.choose_recipients(news.pk, people.rep1)
        product_info.choose_recipients(news.pk, people.rep2, customer=others)
        with pytest.raises(PermissionDenied, match="产品动态由负责该客户的人员发送"):
            product_info.mark_news_sent(news.recipients.get(customer=others).pk, people.rep1)
        assert NewsRecipient.objects.filter(status="sent").count() == 1

    def test_reps_read_and_do_not_write(self, people):
        with pytest.raises(PermissionDenied, match="您的角色不发布产品资料"):
            product_info.create_news(people.rep1, headline="…", body="…")
        document = product_info.create_document(people.technical, name="后桥使用说明书", topic="use")
        with pytest.raises(PermissionDenied, match="产品资料由发布人及其上级维护"):
            product_info.withdraw_document(document.pk, people.rep1, "…")
        document.refresh_from_db()
        assert document.status == "valid"

    def test_the_library_is_searched_by_pinyin_and_by_category(self, client, people):
        """SVC-07"""
        axle = ProductCategoryFactory(name="车桥")
        product_info.create_document(people.technical, name="后桥使用说明书", topic="use", product_category=axle)
        product_info.create_document(people.technical, name="转向节样本", topic="features")
        client.force_login(people.rep1)
        for query in ("q=hqsy", f"product_category={axle.pk}", "topic=use"):
            rows = client.get(f"{reverse('product-document-list')}?{query}").context["page"].object_list
            assert [row.record.name for row in rows] == ["后桥使用说明书"], query
