(() => {
  'use strict';
  const form = document.getElementById('filters');
  const details = [...document.querySelectorAll('details')];
  addEventListener('beforeprint', () => details.forEach((one) => {
    one.dataset.was = one.open ? 'open' : '';
    one.open = true;
  }));
  addEventListener('afterprint', () => details.forEach((one) => {
    one.open = one.dataset.was === 'open';
  }));
  if (!form) {
    return;
  }

  const field = (id) => document.getElementById(id);
  const chunks = [...document.querySelectorAll('.chunk')];
  const bodies = chunks.map((chunk) => chunk.querySelector('tbody'));
  const size = bodies[0].rows.length;
  const rows = bodies.flatMap((body) => [...body.rows]);
  const status = field('status');
  const nothing = field('nothing');
  const grave = ['error', 'warning', 'note', 'fine'];
  const names = new Map();

  const name = (row) => {
    let text = names.get(row);
    if (text === undefined) {
      text = row.cells[0].textContent.toLowerCase();
      names.set(row, text);
    }
    return text;
  };

  // Each test is null where its filter asks for nothing.
  const is = (id, key) => {
    const value = field(id).value;
    return value && ((row) => row.dataset[key] === value);
  };
  const has = (id, key) => {
    const value = field(id) && field(id).value;
    return value && ((row) => (row.dataset[key] || '').split(' ').includes(value));
  };
  const search = () => {
    const words = field('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    return words.length > 0 && ((row) => words.every((word) => name(row).includes(word)));
  };

  const ordered = (found) => {
    const order = field('order').value;
    if (order === 'name') {
      const collator = new Intl.Collator(undefined, {numeric: true});
      return found.sort((a, b) => collator.compare(name(a), name(b)));
    }
    if (order === 'grave') {
      return found.sort((a, b) => grave.indexOf(a.dataset.w) - grave.indexOf(b.dataset.w));
    }
    return found;
  };

  const number = (n) => n.toLocaleString('en');

  // Rows that fit move together into the first tables, so that few of these are laid out.
  const apply = () => {
    const tests = [search(), is('severity', 'w'), has('code', 'c'), has('party', 'p'),
      is('set', 'g'), is('standing', 't'),
      has('tpm', 'm'), has('shielding', 'm'), has('last', 'm'), has('copies', 'm')].filter(Boolean);
    const found = ordered(rows.filter((row) => tests.every((test) => test(row))));
    bodies.forEach((body, i) => {
      const part = found.slice(i * size, (i + 1) * size);
      body.replaceChildren(...part);
      chunks[i].hidden = part.length === 0;
    });
    nothing.hidden = found.length > 0;
    status.textContent = tests.length === 0
      ? number(rows.length) + (rows.length === 1 ? ' protector' : ' protectors')
      : number(found.length) + ' of ' + number(rows.length) + ' protectors match';
  };

  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 80);
  };

  form.hidden = false;
  form.addEventListener('input', soon);
  form.addEventListener('reset', soon);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    apply();
  });
})();
