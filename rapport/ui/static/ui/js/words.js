// The sentences of our own elements in the reader's language, put into the page by the server.

let words = null;

export function word(name, otherwise = "500") {
  words ??= JSON.parse(document.getElementById("ui-words")?.textContent ?? "{}");
  return words[name] ?? words[otherwise] ?? "";
}
