// How far a job is, told by the desk as it goes. Without this the page loads itself anew.

const job = document.getElementById("job");
const state = job.querySelector("[role=status]");
const bar = job.querySelector("progress");
const result = job.querySelector(".result");

const events = new EventSource(job.dataset.events);
events.addEventListener("message", (event) => {
  const told = JSON.parse(event.data);
  // The desk has made this markup by the templates of the page itself.
  state.innerHTML = told.words;
  if (told.share === null) bar.removeAttribute("value");
  else bar.value = told.share;
  result.innerHTML = told.result;
  if (told.over) {
    events.close();
    state.className = `state ${told.state}`;
    bar.remove();
    job.querySelector("form").remove();
  }
});
