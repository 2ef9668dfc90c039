"""The register has a database of its own, and the suite runs on the databases it says."""

import os

import pytest
from django.apps import apps
from django.db import connections

from tryggve.web.databases import RegisterRouter, database_of


def test_only_the_register_lives_in_the_register_database():
    in_register = {
        m._meta.label for m in apps.get_models() if database_of(m._meta.app_label) == "register"
    }
    assert in_register == {m._meta.label for m in apps.get_app_config("register").get_models()}


def test_no_relation_crosses_the_two_databases():
    crossing = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.related_model
        and database_of(model._meta.app_label) != database_of(field.related_model._meta.app_label)
    ]
    assert crossing == []


@pytest.mark.django_db(databases=["default", "register"])
def test_each_database_holds_its_own_tables_only():
    for alias in ("default", "register"):
        tables = set(connections[alias].introspection.table_names())
        expected = {
            m._meta.db_table
            for m in apps.get_models(include_auto_created=True)
            if m._meta.managed and database_of(m._meta.app_label) == alias
        }
        assert tables - {"django_migrations", "site_cache"} == expected


@pytest.mark.parametrize(("label", "database"), [("register", "register"), ("areas", "default")])
def test_migrations_go_where_the_models_live(label, database):
    router = RegisterRouter()
    allowed = [db for db in ("default", "register") if router.allow_migrate(db, label)]
    assert allowed == [database]


def test_the_server_is_the_one_that_was_asked_for():
    url = os.environ.get("TRYGGVE_DATABASE_URL", "")
    expected = "postgresql" if url.startswith("postgresql") else "sqlite"
    assert {connections[alias].vendor for alias in connections} == {expected}
