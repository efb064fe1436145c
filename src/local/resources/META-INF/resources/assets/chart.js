// Draws the chosen limit: its points as an area, its levels as lines, a time without readings as a gap.
(() => {
  'use strict';
  const box = document.getElementById('plot');
  if (!box || typeof uPlot === 'undefined') return;
  const note = document.getElementById('plot-note');
  const hours = Number(box.dataset.hours);
  const levels = [
    ['attention', Number(box.dataset.attention)],
    ['escalation', Number(box.dataset.escalation)],
    ['exhausted', 100],
  ];
  const NO_CAP = 999999999;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const css = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const count = n => n.toLocaleString('en-US');
  const short = n => Math.abs(n) >= 1e6 ? +(n / 1e6).toFixed(2) + 'M' : Math.abs(n) >= 1e4 ? +(n / 1e3).toFixed(1) + 'k' : count(n);
  const two = n => String(n).padStart(2, '0');
  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const clock = t => { const d = new Date(t * 1000); return two(d.getUTCHours()) + ':' + two(d.getUTCMinutes()); };
  const day = t => { const d = new Date(t * 1000); return d.getUTCDate() + ' ' + MONTHS[d.getUTCMonth()]; };

  let chart = null, max = 0, points = [];

  // A step of more than one and a half usual ones is a gap: nobody knows what was in it. What is
  // usual may change with time, as it does where an interval was changed: the steps around decide.
  const median = a => [...a].sort((x, y) => x - y)[Math.floor(a.length / 2)];
  const columns = () => {
    const t = points.map(p => Date.parse(p.t) / 1000);
    const steps = t.slice(1).map((x, i) => x - t[i]);
    const x = [], y = [];
    points.forEach((p, i) => {
      if (i > 0) {
        const usual = median(steps.slice(Math.max(0, i - 4), i + 3));
        if (steps[i - 1] > usual * 1.5) { x.push(t[i - 1] + usual); y.push(null); }
      }
      x.push(t[i]);
      y.push(p.used);
    });
    return [x, y];
  };

  const top = () => {
    const peak = points.reduce((m, p) => Math.max(m, p.used), 0);
    const capped = max > 0 && max !== NO_CAP;
    // The whole headroom is shown unless the line would lie flat on the ground.
    if (capped && peak > max * .2) return Math.max(max, peak) * 1.09;
    const above = capped ? levels.map(l => max * l[1] / 100).find(l => l > peak && l < peak * 2.6) : undefined;
    return Math.max(above ? above * 1.12 : peak * 1.5, 1);
  };

  const drawLevels = u => {
    if (!(max > 0) || max === NO_CAP) return;
    const { ctx } = u, px = devicePixelRatio || 1, right = u.bbox.left + u.bbox.width;
    ctx.save();
    ctx.font = `600 ${12 * px}px system-ui, sans-serif`;
    ctx.textAlign = 'left';
    let above = -Infinity;
    [...levels].reverse().forEach(([word, percent]) => {
      const value = max * percent / 100;
      if (value > u.scales.y.max) return;
      const y = Math.round(u.valToPos(value, 'y', true));
      ctx.strokeStyle = css(word + '-fill');
      ctx.lineWidth = 1.5 * px;
      ctx.setLineDash(word === 'exhausted' ? [] : [6 * px, 4 * px]);
      ctx.beginPath(); ctx.moveTo(u.bbox.left, y); ctx.lineTo(right, y); ctx.stroke();
      ctx.fillStyle = word === 'exhausted' ? css('exhausted-fill') : css(word);
      const text = word === 'exhausted' ? `max ${count(max)}` : `${word} ${percent} %`;
      if (y - above > 16 * px) {
        // Set off from the area behind it.
        ctx.lineWidth = 3 * px; ctx.setLineDash([]); ctx.strokeStyle = css('card'); ctx.lineJoin = 'round';
        ctx.strokeText(text, u.bbox.left + 6 * px, y - 5 * px);
        ctx.fillText(text, u.bbox.left + 6 * px, y - 5 * px);
      }
      above = y;
    });
    ctx.restore();
  };

  const tooltip = () => {
    const tip = document.createElement('div');
    tip.className = 'tip';
    tip.hidden = true;
    return {
      hooks: {
        init: u => u.over.append(tip),
        setCursor: u => {
          const i = u.cursor.idx, used = i == null ? null : u.data[1][i];
          tip.hidden = used == null;
          if (used == null) return;
          const strong = document.createElement('b');
          strong.textContent = count(used) + (max > 0 && max !== NO_CAP ? ` (${(Math.floor(used / max * 1000) / 10).toFixed(1)} %)` : '');
          tip.replaceChildren(strong, `${day(u.data[0][i])} ${clock(u.data[0][i])} UTC`);
          const left = u.valToPos(u.data[0][i], 'x'), y = u.valToPos(used, 'y');
          tip.style.left = Math.max(0, Math.min(left + 12, u.over.clientWidth - tip.offsetWidth)) + 'px';
          tip.style.top = Math.max(0, y - tip.offsetHeight - 10) + 'px';
        },
      },
    };
  };

  const draw = () => {
    if (chart) { chart.destroy(); chart = null; }
    const soft = css('soft'), line = css('line'), stroke = css('link');
    const font = '12px system-ui, sans-serif';
    const [x, y] = columns();
    const last = x.length ? x[x.length - 1] : 0;
    chart = new uPlot({
      width: box.clientWidth, height: 330,
      tzDate: ts => uPlot.tzDate(new Date(ts * 1000), 'Etc/UTC'),
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { size: 9, fill: stroke } },
      scales: { x: { time: true, range: () => [last - hours * 3600, last] }, y: { range: () => [0, top()] } },
      axes: [
        { stroke: soft, font, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 }, space: 70,
          values: (u, at) => at.map((t, i) => t % 86400 === 0 ? day(t) : i === 0 || (hours > 72 && t % 86400 === 43200) ? (hours > 72 ? clock(t) : `${clock(t)}`) : clock(t)) },
        { stroke: soft, font, size: 62, grid: { stroke: line, width: 1 }, ticks: { show: false }, values: (u, at) => at.map(short) },
      ],
      series: [{}, { stroke, width: 2, fill: stroke + '2e', points: { show: false }, spanGaps: false }],
      hooks: { draw: [drawLevels] },
      plugins: [tooltip()],
    }, [x, y], box);
    box.dataset.drawn = String(points.length);
  };

  const say = () => {
    const peak = points.reduce((a, b) => b.used > a.used ? b : a), last = points[points.length - 1];
    const share = p => p.max > 0 && p.max !== NO_CAP ? `, ${(Math.floor(p.used / p.max * 1000) / 10).toFixed(1)} per cent` : '';
    box.setAttribute('aria-label',
      `Chart, ${points.length} readings of the last ${hours} hours. Newest: ${count(last.used)} of ${count(last.max)}${share(last)}.`
      + ` Highest: ${count(peak.used)}${share(peak)}, at ${day(Date.parse(peak.t) / 1000)} ${clock(Date.parse(peak.t) / 1000)}.`);
  };

  const load = async () => {
    let answer;
    try {
      const now = Date.parse(document.querySelector('#clock time').dateTime);
      const from = new Date(now - hours * 3600e3).toISOString();
      answer = await fetch(`${box.dataset.series}&from=${encodeURIComponent(from)}&resolution=raw`);
    } catch {
      return; // the program is stopped: the last chart stays
    }
    if (!answer.ok) { note.hidden = false; note.textContent = 'The points could not be read just now.'; return; }
    points = (await answer.json()).points;
    if (points.length === 0) {
      if (chart) { chart.destroy(); chart = null; }
      note.hidden = false;
      note.textContent = 'No reading in this time. A time without a reading is not zero: nobody knows.';
      box.dataset.drawn = '0';
      return;
    }
    note.hidden = true;
    max = points[points.length - 1].max;
    say();
    draw();
  };

  load();
  document.addEventListener('headroom:fresh', load);
  dark.addEventListener('change', () => { if (points.length) draw(); });
  let waiting = 0;
  new ResizeObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { if (chart && chart.width !== box.clientWidth) chart.setSize({ width: box.clientWidth, height: 330 }); }, 80);
  }).observe(box);
})();
