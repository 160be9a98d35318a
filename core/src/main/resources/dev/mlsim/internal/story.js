// Finds rows, leaves failures alone and stretches the timeline. The page can be read without it.
const find = document.getElementById('find');
const failures = document.getElementById('failures');
const zoom = document.getElementById('zoom');
const rows = document.querySelector('.rows');
const items = [...document.querySelectorAll('[data-find]')];

function narrow() {
  const wanted = find.value.trim().toLowerCase();
  for (const item of items) {
    const fits = item.dataset.find.toLowerCase().includes(wanted);
    item.hidden = !fits || (failures?.checked && !('bad' in item.dataset));
  }
  for (const group of document.querySelectorAll('.group')) {
    let row = group.nextElementSibling;
    group.hidden = true;
    for (; row && !row.classList.contains('group'); row = row.nextElementSibling) {
      group.hidden &&= row.hidden;
    }
  }
  const left = items.filter(item => !item.hidden).length;
  document.getElementById('found').value =
    left === items.length ? '' : `${left} of ${items.length} lines`;
}

const UNITS = [[864e5, 'd'], [36e5, 'h'], [6e4, 'm'], [1e3, 's'], [1, 'ms']];
const STEPS = [1, 10, 100, 1e3, 5e3, 15e3, 6e4, 3e5, 9e5, 36e5, 108e5, 216e5, 864e5, 6048e5,
  2592e6, 31536e6];

function span(millis) {
  let text = '';
  for (const [size, unit] of UNITS) {
    const count = Math.floor(millis / size);
    millis -= count * size;
    text += count ? ` ${count}${unit}` : '';
  }
  return `+${text.trim() || '0s'}`;
}

function ticks() {
  const track = document.querySelector('.axis .track');
  const length = +rows.dataset.millis;
  const perTick = 96 / track.clientWidth * length;
  const step = STEPS.find(s => s >= perTick) ?? Math.ceil(perTick / 31536e6) * 31536e6;
  track.replaceChildren();
  for (let at = 0; at <= length - perTick / 2; at += step) {
    const tick = track.appendChild(document.createElement('b'));
    tick.textContent = span(at);
    tick.style.left = `${at / length * 100}%`;
  }
}

// The middle of what is seen stays there.
function stretch() {
  const chart = rows.parentElement;
  const middle = (chart.scrollLeft + chart.clientWidth / 2) / rows.clientWidth;
  rows.style.setProperty('--zoom', 2 ** zoom.value);
  chart.scrollLeft = middle * rows.clientWidth - chart.clientWidth / 2;
  ticks();
}

find?.addEventListener('input', narrow);
failures?.addEventListener('change', narrow);
zoom?.addEventListener('input', stretch);
if (rows) {
  ticks();
  addEventListener('resize', ticks);
}
