"use strict";
// Opens what is behind a number, and searches. All text goes in as text; nothing is asked of any network.
(() => {
  const AT_ONCE = 50;
  const ID = 0, DOCUMENT = 1, START = 2, END = 3, UNDER = 4, AGAINST = 5, REVIEWER = 6, CASES = 7, SIGNS = 8, TEXT = 9, CITATION = 10, NOTE = 11;
  const STARRED = 1, ALTERED = 2;
  const OF = {
    documents: (excerpt, thing) => excerpt[DOCUMENT] === thing,
    cases: (excerpt, thing) => excerpt[CASES].includes(thing),
    themes: (excerpt, thing) => excerpt[UNDER].includes(thing),
    reviewers: (excerpt, thing) => excerpt[REVIEWER] === thing,
  };
  const THINGS = { documents: (each) => [each[DOCUMENT]], reviewers: (each) => [each[REVIEWER]], cases: (each) => each[CASES] };
  const ONE = { documents: "document", cases: "case", themes: "theme", reviewers: "reviewer", verdicts: "verdict", pairs: "pair", excerpts: "excerpt" };
  const $ = (id) => document.getElementById(id);
  let known = null;
  let waiting = [];

  function data() {
    if (known === null) known = JSON.parse($("data").textContent);
    return known;
  }

  function made(name, text, settings = {}) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(settings)) element.setAttribute(key, value);
    return element;
  }

  const many = (number, what) => `${number} ${number === 1 ? ONE[what] || what : what}`;
  const union = (lists) => [...new Set(lists.flat())].sort((one, other) => one - other);

  // What is behind a number: its heading, what it counts, the things, the excerpts (all by their places).
  function behind(list) {
    const [heading, counts, counted, set] = data().lists[list];
    const excerpts = data().sets[set];
    return { heading, counts, counted: counts === "excerpts" ? excerpts : counted, excerpts };
  }

  // A cell of a table, or a total: `*` stands for all rows or columns.
  function inTable(number, row, column) {
    const table = data().tables[number];
    const heading = [row === "*" ? "" : table.rows[row], column === "*" ? "" : table.columns[column]].filter(Boolean).join("; ");
    return { heading: heading || table.title, counts: table.counts, ...cell(table, row, column) };
  }

  function cell(table, row, column) {
    const fits = (wanted, place) => wanted === "*" || Number(wanted) === place;
    const things = (wanted) => new Set(table.members.filter((_, place) => fits(wanted, place)).flat());
    if (table.cells) {
      const one = table.cells.find((each) => fits(row, each[0]) && fits(column, each[1]));
      const pairs = [];
      for (let place = 0; one && place < one[2].length; place += 2) pairs.push([one[2][place], one[2][place + 1]]);
      return { counted: pairs, excerpts: union(pairs) };
    }
    const every = data().excerpts;
    if (table.themes === null) {
      const cases = things(row);
      const excerpts = [...every.keys()].filter((place) => every[place][CASES].some((each) => cases.has(each)));
      return { counted: union([...cases]), excerpts };
    }
    const wanted = things(column);
    const themes = new Set(table.themes.filter((_, place) => fits(row, place)));
    const own = THINGS[table.of];
    const excerpts = [];
    const counted = new Set();
    every.forEach((each, place) => {
      const met = own(each).filter((thing) => wanted.has(thing));
      if (!met.length || !each[UNDER].some((theme) => themes.has(theme))) return;
      excerpts.push(place);
      met.forEach((thing) => counted.add(thing));
    });
    return table.counts === "references" ? { counts: "excerpts", counted: excerpts, excerpts } : { counted: union([...counted]), excerpts };
  }

  function matched(typed) {
    const words = folded(typed).split(/\s+/).filter(Boolean);
    const excerpts = [];
    if (words.length) {
      data().folded ||= data().excerpts.map((each) => folded(`${each[TEXT]} ${each[NOTE]} ${each[CITATION]}`));
      data().folded.forEach((text, place) => { if (words.every((word) => text.includes(word))) excerpts.push(place); });
    }
    return { heading: `Search: ${typed}`, counts: "excerpts", counted: excerpts, excerpts, words, sections: words.length ? inSections(words) : [] };
  }

  function folded(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"').toLowerCase();
  }

  // Headings of themes, memos and the appendix whose sections hold the words.
  function inSections(words) {
    return [...document.querySelectorAll("article, #memos .memo")].flatMap((section) => {
      const text = folded(section.textContent);
      const heading = section.matches("article") ? section.querySelector("h3") : memoHeading(section);
      return heading && words.every((word) => text.includes(word)) ? [heading] : [];
    });
  }

  function memoHeading(memo) {
    let here = memo;
    while (here && here.tagName !== "H3") here = here.previousElementSibling;
    return here;
  }

  function quotation(place, words) {
    const excerpt = data().excerpts[place];
    const figure = made("figure");
    const quote = made("blockquote", "", { dir: "auto" });
    marked(quote, excerpt[TEXT], words);
    const caption = made("figcaption");
    caption.append(made("bdi", excerpt[CITATION]), " ", made("span", `${data().documents[excerpt[DOCUMENT]][0]} ${excerpt[START]}-${excerpt[END]}, ${excerpt[ID]}, ${data().reviewers[excerpt[REVIEWER]][1]}`, { class: "place" }));
    if (excerpt[SIGNS] & STARRED) caption.append(" ", made("span", "starred", { class: "mark" }));
    if (excerpt[SIGNS] & ALTERED) caption.append(" ", made("strong", "These words do not stand in the text as it is now."));
    const themes = made("p", "", { class: "aside" });
    for (const [label, which] of [["Under ", UNDER], ["Against ", AGAINST]]) {
      excerpt[which].forEach((theme, number) => {
        const [id, name] = data().themes[theme];
        themes.append(number ? ", " : label, made("a", name, { href: `#theme-${id}` }));
      });
      if (excerpt[which].length) themes.append(". ");
    }
    figure.append(quote, caption, themes);
    if (excerpt[NOTE]) {
      const note = made("p", "", { class: "note", dir: "auto" });
      marked(note, excerpt[NOTE], words);
      figure.append(note);
    }
    return figure;
  }

  // The text with the words marked, where folding has not moved them.
  function marked(element, text, words) {
    const plain = folded(text);
    let last = 0;
    if (words && words.length && plain.length === text.length) {
      const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
      for (const found of plain.matchAll(new RegExp(escaped, "g"))) {
        element.append(text.slice(last, found.index), made("mark", text.slice(found.index, found.index + found[0].length)));
        last = found.index + found[0].length;
      }
    }
    element.append(text.slice(last));
  }

  // What the list consists of: headings and quotations, one after the other, each a function that makes it.
  function steps(found) {
    if (found.counts === "pairs") {
      return found.counted.flatMap(([one, other], number) => [
        () => made("h3", `Pair ${number + 1}`),
        () => quotation(one),
        ...(other === one ? [] : [() => quotation(other)]),
      ]);
    }
    const of = OF[found.counts];
    if (!of) return found.excerpts.map((place) => () => quotation(place, found.words));
    const left = new Set(found.excerpts);
    const groups = found.counted.flatMap((thing) => {
      const own = found.excerpts.filter((place) => of(data().excerpts[place], thing));
      own.forEach((place) => left.delete(place));
      const [id, name] = data()[found.counts][thing];
      const called = name === id ? id : `${name} (${id})`;
      return [() => made("h3", `${called}: ${many(own.length, "excerpts")}`), ...own.map((place) => () => quotation(place))];
    });
    const others = [...left].map((place) => () => quotation(place));
    return others.length ? [...groups, () => made("h3", `Of none of these: ${many(others.length, "excerpts")}`), ...others] : groups;
  }

  function open(found) {
    const number = typeof found.counted === "number" ? found.counted : found.counted.length;
    const told = [many(number, found.counts)];
    if (found.counts !== "excerpts") told.push(many(found.excerpts.length, "excerpts"));
    $("opened-heading").textContent = found.heading;
    $("opened-told").textContent = told.join(", ");
    const list = $("opened-list");
    list.replaceChildren();
    if (found.sections && found.sections.length) {
      const links = made("ul");
      for (const heading of found.sections) {
        heading.id ||= `found-${Math.floor(performance.now() * 1000)}-${links.childElementCount}`;
        const item = made("li");
        item.append(made("a", heading.textContent, { href: `#${heading.id}` }));
        links.append(item);
      }
      list.append(made("h3", "In the text of the page"), links);
      if (found.excerpts.length) list.append(made("h3", "In excerpts"));
    }
    waiting = steps(found);
    more();
    const dialog = $("opened");
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    $("opened-heading").focus();
  }

  function more() {
    const now = waiting.splice(0, AT_ONCE);
    const list = $("opened-list");
    now.forEach((step) => list.append(step()));
    $("more").hidden = waiting.length === 0;
    $("more").textContent = `Show more (${waiting.length} left)`;
    return now.length;
  }

  function nothing() {
    return { heading: "This is not on the page", counts: "excerpts", counted: [], excerpts: [] };
  }

  function decoded(piece) {
    try {
      return decodeURIComponent(piece);
    } catch {
      return piece;
    }
  }

  function wanted(hash) {
    const [kind, ...rest] = hash.slice(1).split("/").map(decoded);
    if (kind === "n") return rest[0] in data().lists ? behind(rest[0]) : nothing();
    if (kind === "cell") return rest[0] in data().tables ? inTable(...rest) : nothing();
    if (kind === "search") return matched(rest.join("/"));
    if (kind === "excerpt") {
      const place = data().excerpts.findIndex((each) => each[ID] === rest[0]);
      return place < 0 ? nothing() : { heading: rest[0], counts: "excerpts", counted: [place], excerpts: [place] };
    }
    return null;
  }

  function arrive() {
    const found = location.hash.includes("/") ? wanted(location.hash) : null;
    if (found) {
      open(found);
    } else if ($("opened").open) {
      $("opened").close();
      const goal = $(decoded(location.hash.slice(1)));
      if (goal) goal.scrollIntoView();
    }
  }

  // How much is counted in each column of a row, where anything is.
  function inRow(table, row) {
    const columns = new Map();
    table.members.forEach((things, column) => things.forEach((thing) => columns.set(thing, (columns.get(thing) || []).concat(column))));
    const own = THINGS[table.of];
    const counted = new Map();
    data().excerpts.forEach((each, place) => {
      if (!each[UNDER].includes(table.themes[row])) return;
      for (const thing of own(each)) for (const column of columns.get(thing) || []) {
        if (!counted.has(column)) counted.set(column, new Set());
        counted.get(column).add(table.counts === "references" ? place : thing);
      }
    });
    return [...counted].sort((one, other) => one[0] - other[0]).map(([column, things]) => [column, things.size]);
  }

  // A table that is too large to be drawn: one of its rows at a time.
  function choosing(place) {
    const label = made("label", "Row ");
    const select = made("select");
    const out = made("div", "", { "aria-live": "polite" });
    const fill = () => {
      if (select.options.length > 1) return;
      data().tables[place.dataset.table].rows.forEach((name, row) => select.append(new Option(name, row)));
    };
    select.append(new Option("choose one", ""));
    select.addEventListener("focus", fill);
    select.addEventListener("pointerdown", fill);
    select.addEventListener("change", () => {
      const table = data().tables[place.dataset.table];
      out.replaceChildren();
      if (select.value === "") return;
      const row = Number(select.value);
      const drawn = made("table");
      drawn.append(made("caption", `${table.rows[row]}, counted: ${table.counts}`));
      const body = made("tbody");
      const line = (name, count, column) => {
        const tr = made("tr");
        const td = made("td");
        td.append(made("a", String(count), { class: "n", href: `#cell/${place.dataset.table}/${row}/${column}` }));
        tr.append(made("th", name, { scope: "row" }), td);
        body.append(tr);
      };
      const counts = inRow(table, row);
      for (const [column, count] of counts) line(table.columns[column], count, column);
      if (counts.length) line("total", cell(table, row, "*").counted.length, "*");
      else out.append(made("p", "Nothing is counted in this row.", { class: "aside" }));
      drawn.append(body);
      if (counts.length) out.append(drawn);
    });
    label.append(select);
    place.append(label, out);
  }

  document.querySelectorAll(".chosen").forEach(choosing);
  $("search").hidden = false;
  $("search").addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = $("words").value.trim();
    if (typed) location.hash = `#search/${encodeURIComponent(typed)}`;
  });
  $("more").addEventListener("click", () => {
    const list = $("opened-list");
    const before = list.childElementCount;
    more();
    const next = list.children[before];
    if (next) { next.tabIndex = -1; next.focus(); }
  });
  $("close").addEventListener("click", () => $("opened").close());
  $("opened").addEventListener("close", () => {
    if (location.hash.includes("/")) history.replaceState(null, "", location.href.split("#")[0]);
  });
  // The same number again: its address does not change, so nobody would notice.
  document.addEventListener("click", (event) => {
    const drawn = event.target.closest("[data-opens]");
    if (drawn) location.hash = drawn.dataset.opens;
    const link = event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) arrive();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select, dialog")) {
      event.preventDefault();
      $("words").focus();
    }
  });
  window.addEventListener("hashchange", arrive);
  if (location.hash.includes("/")) arrive();
})();
