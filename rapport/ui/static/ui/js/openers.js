// Buttons that open and close: `data-opens="id"` opens a dialog or side panel, `data-closes` closes the nearest one.
// A link that opens something leads to the same as a page, for whoever has no script or wants it in a new tab.

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  const wantsPage = opener?.matches("a") && (event.ctrlKey || event.metaKey || event.shiftKey);
  if (opener && !wantsPage) {
    const target = document.getElementById(opener.dataset.opens);
    if (target && opener.matches("a")) event.preventDefault();
    if (target instanceof HTMLDialogElement) target.showModal();
    else target?.open?.(opener);
  }
  const closer = event.target.closest?.("[data-closes]");
  if (closer) closer.closest("dialog, side-panel")?.close();
});

// A press beside a dialog closes it, unless something typed into it would be lost.
document.addEventListener("click", (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || !dialog.open) return;
  const box = dialog.getBoundingClientRect();
  const inside =
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  const typed = [...dialog.querySelectorAll("input, textarea")].some((field) => field.value !== field.defaultValue);
  if (!inside && !typed) dialog.close();
});
