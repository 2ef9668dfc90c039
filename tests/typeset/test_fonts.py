from fontTools.ttLib import TTFont

from tryggve.typeset import fonts


def letters(folder):
    files = [file for file in folder.glob("*.ttf") if "Italic" not in file.name]
    return {chr(code) for file in files for code in TTFont(file).getBestCmap()}


def test_every_family_is_found_and_no_other():
    assert sorted(fonts.book().families()) == sorted(fonts.FAMILIES)


def test_the_fonts_come_from_the_wheels():
    assert ["site-packages" in str(folder) for folder in fonts.folders()] == [True] * 5
    assert [folder.name for folder in fonts.folders()] == [
        "notosans",
        "notosansarabic",
        "notosansethiopic",
        "notosanssymbols2",
        "notosansmono",
    ]


def test_the_files_vary_in_weight_so_that_bold_is_real():
    for folder in fonts.folders()[:3]:
        for file in folder.glob("*.ttf"):
            axes = {
                axis.axisTag: (axis.minValue, axis.maxValue) for axis in TTFont(file)["fvar"].axes
            }
            assert axes["wght"] == (100.0, 900.0)


def test_swedish_arabic_tigrinya_and_signs_are_covered():
    sans, arabic, ethiopic, symbols, mono = (letters(folder) for folder in fonts.folders())
    assert set("abcåäöéÅÄÖÉ0123456789–−%§›·") - sans == set()
    assert set("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى،؟") - arabic == set()
    assert set("ሀለሐመሠረሰሸቀቐበተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ፣።፦") - ethiopic == set()
    assert set("☐☑✓") - symbols == set()
    assert set("→≥≤") - mono == set()
