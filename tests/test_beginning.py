"""Every test begins as the settings say, whatever the one before it has left switched on."""

import pytest
from django.conf import settings
from django.utils import translation


@pytest.mark.parametrize("left_on", ["ar", "en", "sv"])
def test_no_language_is_left_on(left_on):
    assert translation.get_language() == settings.LANGUAGE_CODE
    translation.activate(left_on)
