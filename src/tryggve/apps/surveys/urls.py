"""Addresses of staff's pages about surveys. Those of respondents are in `answering_urls`."""

from django.urls import include, path

from tryggve.apps.surveys.views import (
    closing,
    fieldwork,
    help_texts,
    keying,
    mail,
    mail_texts,
    planning,
    questionnaires,
    returns,
    rounds,
    sampling,
)

app_name = "surveys"

of_organisation = [
    path("", rounds.rounds, name="rounds"),
    path("plan/", rounds.plan, name="plan"),
    path("revoke/", rounds.revoke_code, name="revoke_code"),
    path("rounds/<int:pk>/", rounds.round, name="round"),
    path("rounds/<int:pk>/languages/", rounds.languages, name="languages"),
    path("rounds/<int:pk>/own-questions/", rounds.add_on, name="add_on"),
    path("rounds/<int:pk>/open/", rounds.open_round, name="open_round"),
    path("rounds/<int:pk>/close/", rounds.close_round, name="close_round"),
    path("rounds/<int:pk>/link/", closing.destruction, name="destruction"),
    path(
        "rounds/<int:pk>/link/take-back/",
        closing.take_destruction_back,
        name="take_destruction_back",
    ),
    path("rounds/<int:pk>/link/protocol.pdf", closing.protocol, name="protocol"),
    path("rounds/<int:pk>/test-people/", rounds.test_sample, name="test_sample"),
    path("rounds/<int:pk>/grounds/", planning.grounds, name="grounds"),
    path("rounds/<int:pk>/population/", planning.population, name="population"),
    path("rounds/<int:pk>/calendar/", planning.calendar, name="calendar"),
    path("rounds/<int:pk>/calendar.ics", planning.calendar_file, name="calendar_file"),
    path("rounds/<int:pk>/strata/", planning.strata, name="strata"),
    path("rounds/<int:pk>/strata/areas/", planning.strata_from_areas, name="strata_from_areas"),
    path("rounds/<int:pk>/strata.csv", planning.strata_file, name="strata_file"),
    path("rounds/<int:pk>/sample/", sampling.sample, name="sample"),
    path("rounds/<int:pk>/sample/way/", sampling.way, name="way"),
    path("rounds/<int:pk>/sample/divide/", sampling.allocate, name="allocate"),
    path("rounds/<int:pk>/sample/decide/", sampling.decide, name="decide"),
    path("rounds/<int:pk>/sample/take-back/", sampling.take_back, name="take_back"),
    path("rounds/<int:pk>/sample/order.pdf", sampling.order_page, name="order_page"),
    path("rounds/<int:pk>/sample/order.csv", sampling.order_table, name="order_table"),
    path("rounds/<int:pk>/sample/counts/", sampling.counts, name="counts"),
    path("rounds/<int:pk>/sample/import/", sampling.import_sample, name="import_sample"),
    path("rounds/<int:pk>/sample/draw/", sampling.draw_sample, name="draw_sample"),
    path("rounds/<int:pk>/draws/<int:number>/", sampling.draw, name="draw"),
    path("rounds/<int:pk>/draws/<int:number>/throw-away/", sampling.throw_away, name="throw_away"),
    path("rounds/<int:pk>/mail/", mail.mail, name="mail"),
    path("rounds/<int:pk>/mail/prepare/", mail.prepare_mailing, name="prepare_mailing"),
    path("rounds/<int:pk>/mail/agreement/", mail.agreement, name="agreement"),
    path("rounds/<int:pk>/mail/protected/", mail.flags, name="flags"),
    path("rounds/<int:pk>/mail/forms/<str:name>", mail.paper_form, name="paper_form"),
    path("rounds/<int:pk>/mail/texts/", mail_texts.mail_texts, name="mail_texts"),
    path(
        "rounds/<int:pk>/mail/texts/<slug:payer>/around/", mail_texts.letterhead, name="letterhead"
    ),
    path(
        "rounds/<int:pk>/mail/texts/<slug:payer>/reply-envelope.pdf",
        mail_texts.reply_envelope,
        name="reply_envelope",
    ),
    path(
        "rounds/<int:pk>/mail/texts/<slug:payer>/<slug:kind>/",
        mail_texts.mail_text,
        name="mail_text",
    ),
    path(
        "rounds/<int:pk>/mail/texts/<slug:payer>/<slug:kind>/specimen.pdf",
        mail_texts.specimen_file,
        name="specimen_file",
    ),
    path(
        "rounds/<int:pk>/mail/texts/<slug:payer>/<slug:kind>/specimen.png",
        mail_texts.specimen_picture,
        name="specimen_picture",
    ),
    path(
        "rounds/<int:pk>/mail/texts/<slug:payer>/<slug:kind>/web.pdf",
        mail_texts.web_copy,
        name="web_copy",
    ),
    path("rounds/<int:pk>/mailings/<int:number>/", mail.mailing, name="mailing"),
    path("rounds/<int:pk>/mailings/<int:number>/all.zip", mail.all_files, name="all_files"),
    path("rounds/<int:pk>/mailings/<int:number>/printer.pdf", mail.insertion, name="insertion"),
    path("rounds/<int:pk>/mailings/<int:number>/posted/", mail.post_mailing, name="post_mailing"),
    path(
        "rounds/<int:pk>/mailings/<int:number>/throw-away/",
        mail.throw_away_mailing,
        name="throw_away_mailing",
    ),
    path(
        "rounds/<int:pk>/mailings/<int:number>/list/<str:name>",
        mail.manifest_file,
        name="manifest_file",
    ),
    path(
        "rounds/<int:pk>/mailings/<int:number>/<int:batch>/<slug:what>.pdf",
        mail.batch_file,
        name="batch_file",
    ),
    path("rounds/<int:pk>/fieldwork/", fieldwork.fieldwork, name="fieldwork"),
    path(
        "rounds/<int:pk>/fieldwork/<slug:day>.pdf", fieldwork.fieldwork_file, name="fieldwork_file"
    ),
    path("rounds/<int:pk>/returns/", returns.returned, name="returned"),
    path("rounds/<int:pk>/calls/", returns.calls, name="calls"),
    path("rounds/<int:pk>/calls/find/", returns.find_person, name="find_person"),
    path("layouts/", sampling.layout, name="layout"),
    path("followed/", fieldwork.followed, name="followed"),
    path("followed/<int:pk>/", fieldwork.followed_round, name="followed_round"),
    path("followed/<int:pk>/<slug:day>.pdf", fieldwork.followed_file, name="followed_file"),
    path("questionnaires/", questionnaires.questionnaires, name="questionnaires"),
    path("questionnaires/add/", questionnaires.add, name="add_questionnaire"),
    path("questionnaires/<int:pk>/", questionnaires.questionnaire, name="questionnaire"),
    path(
        "questionnaires/<int:pk>/approve/<slug:language>/",
        questionnaires.approve,
        name="approve_language",
    ),
    path(
        "questionnaires/<int:pk>/differs/<int:earlier>/",
        questionnaires.differs,
        name="questionnaire_difference",
    ),
    path("questionnaires/<int:pk>/<str:name>", questionnaires.file, name="questionnaire_file"),
    path("help/", help_texts.help_texts, name="help_texts"),
    path("help/<slug:section>/<slug:language>/", help_texts.help_text, name="help_text"),
    path("keying/", keying.keying, name="keying"),
    path("keying/<int:pk>/", keying.key, name="key"),
]

urlpatterns = [path("o/<slug:organisation>/surveys/", include(of_organisation))]
