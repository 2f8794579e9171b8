// The live page: a stack is asked what is new, and a listing that was pasted is followed.

const NEWS_MS = 3000;
const STEP_MS = 300;
let readAt = null;

async function answer(path, options) {
  const response = await fetch(path, { cache: "no-store", ...options });
  const body = await response.text();
  const known = body ? JSON.parse(body) : {};
  if (!response.ok) throw new Error(known.detail || known.title || `${response.status} ${response.statusText}`);
  return known;
}

async function news() {
  const found = await answer(`/page/listings${readAt ? `?after=${encodeURIComponent(readAt)}` : ""}`);
  readAt = found.read_at;
  const fresh = entriesOf(found).map((entry) => ({ ...entry, address: `${entry.listing_id}/${entry.version}` }));
  if (!fresh.length) return;
  const ids = new Set(fresh.map((entry) => entry.listing_id));
  entries = [...fresh.reverse(), ...entries.filter((entry) => !ids.has(entry.listing_id))];
  fillFilters();
  filter();
}

async function keepUp() {
  try {
    if (!document.hidden) await news();
    byId("trouble").textContent = "";
  } catch (error) {
    byId("trouble").textContent = `The stack does not answer: ${error.message}`;
  }
  setTimeout(keepUp, NEWS_MS);
}

// Pasting a listing

function listingOf(text, title) {
  try {
    const fields = JSON.parse(text);
    if (fields && typeof fields === "object" && !Array.isArray(fields)) return fields;
  } catch { /* not JSON: it is text or HTML */ }
  return { description: text, ...(title ? { title } : {}) };
}

function idOf(listing) {
  const given = listing.listing_id || listing.identifier?.value || listing.identifier;
  return typeof given === "string" && given ? given : `pasted-${Date.now()}`;
}

function showForm() {
  chosen?.button?.setAttribute("aria-current", "false");
  chosen = null;
  document.body.classList.add("reading");
  byId("main").replaceChildren(byId("paste").content.cloneNode(true));
  byId("back").addEventListener("click", close);
  byId("form").addEventListener("submit", (event) => {
    event.preventDefault();
    summarise(byId("text").value.trim(), byId("title").value.trim());
  });
  byId("text").focus();
}

async function summarise(text, title) {
  byId("problem").textContent = "";
  if (!text) {
    byId("problem").textContent = "Paste a listing first.";
    byId("text").focus();
    return;
  }
  const { listing_id: _, ...listing } = listingOf(text, title);
  const id = idOf(listingOf(text, title));
  byId("send").disabled = true;
  try {
    const { version } = await answer(`/listings/${encodeURIComponent(id)}`, {
      method: "PUT",
      headers: { "Content-Type": "application/json", Prefer: "respond-async" },
      body: JSON.stringify(listing),
    });
    await follow(id, version);
  } catch (error) {
    const problem = byId("problem");
    if (problem) problem.textContent = error.message;
  }
  const send = byId("send");
  if (send) send.disabled = false;
}

async function follow(id, version) {
  for (;;) {
    const standing = await answer(`/page/progress?id=${encodeURIComponent(id)}&version=${version}`);
    const steps = byId("steps");
    if (!steps) return; // the reader has gone elsewhere
    showSteps(steps, standing);
    if (standing.ended) break;
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
  await news();
  const entry = entries.find((one) => one.listing_id === id);
  if (entry && byId("steps")) open(entry);
}

function showSteps(steps, standing) {
  byId("standing").textContent = standing.ended ? `It is ${standing.status}.` : "In progress …";
  steps.replaceChildren(
    make("li", { class: standing.status ? "done" : null }, "Received"),
    ...standing.states.map((state) => make("li", { class: state.done ? "done" : null },
      state.name.replace(/(?<=[a-z])(?=[A-Z])/g, " "),
      state.done ? make("small", {}, ` ${state.seconds.toFixed(1)} s`) : " …")),
  );
}

byId("new").addEventListener("click", showForm);
keepUp();
if (!addressed()) showForm();
