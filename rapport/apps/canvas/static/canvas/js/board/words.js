// What the board says, in the reader's language: the sentences stand in the page, {0} and {1} are filled in here.

export function words(name, ...values) {
  const pattern = document.querySelector("#board-words")?.dataset[name] ?? "";
  return values.reduce((text, value, index) => text.replace(`{${index}}`, value), pattern);
}
