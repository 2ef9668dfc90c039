"""Addresses of respondents, the same in every language: the letter prints the first of them."""

from django.urls import path

from tryggve.apps.surveys.views.respondents import door, endings, help, questions

app_name = "answering"

urlpatterns = [
    path("", door.code, name="code"),
    path("start/", door.start, name="start"),
    path("vidare/", door.go_on, name="go_on"),
    path("oppen/<uuid:link>/", door.open_link, name="open_link"),
    path("sprak/", door.language, name="language"),
    path("paus/", door.paused, name="paused"),
    path("<int:number>/", questions.question, name="question"),
    path("karta/<slug:size>.svg", questions.picture, name="picture"),
    path("text/", questions.hint, name="hint"),
    path("kontrollera/", endings.check, name="check"),
    path("tack/", endings.sent, name="sent"),
    path("annat/", endings.instead, name="instead"),
    path("noterat/", endings.told, name="told"),
    path("hjalp/", help.help_page, name="help"),
    path("hjalp/<slug:slug>/", help.help_page, name="help_of"),
]
