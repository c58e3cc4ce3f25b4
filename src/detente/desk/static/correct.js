// Marked words of the report go into the form, with where they stand.
const source = document.getElementById("source");
let marked = null;

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!source.contains(range.commonAncestorContainer)) return;
  const before = document.createRange();
  before.setStart(source, 0);
  before.setEnd(range.startContainer, range.startOffset);
  // Offsets count code points, as records do.
  marked = { words: range.toString().trim(), at: [...before.toString()].length };
});

for (const button of document.querySelectorAll("[data-take]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (!marked) { source.focus(); return; }
    const fields = [...button.closest("fieldset").querySelectorAll("textarea")];
    const field = fields.find((each) => !each.value) ?? fields.at(-1);
    field.value = marked.words;
    field.closest("label").nextElementSibling.value = marked.at;
    field.focus();
  });
}
