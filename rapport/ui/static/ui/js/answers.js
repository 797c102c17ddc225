// What every htmx answer may bring: refusals become toasts that say what happened and what to do.

import { toast } from "rapport/ui/toast-stack";

const SENTENCES = {
  0: "No connection to the server. What you did is not saved yet; try again when you are online.",
  401: "You have been signed out. Sign in again in another tab, then repeat this.",
  403: "Your role does not allow this.",
  404: "This no longer exists. Reload the page to see what is there now.",
  409: "Somebody changed this in the meantime. Reload to see it, then repeat your change.",
  413: "This is too large to be accepted.",
  429: "Too many requests at once. Wait a moment, then try again.",
};

export function sentenceFor(status, text = "") {
  const said = new DOMParser().parseFromString(text, "text/html").querySelector("[data-refusal]");
  if (said) return said.textContent.trim().replace(/\s+/g, " ");
  return SENTENCES[status] ?? "Something went wrong on our side. Nothing was changed; try again in a moment.";
}

document.body.addEventListener("htmx:responseError", ({ detail }) => {
  const ownToast = (detail.xhr.getResponseHeader("HX-Trigger") ?? "").includes('"toast"');
  if (!ownToast) toast({ text: sentenceFor(detail.xhr.status, detail.xhr.responseText), kind: "error" });
});
document.body.addEventListener("htmx:sendError", () => toast({ text: SENTENCES[0], kind: "error" }));
document.body.addEventListener("htmx:timeout", () => toast({ text: SENTENCES[0], kind: "error" }));
