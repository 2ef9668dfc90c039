"""A history is only ever added to: the code refuses changes, and so does the database."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from tryggve.web.history import AppendOnly, ChangeForbidden
from tryggve.web.models import Act

HISTORIES = [model for model in apps.get_models() if issubclass(model, AppendOnly)]


@pytest.fixture
def act(db):
    return Act.add(service="areas.services.upload_areas")


def test_a_row_can_be_added(act):
    assert Act.objects.get() == act


def test_the_code_refuses_to_change_a_row(act):
    act.service = "another"
    with pytest.raises(ChangeForbidden):
        act.save()
    with pytest.raises(ChangeForbidden):
        Act.objects.update(service="another")


def test_the_code_refuses_to_take_a_row_away(act):
    with pytest.raises(ChangeForbidden):
        act.delete()
    with pytest.raises(ChangeForbidden):
        Act.objects.all().delete()


def test_the_database_refuses_to_change_a_row(act):
    refused = pytest.raises(DatabaseError, match="only ever added")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE web_act SET service = 'another'")
    assert Act.objects.get().service == act.service


@pytest.mark.django_db
@pytest.mark.parametrize("model", HISTORIES, ids=lambda model: model._meta.label)
def test_every_history_has_its_trigger(model):
    name = f"{model._meta.db_table}_is_append_only"
    catalogue = (
        "sqlite_master WHERE type = 'trigger' AND name"
        if (connection.vendor == "sqlite")
        else "pg_trigger WHERE tgname"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {catalogue} = %s", [name])  # noqa: S608 - our words
        assert cursor.fetchone() == (1,)
