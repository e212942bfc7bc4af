/*
 * Search, filters and order for the list of index.xsl. The page says everything without it; what it shows is read from
 * the table itself, once. The address keeps what is asked for (?q=budget&ar=2024), so that it can be linked to.
 */
(() => {
  "use strict";
  const form = document.getElementById("arc-search"), table = document.getElementById("lista");
  if (!form || !table) return;
  const count = document.getElementById("antal"), none = document.getElementById("inga"), caption = table.caption;
  const contents = document.querySelector(".arc-contents"); /* leads to groups, so it goes when some are not shown */
  const heads = [...table.tHead.rows[0].cells].filter(th => th.dataset.sort);

  /* å, ä and ö are letters of their own; other accents and case do not count, nor do kinds of blanks. */
  const strip = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/ø/g, "o").replace(/æ/g, "a");
  const fold = text => text.normalize("NFC").toLowerCase().replace(/[^\x00-\x7fåäö]+/g, strip).replace(/\s+/g, " ").trim();
  const words = text => fold(text).split(" ").filter(Boolean);

  /* Roles, since a table that is shown as cards is no table to some browsers. */
  table.setAttribute("role", "table");
  for (const part of [table.tHead, ...table.tBodies]) part.setAttribute("role", "rowgroup");
  for (const row of table.rows) {
    row.setAttribute("role", "row");
    for (const cell of row.cells)
      cell.setAttribute("role", cell.localName === "td" ? "cell" : cell.scope === "row" ? "rowheader" : "columnheader");
  }

  const groups = [...table.tBodies].map(body => ({ body, head: body.rows[0], name: body.querySelector("h2").textContent,
                                                      count: body.querySelector("span"), total: body.rows.length - 1 }));
  const rows = groups.flatMap(({ body, name }) => [...body.rows].slice(1).map(row => {
    const [year, title, decision, number, status] = row.cells;
    const time = decision.querySelector("time");
    const date = time ? time.getAttribute("datetime") || "" : "", kind = title.querySelector("span").textContent;
    const heading = title.firstElementChild.firstChild.data;
    const text = fold([year.textContent, heading, kind, name, decision.innerHTML.replace(/<[^>]*>/g, " ").replace(/&nbsp;/g, " "), date,
                       number.textContent, status.textContent].join(" "));
    return { row, body, name, text, plain: strip(text),
             organisation: name, slag: kind, status: status.textContent, ar: year.textContent,
             keys: { ar: year.textContent, titel: heading, beslut: date, diarienummer: number.textContent, stallning: status.textContent } };
  }));

  const all = document.createElement("tbody"); /* holds every row while they are not in groups */
  all.setAttribute("role", "rowgroup");
  const collator = new Intl.Collator("sv", { numeric: true });
  const filters = ["organisation", "slag", "status", "ar"].filter(name => form.elements[name]);
  let order = "";

  /* What has no key comes last, whichever way; equal ones as the archive has them. */
  const arrange = wanted => {
    order = wanted;
    const key = wanted.replace("-", ""), back = wanted.startsWith("-") ? -1 : 1;
    for (const th of heads) {
      if (th.dataset.sort === key) th.setAttribute("aria-sort", back < 0 ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    }
    caption.textContent = "Dokument, ordnade efter " + form.elements.ordna.selectedOptions[0].textContent.toLowerCase();
    table.classList.toggle("flat", Boolean(key));
    if (!key) {
      all.remove();
      for (const { row, body } of rows) body.append(row);
      return;
    }
    const sorted = rows.map((item, index) => [item, index]).sort(([a, i], [b, k]) => {
      const x = a.keys[key], y = b.keys[key];
      if (!x || !y) return x ? -1 : y ? 1 : i - k;
      return back * collator.compare(x, y) || i - k;
    });
    for (const [{ row, name }] of sorted) {
      const title = row.cells[1];
      if (!title.querySelector("u")) {
        const whose = document.createElement("u");
        whose.textContent = name;
        title.children[1].after(whose);
      }
      all.append(row);
    }
    table.append(all);
  };

  let telling = 0, last = null;
  const tell = shown => {
    const text = shown === rows.length ? `Alla ${rows.length.toLocaleString("sv")} dokument visas` :
      shown ? `${shown.toLocaleString("sv")} av ${rows.length.toLocaleString("sv")} dokument visas` : "Inget dokument motsvarar sökningen";
    const sorted = order ? `, ordnade efter ${form.elements.ordna.selectedOptions[0].textContent.toLowerCase()}` : "";
    if (text + sorted === last) return;
    last = text + sorted;
    /* Not at every letter: a screen reader speaks when the typing rests. */
    clearTimeout(telling);
    telling = setTimeout(() => { count.textContent = last + "."; }, 150);
  };

  const show = () => {
    const asked = words(form.elements.q.value).map(word => ({ word, plain: strip(word) === word }));
    const chosen = filters.map(name => [name, form.elements[name].value]).filter(([, value]) => value);
    let shown = 0;
    for (const item of rows) {
      const fits = chosen.every(([name, value]) => item[name] === value) &&
        asked.every(({ word, plain }) => item.text.includes(word) || (plain && item.plain.includes(word)));
      if (item.row.hidden === fits) item.row.hidden = !fits;
      item.fits = fits;
      shown += fits;
    }
    /* A year that stands above in its group is not said again. */
    let body = null, year = null;
    const seen = new Map();
    if (!order) for (const item of rows) {
      if (!item.fits) continue;
      seen.set(item.body, (seen.get(item.body) || 0) + 1);
      item.row.classList.toggle("same", body === item.body && year === item.ar && year !== "");
      body = item.body;
      year = item.ar;
    }
    for (const group of groups) {
      const here = seen.get(group.body);
      group.body.hidden = !here;
      const text = here === group.total ? `${here} dokument` : `${here} av ${group.total} dokument`;
      if (here && group.count.textContent !== text) group.count.textContent = text;
    }
    if (order) for (const item of rows) item.row.classList.remove("same");
    none.hidden = shown > 0;
    if (contents) contents.hidden = Boolean(order) || shown < rows.length;
    table.hidden = !shown;
    tell(shown);
  };

  /* The address, without what is not asked for. */
  let keeping = 0;
  const keep = () => {
    clearTimeout(keeping);
    keeping = setTimeout(() => {
      const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
      try {
        history.replaceState(null, "", (String(asked) ? "?" + asked : location.pathname) + location.hash);
      } catch { /* a viewer that keeps no addresses */ }
    }, 200);
  };

  const update = () => {
    if (form.elements.ordna.value !== order) arrange(form.elements.ordna.value);
    show();
    keep();
  };

  for (const th of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...th.childNodes);
    button.addEventListener("click", () => {
      const key = th.dataset.sort, dates = key === "ar" || key === "beslut";
      const first = dates ? "-" + key : key, second = dates ? key : "-" + key;
      form.elements.ordna.value = order === first ? second : order === second ? "" : first;
      update();
    });
    th.append(button);
  }
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("input", update);
  form.addEventListener("reset", () => setTimeout(() => { update(); form.elements.q.focus(); }));
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
    /* A value that is not among those of a list chooses nothing. */
    if (field && field.localName === "select" && field.selectedIndex < 0) field.value = "";
  }
  form.hidden = false;
  table.classList.add("live");
  update();
  /* What the address names may have moved as rows were hidden. */
  if (location.hash.length > 1) document.getElementById(location.hash.slice(1))?.scrollIntoView();
})();
