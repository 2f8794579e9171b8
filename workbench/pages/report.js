// What was summarised: a list, and the entry chosen from it.

const AT_ONCE = 300; // rows in the list at first; scrolling to the end adds more
const DEAD = "dead-lettered";

let entries = entriesOf(data);

function entriesOf({ listings, deadLetters }) {
  return [
    ...listings.map((listing) => ({
      ...listing,
      label: listing.title || listing.listing_id,
      detail: listing.company || listing.listing_id,
      dead: false,
      address: `${listing.listing_id}/${listing.version}`,
    })),
    ...deadLetters.map((letter, index) => ({
      ...letter,
      label: letter.listing_id || "No listing id",
      detail: letter.error,
      status: DEAD,
      language: null,
      dead: true,
      address: `dead-${index + 1}`,
    })),
  ];
}

const searchable = (entry) => entry.haystack ??= [
  entry.listing_id, entry.label, entry.detail, entry.message, entry.event,
  ...(entry.lines || []).map((line) => line.text),
  ...Object.values(entry.profiles || {}).map((profile) => profile.text),
].filter(Boolean).join("\n").toLocaleLowerCase();

// The list

function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function fillFilters() {
  const statuses = tally(entries.map((entry) => entry.status));
  byId("counts").replaceChildren(
    make("li", {}, make("b", {}, String(entries.length)), " in all"),
    ...statuses.map(([status, count]) =>
      make("li", { class: status === DEAD ? "state-dead" : null }, make("b", {}, String(count)), ` ${status}`)),
  );
  offer("status", "All states", statuses.map(([status, count]) => [status, `${status} (${count})`]));
  const languages = tally(entries.filter((entry) => entry.language).map((entry) => entry.language));
  offer("language", "All languages", languages.map(([code, count]) => [code, `${languageName(code)} (${count})`]));
}

function offer(id, all, choices) {
  const { value } = byId(id);
  byId(id).replaceChildren(...[["", all], ...choices].map(([key, words]) => make("option", { value: key }, words)));
  byId(id).value = choices.some(([key]) => key === value) ? value : "";
}

let found = [];
let chosen = null;

function filter() {
  const words = byId("search").value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const status = byId("status").value;
  const language = byId("language").value;
  found = entries.filter((entry) =>
    (!status || entry.status === status) &&
    (!language || entry.language === language) &&
    words.every((word) => searchable(entry).includes(word)));
  byId("found").textContent = found.length === entries.length
    ? `${found.length} listings`
    : `${found.length} of ${entries.length} listings`;
  byId("list").replaceChildren();
  byId("list").scrollTop = 0;
  listMore();
}

function listMore() {
  const start = byId("list").childElementCount;
  byId("list").append(...found.slice(start, start + AT_ONCE).map((entry) => {
    const state = make("span", { class: `state ${entry.dead ? "state-dead" : ""}` },
      entry.dead ? "dead letter" : [entry.language, entry.status === "published" ? "" : entry.status].filter(Boolean).join(" · "));
    const button = make("button", { type: "button", "aria-current": String(entry === chosen) },
      make("strong", {}, entry.label), make("small", {}, make("span", {}, entry.detail), state));
    button.addEventListener("click", () => { open(entry); });
    entry.button = button;
    return make("li", {}, button);
  }));
}

byId("list").addEventListener("scroll", ({ target }) => {
  if (target.scrollTop + target.clientHeight > target.scrollHeight - 600 && target.childElementCount < found.length) listMore();
});
byId("list").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const buttons = [...byId("list").querySelectorAll("button")];
  const next = buttons[buttons.indexOf(document.activeElement) + step];
  if (next) { event.preventDefault(); next.focus(); }
});
for (const id of ["search", "status", "language"]) byId(id).addEventListener("input", filter);

// One entry

function open(entry, { remember = true } = {}) {
  if (chosen?.button) chosen.button.setAttribute("aria-current", "false");
  chosen = entry;
  entry.button?.setAttribute("aria-current", "true");
  const back = make("button", { id: "back", type: "button" }, "‹ All listings");
  back.addEventListener("click", close);
  const facts = entry.dead
    ? [entry.version && `version ${entry.version}`, entry.error]
    : [entry.company, entry.listing_id, `version ${entry.version}`, entry.status, languageName(entry.language), entry.model];
  const about = make("div", { class: "about" }, back,
    make("h2", { dir: "auto" }, entry.label), make("p", { class: "facts" }, facts.filter(Boolean).join(" · ")));
  byId("main").replaceChildren(about, ...(entry.dead ? deadLetter(entry) : panes(entry)));
  byId("main").scrollTop = 0;
  const reading = document.body.classList.contains("reading");
  document.body.classList.add("reading");
  if (!remember) return;
  // On a phone the list and a listing are two screens: the browser's Back returns to the list.
  const write = reading ? "replaceState" : "pushState";
  history[write]({ fromList: true }, "", `#${encodeURIComponent(entry.address)}`);
}

function close() {
  if (history.state?.fromList) history.back();
  else {
    history.replaceState(null, "", location.pathname + location.search);
    showList();
  }
}

function showList() {
  document.body.classList.remove("reading");
  chosen?.button?.focus();
}

window.addEventListener("popstate", () => {
  const entry = addressed();
  if (entry) open(entry, { remember: false });
  else showList();
});

function addressed() {
  const address = decodeURIComponent(location.hash.slice(1));
  return entries.find((entry) => entry.address === address);
}

function deadLetter(letter) {
  return [make("div", { class: "pane" },
    make("p", { class: "reason" }, letter.message),
    letter.origins.length ? make("p", { class: "facts" }, letter.origins.join("; ")) : null,
    letter.execution_arn ? make("p", { class: "facts" }, letter.execution_arn) : null,
    make("p", { class: "label" }, "Event as it was sent"),
    make("pre", { dir: "auto" }, letter.event))];
}

fillFilters();
filter();
const first = addressed();
if (first) open(first, { remember: false });
else if (entries.length && matchMedia("(min-width: 821px)").matches) open(entries[0], { remember: false });
else byId("main").replaceChildren(make("p", { class: "empty" }, entries.length ? "Choose a listing." : "This run summarised nothing."));
