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
