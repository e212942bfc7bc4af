/* What is looked at inside a page; run.py calls these. Each gives a list of faults in words. */
(() => {
  const tell = element => {
    const name = element.localName + (element.id ? "#" + element.id : "") +
      (element.className && element.className.baseVal === undefined ? "." + element.className.split(" ").join(".") : "");
    return name + " “" + (element.textContent || "").trim().slice(0, 40) + "”";
  };
  const shown = element => element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
  /* Hidden from sight on purpose, or moved sideways in a frame of its own. */
  const apart = element => element.closest(".web-said, .web-skip, .web-scroll, .web-wide, [data-cards] thead");

  /* Nothing reaches beyond the screen's width (WCAG 2.1, 1.4.10). */
  const overflow = () => {
    const faults = [], root = document.scrollingElement, width = document.documentElement.clientWidth;
    if (root.scrollWidth > width) faults.push(`the page is ${root.scrollWidth} px wide on ${width} px`);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node && faults.length < 10; node = walker.nextNode()) {
      if (!node.data.trim() || !shown(node.parentElement) || apart(node.parentElement)) continue;
      range.selectNodeContents(node);
      for (const box of range.getClientRects())
        if (box.width && (box.right > width + 0.5 || box.left < -0.5)) {
          faults.push(`${tell(node.parentElement)} stands from ${box.left} to ${box.right} of ${width} px`);
          break;
        }
    }
    /* A frame that moves is one that the keyboard reaches, and nothing else is cut off. */
    for (const element of document.body.querySelectorAll("*")) {
      if (!shown(element) || element.closest("svg") || element.closest(".web-said, [data-cards] thead")) continue;
      const style = getComputedStyle(element);
      if (element.scrollWidth > element.clientWidth + 1 && style.display !== "inline" && style.overflowX !== "visible" &&
          !(element.tabIndex === 0 && element.getAttribute("role") === "region"))
        faults.push(`${tell(element)} cuts off ${element.scrollWidth - element.clientWidth} px`);
    }
    return faults;
  };

  /* Targets that do not stand in a line of text are 24 px at least (WCAG 2.2, 2.5.8). */
  const targets = () => [...document.querySelectorAll("a[href], summary, button")].filter(shown).filter(element => {
    const box = element.getBoundingClientRect();
    const inText = getComputedStyle(element).display === "inline" && element.closest("p, li, td, th, dd, dt, figcaption, caption, .web-caption, .footnote, .note, div.text, span");
    return !inText && !element.closest(".web-skip") && (box.width < 24 || box.height < 24);
  }).map(tell);

  /* Lines of running text on a wide screen have 45 to 80 letters; the middle one is what counts. */
  const measure = () => {
    const letters = [];
    for (const p of document.querySelectorAll("main .chapter > p:not([class]), main section > p:not([class])")) {
      if (!shown(p) || p.textContent.length < 240 || p.closest("aside, .beside, td")) continue;
      const height = parseFloat(getComputedStyle(p).lineHeight);
      letters.push(p.textContent.length / Math.round(p.getBoundingClientRect().height / height));
    }
    if (!letters.length) return [];
    letters.sort((a, b) => a - b);
    const middle = letters[letters.length >> 1];
    return middle < 50 || middle > 78 ? [`lines of ${middle.toFixed(1)} letters`] : [];
  };

  /* The line heights and spaces that a reader may ask for (WCAG 2.1, 1.4.12). */
  const space = () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":not(svg, svg *) { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }" +
      "p { margin-bottom: 2em !important }");
    document.adoptedStyleSheets = [sheet];
    const faults = overflow();
    document.adoptedStyleSheets = [];
    return faults;
  };

  /* Words of tables' headings that stand on two lines without a hyphen's or a dash's leave. */
  const brokenWords = () => {
    const faults = [];
    for (const head of document.querySelectorAll("thead")) {
      if (head.offsetHeight <= 2) continue; /* rows are cards */
      const texts = document.createTreeWalker(head, NodeFilter.SHOW_TEXT), range = document.createRange();
      for (let text = texts.nextNode(); text; text = texts.nextNode())
        for (const word of text.data.matchAll(/[^\s\u00a0\u00ad\u2013/-]+/g)) {
          range.setStart(text, word.index);
          range.setEnd(text, word.index + word[0].length);
          const lines = new Set([...range.getClientRects()].filter(box => box.width).map(box => Math.round(box.top)));
          if (lines.size > 1 && word[0].length < 16) faults.push(`"${word[0]}" is broken in ${tell(head.parentElement)}`);
        }
    }
    return faults;
  };

  /* Every reference inside the page leads somewhere, every id is one. */
  const references = () => {
    const faults = [], ids = new Map();
    for (const element of document.querySelectorAll("[id]")) {
      if (ids.has(element.id)) faults.push(`the id ${element.id} stands twice`);
      ids.set(element.id, element);
    }
    for (const a of document.querySelectorAll("a[href^='#']")) {
      const id = decodeURIComponent(a.getAttribute("href").slice(1));
      if (id && !ids.has(id)) faults.push(`${tell(a)} leads to ${id}, which is not there`);
      if (!a.textContent.trim() && !a.getAttribute("aria-label")) faults.push(`a link to ${id} says nothing`);
    }
    for (const note of document.querySelectorAll(".footnote")) {
      const back = note.querySelector("a[role=doc-backlink]");
      const call = back && ids.get(back.getAttribute("href").slice(1));
      if (!call || call.getAttribute("href") !== "#" + note.id) faults.push(`${tell(note)} has no way there and back`);
    }
    return faults;
  };

  /* Figures whose faces are the theme's: those of the page itself. */
  const faces = () => [...document.fonts].filter(face => face.status === "error").map(face => `${face.family} cannot be read`);

  const focused = () => {
    const element = document.activeElement, box = element.getBoundingClientRect(), style = getComputedStyle(element);
    return { what: tell(element), skip: element.classList.contains("web-skip"), main: element.localName === "main",
             body: element === document.body, outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
             top: box.top, bottom: box.bottom, left: box.left, right: box.right, height: innerHeight, width: innerWidth,
             after: window.webBefore ? Boolean(window.webBefore.compareDocumentPosition(element) & 4) : true,
             kept: (window.webBefore = element) && true };
  };

  const axeFaults = async () => {
    const found = await axe.run(document, { resultTypes: ["violations"] });
    return found.violations.map(v => `${v.id}: ${v.help}\n` + v.nodes.slice(0, 4).map(n => "    " + n.html.slice(0, 160) + "\n      " +
      (n.any.concat(n.all, n.none).map(c => c.message).join("; "))).join("\n"));
  };

  const unfold = () => { for (const d of document.querySelectorAll("details")) d.open = true; return true; };

  /* Where a link has led, when it has: a browser moves the focus in its own time. */
  const led = () => new Promise(done => {
    const end = performance.now() + 20000;
    const look = () => {
      const now = focused();
      if (now.main || performance.now() > end) done(now);
      else setTimeout(look, 20);
    };
    look();
  });

  /* Where the reader has colours of their own, drawings keep theirs, on their own paper: a browser changes what is
     behind a drawing, and not its lines. */
  const drawn = () => [...document.querySelectorAll("figure svg")].filter(shown).filter(svg => {
    const style = getComputedStyle(svg), paper = style.backgroundColor.match(/[\d.]+/g).map(Number);
    const dark = style.color.match(/[\d.]+/g).map(Number);
    return paper.length !== 3 || paper[0] + paper[1] + paper[2] < 600 || dark[0] + dark[1] + dark[2] > 400;
  }).map(svg => `${tell(svg)} is drawn on ${getComputedStyle(svg).backgroundColor} in ${getComputedStyle(svg).color}`);

  window.webTest = { drawn, overflow, targets, measure, space, brokenWords, references, faces, focused, led, axeFaults, unfold };
  return true;
})()
