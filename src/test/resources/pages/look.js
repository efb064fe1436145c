// Looks at a page as a person does and says what is wrong with it: text that lies over other text or leaves the page, a page
// that scrolls sideways, a name that is cut, a word that is broken over two lines. Returns a sentence for each.
() => {
  const page = document.documentElement;
  const faults = [];
  const name = node => {
    const el = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const text = (node.textContent || el.name || '').trim().replace(/\s+/g, ' ').slice(0, 40);
    return `${el.tagName.toLowerCase()}${el.id ? '#' + el.id : ''}${el.classList.length ? '.' + [...el.classList].join('.') : ''} "${text}"`;
  };
  const isHidden = el => {
    if (!el.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return true;
    for (let e = el; e; e = e.parentElement) if (getComputedStyle(e).clipPath !== 'none') return true;
    return false;
  };
  const clips = el => {
    const style = getComputedStyle(el);
    return style.display !== 'inline' && (style.overflowX !== 'visible' || style.overflowY !== 'visible');
  };
  // What the boxes around leave of it; null when that is nothing.
  const seen = (box, el) => {
    let { left, right, top, bottom } = box;
    for (let e = el; e && e !== document.body; e = e.parentElement) {
      if (!clips(e)) continue;
      const around = e.getBoundingClientRect();
      left = Math.max(left, around.left);
      right = Math.min(right, around.right);
      top = Math.max(top, around.top);
      bottom = Math.min(bottom, around.bottom);
    }
    return right - left > 2 && bottom - top > 2 ? { left, right, top, bottom } : null;
  };

  // Rows that are not in sight are laid out only when they are scrolled to.
  document.querySelectorAll('tr').forEach(row => { row.style.contentVisibility = 'visible'; });

  const marks = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = texts.nextNode());) {
    if (!node.data.trim() || isHidden(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      const box = seen(line, node.parentElement);
      // Letters fill the middle of their line.
      if (box) marks.push({ node, ...box, top: box.top + line.height * .2, bottom: box.bottom - line.height * .2 });
    }
  }
  for (const node of document.querySelectorAll('input:not([type=hidden]), select, button, svg, canvas')) {
    const box = isHidden(node) ? null : seen(node.getBoundingClientRect(), node.parentElement);
    if (box) marks.push({ node, ...box });
  }

  if (page.scrollWidth > page.clientWidth) faults.push(`it scrolls sideways: ${page.scrollWidth} px in ${page.clientWidth}`);
  for (const mark of marks) {
    if (mark.right + scrollX > page.clientWidth + 1 || mark.left + scrollX < -1) faults.push(`out of the page: ${name(mark.node)}`);
  }
  marks.sort((a, b) => a.top - b.top);
  marks.forEach((a, i) => {
    for (let j = i + 1; j < marks.length && marks[j].top < a.bottom - 1; j++) {
      const b = marks[j];
      const within = a.node === b.node || a.node.contains(b.node) || b.node.contains(a.node);
      if (!within && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - b.top > 1) {
        faults.push(`${name(a.node)} lies over ${name(b.node)}`);
      }
    }
  });
  for (const el of document.querySelectorAll('body *')) {
    if (['INPUT', 'SELECT', 'CANVAS'].includes(el.tagName) || el.closest('svg') || !['hidden', 'clip'].includes(getComputedStyle(el).overflowX)) continue;
    if (el.textContent.trim() && el.scrollWidth > el.clientWidth + 1 && !isHidden(el)) faults.push(`cut: ${name(el)}`);
  }
  // A word of letters belongs on one line. Names that are written as one long word may be broken.
  const LONGEST_WORD = 20;
  for (const { node } of marks) {
    if (node.nodeType !== Node.TEXT_NODE || node.parentElement.closest('pre, code, .tags')) continue;
    for (const word of node.data.matchAll(/[\p{L}\p{M}_]+/gu)) {
      if (word[0].length < 2 || word[0].length > LONGEST_WORD) continue;
      // A user name, as long as an address of mail, is one word as well.
      const before = node.data.slice(0, word.index).match(/\S*$/)[0], after = node.data.slice(word.index).match(/^\S*/)[0];
      if ((before + after).includes('@')) continue;
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const tops = new Set([...range.getClientRects()].filter(r => r.width > 0).map(r => Math.round(r.top)));
      if (tops.size > 1) faults.push(`broken: ${word[0]} in ${name(node)}`);
    }
  }
  return [...new Set(faults)];
}
