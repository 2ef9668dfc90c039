"""The identity providers of the configuration, as allauth wants them."""

from collections.abc import Iterable
from typing import Any

from tryggve.site.config import OpenIDConnectProvider


def identity_providers(configured: Iterable[OpenIDConnectProvider]) -> dict[str, Any]:
    """allauth's SOCIALACCOUNT_PROVIDERS. The code is bound to the browser that asked (PKCE)."""
    apps = [
        {
            "provider_id": provider.id,
            "name": provider.name,
            "client_id": provider.client_id,
            "secret": provider.secret.get_secret_value(),
            "settings": {
                "server_url": str(provider.server_url).rstrip("/"),
                "email_domains": [domain.lower() for domain in provider.email_domains],
            },
        }
        for provider in configured
    ]
    return {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}}
