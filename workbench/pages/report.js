"use strict";
// Texts reach the page as textContent only: a listing can never become markup.
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const AT_ONCE = 300; // rows in the list at first; scrolling to the end adds more
const DEAD = "dead-lettered";

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const languageName = (() => {
  const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });
  return (code) => {
    if (!code || code === "und") return "unknown language";
    try { return names.of(code); } catch { return code; }
  };
})();

const entries = [
  ...data.listings.map((listing) => ({
    ...listing,
    label: listing.title || listing.listing_id,
    detail: listing.company || listing.listing_id,
    dead: false,
  })),
  ...data.deadLetters.map((letter) => ({
    ...letter,
    label: letter.listing_id || "No listing id",
    detail: letter.error,
    status: DEAD,
    language: null,
    dead: true,
  })),
];
for (const [index, entry] of entries.entries()) {
  entry.address = entry.dead
    ? `dead-${index - data.listings.length + 1}`
    : `${entry.listing_id}/${entry.version}`;
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
  byId("counts").append(
    make("li", {}, make("b", {}, String(entries.length)), " in all"),
    ...statuses.map(([status, count]) =>
      make("li", { class: status === DEAD ? "state-dead" : null }, make("b", {}, String(count)), ` ${status}`)),
  );
  byId("status").append(
    make("option", { value: "" }, "All states"),
    ...statuses.map(([status, count]) => make("option", { value: status }, `${status} (${count})`)),
  );
  const languages = tally(entries.filter((entry) => entry.language).map((entry) => entry.language));
  byId("language").append(
    make("option", { value: "" }, "All languages"),
    ...languages.map(([code, count]) => make("option", { value: code }, `${languageName(code)} (${count})`)),
  );
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

function panes(listing) {
  const lines = new Map();
  const source = make("section", { class: "pane", "aria-label": "Listing", lang: listing.language });
  source.append(make("h3", {}, "Listing"));
  let section = null;
  for (const line of listing.lines) {
    if (line.section !== section && line.kind !== "field") {
      section = line.section;
      source.append(make("div", { class: `tone-${section}` }, make("span", { class: "tag" }, section)));
    }
    const text = make("span", { class: "text", dir: "auto" }, (line.kind === "bullet" ? "• " : "") + line.text);
    const row = make("div", { class: `line ${line.kind} tone-${line.section}` },
      make("span", { class: "number" }, String(line.number)), text);
    lines.set(line.number, { row, sentences: [], text: line.text });
    source.append(row);
  }
  if (!listing.lines.length) source.append(make("p", { class: "facts" }, "The text is not stored: the listing was unpublished, or this version was never published."));

  const summary = make("section", { class: "pane", "aria-label": "Summaries", lang: listing.language });
  summary.append(make("h3", { lang: "en" }, "Summaries"));
  for (const finding of listing.findings) {
    summary.append(make("p", { class: `finding ${finding.grade}`, lang: "en" },
      `${finding.profile ? finding.profile + ": " : ""}${finding.message} (${finding.code})`,
      finding.sentence ? make("span", { class: "about-sentence", lang: listing.language, dir: "auto" }, finding.sentence) : null));
  }
  const known = new Map(data.profiles.map((profile) => [profile.name, profile]));
  for (const [name, profile] of Object.entries(listing.profiles)) {
    summary.append(profileCard(name, profile, known.get(name), lines, source));
  }
  for (const { row, sentences } of lines.values()) {
    if (!sentences.length) continue;
    row.classList.add("cited");
    row.addEventListener("mouseenter", () => { if (!pinned) light([row, ...sentences]); });
    row.addEventListener("mouseleave", () => { if (!pinned) light([]); });
  }
  pinned = null;
  return [make("div", { class: "panes" }, summary, source)];
}

function profileCard(name, profile, budget, lines, source) {
  const length = [...profile.text].length;
  const over = budget && length > budget.characters;
  const size = make("span", { class: over ? "budget over" : "budget" });
  if (budget) {
    size.append(make("meter", { min: 0, max: budget.characters, value: length, "aria-hidden": "true" }),
      `${length} of ${budget.characters} characters`);
  } else size.append(`${length} characters`);
  const bullets = profile.text.startsWith("• ");
  const body = make("div", { class: bullets ? "bullets" : "prose" });
  for (const sentence of profile.sentences) body.append(...sentenceElements(sentence, lines, source), bullets ? "" : " ");
  if (!profile.sentences.length) body.append(make("p", { class: "facts", lang: "en" }, "The listing has nothing for this profile."));
  return make("article", { class: "profile" },
    make("header", { lang: "en" }, make("h4", {}, name), size),
    budget ? make("p", { class: "audience", lang: "en" }, budget.audience) : null, body,
    profile.sentences.length ? make("p", { class: "facts", dir: "auto" }, profile.notice) : null);
}

// A sentence and the lines it cites: highlighted on hover and focus, pinned by a tap or Enter

let pinned = null;
let lit = [];

function light(elements) {
  for (const element of lit) element.classList.remove("lit");
  lit = elements;
  for (const element of lit) element.classList.add("lit");
}

function sentenceElements(sentence, lines, source) {
  const cited = sentence.lines.map((number) => lines.get(number)).filter(Boolean);
  const element = make("span", {
    class: "sentence", role: "button", tabindex: "0", dir: "auto", "aria-pressed": "false",
    "aria-description": cited.length ? "Cites: " + cited.map((line) => line.text).join(" / ") : "Cites no line",
  }, sentence.text, make("sup", { "aria-hidden": "true" }, sentence.lines.join(",")));
  const quotes = make("div", { class: "quotes", "aria-hidden": "true" },
    ...cited.map((line) => make("p", { dir: "auto" }, line.text)));
  for (const line of cited) line.sentences.push(element);
  const show = () => {
    light([element, ...cited.map((line) => line.row)]);
    const first = cited[0]?.row;
    // Only the pane scrolls; on a phone the page stays where the reader is.
    if (first && source.scrollHeight > source.clientHeight + 4) {
      const top = first.offsetTop - source.clientHeight / 3;
      const hidden = cited.some(({ row }) => row.offsetTop < source.scrollTop || row.offsetTop + row.offsetHeight > source.scrollTop + source.clientHeight);
      if (hidden) source.scrollTo({ top, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    }
  };
  const release = () => {
    if (!pinned) return;
    pinned.element.classList.remove("pinned");
    pinned.element.setAttribute("aria-pressed", "false");
    pinned.quotes.classList.remove("open");
    pinned = null;
  };
  const toggle = () => {
    const mine = pinned?.element === element;
    release();
    if (mine) { light([]); return; }
    pinned = { element, quotes };
    element.classList.add("pinned");
    element.setAttribute("aria-pressed", "true");
    quotes.classList.add("open");
    show();
  };
  element.addEventListener("mouseenter", () => { if (!pinned) show(); });
  element.addEventListener("mouseleave", () => { if (!pinned) light([]); });
  element.addEventListener("focus", () => { if (!pinned) show(); });
  element.addEventListener("blur", () => { if (!pinned) light([]); });
  element.addEventListener("click", toggle);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); toggle(); }
    if (event.key === "Escape") { release(); light([]); }
  });
  return [element, quotes];
}

fillFilters();
filter();
const first = addressed();
if (first) open(first, { remember: false });
else if (entries.length && matchMedia("(min-width: 821px)").matches) open(entries[0], { remember: false });
else byId("main").replaceChildren(make("p", { class: "empty" }, entries.length ? "Choose a listing." : "This run summarised nothing."));
