/* What pages can do beside links and forms: keys for review, and words that lead to their sign. All of it also works
   without: every sign is a link and every key a button. */
"use strict";

const current = document.querySelector(".top [aria-current]");
if (current) {
  const list = current.closest("ul");
  list.scrollLeft = current.offsetLeft - list.offsetLeft - (list.clientWidth - current.offsetWidth) / 2;
}

const typing = (where) => where.closest("input, textarea, select, [contenteditable]");

document.addEventListener("click", (event) => {
  const marked = event.target.closest(".m[data-why]");
  if (!marked || String(window.getSelection())) return;
  const sign = document.getElementById("at-" + marked.dataset.why);
  if (sign) sign.click();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "why") return;
  for (const sign of document.querySelectorAll(".chip.on")) sign.classList.remove("on");
  const asked = event.detail.requestConfig && event.detail.requestConfig.elt;
  if (!asked) return;
  asked.classList.add("on");
  /* On a narrow screen the reasons lie over the text: what they are about stays in sight above them. */
  const over = getComputedStyle(event.target).position === "fixed" && event.target.getBoundingClientRect().top;
  if (over && asked.getBoundingClientRect().bottom > over - 60) asked.scrollIntoView({ block: "start" });
});

document.addEventListener("click", (event) => {
  const close = event.target.closest(".told .close");
  if (!close) return;
  event.preventDefault();
  close.closest("#why").replaceChildren();
  const on = document.querySelector(".chip.on");
  if (on) on.focus();
});

/* Words that are selected in a passage stand in the form before it is sent, with their places, counted as the server
   does: in code points. Where somebody types, the words alone count. */
const points = (text) => [...text].length;

const selectedIn = (passage) => {
  const selected = passage.value.slice(passage.selectionStart, passage.selectionEnd);
  const words = selected.trim();
  if (!words) return null;
  const before = passage.value.slice(0, passage.selectionStart) + selected.slice(0, selected.indexOf(words));
  const start = Number(passage.dataset.start) + points(before);
  return { words, at: `${start}-${start + points(words)}` };
};

/* What was selected last in the text of a page: its pieces tell where they begin. */
const selectedInText = () => {
  const selection = window.getSelection();
  const range = selection.rangeCount && selection.getRangeAt(0);
  if (!range || range.collapsed) return null;
  let words = "", from = null, to = null, block = null;
  for (const piece of document.querySelectorAll(".text [data-at]")) {
    const text = piece.firstChild;
    if (!text || !range.intersectsNode(text)) continue;
    const first = text === range.startContainer ? range.startOffset : 0;
    const last = text === range.endContainer ? range.endOffset : text.data.length;
    if (first >= last) continue;
    const at = Number(piece.dataset.at);
    if (from === null) from = at + points(text.data.slice(0, first));
    to = at + points(text.data.slice(0, last));
    if (block && block !== piece.parentElement) words += "\n";
    block = piece.parentElement;
    words += text.data.slice(first, last);
  }
  const bare = words.trim();
  if (!bare) return null;
  const lead = points(words.slice(0, words.indexOf(bare)));
  const trail = points(words) - lead - points(bare);
  return { words: bare, at: `${from + lead}-${to - trail}` };
};

let selected = null;

document.addEventListener("selectionchange", () => {
  selected = selectedInText() || selected;
});

for (const button of document.querySelectorAll("button.take")) button.hidden = false;

document.addEventListener("click", (event) => {
  const role = event.target.closest("button.take") && event.target.dataset.take;
  if (!role || !selected) return;
  const fields = event.target.form.elements;
  fields[role].value = selected.words;
  fields[`${role}_at`].value = selected.at;
  if (role === "source" && !fields.speaker.value) fields.speaker.value = selected.words.replace(/\s+/g, " ");
});

const choose = (passage) => {
  const form = passage.form;
  const chosen = form && selectedIn(passage);
  if (!chosen) return;
  selected = chosen;
  if (!form.matches(".choose")) return;
  form.elements.words.value = chosen.words;
  form.elements.at.value = chosen.at;
};

for (const kind of ["select", "mouseup", "keyup", "touchend"]) {
  document.addEventListener(kind, (event) => {
    if (event.target.matches && event.target.matches("textarea.passage")) choose(event.target);
  });
}

/* In a field that is read-only no key moves the caret; in one whose changes are refused every key does. */
const allowCaret = () => {
  for (const passage of document.querySelectorAll("textarea.passage[readonly]")) {
    passage.readOnly = false;
    passage.setAttribute("aria-readonly", "true");
  }
};
allowCaret();
document.addEventListener("htmx:afterSwap", allowCaret);
document.addEventListener("beforeinput", (event) => {
  if (event.target.matches("textarea.passage")) event.preventDefault();
});

document.addEventListener("input", (event) => {
  const form = event.target.form;
  const place = form && form.matches(".mark") && form.elements[`${event.target.name}_at`];
  if (place) place.value = "";
  if (!form || !form.matches(".choose")) return;
  if (event.target.name === "words") form.elements.at.value = "";
  if (event.target.name === "value") {
    form.elements.words.value = event.target.dataset.words;
    form.elements.at.value = "";
  }
});

/* Where a form to correct is opened, the words that stand are selected. */
document.addEventListener("toggle", (event) => {
  const passage = event.target.open && event.target.querySelector("textarea.passage[data-at]");
  if (!passage) return;
  const places = passage.dataset.at.split(",");
  const [from, to] = [places[0].split("-")[0], places[places.length - 1].split("-")[1]];
  const text = [...passage.value];
  const units = (place) => text.slice(0, Number(place) - Number(passage.dataset.start)).join("").length;
  if (places.length === 1) passage.setSelectionRange(units(from), units(to));
}, true);

/* Steps through what can be judged; the page is asked again only when a judgement is given. */
let at = -1;

const step = (by) => {
  const items = [...document.querySelectorAll("#now, .queue > li")];
  if (!items.length) return;
  at = Math.min(items.length - 1, Math.max(0, at + by));
  const target = items[at].querySelector("a, button") || items[at];
  target.focus();
  items[at].scrollIntoView({ block: "center" });
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "Escape") {
    const close = document.querySelector(".told .close");
    if (close) close.click();
    return;
  }
  if (event.key === "j" || event.key === "k") {
    step(event.key === "j" ? 1 : -1);
    return;
  }
  if (event.key.length !== 1 || !/[a-z]/.test(event.key)) return;
  const button = document.querySelector(`[data-key="${event.key}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});
