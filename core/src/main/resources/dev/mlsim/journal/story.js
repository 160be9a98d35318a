// Finds rows by text and stretches the timeline. The page can be read without it.
const find = document.getElementById('find');
const zoom = document.getElementById('zoom');
const rows = document.querySelector('.rows');
find.addEventListener('input', () => {
  const wanted = find.value.trim().toLowerCase();
  for (const row of document.querySelectorAll('[data-find]')) {
    row.hidden = !row.dataset.find.toLowerCase().includes(wanted);
    row.style.display = row.hidden ? 'none' : '';
  }
});
zoom.addEventListener('input', () => rows.style.setProperty('--zoom', 2 ** zoom.value));
