"""An organisation's colour and logo, served as files of their own."""

import pytest
from django.test import Client

from tests.factories import OrganisationFactory
from tests.world import HOME, make_world
from tryggve.apps.accounts.models import Organisation

pytestmark = pytest.mark.django_db

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364600000000600023081d02f0000000049454e44ae426082"
)


def test_the_colour_is_a_stylesheet_that_a_browser_keeps():
    OrganisationFactory(slug="blue", colour="#1b3a6b")
    answer = Client().get("/o-style/blue.css")
    assert answer.content == b":root { --brand: #1b3a6b; }\n"
    assert answer["Content-Type"] == "text/css"
    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=31536000", "immutable"}
    assert answer.cookies == {}


@pytest.mark.parametrize("colour", ["", "#e6a100", "red; } body { display: none", "#12345"])
def test_no_stylesheet_for_a_colour_that_cannot_be_read(colour):
    OrganisationFactory(slug="blue")
    Organisation.objects.update(colour=colour[:7])
    assert Client().get("/o-style/blue.css").status_code == 404


def test_the_logo_is_the_picture_itself():
    OrganisationFactory(slug="arms", logo=PNG, has_logo=True)
    answer = Client().get("/logo/arms.png")
    assert answer.content == PNG
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_what_is_not_there_is_not_found():
    OrganisationFactory(slug="plain")
    for address in ("/logo/plain.png", "/logo/nobody.png", "/o-style/nobody.css"):
        assert Client().get(address).status_code == 404


def test_a_page_shows_both_and_says_what_the_logo_is():
    make_world()
    Organisation.objects.filter(slug=HOME).update(
        colour="#1b3a6b", logo=PNG, has_logo=True, logo_description="Lessebo kommuns vapen"
    )
    html = Client().get(f"/kommun/{HOME}/").content.decode()
    updated = int(Organisation.objects.get(slug=HOME).updated.timestamp())
    assert f'href="/o-style/{HOME}.css?{updated}"' in html
    assert f'src="/logo/{HOME}.png?{updated}"' in html
    assert 'alt="Lessebo kommuns vapen"' in html


def test_the_product_s_own_mark_is_decorative():
    make_world()
    html = Client().get(f"/kommun/{HOME}/").content.decode()
    assert '<img src="/static/site/mark.svg" alt=""' in html
    assert "/o-style/" not in html
