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
