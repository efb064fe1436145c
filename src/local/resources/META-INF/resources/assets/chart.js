// Draws the chosen limit: its points as an area, its levels as lines, a time without readings as a gap; behind it what is
// usual, and after it what is foreseen.
(() => {
  'use strict';
  const box = document.getElementById('plot');
  if (!box || typeof uPlot === 'undefined') return;
  const note = document.getElementById('plot-note');
  const hours = Number(box.dataset.hours);
  // What a point stands for: a reading, or an hour or day that has a lowest and a highest.
  const resolution = box.dataset.resolution, every = { hour: 3600, day: 86400 }[resolution] || 0;
  // What is usual and foreseen is drawn within a week, of which it speaks.
  const week = Math.min(hours, 168);
  const levels = [
    ['attention', Number(box.dataset.attention)],
    ['escalation', Number(box.dataset.escalation)],
    ['exhausted', 100],
  ];
  const NO_CAP = 999999999;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const css = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const count = n => n.toLocaleString('en-US');
  // All numbers of an axis in one unit, that of the highest.
  const axis = values => {
    const top = Math.max(...values.map(Math.abs));
    const [unit, word] = top >= 1e6 ? [1e6, 'M'] : top >= 1e4 ? [1e3, 'k'] : [1, ''];
    return values.map(n => n === 0 ? '0' : count(+(n / unit).toFixed(2)) + word);
  };
  const two = n => String(n).padStart(2, '0');
  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  // In this browser's zone, as the times around the chart.
  const clock = t => { const d = new Date(t * 1000); return two(d.getHours()) + ':' + two(d.getMinutes()); };
  const day = t => { const d = new Date(t * 1000); return d.getDate() + ' ' + MONTHS[d.getMonth()]; };
  const utc = t => new Date(t * 1000).toISOString().slice(11, 16) + ' UTC';
  const stamp = t => `${day(t)} ` + (new Date(t * 1000).getTimezoneOffset() === 0 ? utc(t) : `${clock(t)} (${utc(t)})`);

  const at = text => Date.parse(text) / 1000;
  const named = box.dataset.at ? at(box.dataset.at) : NaN;

  const isNarrow = () => box.clientWidth < 600;
  let chart = null, max = 0, points = [], forecast = null, now = 0, marks = [];

  const capped = () => max > 0 && max !== NO_CAP;
  const newest = () => points[points.length - 1];
  const projection = () => (forecast && forecast.projection) || {};

  // The future takes a third of the room, and more where the end can be shown then.
  const shown = () => {
    // Up to now, also when there was no reading for long.
    const last = Math.max(at(newest().t), now);
    if (!forecast || !forecast.asOf) return [last - hours * 3600, last];
    const usual = Math.min(12.4, hours / 2) * 3600, p = projection();
    const wanted = p.at ? Math.min((at(p.latest) - last) * 1.12, (at(p.at) - last) * 1.25) : p.relief ? (at(p.relief) - last) * 1.3 : 0;
    const most = Math.max(12, week * 1.2) * 3600;
    const ahead = !forecast.use.length && !wanted ? 0 : wanted > usual && wanted <= most ? wanted : usual;
    return [last - hours * 3600, last + ahead];
  };

  // The band begins at the newest reading; it is known at three times and drawn straight between them.
  const band = () => {
    if (!forecast || !forecast.use.length) return [];
    const used = newest().used;
    return [{ t: at(newest().t), low: used, middle: used, high: used }]
      .concat(forecast.use.map(u => ({ t: at(u.at), low: u.low, middle: u.middle, high: u.high })))
      .filter((u, i, all) => i === 0 || u.t > all[0].t);
  };

  // A step of more than one and a half usual ones is a gap: nobody knows what was in it. What is
  // usual may change with time, as it does where an interval was changed: the steps around decide.
  const median = a => [...a].sort((x, y) => x - y)[Math.floor(a.length / 2)];
  let gaps = [];
  const columns = () => {
    gaps = [];
    const t = points.map(p => Date.parse(p.t) / 1000);
    const steps = t.slice(1).map((x, i) => x - t[i]);
    const x = [], y = [];
    points.forEach((p, i) => {
      if (i > 0) {
        const usual = median(steps.slice(Math.max(0, i - 4), i + 3));
        if (steps[i - 1] > usual * 1.5) { x.push(t[i - 1] + usual); y.push(null); gaps.push([t[i - 1], t[i]]); }
      }
      x.push(t[i]);
      y.push(p.used);
    });
    const usually = steps.length ? median(steps.slice(-6)) : 0;
    if (usually && now - t[t.length - 1] > usually * 2.5) gaps.push([t[t.length - 1], now]);
    // The times of the forecasts can be pointed at.
    band().slice(1).forEach(u => { x.push(u.t); y.push(undefined); });
    return [x, y];
  };

  const highest = p => p.usedMax ?? p.used;

  const top = () => {
    const [from, to] = shown();
    const past = points.reduce((m, p) => Math.max(m, highest(p)), 0);
    const future = band().filter(u => u.t <= to).reduce((m, u) => Math.max(m, u.high), 0);
    const usual = (forecast ? forecast.usual : []).filter(u => at(u.t) >= from && at(u.t) <= to).reduce((m, u) => Math.max(m, u.used), 0);
    const peak = Math.max(past, Math.min(Math.max(future, usual), capped() ? Math.max(past, max * 1.12) : Infinity));
    // The whole headroom is shown unless the line would lie flat on the ground.
    if (capped() && (peak > max * .2 || projection().at)) return Math.max(max, peak) * (projection().at ? 1.16 : 1.09);
    const above = capped() ? levels.map(l => max * l[1] / 100).find(l => l > peak && l < peak * 2.6) : undefined;
    return Math.max(above ? above * 1.12 : peak * 1.5, 1);
  };

  const drawLevels = u => {
    if (!capped()) return;
    const { ctx } = u, px = devicePixelRatio || 1, right = u.bbox.left + u.bbox.width;
    ctx.save();
    ctx.font = `600 ${12 * px}px system-ui, sans-serif`;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
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
      // Beside the plot: nothing lies behind it there.
      const text = word === 'exhausted' ? 'max' : isNarrow() ? `${percent} %` : `${word} ${percent} %`;
      if (y - above < 14 * px) return;
      ctx.fillText(text, right + 6 * px, y);
      above = y;
    });
    ctx.restore();
  };

  const inPlot = (u, draw) => {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.beginPath(); ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height); ctx.clip();
    draw(ctx, devicePixelRatio || 1, t => u.valToPos(t, 'x', true), v => u.valToPos(v, 'y', true), bbox);
    ctx.restore();
  };

  // A time of which nobody knows anything is hatched, and says so where there is room.
  const length = s => s < 5400 ? `${Math.round(s / 60)} min` : s < 172800 ? `${Math.round(s / 3600)} h` : `${Math.round(s / 86400)} days`;
  const drawGaps = u => inPlot(u, (ctx, px, X, Y, box) => gaps.forEach(([from, to]) => {
    const a = Math.max(box.left, X(from)), b = Math.min(box.left + box.width, X(to));
    if (b - a < 3 * px) return;
    ctx.save();
    ctx.beginPath(); ctx.rect(a, box.top, b - a, box.height); ctx.clip();
    ctx.strokeStyle = css('line'); ctx.lineWidth = px;
    ctx.beginPath();
    for (let x = a - box.height; x < b; x += 9 * px) { ctx.moveTo(x, box.top + box.height); ctx.lineTo(x + box.height, box.top); }
    ctx.stroke();
    ctx.restore();
    ctx.font = `600 ${12 * px}px system-ui, sans-serif`;
    const fits = t => ctx.measureText(t).width + 8 * px < b - a;
    const text = [['no readings', length(to - from)], [length(to - from)]].find(lines => lines.every(fits)) || [];
    ctx.textAlign = 'center';
    text.forEach((t, i) => label(ctx, px, t, (a + b) / 2, box.top + box.height * .5 + i * 15 * px, css('soft')));
  }));

  const path = (ctx, xs, ys) => xs.forEach((x, i) => (i ? ctx.lineTo(x, ys[i]) : ctx.moveTo(x, ys[i])));

  // Behind everything: what the limit usually shows at this time of the week.
  const drawUsual = u => {
    if (!forecast || !forecast.usual.length) return;
    inPlot(u, (ctx, px, X, Y, box) => {
      const xs = forecast.usual.map(p => X(at(p.t))), ys = forecast.usual.map(p => Y(p.used));
      ctx.beginPath(); path(ctx, xs, ys);
      ctx.lineTo(xs[xs.length - 1], box.top + box.height); ctx.lineTo(xs[0], box.top + box.height); ctx.closePath();
      ctx.fillStyle = css('usual') + '1f'; ctx.fill();
      ctx.beginPath(); path(ctx, xs, ys);
      ctx.strokeStyle = css('usual'); ctx.lineWidth = 1.25 * px; ctx.setLineDash([1.5 * px, 3 * px]); ctx.lineCap = 'round'; ctx.stroke();
    });
  };

  // From the lowest to the highest of each hour or day; broken where there is a gap.
  const drawRange = u => {
    if (!every) return;
    inPlot(u, (ctx, px, X, Y) => {
      ctx.fillStyle = css('link') + '61';
      const ends = new Set(gaps.map(g => g[0]));
      let run = [];
      points.forEach((p, i) => {
        run.push(p);
        if (!ends.has(at(p.t)) && i < points.length - 1) return;
        const xs = run.map(r => X(at(r.t))), low = run.map(r => Y(r.usedMin)), high = run.map(r => Y(r.usedMax));
        if (run.length === 1) ctx.fillRect(xs[0] - px, high[0], 2 * px, Math.max(px, low[0] - high[0]));
        else { ctx.beginPath(); path(ctx, xs.concat([...xs].reverse()), high.concat(low.reverse())); ctx.closePath(); ctx.fill(); }
        run = [];
      });
    });
  };

  const drawBand = u => {
    const b = band();
    if (b.length < 2) return;
    inPlot(u, (ctx, px, X, Y) => {
      const xs = b.map(p => X(p.t)), middle = b.map(p => Y(p.middle));
      ctx.beginPath();
      path(ctx, xs.concat([...xs].reverse()), b.map(p => Y(p.high)).concat(b.map(p => Y(p.low)).reverse()));
      ctx.closePath();
      ctx.fillStyle = css('ahead') + '38'; ctx.fill();
      ctx.strokeStyle = css('ahead') + '8c'; ctx.lineWidth = px;
      ctx.beginPath(); path(ctx, xs, b.map(p => Y(p.high))); ctx.stroke();
      ctx.beginPath(); path(ctx, xs, b.map(p => Y(p.low))); ctx.stroke();
      ctx.strokeStyle = css('ahead'); ctx.lineWidth = 2 * px; ctx.setLineDash([5 * px, 4 * px]);
      ctx.beginPath(); path(ctx, xs, middle); ctx.stroke();
      ctx.setLineDash([]); ctx.fillStyle = css('ahead');
      xs.slice(1).forEach((x, i) => { ctx.beginPath(); ctx.arc(x, middle[i + 1], 3.2 * px, 0, 7); ctx.fill(); });
    });
  };

  const label = (ctx, px, text, x, y, colour) => {
    ctx.font = `650 ${12 * px}px system-ui, sans-serif`;
    ctx.lineWidth = 4 * px; ctx.lineJoin = 'round'; ctx.setLineDash([]);
    ctx.strokeStyle = css('card'); ctx.strokeText(text, x, y);
    ctx.fillStyle = colour; ctx.fillText(text, x, y);
  };

  const near = t => (day(t) === day(now) ? '' : day(t) + ' ') + clock(t);

  // When its alert changed, and the time that the address names.
  const drawMarks = u => inPlot(u, (ctx, px, X, Y, box) => {
    const bottom = box.top + box.height, [from, to] = shown();
    marks.filter(m => m.t >= from && m.t <= to).forEach(m => {
      const x = X(m.t), colour = css((m.resolved ? 'ok' : m.severity) + '-fill'), r = 6 * px;
      ctx.strokeStyle = colour; ctx.lineWidth = 1.25 * px; ctx.setLineDash([2 * px, 3 * px]);
      ctx.beginPath(); ctx.moveTo(x, box.top); ctx.lineTo(x, bottom); ctx.stroke(); ctx.setLineDash([]);
      ctx.beginPath();
      if (m.resolved) ctx.arc(x, bottom - r - px, r * .8, 0, 7);
      else { ctx.moveTo(x - r, bottom); ctx.lineTo(x + r, bottom); ctx.lineTo(x, bottom - 1.7 * r); ctx.closePath(); }
      ctx.fillStyle = colour; ctx.fill(); ctx.strokeStyle = css('card'); ctx.lineWidth = 1.5 * px; ctx.stroke();
    });
    if (named >= from && named <= to) {
      const x = Math.round(X(named));
      ctx.strokeStyle = css('ink'); ctx.lineWidth = px;
      ctx.beginPath(); ctx.moveTo(x, box.top); ctx.lineTo(x, bottom); ctx.stroke();
      ctx.textAlign = x > box.left + box.width / 2 ? 'right' : 'left';
      label(ctx, px, near(named), x + (ctx.textAlign === 'left' ? 5 : -5) * px, bottom - 24 * px, css('ink'));
    }
  });

  const drawNow = u => inPlot(u, (ctx, px, X, Y, box) => {
    if (!forecast || !forecast.asOf) return;
    const x = Math.round(X(Math.max(now, at(newest().t))));
    ctx.strokeStyle = css('soft'); ctx.lineWidth = px;
    ctx.beginPath(); ctx.moveTo(x, box.top); ctx.lineTo(x, box.top + box.height); ctx.stroke();
    ctx.textAlign = 'left';
    label(ctx, px, 'now', x + 5 * px, box.top + box.height - 7 * px, css('soft'));
  });

  // The time of the end on the line of the maximum, with its interval; else when there is room again.
  const drawEnd = u => {
    const p = projection();
    const [from, to] = shown();
    inPlot(u, (ctx, px, X, Y, box) => {
      const y = capped() && max <= u.scales.y.max ? Y(max) : box.top + 12 * px;
      const right = box.left + box.width;
      const say = (text, x, colour, over) => {
        ctx.font = `650 ${12 * px}px system-ui, sans-serif`;
        const half = ctx.measureText(text).width / 2;
        ctx.textAlign = 'center';
        label(ctx, px, text, Math.max(box.left + half + 4 * px, Math.min(x, right - half - 5 * px)), over, colour);
      };
      if (p.at) {
        const colour = css('end'), verb = p.probability < .5 ? 'could run out' : 'likely out', x = X(at(p.at)), a = X(at(p.earliest)), b = X(at(p.latest));
        if (at(p.at) > to) {
          say(`${verb} ${near(at(p.at))} \u2192`, right, colour, y - 11 * px);
          return;
        }
        ctx.fillStyle = colour + '17'; ctx.fillRect(a, y, b - a, box.top + box.height - y);
        // From where the forecasts of use end on to the end that they lead to.
        const end = band().pop();
        if (end && end.t < at(p.at)) {
          ctx.strokeStyle = css('ahead'); ctx.lineWidth = 1.5 * px; ctx.setLineDash([2 * px, 4 * px]);
          ctx.beginPath(); ctx.moveTo(X(end.t), Y(end.middle)); ctx.lineTo(x, y); ctx.stroke(); ctx.setLineDash([]);
        }
        ctx.strokeStyle = colour; ctx.lineCap = 'butt';
        ctx.lineWidth = 4 * px; ctx.beginPath(); ctx.moveTo(a, y); ctx.lineTo(b, y); ctx.stroke();
        ctx.lineWidth = 2 * px;
        [a, b].forEach(e => { ctx.beginPath(); ctx.moveTo(e, y - 6 * px); ctx.lineTo(e, y + 6 * px); ctx.stroke(); });
        ctx.lineWidth = 1.5 * px; ctx.setLineDash([3 * px, 3 * px]);
        ctx.beginPath(); ctx.moveTo(x, y); ctx.lineTo(x, box.top + box.height); ctx.stroke(); ctx.setLineDash([]);
        diamond(ctx, px, x, y, colour);
        const when = `${verb} ${near(at(p.at))}`, whole = `${when} (${near(at(p.earliest))}\u2013${near(at(p.latest))})`;
        ctx.font = `650 ${12 * px}px system-ui, sans-serif`;
        say(ctx.measureText(whole).width < box.width * .6 ? whole : when, x, colour, y - 12 * px);
      } else if (p.relief && at(p.relief) <= to) {
        const colour = css('ok'), x = X(at(p.relief));
        ctx.strokeStyle = colour; ctx.lineWidth = 1.5 * px; ctx.setLineDash([3 * px, 3 * px]);
        ctx.beginPath(); ctx.moveTo(x, y); ctx.lineTo(x, box.top + box.height); ctx.stroke(); ctx.setLineDash([]);
        const a = X(at(p.reliefEarliest)), b = X(Math.min(to, at(p.reliefLatest)));
        ctx.lineWidth = 4 * px; ctx.beginPath(); ctx.moveTo(a, y); ctx.lineTo(b, y); ctx.stroke();
        diamond(ctx, px, x, y, colour);
        say(`recovery ${near(at(p.relief))} (${near(at(p.reliefEarliest))}\u2013${near(at(p.reliefLatest))})`, x, colour, y - 12 * px);
      }
    });
  };

  const diamond = (ctx, px, x, y, colour) => {
    const r = 7 * px;
    ctx.beginPath(); ctx.moveTo(x, y - r); ctx.lineTo(x + r, y); ctx.lineTo(x, y + r); ctx.lineTo(x - r, y); ctx.closePath();
    ctx.fillStyle = colour; ctx.fill();
    ctx.strokeStyle = css('card'); ctx.lineWidth = 2 * px; ctx.setLineDash([]); ctx.stroke();
  };

  const share = used => capped() ? ` (${(Math.floor(used / max * 1000) / 10).toFixed(1)} %)` : '';
  const whole = n => count(n < 50 && max < 50 ? Math.round(n * 10) / 10 : Math.round(n));

  const usually = t => {
    const then = forecast && forecast.usual.find(p => at(p.t) === Math.floor(t / 900) * 900);
    return then ? `usually ${whole(then.used)}` : '';
  };

  // The reading or the forecast that is nearest to a place on the plot; null when the pointer is off it.
  const pointed = (u, left) => {
    if (left == null || left < 0) return null;
    const t = u.posToVal(left, 'x'), ahead = new Set(band().slice(1).map(b => b.t));
    let best = null;
    u.data[0].forEach((x, i) => {
      if ((u.data[1][i] != null || ahead.has(x)) && (best === null || Math.abs(x - t) < Math.abs(u.data[0][best] - t))) best = i;
    });
    return best;
  };
  // The line stands where the text speaks of.
  const snapped = (u, left, top) => {
    const i = pointed(u, left);
    return [i === null ? left : Math.round(u.valToPos(u.data[0][i], 'x')), top];
  };

  const tooltip = () => {
    const tip = document.createElement('div');
    tip.className = 'tip';
    tip.hidden = true;
    return {
      hooks: {
        init: u => u.over.append(tip),
        setCursor: u => {
          const i = pointed(u, u.cursor.left), t = i == null ? null : u.data[0][i];
          const ahead = t == null ? undefined : band().slice(1).find(b => b.t === t && u.data[1][i] == null);
          const used = ahead ? ahead.middle : t == null ? null : u.data[1][i];
          tip.hidden = used == null;
          if (used == null) return;
          const strong = document.createElement('b');
          strong.textContent = whole(used) + share(used);
          const p = every && !ahead ? points.find(q => at(q.t) === t) : undefined;
          const lines = [strong, p ? `${whole(p.usedMin)} to ${whole(p.usedMax)} in that ${resolution}, ${whole(p.arrivals)} added` : '', ahead ? `forecast, ${whole(ahead.low)} to ${whole(ahead.high)}` : '', usually(t), stamp(t)];
          tip.replaceChildren(...lines.filter(l => l).flatMap((l, n) => n > 1 ? [document.createElement('br'), l] : [l]));
          const left = u.valToPos(t, 'x'), y = u.valToPos(used, 'y');
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
    chart = new uPlot({
      width: box.clientWidth, height: 330,
      padding: [null, isNarrow() ? 40 : 122, null, null],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, move: snapped, points: { size: 9, fill: stroke } },
      scales: { x: { time: true, range: shown }, y: { range: () => [0, top()] } },
      axes: [
        { stroke: soft, font, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 }, space: 70,
          values: (u, at) => at.map(t => clock(t) === '00:00' ? day(t) : clock(t)) },
        { stroke: soft, font, size: 62, grid: { stroke: line, width: 1 }, ticks: { show: false }, values: (u, at) => axis(at) },
      ],
      series: [{}, { stroke, width: 2, fill: stroke + '2e', points: { show: false }, spanGaps: false }],
      hooks: { drawClear: [drawUsual, drawGaps, drawRange], draw: [drawBand, drawLevels, drawMarks, drawNow, drawEnd] },
      plugins: [tooltip()],
    }, [x, y], box);
    box.dataset.drawn = String(points.length);
    const p = projection();
    const [from, to] = shown();
    const has = { range: every > 0, band: band().length > 1, usual: !!(forecast && forecast.usual.length), end: !!p.at, relief: !!p.relief, gap: gaps.length > 0, marks: marks.some(m => m.t >= from && m.t <= to) };
    box.dataset.has = Object.keys(has).filter(k => has[k]).join(' ');
    document.querySelectorAll('#key [data-of]').forEach(li => { li.hidden = !has[li.dataset.of]; });
    document.getElementById('key').hidden = !box.dataset.has;
  };

  const say = () => {
    const peak = points.reduce((a, b) => highest(b) > highest(a) ? b : a), last = points[points.length - 1];
    const share = (used, p) => p.max > 0 && p.max !== NO_CAP ? `, ${(Math.floor(used / p.max * 1000) / 10).toFixed(1)} per cent` : '';
    const span = hours < 72 ? `${hours} hours` : `${hours / 24} days`, of = every ? `${resolution}s` : 'readings';
    const summary = document.querySelector('#outlook .summary');
    box.setAttribute('aria-label',
      `Chart, ${points.length} ${of} of the last ${span}. Newest: ${count(last.used)} of ${count(last.max)}${share(last.used, last)}.`
      + ` Highest: ${count(highest(peak))}${share(highest(peak), peak)}, at ${stamp(at(peak.t))}.`
      + (summary ? ' ' + summary.textContent : ''));
  };

  const transitions = story => story.episodes.flatMap(e => e.transitions)
    .map(t => ({ t: at(t.at), severity: t.severity, resolved: t.transition === 'resolved' }));

  const GIVEN_UP_AFTER = 15000;
  const unread = () => { note.hidden = false; note.textContent = 'The readings could not be loaded. The page tries again.'; };

  const load = async () => {
    let answer, foreseen, story;
    const hurry = new AbortController(), limit = setTimeout(() => hurry.abort(), GIVEN_UP_AFTER);
    try {
      now = Date.parse(document.querySelector('#clock time').dateTime) / 1000;
      const source = document.getElementById('chart-marks').dataset.source;
      const iso = t => encodeURIComponent(new Date(t * 1000).toISOString());
      const start = now - hours * 3600;
      const from = iso(every ? Math.floor(start / every) * every : start), usual = iso(now - week * 3600), to = iso(now + Math.max(12, week * 1.2) * 3600);
      [answer, foreseen, story] = await Promise.all([
        fetch(`${box.dataset.series}&from=${from}&resolution=${resolution}`, { signal: hurry.signal }),
        fetch(`${box.dataset.forecast}&from=${usual}&to=${to}`, { signal: hurry.signal }),
        source ? fetch(source, { signal: hurry.signal }) : null]);
      if (!answer.ok) { unread(); return; }
      const read = (await answer.json()).points;
      forecast = foreseen.ok ? await foreseen.json() : null;
      marks = story && story.ok ? transitions(await story.json()) : [];
      // An hour or day stands at its end, or now: there its last reading is.
      points = every ? read.map(p => ({ ...p, t: new Date(Math.min(at(p.t) + every, Math.max(now, at(p.t))) * 1000).toISOString() })) : read;
    } catch {
      unread(); // the last chart stays
      return;
    } finally {
      clearTimeout(limit);
    }
    if (points.length === 0) {
      if (chart) { chart.destroy(); chart = null; }
      note.hidden = false;
      note.textContent = 'No readings in this time. That does not mean zero: usage is unknown.';
      box.dataset.drawn = '0';
      document.getElementById('key').hidden = true;
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
    waiting = setTimeout(() => { if (chart && chart.width !== box.clientWidth) draw(); }, 80);
  }).observe(box);
})();
