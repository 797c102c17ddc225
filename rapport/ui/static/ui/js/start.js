// Every custom element loads itself: a tag `<note-card>` fetches the module of that name from the import map.

const map = JSON.parse(document.querySelector('script[type="importmap"]').textContent).imports;
const modules = new Map(Object.keys(map).map((name) => [name.split("/").at(-1), name]));
const asked = new Set();
const loading = [];

export function loadElements(root) {
  const found = root.querySelectorAll(":not(:defined)");
  for (const element of [root, ...found]) {
    const name = element.localName ?? "";
    if (!name.includes("-") || asked.has(name) || !modules.has(name)) continue;
    asked.add(name);
    loading.push(import(modules.get(name)).catch((error) => console.error(`<${name}> could not be loaded`, error)));
  }
}

loadElements(document.documentElement);
new MutationObserver((changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) if (node instanceof Element) loadElements(node);
  }
}).observe(document.body, { childList: true, subtree: true });

loading.push(import("rapport/ui/openers"), import("rapport/ui/answers"));
for (let here = 0; here < loading.length; await Promise.all(loading)) here = loading.length; // elements bring elements
document.documentElement.dataset.ready = ""; // the page has its hands: tests wait for it
