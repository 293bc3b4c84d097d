(() => {
  'use strict';
  const never = 2147483647;
  const slider = document.getElementById('round');
  const now = document.getElementById('now');
  const marked = [...document.querySelectorAll('[data-round]')];
  const nodes = marked.filter((one) => one.classList.contains('node'));

  const cold = () => {
    const round = Number(slider.value);
    for (const one of marked) {
      const its = Number(one.dataset.round);
      one.classList.toggle('off', its > round && its !== never);
      one.classList.toggle('never', its === never && round === Number(slider.max));
      if (its === never && round < Number(slider.max)) {
        one.classList.add('off');
      }
    }
    const up = nodes.filter((one) => Number(one.dataset.round) <= round).length;
    const when = round === 0 ? 'power is back' : `after round ${round}`;
    now.textContent = `${when}: ${up} of ${nodes.length} nodes run`;
  };
  slider.addEventListener('input', cold);
  cold();

  const find = document.getElementById('find');
  const show = document.getElementById('show');
  const status = document.getElementById('status');
  const rows = [...document.querySelectorAll('.cells tbody tr')];
  const filter = () => {
    const text = find.value.trim().toLowerCase();
    const css = show.value;
    let shown = 0;
    for (const row of rows) {
      const hit = (!css || row.dataset.css === css)
          && (!text || row.cells[0].textContent.toLowerCase().includes(text));
      row.hidden = !hit;
      shown += hit ? 1 : 0;
    }
    status.textContent = `${shown} of ${rows.length} machines`;
  };
  document.getElementById('filters').addEventListener('submit', (event) => event.preventDefault());
  find.addEventListener('input', filter);
  show.addEventListener('input', filter);
  filter();
})();
