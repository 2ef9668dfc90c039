// The page works without this. With it: an answer that goes with no other takes the others away,
// a hint comes while a text is written, and what stands in the form is saved when one leaves.
const form = document.querySelector("form.question");
let hasChanged = false;

form.addEventListener("change", ({ target }) => {
  hasChanged = true;
  if (target.type !== "checkbox" || !target.checked) return;
  for (const other of form.querySelectorAll(`input[name="${target.name}"]`)) {
    const excludes = "alone" in target.dataset || "alone" in other.dataset;
    if (other !== target && excludes) other.checked = false;
  }
});

form.addEventListener("submit", () => {
  hasChanged = false;
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden" || !hasChanged) return;
  const answers = new FormData(form);
  answers.set("keep", "");
  navigator.sendBeacon(form.action, answers);
});

for (const text of form.querySelectorAll("textarea[data-hint]")) {
  const said = text.parentElement.querySelector("[data-hint-said]");
  let waiting;
  text.addEventListener("input", () => {
    hasChanged = true;
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const body = new FormData();
      body.set("text", text.value);
      const answer = await fetch(text.dataset.hint, { method: "POST", body }).catch(() => null);
      if (answer?.ok) said.textContent = await answer.text();
    }, 800);
  });
}
