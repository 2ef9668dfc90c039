// Reads the page aloud with the browser's own voices. The button stays hidden where the browser
// has none for the language of the page; without JavaScript nothing is missing but the button.
(() => {
  "use strict";

  const button = document.querySelector("[data-read-aloud]");
  const voices = window.speechSynthesis;
  if (!button || !voices) return;

  const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, caption, th, td, label, legend, summary, figcaption";
  const SILENT = "[data-silent], [hidden], script, style, option, textarea";
  const LONGEST = 220; // some browsers fall silent in the middle of a longer utterance
  const words = { listen: button.textContent, stop: button.dataset.stop };
  let reading = null;

  const main = (language) => language.toLowerCase().split(/[-_]/)[0];
  const voiceOf = (language) =>
    voices.getVoices().find((voice) => main(voice.lang) === main(language));

  const showButton = () => {
    button.hidden = !voiceOf(document.documentElement.lang);
  };

  /** The text of main in reading order: the element it stands in, its language, its words. */
  const passages = () => {
    const found = [];
    const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const parent = texts.currentNode.parentElement;
      const text = texts.currentNode.data.replace(/\s+/g, " ");
      if (!text.trim() || parent.closest(SILENT) || !parent.getClientRects().length) continue;
      const block = parent.closest(BLOCKS) || parent;
      const language = parent.closest("[lang]").lang;
      const last = found.at(-1);
      if (last && last.block === block && last.language === language) last.text += text;
      else found.push({ block, language, text });
    }
    return found.flatMap(({ block, language, text }) =>
      pieces(text.trim()).map((piece) => ({ block, language, text: piece })),
    );
  };

  const pieces = (text) => {
    if (text.length <= LONGEST) return [text];
    const sentences = text.match(/[^.!?؟:]+[.!?؟:]*\s*/g) || [text];
    return sentences.map((sentence) => sentence.trim()).filter(Boolean);
  };

  const mark = (block) => {
    document.querySelector(".is-read")?.classList.remove("is-read");
    block?.classList.add("is-read");
  };

  const stop = () => {
    reading = null;
    voices.cancel();
    mark(null);
    button.textContent = words.listen;
  };

  const read = (left, turn) => {
    if (reading !== turn) return;
    if (!left.length) {
      stop();
      return;
    }
    const [{ block, language, text }, ...rest] = left;
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = language;
    utterance.voice = voiceOf(language) || null;
    utterance.onend = () => read(rest, turn);
    utterance.onerror = () => reading === turn && stop();
    mark(block);
    voices.speak(utterance);
  };

  button.addEventListener("click", () => {
    if (reading) {
      stop();
      return;
    }
    reading = Symbol("turn");
    button.textContent = words.stop;
    voices.cancel();
    read(passages(), reading);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && reading) stop();
  });
  window.addEventListener("pagehide", stop);
  voices.addEventListener?.("voiceschanged", showButton);
  showButton();
})();
