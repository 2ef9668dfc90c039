from datetime import timedelta

import pytest
from django.db import DatabaseError, connections
from django.test import Client
from django.utils import timezone

from tryggve.site.health import SILENT, is_healthy
from tryggve.web.models import TaskWorker

pytestmark = pytest.mark.django_db(databases=["default", "register"])


def seen(ago):
    TaskWorker.objects.create(name=str(ago), seen=timezone.now() - ago)


def test_all_is_well(client):
    seen(timedelta(seconds=5))
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("ago", [None, SILENT + timedelta(seconds=1)])
def test_no_worker_has_lately_said_that_it_lives(client, ago):
    if ago is not None:
        seen(ago)
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})


def test_one_living_worker_of_two_is_enough(client):
    seen(timedelta(days=1))
    seen(timedelta(seconds=1))
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize("alias", ["default", "register"])
def test_a_database_that_does_not_answer(alias, monkeypatch):
    seen(timedelta(seconds=1))
    with connections[alias].execute_wrapper(_refuse):
        assert is_healthy() is False
    assert is_healthy() is True


def _refuse(*question):
    raise DatabaseError("away")


def test_the_answer_is_never_kept_and_sets_no_cookie(client):
    answer = client.get("/health")
    assert "no-store" in answer["Cache-Control"]
    assert answer.cookies == {}


def test_it_answers_whatever_language_is_asked_for():
    answer = Client(headers={"Accept-Language": "ar"}).get("/health")
    assert answer.headers["Content-Type"] == "application/json"


def test_it_asks_two_questions_however_many_workers_there_are(django_assert_num_queries):
    for number in range(3):
        seen(timedelta(seconds=number))
    with (
        django_assert_num_queries(1, using="register"),
        django_assert_num_queries(1, using="default"),
    ):
        assert is_healthy() is True
