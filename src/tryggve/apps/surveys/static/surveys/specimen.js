// Draws the letter as it would look, a moment after each change. Nothing is saved by it.
"use strict";

const form = document.querySelector("[data-specimen]");
const specimen = document.querySelector(".specimen");
const canvas = specimen.querySelector("canvas");
const problem = specimen.querySelector(".errors");
const PAUSE = 700; // milliseconds without a key
let waiting;
let latest = 0;

async function draw() {
  const number = ++latest;
  const answer = await fetch(form.dataset.specimen, {
    method: "POST",
    body: new FormData(form),
  }).catch(() => null);
  if (number !== latest || answer === null) {
    return;
  }
  if (answer.status === 422) {
    problem.textContent = (await answer.json()).problem;
    return;
  }
  if (!answer.ok) {
    return;
  }
  const picture = await createImageBitmap(await answer.blob());
  problem.textContent = "";
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext("2d").drawImage(picture, 0, 0);
}

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(draw, PAUSE);
});
specimen.hidden = false;
draw();
