"use strict";
// What a page cannot do without a script: move in the table by keys, drag shifts, open them beside the table, and show what
// others change. Everything else is links and forms, which work without it.
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const panel = () => $("#panel");
  const grid = () => $("#grid");
  const say = text => { $("#live").textContent = text; };

  // ---------------------------------------------------------------- requests
  document.addEventListener("htmx:configRequest", event => {
    event.detail.headers["X-CSRF-Token"] = $("meta[name=csrf]").content;
  });
  // The session has ended: the page leads to the provider, and back to itself.
  document.addEventListener("htmx:beforeSwap", event => {
    if (event.detail.xhr.status === 499) {
      event.detail.shouldSwap = false;
      location.reload();
    }
  });
  // What takes longer than a second is said to go on.
  let late = null;
  document.addEventListener("htmx:beforeRequest", () => {
    clearTimeout(late);
    late = setTimeout(() => busy(true), 1000);
  });
  document.addEventListener("htmx:afterRequest", () => {
    clearTimeout(late);
    if (document.body.classList.contains("busy")) busy(false);
  });
  function busy(is) {
    [$("#content"), panel()].forEach(part => is ? part.setAttribute("aria-busy", "true") : part.removeAttribute("aria-busy"));
    say(is ? $("#live").dataset.wait : "");
    document.body.classList.toggle("busy", is);
  }
  document.addEventListener("htmx:sendError", () => say(grid()?.dataset.unanswered ?? ""));
  document.addEventListener("htmx:afterSwap", event => {
    if (event.detail.target === panel()) {
      focusPanel();
    } else {
      close(false);
      settle();
    }
  });
  // What was said about a change is not said again by a reload.
  document.addEventListener("htmx:pushedIntoHistory", () => forget());
  function forget() {
    const url = new URL(location);
    ["said", "shift", "version", "count", "warning"].forEach(name => url.searchParams.delete(name));
    history.replaceState(history.state, "", url);
  }

  // ---------------------------------------------------------------- the panel
  const BESIDE = /^\/(shifts|publish|copy|conflicts)(\/|$)/;
  let opener = null;
  function open(href, from) {
    opener = key(from);
    htmx.ajax("GET", href, {target: "#panel", select: ".panel, .problem", swap: "innerHTML"});
  }
  function focusPanel() {
    const first = $("[autofocus], [aria-invalid=true], h1, h2", panel());
    if (first) {
      if (!first.matches("input, select, textarea")) first.tabIndex = -1;
      first.focus();
    }
  }
  function close(back = true) {
    panel().replaceChildren();
    if (back && opener) find(opener)?.focus();
  }
  document.addEventListener("click", event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("a");
    if (!link) return;
    if (link.closest("#panel")) {
      if (link.matches(".close")) {
        event.preventDefault();
        event.stopPropagation();
        close();
      } else if (!BESIDE.test(link.pathname)) {
        // Away from the table, not to htmx.
        event.stopPropagation();
      }
    } else if (link.matches(".chip, .add, .beside")) {
      event.preventDefault();
      open(link.href, link);
    }
  }, true);

  // ---------------------------------------------------------------- the table by keys
  // One tab stop (ARIA Authoring Practices, grid): arrows go from cell to cell, Enter goes into one.
  const cells = row => all("[role=gridcell], [role=rowheader]", row);
  const rows = () => grid() ? all("tbody [role=row]", grid()) : [];
  function key(element) {
    const cell = element?.closest("[role=gridcell]");
    if (!cell) return null;
    return {who: cell.dataset.who, day: cell.dataset.day, shift: element.closest(".chip")?.dataset.shift};
  }
  function find(at) {
    if (!at) return null;
    const shift = at.shift && $(`.chip[data-shift="${CSS.escape(at.shift)}"]`);
    return shift || at.day && $(`td[data-day="${CSS.escape(at.day)}"][data-who="${CSS.escape(at.who)}"]`);
  }
  function settle(at = current) {
    if (!grid()) return;
    const stop = find(at)?.closest("td") ?? $("td[data-day]", grid());
    all("[tabindex='0']", grid()).forEach(cell => { cell.tabIndex = -1; });
    if (stop) stop.tabIndex = 0;
  }
  let current = null;
  document.addEventListener("focusin", event => {
    if (event.target.closest?.("#grid [role=gridcell]")) {
      current = key(event.target);
      settle();
    }
  });
  function beside(cell, down, right) {
    const lines = rows();
    const line = cell.closest("[role=row]");
    const column = cells(line).indexOf(cell);
    const there = lines[lines.indexOf(line) + down];
    return there && cells(there).slice(1)[column - 1 + right];
  }
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && panel().childElementCount && !picked) {
      close();
      return;
    }
    const cell = event.target.closest?.("#grid [role=gridcell]");
    if (!cell || event.altKey || event.metaKey) return;
    const chip = event.target.closest(".chip");
    const chips = all(".chip", cell);
    const go = to => { if (to) { event.preventDefault(); to.focus(); if (picked) aim(to); } };
    const line = cells(cell.closest("[role=row]")).slice(1);
    switch (event.key) {
      case "ArrowLeft": go(beside(cell, 0, -1)); break;
      case "ArrowRight": go(beside(cell, 0, 1)); break;
      case "ArrowUp": go(chip && !picked && chips[chips.indexOf(chip) - 1] || beside(cell, -1, 0)); break;
      case "ArrowDown": go(chip && !picked && chips[chips.indexOf(chip) + 1] || beside(cell, 1, 0)); break;
      case "Home": go((event.ctrlKey ? cells(rows()[0]).slice(1) : line)[0]); break;
      case "End": go((event.ctrlKey ? cells(rows().at(-1)) : line).at(-1)); break;
      case "Enter":
        if (picked) {
          event.preventDefault();
          drop(cell);
        } else if (!chip && chips.length) {
          event.preventDefault();
          chips[0].focus();
        } else if (!chip && $(".add", cell)) {
          event.preventDefault();
          open($(".add", cell).href, cell);
        }
        break;
      case "n":
        if (!event.ctrlKey && $(".add", cell)) {
          event.preventDefault();
          open($(".add", cell).href, cell);
        }
        break;
      case "m":
        if (!event.ctrlKey && isMovable(chip)) {
          event.preventDefault();
          pick(chip);
        }
        break;
      case "Escape":
        if (picked) put();
        else if (chip) cell.focus();
        break;
    }
  });

  // ---------------------------------------------------------------- move a shift, by keys or by dragging
  let picked = null;
  // Browsers take every link for one that can be dragged.
  const isMovable = chip => chip?.getAttribute("draggable") === "true";
  function pick(chip) {
    put();
    picked = {shift: chip.dataset.shift, version: chip.dataset.version, from: key(chip)};
    chip.classList.add("is-picked");
    say(grid().dataset.picked);
    aim(chip.closest("td"));
  }
  function aim(cell) {
    all(".over", grid()).forEach(each => each.classList.remove("over"));
    cell.classList.add("over");
  }
  /** Where it was. */
  function put() {
    if (!picked) return;
    const chip = find(picked.from);
    all(".over", grid()).forEach(each => each.classList.remove("over"));
    chip?.classList.remove("is-picked");
    chip?.focus();
    picked = null;
    say(grid().dataset.put);
  }
  function drop(cell) {
    const {shift, version, from} = picked;
    const to = key(cell);
    put();
    if (!cell.dataset.day || to.who === from.who && to.day === from.day) return;
    current = {...to, shift};
    opener = to;
    htmx.ajax("POST", `/shifts/${shift}/move`, {
      target: "#panel", select: ".panel, .problem", swap: "innerHTML",
      values: {who: to.who, day: to.day, version},
    });
  }
  document.addEventListener("dragstart", event => {
    const chip = event.target.closest?.(".chip");
    if (isMovable(chip)) {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", chip.dataset.shift);
      pick(chip);
    }
  });
  document.addEventListener("dragover", event => {
    const cell = event.target.closest?.("#grid td[data-day]");
    if (picked && cell) {
      event.preventDefault();
      aim(cell);
    }
  });
  document.addEventListener("drop", event => {
    const cell = event.target.closest?.("#grid td[data-day]");
    if (picked && cell) {
      event.preventDefault();
      drop(cell);
    }
  });
  document.addEventListener("dragend", () => put());

  // ---------------------------------------------------------------- what others change
  // Asked for by each page that is looked at, with the ETag of what it shows: see docs/adr/0012-the-board.md.
  const PAUSE = 4000;
  let waiting = false;
  const isIdle = () => !panel().childElementCount && !picked && !document.hidden && !waiting
    && !document.activeElement?.matches("input, select, textarea");
  setInterval(async () => {
    const board = $("#board[data-etag]");
    if (!board || !isIdle()) return;
    waiting = true;
    try {
      const answer = await fetch(location.href, {
        headers: {"If-None-Match": board.dataset.etag, "HX-Request": "true"}, cache: "no-store", redirect: "manual",
      });
      if (answer.status === 499) {
        location.reload();
      } else if (answer.status === 200) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("board");
        waiting = false;
        // Somebody may have begun to work meanwhile.
        if (fresh && isIdle()) {
          const focused = key(document.activeElement);
          board.replaceWith(fresh);
          htmx.process(fresh);
          settle();
          find(focused)?.focus();
        }
      }
    } catch {
      // The next one may be answered.
    } finally {
      waiting = false;
    }
  }, PAUSE);

  document.addEventListener("DOMContentLoaded", () => {
    settle();
    forget();
    const shift = location.hash.startsWith("#shift-") && document.getElementById(location.hash.slice(1));
    if (shift) shift.focus();
  });
})();
