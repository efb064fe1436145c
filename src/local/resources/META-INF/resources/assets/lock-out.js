// The answer follows what is typed, once the org was asked about that profile, user or app: further questions about it cost
// the org nothing. The form works without this.
(() => {
  'use strict';
  const form = document.getElementById('lock-out');
  const answer = document.getElementById('answer');
  if (!form || !answer) return;
  const AFTER_MS = 350;
  const names = new Set([...document.querySelectorAll('#names option')].map(o => o.value));
  const value = name => form.elements[name].value.trim();
  const subject = () => ['kind', 'name', 'days'].map(value).join('\n');
  let asked = answer.querySelector('.answer') ? subject() : null;
  let waiting = 0, busy = null;

  const ask = async () => {
    clearTimeout(waiting);
    if (busy) busy.abort();
    const mine = busy = new AbortController();
    const about = subject();
    answer.classList.add('waiting');
    try {
      const reply = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), signal: mine.signal });
      const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
      const fresh = page.getElementById('answer');
      if (!fresh) { form.submit(); return; } // whatever came is shown as it is
      answer.replaceChildren(...fresh.childNodes);
      if (reply.ok) asked = about;
    } catch {
      // another question took over, or there is no answer: the page says so by itself
    } finally {
      if (busy === mine) { busy = null; answer.classList.remove('waiting'); }
    }
  };

  form.addEventListener('submit', e => { e.preventDefault(); ask(); });
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    if (asked === subject()) waiting = setTimeout(ask, AFTER_MS);
  });
  form.addEventListener('change', () => {
    if (asked !== subject() && value('ranges') && (value('kind') === 'orgTrusted' || names.has(value('name')))) ask();
  });
})();
