"""One firm, one file: suspected duplicates, and the merge of two files."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from pytest_django.asserts import assertContains

from customers.contact.models import Contact
from customers.customer.models import Customer, sound_key
from customers.duplicate.merge import merge_customers, preview, relations
from customers.duplicate.models import DistinctCustomers
from customers.duplicate.suspicion import suspected_pairs, tell_apart
from customers.evaluation.models import CustomerEvaluation
from customers.evaluation.standing import why_no_business
from customers.identity.likeness import similarity_warning
from customers.opening.entry import update_customer
from customers.opportunity.models import Opportunity
from customers.tests.factories import CustomerFactory, LeadFactory, ProductCategoryFactory, active_customer, scheme
from salesmgmt.core import audit
from salesmgmt.core.domain import attachments
from salesmgmt.core.domain.todo import open_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Attachment, Task
from salesmgmt.core.tests.factories import company

CODE, OTHER_CODE = "91500000MA5U0000XN", "91110000600037341L"


@pytest.fixture
def people(db):
    scheme()
    return company()


@pytest.fixture
def pair(people):
    """Two files of one firm: the one to keep, of rep1, and the one to close, of rep2 of the same region."""
    return (
        active_customer(people.rep1, "B", date(2026, 1, 10), name="重庆川江机械有限公司"),
        active_customer(
            people.rep2, "C", date(2026, 3, 10), name="川江（重庆）机械有限责任公司", phone="023-1", credit_code=CODE
        ),
    )


@pytest.mark.parametrize(
    "first, second, same",
    [
        ("重庆川江机械有限公司", "川江（重庆）机械有限责任公司", True),
        ("重庆川江机械有限公司", "重庆川疆机械股份有限公司", True),
        ("ＡＢＣ机械有限公司", "abc机械公司", True),
        ("重庆川江机械有限公司", "重庆川江机电有限公司", False),
    ],
)
def test_names_are_compared_by_sound_and_words_in_any_order(first, second, same):
    """CUS-13"""
    assert (sound_key(first) == sound_key(second)) is same


class TestSuspicion:
    def test_a_name_that_sounds_alike_is_warned_of_on_entry(self, people):
        """CUS-13"""
        CustomerFactory(owner=people.rep1, name="重庆川江机械有限公司")
        assert "重庆川江机械有限公司" in similarity_warning(people.rep1, "川江（重庆）机械公司")

    def test_the_manager_sees_the_pairs_of_his_region(self, people, pair):
        """CUS-13"""
        assert suspected_pairs(people.manager) == ([pair], [], False)

    def test_of_a_file_of_another_region_nothing_is_said(self, client, people):
        """CUS-13"""
        mine = CustomerFactory(owner=people.rep1, name="重庆川江机械有限公司")
        other = CustomerFactory(owner=people.rep3, name="川江（重庆）机械有限公司")
        assert suspected_pairs(people.manager) == ([], [mine], False)
        client.force_login(people.manager)
        assert other.name not in client.get(reverse("customer-duplicates")).content.decode()
        assert suspected_pairs(people.director)[0] == [(mine, other)]

    def test_a_list_that_is_cut_says_so(self, people):
        """CUS-13"""
        CustomerFactory.create_batch(3, owner=people.rep1, name="重庆川江机械有限公司")
        cut, whole = suspected_pairs(people.manager, limit=2), suspected_pairs(people.manager, limit=3)
        assert (len(cut.pairs), cut.is_cut, len(whole.pairs), whole.is_cut) == (2, True, 3, False)

    def test_two_firms_told_apart_are_not_suspected_again(self, client, people, pair):
        client.force_login(people.manager)
        client.post(reverse("customer-duplicates"), {"first": pair[1].pk, "second": pair[0].pk})
        assert (suspected_pairs(people.manager), DistinctCustomers.objects.get().decided_by) == (
            ([], [], False),
            people.manager,
        )

    @pytest.mark.parametrize("name", ["rep1", "supervisor", "gm", "finance", "admin"])
    def test_others_see_no_list_and_tell_nothing_apart(self, client, people, pair, name):
        client.force_login(getattr(people, name))
        assert client.get(reverse("customer-duplicates")).status_code == 403
        with pytest.raises(
            PermissionDenied, match="两份客户档案是否为同一企业，只能由同时主管这两个客户的销售经理或销售总监决定"
        ):
            tell_apart(pair[0].pk, pair[1].pk, getattr(people, name))
        assert not DistinctCustomers.objects.exists()

    @pytest.mark.parametrize("data", [{}, {"first": "x", "second": "1"}, {"first": "9" * 30, "second": "1"}])
    def test_ids_that_are_none_are_not_found(self, client, people, data):
        client.force_login(people.manager)
        assert client.post(reverse("customer-duplicates"), data).status_code == 404


class TestMerge:
    def test_everything_is_carried_over_and_recorded_on_both(self, people, pair):
        """CUS-13"""
        kept, merged = pair
        category = ProductCategoryFactory()
        merged.categories.add(category)
        opportunity = Opportunity.objects.create(customer=merged, number="OPP-1", title="前桥", lead=LeadFactory())
        attachments.add(merged, SimpleUploadedFile("a.txt", b"a"), people.rep2)
        open_task("customer_stale", merged, people.rep2, "…")
        assert dict(preview(kept, merged))[Contact._meta.verbose_name_plural] == 1
        merge_customers(kept.pk, people.manager, merged.pk, "同一家企业")
        kept.refresh_from_db()
        merged.refresh_from_db()
        opportunity.refresh_from_db()
        assert (merged.status, merged.merged_into, merged.credit_code) == ("merged", kept, None)
        assert (kept.credit_code, kept.phone, list(kept.categories.all())) == (CODE, "023-1", [category])
        assert (kept.contacts.count(), kept.contacts.filter(is_primary=True).count()) == (2, 1)
        assert (opportunity.customer, Attachment.objects.of(kept).count(), Task.objects.about(kept).count()) == (
            kept,
            1,
            1,
        )
        for file, other in ((kept, merged), (merged, kept)):
            assert any(other.number in entry.comment for entry in audit.timeline(file))

    def test_who_was_responsible_for_which_file_stays_with_it(self, people, pair):
        """CUS-08: every figure of the past is counted from it"""
        kept, merged = pair
        for file in pair:
            file.owner_history.create(to_user=file.owner, changed_by=people.manager, reason="opened")
        merge_customers(kept.pk, people.manager, merged.pk, "同一家企业")
        rows = list(kept.owner_history.order_by("pk").values_list("from_user", "to_user"))
        assert rows == [(None, people.rep1.pk), (people.rep1.pk, people.rep1.pk)]
        assert merged.owner_history.get().to_user == people.rep2

    def test_the_last_evaluation_of_both_is_in_force(self, people, pair):
        """CUS-13, RAT-07"""
        kept, merged = pair
        merge_customers(kept.pk, people.manager, merged.pk, "…")
        kept.refresh_from_db()
        assert kept.grade == "C"
        assert list(kept.evaluations.order_by("approved_on").values_list("grade", "status")) == [
            ("B", "superseded"),
            ("C", "approved"),
        ]

    def test_documents_are_found_by_the_new_name_and_no_longer_by_the_old(self, people, pair):
        kept, merged = pair
        merged.name = "成都老名称有限公司"
        merged.save()
        opportunity = Opportunity.objects.create(customer=merged, number="OPP-1", title="前桥", lead=LeadFactory())
        found = lambda text: list(Opportunity.objects.search(text))  # noqa: E731
        assert found("老名称") == [opportunity]
        merge_customers(kept.pk, people.manager, merged.pk, "…")
        assert (found("老名称"), found("川江")) == ([], [opportunity])

    def test_a_closed_file_starts_no_business_and_is_edited_no_more(self, client, people, pair):
        kept, merged = pair
        merge_customers(kept.pk, people.manager, merged.pk, "…")
        merged.refresh_from_db()
        assert why_no_business(merged) != ""
        contact = kept.contacts.first()
        with pytest.raises(PermissionDenied, match="客户档案由负责该客户的人员维护"):
            update_customer(
                merged.pk, people.rep2, [{"id": contact, "name": "x", "phone": "1"}], name="x", location_type="local"
            )
        client.force_login(people.manager)
        html = client.get(merged.get_absolute_url()).content.decode()
        assert kept.number in html
        assert merged not in [row.record for row in client.get(reverse("customer-list")).context["page"].object_list]

    def test_what_was_merged_before_points_to_the_last_file(self, people, pair):
        kept, merged = pair
        earlier = CustomerFactory(owner=people.rep2)
        merge_customers(merged.pk, people.manager, earlier.pk, "…")
        merge_customers(kept.pk, people.manager, merged.pk, "…")
        earlier.refresh_from_db()
        assert earlier.merged_into == kept

    @pytest.mark.parametrize("name", ["rep1", "rep2", "supervisor", "manager2", "gm", "finance", "service", "admin"])
    def test_only_the_manager_of_both_merges(self, client, people, pair, name):
        kept, merged = pair
        with pytest.raises(
            PermissionDenied, match="两份客户档案是否为同一企业，只能由同时主管这两个客户的销售经理或销售总监决定"
        ):
            merge_customers(kept.pk, getattr(people, name), merged.pk, "…")
        client.force_login(getattr(people, name))
        address = reverse("customer-merge", args=[kept.pk]) + f"?other={merged.pk}"
        assert client.post(address, {"comment": "…"}).status_code in (403, 404)
        merged.refresh_from_db()
        assert (merged.status, merged.evaluations.count()) == ("active", 1)

    def test_a_file_of_another_region_is_not_there(self, client, people, pair):
        other = CustomerFactory(owner=people.rep3)
        client.force_login(people.manager)
        assert client.get(reverse("customer-merge", args=[pair[0].pk]) + f"?other={other.pk}").status_code == 404
        assert client.get(reverse("customer-merge", args=[other.pk])).status_code == 404
        assert client.get(reverse("customer-merge", args=[pair[0].pk]) + "?other=x").status_code == 404


class TestRefusals:
    def refused(self, people, kept, merged):
        with pytest.raises(
            BusinessError,
            match="），属于两家企业。如有填错，请先更正|未评定，请保留已评定的档案|两份档案各有一份未办结的评定报告，请先办结其中一份|请选择两家不同的客户",
        ) as refusal:
            merge_customers(kept.pk, people.manager, merged.pk, "…")
        merged.refresh_from_db()
        assert merged.status != "merged"
        return str(refusal.value)

    def test_different_credit_codes_are_different_firms(self, people, pair):
        """CUS-13"""
        kept, merged = pair
        Customer.objects.filter(pk=kept.pk).update(credit_code=OTHER_CODE)
        assert CODE in self.refused(people, kept, merged)

    def test_an_evaluated_file_is_not_merged_into_a_prospect(self, people, pair):
        prospect = CustomerFactory(owner=people.rep1)
        assert prospect.number in self.refused(people, prospect, pair[1])

    def test_two_open_reports_wait_for_a_decision(self, people, pair):
        for number, file in enumerate(pair):
            CustomerEvaluation.objects.create(number=f"EVA-{number}", customer=file, scheme=scheme())
        self.refused(people, *pair)

    def test_a_file_with_itself_or_a_second_time(self, people, pair):
        kept, merged = pair
        self.refused(people, kept, kept)
        merge_customers(kept.pk, people.manager, merged.pk, "…")
        with pytest.raises(BusinessError, match="已合并到另一份档案"):
            merge_customers(kept.pk, people.manager, merged.pk, "…")

    def test_a_reason_is_needed(self, people, pair):
        with pytest.raises(BusinessError, match="请填写原因"):
            merge_customers(pair[0].pk, people.manager, pair[1].pk, " ")
        assert not Customer.objects.filter(status="merged").exists()


def test_the_page_shows_what_moves_and_merges_once(client, people, pair):
    kept, merged = pair
    client.force_login(people.manager)
    address = reverse("customer-merge", args=[kept.pk]) + f"?other={merged.pk}"
    assert client.get(address).context["moved"]
    assert client.post(address, {"comment": ""}).status_code == 422
    assert client.post(address, {"comment": "同一家企业", "form_token": "a"}).status_code == 302
    assertContains(
        client.post(address, {"comment": "同一家企业", "form_token": "b"}), "已合并到另一份档案", status_code=409
    )


def test_every_foreign_key_to_a_customer_is_known():
    names = {f"{model._meta.label}.{name}" for model, name in relations()}
    assert {"customers.Contact.customer", "customers.Opportunity.customer", "orders.Order.customer"} <= names
    assert not any(model._meta.auto_created for model, _name in relations())


@pytest.mark.django_db(transaction=True)
def test_two_managers_at_the_same_moment_merge_once():
    scheme()
    people = company()
    first, second = active_customer(people.rep1), active_customer(people.rep2)
    outcomes, barrier = [], threading.Barrier(2)

    def run(kept, merged, user):
        barrier.wait()
        try:
            merge_customers(kept.pk, user, merged.pk, "…")
            outcomes.append("merged")
        except BusinessError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=args)
        for args in ((first, second, people.manager), (second, first, people.director))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["merged", "refused"]
    assert Customer.objects.filter(status="merged").count() == 1
