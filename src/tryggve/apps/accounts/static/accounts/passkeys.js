// Show what needs a passkey where the browser knows passkeys, and say so when one fails.
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    const supported = Boolean(window.PublicKeyCredential && navigator.credentials);
    const place = document.getElementById("with-passkey");
    if (place) place.hidden = !supported;
    const unsupported = document.getElementById("without-passkey");
    if (unsupported) unsupported.hidden = supported;
  });
  document.addEventListener("allauth.error", function (event) {
    const notice = document.getElementById("passkey-failed");
    if (notice) {
      event.preventDefault();
      notice.hidden = false;
      notice.scrollIntoView({ block: "nearest" });
    }
  });
})();
