// What a key means while somebody writes a note.

export function meaningOf({ key, shiftKey, ctrlKey, metaKey, altKey, isComposing }) {
  if (isComposing) return "";
  if (key === "Escape") return "cancel";
  if (key !== "Enter" || shiftKey || altKey) return "";
  return ctrlKey || metaKey ? "stay" : "next";
}
