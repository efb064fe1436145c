// Keeps what is marked data-live fresh and lets the filter answer while one types. Pages work without it.
(() => {
  'use strict';
  const EVERY = 5000;
  const SLOW_ABOVE = 250000; // characters of a page beyond which it is fetched a third as often
  let paused = false;
  try { paused = sessionStorage.getItem('paused') === 'yes'; } catch { /* storage is off: not kept */ }
  let busy = null;

  const swap = (region, fresh) => {
    if (region.innerHTML === fresh.innerHTML && region.className === fresh.className) return;
    const open = [...region.querySelectorAll('details[open][id]')].map(d => d.id);
    const active = region.contains(document.activeElement) ? document.activeElement : null;
    const id = active && active.id, href = active && active.getAttribute('href');
    const summaryOf = active && active.tagName === 'SUMMARY' && active.parentElement.id;
    region.className = fresh.className;
    region.replaceChildren(...fresh.childNodes);
    open.forEach(d => { const el = document.getElementById(d); if (el) el.open = true; });
    if (!active) return;
    const again = (id && document.getElementById(id))
      || (summaryOf && document.querySelector(`#${CSS.escape(summaryOf)} > summary`))
      || (href && region.querySelector(`[href="${CSS.escape(href)}"]`));
    if (again) again.focus({ preventScroll: true });
  };

  const refresh = async url => {
    if (busy) busy.abort();
    const mine = busy = new AbortController();
    try {
      const answer = await fetch(url || location.href, { signal: mine.signal, headers: { Accept: 'text/html' } });
      if (!answer.ok) return 0;
      const text = await answer.text();
      if (mine.signal.aborted) return 0;
      const doc = new DOMParser().parseFromString(text, 'text/html');
      document.querySelectorAll('[data-live]').forEach(region => {
        const fresh = doc.getElementById(region.id);
        if (fresh) swap(region, fresh);
      });
      document.dispatchEvent(new Event('headroom:fresh'));
      return text.length;
    } catch (e) {
      return 0; // the program is stopped or another fetch took over; the next one tells
    } finally {
      if (busy === mine) busy = null;
    }
  };

  let turns = 0, skip = 0;
  setInterval(async () => {
    if (paused || document.hidden || busy) return;
    if (skip > 0 && ++turns <= skip) return;
    turns = 0;
    skip = await refresh() > SLOW_ABOVE ? 2 : 0;
  }, EVERY);

  const button = document.getElementById('pause');
  const show = () => {
    button.textContent = paused ? 'Resume updates' : 'Pause updates';
    button.setAttribute('aria-pressed', String(paused));
  };
  button.hidden = false;
  show();
  button.addEventListener('click', () => {
    paused = !paused;
    try { sessionStorage.setItem('paused', paused ? 'yes' : 'no'); } catch { /* not kept */ }
    show();
    if (!paused) refresh();
  });

  const filter = document.getElementById('filter');
  if (filter) {
    let waiting = 0;
    const narrow = () => {
      const wish = new URLSearchParams();
      new FormData(filter).forEach((value, name) => { if (value) wish.set(name, value); });
      const query = wish.toString();
      history.replaceState(null, '', query ? '/?' + query : '/');
      refresh();
    };
    filter.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(narrow, 90); });
    filter.addEventListener('submit', e => { e.preventDefault(); narrow(); });
  }
})();
