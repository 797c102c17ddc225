// What every htmx answer may bring: refusals become toasts that say what happened and what to do.

import { toast } from "rapport/ui/toast-stack";
import { word } from "rapport/ui/words";

export function sentenceFor(status, text = "") {
  if (text.includes("data-refusal")) {
    const said = new DOMParser().parseFromString(text, "text/html").querySelector("[data-refusal]");
    if (said) return said.textContent.trim().replace(/\s+/g, " ");
  }
  return word(status);
}

document.body.addEventListener("htmx:responseError", ({ detail }) => {
  const ownToast = (detail.xhr.getResponseHeader("HX-Trigger") ?? "").includes('"toast"');
  if (!ownToast) toast({ text: sentenceFor(detail.xhr.status, detail.xhr.responseText), kind: "error" });
});
document.body.addEventListener("htmx:sendError", () => toast({ text: word(0), kind: "error" }));
document.body.addEventListener("htmx:timeout", () => toast({ text: word(0), kind: "error" }));

// What an answer tells goes to the element that asked. Where a change that came over the live stream has replaced that
// element meanwhile, the page is told, so that no toast with its Undo gets lost.
document.body.addEventListener("htmx:beforeSend", ({ detail: { xhr, elt } }) => {
  let isGone = false;
  xhr.addEventListener("readystatechange", () => {
    if (xhr.readyState === XMLHttpRequest.DONE) isGone = !document.contains(elt);
  });
  xhr.addEventListener("load", () => {
    const told = xhr.getResponseHeader("HX-Trigger") ?? "";
    if (!isGone || !told.startsWith("{")) return;
    for (const [name, said] of Object.entries(JSON.parse(told))) window.htmx.trigger(document.body, name, said);
  });
});
