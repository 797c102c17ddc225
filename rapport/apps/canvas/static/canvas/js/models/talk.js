// Bringing a conversation up to date without touching what somebody is writing in it.
//
// Lists marked `data-keyed` hold items with ids; what stands in an element with `data-part` is taken over when its
// `data-version` (or, without one, its text) has changed.

// Is somebody writing in there?
export function isBusy(element) {
  return [...element.querySelectorAll("textarea")].some(
    (field) => field === document.activeElement || field.value !== field.defaultValue,
  );
}

export function merge(kept, fresh, { taken = () => {} } = {}) {
  const root = { kept, taken };
  for (const part of outermost(fresh, "[data-part]")) mergePart(root, part);
  outermost(kept, "[data-keyed]").forEach((list, index) => mergeList(root, list, outermost(fresh, "[data-keyed]")[index]));
}

// Those not inside a list of items: they belong to the whole.
function outermost(element, selector) {
  return [...element.querySelectorAll(selector)].filter((one) => {
    const list = one.parentElement.closest("[data-keyed]");
    return !list || !element.contains(list);
  });
}

function mergeList(root, list, fresh) {
  if (!fresh) return;
  const gone = new Map([...list.children].map((item) => [item.id, item]));
  let last = null;
  for (const wanted of [...fresh.children]) {
    const known = root.kept.querySelector(`#${CSS.escape(wanted.id)}`);
    const item = known ?? wanted;
    if (known) mergeItem(root, known, wanted);
    gone.delete(wanted.id);
    // What somebody writes in stays where it is until they are done.
    if (known && known.parentElement !== list && isBusy(known)) continue;
    if (last ? last.nextElementSibling !== item : list.firstElementChild !== item) {
      if (last) last.after(item);
      else list.prepend(item);
    }
    if (!known) root.taken(item);
    last = item;
  }
  for (const item of gone.values()) if (!isBusy(item)) item.remove();
}

function mergeItem(root, known, wanted) {
  known.className = wanted.className;
  for (const part of outermost(wanted, "[data-part]")) mergePart(root, part);
  const lists = outermost(wanted, "[data-keyed]");
  outermost(known, "[data-keyed]").forEach((list, index) => mergeList(root, list, lists[index]));
}

function mergePart(root, fresh) {
  const known = root.kept.querySelector(`[data-part="${CSS.escape(fresh.dataset.part)}"]`);
  if (!known) return;
  const version = fresh.dataset.version;
  const same = version === undefined ? known.textContent === fresh.textContent : known.dataset.version === version;
  if (same) return updateTimes(known, fresh);
  if (isBusy(known)) return;
  if (version !== undefined) known.dataset.version = version;
  known.replaceChildren(...fresh.childNodes);
  root.taken(known);
}

function updateTimes(known, fresh) {
  const times = fresh.querySelectorAll("time");
  known.querySelectorAll("time").forEach((time, index) => {
    if (times[index] && time.textContent !== times[index].textContent) time.textContent = times[index].textContent;
  });
}
