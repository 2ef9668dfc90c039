// Enter leads to the next line, as clerks are used to; on the last one to the button.
"use strict";

for (const form of document.querySelectorAll("[data-keyed]")) {
  const lines = [...form.querySelectorAll("input:not([type=hidden]), textarea, button")];
  form.addEventListener("keydown", (event) => {
    const place = lines.indexOf(event.target);
    if (event.key !== "Enter" || event.shiftKey || place < 0 || event.target.matches("button")) {
      return;
    }
    event.preventDefault();
    lines[place + 1].focus();
  });
  if (!document.getElementById("errors")) {
    lines[0].focus();
  }
}
