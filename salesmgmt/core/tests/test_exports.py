"""Exports: at once or in the worker, logged, one's own, and safe against dying workers and a missing Redis."""

import datetime as dt
import io
import os
import time

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from salesmgmt.core.domain import exports, jobs
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ExportJob, ExportLog
from salesmgmt.core.tests.factories import company


def wait_for(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)


def job_status(pk):
    return ExportJob.objects.get(pk=pk).status


@pytest.mark.django_db
class TestSmall:
    def test_a_small_export_comes_at_once_and_is_logged(self, client):
        """SEC-07: user, filter, rows, time; CUS-04: every export is logged."""
        people = company()
        client.force_login(people.finance)
        response = client.post(reverse("export-create"), {"list": "numbers", "querystring": "rows=3"})
        sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
        assert [cell.value for cell in sheet["A"]] == ["No.", 0, 1, 2]
        assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
        log = ExportLog.objects.get()
        assert (log.user, log.key, log.query, log.rows) == (people.finance, "numbers", "rows=3", 3)
        assert "attachment" in response["Content-Disposition"]

    def test_without_the_permission_nothing_is_written_and_nothing_logged(self, client, media):
        """CUS-04: bulk export needs a permission."""
        client.force_login(company().rep1)
        response = client.post(reverse("export-create"), {"list": "numbers", "querystring": "rows=3"})
        assertContains(response, "您没有导出此列表的权限", status_code=403)
        assert (ExportJob.objects.count(), ExportLog.objects.count()) == (0, 0)
        assert not list(exports.folder().iterdir())

    def test_an_unknown_list_is_not_found(self, client):
        client.force_login(company().finance)
        assert client.post(reverse("export-create"), {"list": "nothing"}).status_code == 404

    def test_a_file_is_its_owners_alone(self, client):
        people = company()
        job = exports.start(people.finance, "numbers", "rows=1")
        client.force_login(people.gm)
        assert client.get(reverse("export-download", args=[job.pk])).status_code == 404
        assert client.post(reverse("export-cancel", args=[job.pk])).status_code == 404
        client.force_login(people.finance)
        assert client.get(reverse("export-download", args=[job.pk])).status_code == 200

    def test_an_unexpected_error_is_reported_and_leaves_no_file(self):
        job = exports.start(company().finance, "failure")
        assert job.status == ExportJob.Status.FAILED and job.error
        assert not list(exports.folder().iterdir())
        assert not ExportLog.objects.exists()

    def test_the_log_cannot_be_changed_or_deleted(self):
        """SEC-07: the log is append-only in the database itself."""
        exports.start(company().finance, "numbers", "rows=1")
        for change in (lambda rows: rows.update(rows=0), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                change(ExportLog.objects.all())
        assert ExportLog.objects.get().rows == 1

    def test_a_finished_export_cannot_be_cancelled(self):
        people = company()
        job = exports.start(people.finance, "numbers", "rows=1")
        with pytest.raises(BusinessError, match="任务已结束，不能取消"):
            jobs.cancel(ExportJob, job.pk, people.finance)
        assert job_status(job.pk) == "done"

    def test_a_half_written_file_of_a_killed_worker_goes_after_a_week_and_a_fresh_one_stays(self):
        week_ago = time.time() - 8 * 24 * 3600
        for name in ("half.xlsx", "fresh.xlsx"):
            (exports.folder() / name).write_bytes(b"PK")
        os.utime(exports.folder() / "half.xlsx", (week_ago, week_ago))
        assert exports.remove_old_files() == 0
        assert [path.name for path in exports.folder().iterdir()] == ["fresh.xlsx"]

    def test_old_files_go_and_the_log_stays(self):
        job = exports.start(company().finance, "numbers", "rows=1")
        ExportJob.objects.update(created_at=timezone.now() - dt.timedelta(days=8))
        assert exports.remove_old_files() == 1
        assert not list(exports.folder().iterdir())
        with pytest.raises(BusinessError, match="文件已过保存期，请重新导出"):
            exports.file_of(ExportJob.objects.get(pk=job.pk))
        assert ExportLog.objects.count() == 1


@pytest.mark.django_db
class TestQueued:
    """What happens to the row; the worker itself is below."""

    @pytest.fixture
    def job(self):
        return ExportJob.objects.create(
            user=company().finance,
            key="numbers",
            label="Numbers",
            query="rows=2",
            status="queued",
            heartbeat_at=timezone.now(),
        )

    def test_a_job_is_done_once(self, job):
        assert exports.run(job.pk).status == "done"
        exports.run(job.pk)
        assert ExportLog.objects.count() == 1

    def test_a_job_at_work_is_left_alone_and_one_without_heartbeat_is_taken_up(self, job):
        ExportJob.objects.update(status="running", attempts=1)
        assert exports.run(job.pk).status == "running"
        ExportJob.objects.update(heartbeat_at=timezone.now() - jobs.STALE_AFTER - dt.timedelta(seconds=1))
        assert exports.run(job.pk).status == "done"

    def test_a_job_that_keeps_losing_its_worker_is_reported_as_failed(self, job):
        ExportJob.objects.update(status="running", attempts=jobs.MAX_ATTEMPTS, heartbeat_at=None)
        failed = exports.run(job.pk)
        assert failed.status == "failed" and failed.error
        assert not ExportLog.objects.exists()

    def test_a_cancelled_job_is_not_done(self, job):
        jobs.cancel(ExportJob, job.pk, job.user)
        assert exports.run(job.pk).status == "cancelled"
        assert not list(exports.folder().iterdir())

    def test_a_person_who_has_left_gets_nothing(self, job):
        job.user.is_active = False
        job.user.save(update_fields=["is_active"])
        assert exports.run(job.pk).status == "failed"
        assert not ExportLog.objects.exists()

    def test_a_permission_lost_in_the_meantime_counts(self, job):
        job.user.roles = ["rep"]
        job.user.save(update_fields=["roles"])
        assert exports.run(job.pk).status == "failed"

    def test_only_its_owner_cancels(self, job):
        with pytest.raises(ExportJob.DoesNotExist):
            jobs.cancel(ExportJob, job.pk, company_gm())
        assert job_status(job.pk) == "queued"


def company_gm():
    from salesmgmt.core.models import User

    return User.objects.get(username="gm")


@pytest.mark.django_db(transaction=True)
class TestWorker:
    def test_a_large_export_is_written_by_the_worker(self, live_worker):
        job = exports.start(company().finance, "numbers", "rows=6000")
        assert job.status == "queued"
        wait_for(lambda: job_status(job.pk) == "done")
        job.refresh_from_db()
        assert (job.count, job.total, ExportLog.objects.get().rows) == (6000, 6000, 6000)
        assert openpyxl.load_workbook(exports.file_of(job), read_only=True).active.max_row == 6001

    def test_a_running_export_shows_progress_and_can_be_cancelled(self, live_worker):
        people = company()
        job = exports.start(people.finance, "numbers", "rows=60000&pause=0.001")
        wait_for(lambda: ExportJob.objects.get(pk=job.pk).count > 0)
        jobs.cancel(ExportJob, job.pk, people.finance)
        wait_for(lambda: b"was cancelled or taken over" in live_worker.log.read_bytes())
        assert job_status(job.pk) == "cancelled"
        assert not list(exports.folder().iterdir())
        assert not ExportLog.objects.exists()

    def test_an_export_whose_worker_was_killed_is_taken_up_again(self, live_worker):
        job = exports.start(company().finance, "numbers", "rows=6000&pause=0.001")
        wait_for(lambda: ExportJob.objects.get(pk=job.pk).count > 0)
        live_worker.kill()
        assert job_status(job.pk) == "running"
        ExportJob.objects.update(heartbeat_at=timezone.now() - jobs.STALE_AFTER - dt.timedelta(seconds=1))
        live_worker.restart()
        assert jobs.take_up(ExportJob) == 1
        wait_for(lambda: job_status(job.pk) == "done", 60)
        assert ExportLog.objects.count() == 1

    def test_with_redis_down_the_job_waits_and_beat_sends_it_later(self, live_worker):
        live_worker.point_at("redis://127.0.0.1:1/0")
        job = exports.start(company().finance, "numbers", "rows=6000")
        assert job.status == "queued"
        assert jobs.take_up(ExportJob) == 0  # waiting for less than the grace period
        from conftest import broker_address

        live_worker.point_at(broker_address(live_worker.redis_url))
        ExportJob.objects.update(heartbeat_at=timezone.now() - dt.timedelta(minutes=1))
        assert jobs.take_up(ExportJob) == 1
        wait_for(lambda: job_status(job.pk) == "done")


@pytest.mark.django_db
def test_asking_without_permission_raises_before_anything_is_counted():
    with pytest.raises(PermissionDenied, match="您没有导出此列表的权限"):
        exports.start(company().warehouse, "numbers", "rows=bad")
    assert not ExportJob.objects.exists()
