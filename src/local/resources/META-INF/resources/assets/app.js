// Keeps what is marked data-live fresh, says so when it no longer can, and lets the filter answer while one types. Pages work
// without it.
(() => {
  'use strict';
  document.documentElement.classList.add('scripted');
  const EVERY = 5000;
  const SILENT_AFTER = 15000; // without an answer for so long the page says that it is old
  const GIVEN_UP_AFTER = 15000; // an answer that takes longer is no longer waited for, and asked for again
  const SLOW_ABOVE = 250000; // characters of a page beyond which it is fetched a third as often
  let paused = false;
  try { paused = sessionStorage.getItem('paused') === 'yes'; } catch { /* storage is off: not kept */ }
  let busy = null;

  // Times are written in this browser's zone, with UTC beside them where that is another time.
  const two = n => String(n).padStart(2, '0');
  const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const zone = (() => {
    const ofDay = d => d.getFullYear() * 10000 + d.getMonth() * 100 + d.getDate();
    const sameDay = at => at.getFullYear() === at.getUTCFullYear() && at.getDate() === at.getUTCDate();
    const text = (at, utc, today) => {
      const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
      if (/\d{4} /.test(utc)) return `${at.getDate()} ${MONTHS[at.getMonth()]} ${at.getFullYear()} ${time}`;
      if (ofDay(at) === today) return time;
      return (/\d [A-Z]/.test(utc) ? `${at.getDate()} ${MONTHS[at.getMonth()]}` : DAYS[at.getDay()]) + ' ' + time;
    };
    return {
      show: (root, now) => {
        const today = ofDay(now);
        for (const time of root.querySelectorAll('time[datetime]')) {
          const at = new Date(time.dateTime);
          if (time.querySelector('.utc') || at.getTimezoneOffset() === 0) continue;
          const utc = time.textContent.trim().replace(/ UTC$/, '');
          const beside = document.createElement('span');
          beside.className = 'utc';
          beside.textContent = `(${sameDay(at) ? utc.slice(-5) : utc} UTC)`;
          time.replaceChildren(text(at, utc, today), ' ', beside);
        }
        const name = root.querySelector('#zone');
        if (name && now.getTimezoneOffset() !== 0) {
          name.textContent = `Times are those of ${Intl.DateTimeFormat().resolvedOptions().timeZone}, with UTC beside them.`;
        }
      },
      // Of the page's clock: 16:06, or 16:06 (15:06 UTC).
      clock: () => {
        const at = new Date(document.querySelector('#clock time').dateTime);
        const utc = at.toISOString().slice(11, 16);
        return at.getTimezoneOffset() === 0 ? utc : `${two(at.getHours())}:${two(at.getMinutes())} (${utc} UTC)`;
      },
    };
  })();
  const nowOf = page => new Date(page.querySelector('#clock time').dateTime);
  zone.show(document, nowOf(document));

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

  // Whether the page is what the program says now. Times are those of this browser; what is shown is the page's own.
  const freshness = (() => {
    const bar = document.getElementById('silence'), again = document.getElementById('answers-again');
    let answered = performance.now(), looked = answered, asked = null;
    const isOld = () => document.documentElement.classList.contains('old');
    return {
      // The wait counts from the last answer, but not while nothing was asked.
      ask: () => { if (asked === null) asked = Math.max(answered, performance.now() - EVERY); },
      answer: () => {
        answered = performance.now();
        asked = null;
        if (!isOld()) return;
        document.documentElement.classList.remove('old');
        bar.textContent = '';
        again.textContent = 'Headroom answers again, the page is up to date.';
      },
      restart: () => { answered = performance.now(); asked = null; },
      look: () => {
        const now = performance.now();
        if (now - looked > 2 * EVERY) { answered = now; asked = null; } // this browser slept
        looked = now;
        if (isOld() || asked === null || now - asked < SILENT_AFTER) return;
        document.documentElement.classList.add('old');
        again.textContent = '';
        bar.textContent = `Not updated since ${zone.clock()}. Headroom does not answer`;
      },
    };
  })();

  // What has run out since the page was last fresh is said once, to those who do not see the page too.
  const sayWhatRanOut = fresh => {
    const known = new Set([...document.querySelectorAll('#out li')].map(li => li.dataset.key));
    const news = [...fresh.querySelectorAll('#out li')].filter(li => !known.has(li.dataset.key)).map(li => li.textContent);
    if (news.length === 0) return;
    const more = news.length > 3 ? `. ${news.length - 3} more have run out` : '';
    document.getElementById('ran-out').textContent = news.slice(0, 3).join('. ') + more + '.';
  };

  const refresh = async () => {
    if (busy) busy.abort();
    const mine = busy = new AbortController();
    const limit = setTimeout(() => mine.abort(), GIVEN_UP_AFTER);
    freshness.ask();
    try {
      const answer = await fetch(document.body.dataset.refresh || location.href, { signal: mine.signal, headers: { Accept: 'text/html' } });
      const text = await answer.text();
      if (mine.signal.aborted || answer.status >= 500) return 0;
      const doc = new DOMParser().parseFromString(text, 'text/html');
      if (!doc.getElementById('clock')) return 0; // someone else answered
      if (doc.getElementById('not-there') && !document.getElementById('not-there')) { location.reload(); return 0; }
      zone.show(doc, nowOf(doc));
      sayWhatRanOut(doc);
      document.querySelectorAll('[data-live]').forEach(region => {
        const fresh = doc.getElementById(region.id);
        if (fresh) swap(region, fresh);
      });
      freshness.answer();
      document.dispatchEvent(new Event('headroom:fresh'));
      return text.length;
    } catch {
      return 0; // no answer, or another fetch took over: the page says so when it lasts
    } finally {
      clearTimeout(limit);
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
  setInterval(() => { if (!paused && !document.hidden) freshness.look(); }, 1000);
  document.addEventListener('visibilitychange', () => {
    if (paused || document.hidden) return;
    freshness.restart();
    refresh();
  });

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
    if (paused) return;
    freshness.restart();
    refresh();
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
