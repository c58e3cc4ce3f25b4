// Words marked in the report offer themselves as a new entry.
const offer = document.getElementById("offer");
const text = document.querySelector(".report");

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const within = selection.rangeCount && !selection.isCollapsed
    && text.contains(selection.getRangeAt(0).commonAncestorContainer);
  const words = within ? selection.toString().trim() : "";
  if (!words || words.length > 1500) { offer.hidden = true; return; }
  const range = selection.getRangeAt(0);
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  offer.hidden = false;
  offer.querySelector("[name=words]").value = words;
  offer.querySelector("[name=near]").value = before.toString().length;
});

for (const button of offer.querySelectorAll("button")) {
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => { offer.action = button.dataset.to; });
}
