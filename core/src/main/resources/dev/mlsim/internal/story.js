// Finds rows by text and stretches the timeline. The page can be read without it.
const find = document.getElementById('find');
const zoom = document.getElementById('zoom');
find?.addEventListener('input', () => {
  const wanted = find.value.trim().toLowerCase();
  for (const row of document.querySelectorAll('[data-find]')) {
    row.style.display = row.dataset.find.toLowerCase().includes(wanted) ? '' : 'none';
  }
});
zoom?.addEventListener('input', () =>
  document.querySelector('.rows').style.setProperty('--zoom', 2 ** zoom.value));
