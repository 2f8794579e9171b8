// One listing: its summaries, each sentence of which points at the lines it cites.

const languageName = (() => {
  const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });
  return (code) => {
    if (!code || code === "und") return "unknown language";
    try { return names.of(code); } catch { return code; }
  };
})();

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
let sentencesMade = 0;

function light(elements) {
  for (const element of lit) element.classList.remove("lit");
  lit = elements;
  for (const element of lit) element.classList.add("lit");
}

function sentenceElements(sentence, lines, source) {
  const cited = sentence.lines.map((number) => lines.get(number)).filter(Boolean);
  const id = `quotes-${sentencesMade += 1}`;
  const element = make("span", {
    class: "sentence", role: "button", tabindex: "0", dir: "auto", "aria-pressed": "false", "aria-describedby": id,
  }, sentence.text, make("sup", { "aria-hidden": "true" }, sentence.lines.join(",")));
  const quotes = make("div", { class: "quotes", id, "aria-hidden": "true" },
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

