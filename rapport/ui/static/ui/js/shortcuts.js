// Single-letter shortcuts: can be switched off, and never fire while somebody types.

import { keep, kept } from "rapport/ui/kept";

const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

export function isTyping(target = document.activeElement) {
  return target instanceof Element && target.closest(TYPING) !== null;
}

export function lettersAreOn() {
  return kept("letters", "on") !== "off";
}

export function switchLetters(on) {
  keep("letters", on ? "" : "off");
}

// Whether this key press may act as the shortcut `key`.
export function isShortcut(event, key) {
  if (event.key.toLowerCase() !== key.toLowerCase() || event.ctrlKey || event.metaKey || event.altKey) return false;
  return lettersAreOn() && !event.isComposing && !event.defaultPrevented && !isTyping(event.target);
}

export const isMac = /mac|iphone|ipad/i.test(navigator.userAgentData?.platform ?? navigator.platform);
