from tests.forms import NAMES, form
from tryggve.questionnaire.reading import read_questionnaire
from tryggve.questionnaire.texts import texts
from tryggve.questionnaire.translation import complete_languages, findings, stamp, stamped
from tryggve.wording.text import speaking

TEXT = """\
name: small
version: "1"
languages: {sv: {written_by: people}, en: {written_by: machine}, ar: {written_by: machine}}
title: {sv: Titel, en: Title, ar: عنوان}
blocks:
  - name: only
    title: {sv: Frågor, en: Questions, ar: أسئلة}
    questions:
      - {name: more, kind: text, text: {sv: Mer?, en: More?, ar: المزيد؟}}
"""


def read(text: str = TEXT):
    return read_questionnaire(text, unfinished_translations=True)


def said(questionnaire) -> list[str]:
    with speaking("en"):
        return [str(finding.what) for finding in findings(questionnaire)]


def test_nothing_is_wrong_with_what_is_complete():
    assert said(read()) == []
    assert complete_languages(read()) == ("sv", "en", "ar")


def test_what_is_missing():
    wrong = read(TEXT.replace(", ar: أسئلة", ""))
    assert said(wrong) == ["blocks.only.title is missing in ar."]
    assert complete_languages(wrong) == ("sv", "en")


def test_a_copy_of_another_language():
    wrong = read(TEXT.replace("en: More?", "en: mer?"))
    assert said(wrong) == ["more.text is the same in sv and en."]
    assert complete_languages(wrong) == ("sv", "ar")


def test_a_word_that_truly_is_the_same_says_so():
    assert said(read(TEXT.replace("en: More?,", "en: Mer?, same: [en],"))) == []


def test_a_text_without_letters_is_the_same_in_every_language():
    assert (
        said(
            read(
                TEXT.replace("sv: Mer?, en: More?, ar: المزيد؟", "sv: '112', en: '112', ar: '112'")
            )
        )
        == []
    )


def test_the_wrong_letters():
    wrong = read(TEXT.replace("ar: عنوان", "ar: Title of it"))
    assert said(wrong) == ["title is not written in the letters of ar."]
    assert complete_languages(wrong) == ("sv", "en")


def test_a_swedish_name_within_an_arabic_text_is_no_wrong_letter():
    assert said(read(TEXT.replace("ar: المزيد؟", "ar: هل تعرف شيئًا عن Lessebo؟"))) == []


def test_a_language_that_nobody_declared():
    wrong = read(TEXT.replace("{sv: Titel,", "{sv: Titel, fi: Otsikko,"))
    assert said(wrong) == ["title is written in fi, which is not declared."]


def test_easy_swedish_falls_back_on_swedish_and_no_other_language_does():
    simple = read(TEXT.replace("languages: {", "languages: {sv-simple: {written_by: machine}, "))
    assert said(simple) == []
    assert simple.title["sv-simple"] == "Titel"
    assert simple.title.get("fi") is None


def test_a_translation_is_old_once_its_source_has_changed():
    first = stamped(read(), ["en", "ar"])
    assert said(first) == []
    assert first.translated_from["title"] == stamp("Titel")
    changed = read_questionnaire(
        TEXT.replace("sv: Titel", "sv: Rubrik"), unfinished_translations=True
    ).model_copy(update={"translated_from": first.translated_from})
    assert said(changed) == ["title has changed since it was translated into en, ar."]
    assert complete_languages(changed) == ("sv",)
    english = stamped(changed, ["en"])
    assert said(english) == ["title has changed since it was translated into ar."]
    assert english.translated_from["title"] == {"en": stamp("Rubrik"), "ar": stamp("Titel")}
    assert said(stamped(english, ["ar"])) == []


def test_a_text_whose_wording_nobody_noted_is_old():
    first = stamped(read(), ["en", "ar"])
    noted = {name: each for name, each in first.translated_from.items() if name != "more.text"}
    assert said(first.model_copy(update={"translated_from": noted})) == [
        "more.text has changed since it was translated into en, ar."
    ]


def test_a_language_is_stamped_after_it_was_added():
    first = stamped(read(), ["en"])
    assert said(first) == [
        f"{text.name} has changed since it was translated into ar." for text in texts(first)
    ]


def test_every_text_has_a_name_of_its_own():
    for name in NAMES:
        found = [text.name for text in texts(form(name))]
        assert len(found) == len(set(found)) > 0
