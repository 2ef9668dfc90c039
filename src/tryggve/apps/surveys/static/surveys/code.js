// A QR code leads to /svara/#7K3M-Q2XW-R4TD: what stands after # is never sent to a server.
const code = decodeURIComponent(location.hash.slice(1));
if (code) {
  document.getElementById("code").value = code;
  history.replaceState(null, "", location.pathname + location.search);
}
