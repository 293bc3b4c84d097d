(() => {
  'use strict';
  const find = document.getElementById('find');
  const show = document.getElementById('show');
  const status = document.getElementById('status');
  const rows = [...document.querySelectorAll('.hosts tbody tr')].map(
      (row) => ({row, text: row.cells[0].textContent.toLowerCase(), css: row.dataset.css}));
  // Of rows that nobody sees the browser lays out nothing, so a long matrix stays quick.
  const page = 200;
  let most = page;
  const more = document.getElementById('more');
  const filter = () => {
    const text = find.value.trim().toLowerCase();
    const css = show.value;
    let shown = 0;
    for (const one of rows) {
      const hit = (!css || one.css === css) && (!text || one.text.includes(text));
      shown += hit ? 1 : 0;
      const hidden = !hit || shown > most;
      if (one.row.hidden !== hidden) {
        one.row.hidden = hidden;
      }
    }
    const cut = shown > most ? `, the first ${most} are shown` : '';
    status.textContent = `${shown} of ${rows.length} rows${cut}`;
    more.hidden = shown <= most;
  };
  const again = () => {
    most = page;
    filter();
  };
  more.addEventListener('click', () => {
    most *= 2;
    filter();
  });
  document.getElementById('filters').addEventListener('submit', (event) => event.preventDefault());
  find.addEventListener('input', again);
  show.addEventListener('input', again);
  filter();
})();
