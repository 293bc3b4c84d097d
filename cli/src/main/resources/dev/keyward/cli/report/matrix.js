(() => {
  'use strict';
  const find = document.getElementById('find');
  const show = document.getElementById('show');
  const status = document.getElementById('status');
  const rows = [...document.querySelectorAll('.hosts tbody tr')].map(
      (row) => ({row, text: row.cells[0].textContent.toLowerCase(), css: row.dataset.css}));
  const filter = () => {
    const text = find.value.trim().toLowerCase();
    const css = show.value;
    let shown = 0;
    for (const one of rows) {
      const hit = (!css || one.css === css) && (!text || one.text.includes(text));
      one.row.hidden = !hit;
      shown += hit ? 1 : 0;
    }
    status.textContent = `${shown} of ${rows.length} rows`;
  };
  document.getElementById('filters').addEventListener('submit', (event) => event.preventDefault());
  find.addEventListener('input', filter);
  show.addEventListener('input', filter);
  filter();
})();
