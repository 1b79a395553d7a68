// What is added to a page that works without it: suggestions, answers that come without a new page, years chosen by
// dragging, a search inside long filters. All of it asks at addresses that are links as well; what fails is left to the
// browser. Text from the server becomes text nodes, never markup.

const language = document.documentElement.lang;
const words = language === 'en' ? {
  suggestions: 'Suggestions', count: n => n === 1 ? '1 suggestion' : `${n} suggestions`, kinds: {},
  inside: 'Find in the list', values: n => n === 1 ? '1 value' : `${n} values`,
  period: 'The period ends before it begins.',
} : {
  suggestions: 'Предложения', count: n => n === 1 ? '1 предложение' : `${n} предложения`,
  kinds: {event: 'събитие', topic: 'тема', title: 'заглавие', phrase: 'израз', word: 'дума'},
  inside: 'Намери в списъка', values: n => n === 1 ? '1 стойност' : `${n} стойности`,
  period: 'Краят на периода е преди началото му.',
};

const number = new Intl.NumberFormat(language).format;
const afterTyping = 120;  // milliseconds, before asking
const the = selector => document.querySelector(selector);
const box = the('#q');
const {form} = box;

function attribute(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function element(tag, attributes, ...children) {
  const made = attribute(document.createElement(tag), attributes);
  made.append(...children);
  return made;
}

// ---- asking ----

/// The parameters as the form would send them, without the empty ones.
const asked = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''));

/// Asks for text at an address; a newer question ends the older one, so that no answer comes late.
function questions(type) {
  let controller = new AbortController();
  const ask = async address => {
    ask.stop();
    const {signal} = controller = new AbortController();
    const response = await fetch(address, {signal, headers: {Accept: type}});
    if (!response.ok) throw new Error(response.statusText);
    return response.text();
  };
  ask.stop = () => controller.abort();
  return ask;
}

// ---- saying, in the one live region ----

const status = the('#status');
let saying;

/// After a pause, so that only the last of a quick succession is said; what is said twice changes in between.
function say(text) {
  clearTimeout(saying);
  status.textContent = '';
  if (text) saying = setTimeout(() => { status.textContent = text; }, 400);
}

// ---- suggestions: a combobox with list autocomplete and manual selection (WAI-ARIA authoring practices) ----

/// "<mark>Кл</mark>ъстер &amp; …" as nodes: the text is escaped, <mark> is all the markup that there is.
function marked(formatted) {
  const entities = {amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'"};
  const plain = text => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => entities[name]);
  return formatted.split(/<mark>(.*?)<\/mark>/s)
      .map((part, place) => place % 2 ? element('mark', {}, plain(part)) : plain(part));
}

function suggestInto(box, choose) {
  const patience = 400;  // milliseconds, with suggestions for what stood there before
  const list = element('ul', {id: 'suggestions', role: 'listbox', 'aria-label': words.suggestions, hidden: ''});
  const ask = questions('application/json');
  let suggestions = [], active = -1, typing;
  box.parentElement.append(list);
  attribute(box, {role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': false,
                  'aria-keyshortcuts': '/ Control+K'});

  const point = place => {
    list.children[active]?.setAttribute('aria-selected', 'false');
    const option = list.children[active = place];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({block: 'nearest'});
    if (option) box.setAttribute('aria-activedescendant', option.id);
    else box.removeAttribute('aria-activedescendant');
  };
  const show = found => {
    suggestions = found;
    point(-1);
    list.replaceChildren(...found.map(({formatted, kind}, place) => element('li',
        {id: 'suggestion-' + place, role: 'option', 'aria-selected': 'false'},
        element('span', {}, ...marked(formatted)), ' ', element('small', {}, words.kinds[kind] ?? kind))));
    list.hidden = !found.length;
    box.setAttribute('aria-expanded', !list.hidden);
  };
  const close = () => {
    clearTimeout(typing);
    ask.stop();
    show([]);
  };
  const open = async place => {
    const late = setTimeout(() => show([]), patience);
    try {
      const found = JSON.parse(await ask('/v1/suggest?' + new URLSearchParams({q: box.value, limit: 8}))).suggestions;
      show(found);
      point(Math.min(place, found.length - 1));
      say(found.length && words.count(found.length));
    } catch (error) {
      if (error.name !== 'AbortError') show([]);
    } finally {
      clearTimeout(late);
    }
  };
  const pick = place => {
    const suggestion = suggestions[place];
    close();
    choose(suggestion);
  };
  /// Through the options and the box itself, round and round.
  const step = by => {
    const places = suggestions.length + 1;
    point((active + 1 + by + places) % places - 1);
  };
  const keys = {
    ArrowDown: event => list.hidden ? open(event.altKey ? -1 : 0) : step(1),
    ArrowUp: event => event.altKey ? close() : list.hidden ? open(Infinity) : step(-1),
    Enter: () => pick(active),
    Escape: () => {
      if (list.hidden) box.value = '';
      close();
    },
  };
  box.addEventListener('keydown', event => {
    // The keys of an input method are not ours. What it is making is suggested for all the same: phones make every
    // word with one.
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    if (['Home', 'End', 'ArrowLeft', 'ArrowRight'].includes(event.key)) return point(-1);
    if (!(event.key in keys) || (event.key === 'Enter' && active < 0)) return;
    event.preventDefault();
    keys[event.key](event);
  });
  box.addEventListener('input', () => {
    point(-1);
    clearTimeout(typing);
    if (!box.value.trim()) return close();
    typing = setTimeout(open, afterTyping, -1);
  });
  box.addEventListener('blur', close);
  form.addEventListener('submit', close);
  list.addEventListener('mousedown', event => event.preventDefault());  // the box keeps the focus
  list.addEventListener('click', event => {
    const option = event.target.closest('[role=option]');
    if (option) pick([...list.children].indexOf(option));
  });
}

/// An event or a topic becomes a filter in place of what was typed; anything else is searched for.
function choose({kind, id, text}) {
  const wanted = asked();
  box.value = id ? '' : text;
  wanted.set('q', box.value);
  if (id && !wanted.getAll(kind).includes(id)) wanted.append(kind, id);
  visit(addressOf(wanted));
}

// ---- answers without a new page ----

const answer = ':is(.home, .results) .columns';  // the part of a page that a search changes
const controls = 'a, button, input, select, summary';
const pages = questions('text/html');
const here = () => location.pathname + location.search;
let shown = here(), visits = 0;

function addressOf(wanted) {
  if (!wanted.get('q')) wanted.delete('q');
  wanted.delete('page');
  const query = wanted.toString();
  return query ? '/search?' + query : '/search';
}

/// What a control and its successor on the next page are known by.
const nameOf = ({id, dataset, type, name, value, textContent}) =>
  id || dataset.year || (type === 'checkbox' ? name + '=' + value : name || textContent);
const findControl = name => name && [...document.querySelectorAll(controls)].find(control => nameOf(control) === name);

/// How the page stands, for the history.
const standing = ({activeElement} = document) =>
  ({focus: activeElement.matches(controls) ? nameOf(activeElement) : '', scroll: scrollY});

/// What the reader has opened and typed goes over to the next page; a list that is searched is searched anew.
async function carryOver(next, params) {
  for (const {parentElement} of document.querySelectorAll(answer + ' details[open]')) {
    const list = next.querySelector(`[data-field="${parentElement.dataset.field}"] details`);
    if (list) list.open = true;
  }
  const searches = searchLists(next);
  for (const input of document.querySelectorAll(answer + ' input:not([type=checkbox], [type=hidden])')) {
    const successor = input.value !== input.defaultValue && next.querySelector('#' + input.id);
    if (!successor) continue;
    successor.value = input.value;
    await searches.get(successor)?.(params);
  }
}

/// Shows the search at an address; `back` is how its page stood when it was left; `leave` gives the focus to the
/// results. A newer visit ends the older.
async function visit(address, {back, top, leave} = {}) {
  if (!the(answer)) return location.assign(address);
  const visited = ++visits, typed = box.value;
  const {pathname, search, searchParams} = new URL(address, location.href);
  the('#content').setAttribute('aria-busy', 'true');
  let next;
  try {
    next = new DOMParser().parseFromString(await pages(address), 'text/html');
    if (!next.querySelector(answer) || next.documentElement.lang !== language) throw new Error('another page');
    if (back) searchLists(next); else await carryOver(next, searchParams);
  } catch (error) {
    if (error.name !== 'AbortError') back ? location.reload() : location.assign(address);
    return;
  }
  if (visited !== visits) return;

  const left = standing(), used = document.activeElement, height = used.getBoundingClientRect().top;
  if (!back) {
    history.replaceState(left, '');
    if (pathname + search !== here()) history.pushState(null, '', address);
  }
  shown = here();
  swap(next);
  const query = next.querySelector('#q').defaultValue;
  // What was typed since is not lost, nor what was typed before and not sent.
  const isSent = box.value === typed && [box.defaultValue, searchParams.get('q') ?? ''].includes(typed);
  if (back || isSent) box.value = query;
  box.defaultValue = query;

  const successor = leave ? null : findControl((back ?? left).focus);
  (successor || (used.isConnected && !leave ? used : the('#content'))).focus({preventScroll: true});
  // The control that was used stays where it was under the finger.
  if (back || top) scrollTo(0, back?.scroll ?? 0);
  else if (successor) scrollBy(0, successor.getBoundingClientRect().top - height);
  say([...document.querySelectorAll('h1, .position')].map(part => part.textContent.trim()).join(', '));
}

function swap(next) {
  const links = 'link:not([rel=stylesheet], [rel=icon], [rel=search])';
  document.title = next.title;
  for (const link of document.head.querySelectorAll(links)) link.remove();
  document.head.append(...next.head.querySelectorAll(links));
  the('.language').href = next.querySelector('.language').href;
  document.body.className = next.body.className;
  the('.columns').replaceWith(next.querySelector('.columns'));
}

form.addEventListener('submit', event => {
  if (!the(answer)) return;
  event.preventDefault();
  if (matchMedia('(pointer: coarse)').matches) box.blur();  // the keys on the screen make room for the results
  visit(addressOf(asked()), {top: true});
});

document.addEventListener('input', ({target}) => {
  if (!target.matches('#from, #to')) return;
  const [from, to] = [the('#from'), the('#to')];
  // Of 2018-07 to 2018 is no mistake.
  const isBackwards = to.value && to.value < from.value.slice(0, to.value.length);
  to.setCustomValidity(isBackwards ? words.period : '');
});

document.addEventListener('change', ({target}) => {
  if (target.form !== form || !target.name || target === box) return;
  // Who types a period may be on the way to its other end.
  const isRight = target.matches('#from, #to') ? form.checkValidity() : form.reportValidity();
  if (isRight) visit(addressOf(asked()));
});

document.addEventListener('click', event => {
  const link = event.target.closest(answer + ' a[href]');
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.getAttribute('href'), location.href);
  if (url.origin !== location.origin || url.pathname !== location.pathname || url.hash) return;
  event.preventDefault();
  visit(url.href, {top: !link.closest('#filters'), leave: link.closest('.pages')});
});

addEventListener('popstate', ({state}) => {
  if (here() !== shown) visit(here(), {back: state ?? {}});
});

let resting;
addEventListener('scroll', () => {
  clearTimeout(resting);
  resting = setTimeout(() => here() === shown && history.replaceState(standing(), ''), 500);
}, {passive: true});

// ---- years, chosen by dragging over their bars ----

// Without a pointer: every bar is a link, and a period can be typed beside them.
document.addEventListener('pointerdown', ({target, button, isPrimary, clientX: x}) => {
  const picture = target.closest('svg.years');
  if (!picture || button || !isPrimary) return;
  const bars = [...picture.querySelectorAll('a')].map(link => {
    const {left, right} = link.getBoundingClientRect();
    const [from, to = from] = link.dataset.year.split('..');
    return {link, from, to, middle: (left + right) / 2, count: Number(link.dataset.count)};
  });
  const distance = (bar, x) => Math.abs(bar.middle - x);
  const nearest = x => bars.reduce((best, bar, place) => distance(bar, x) < distance(bars[best], x) ? place : best, 0);
  const first = nearest(x), told = element('output', {class: 'dragged'}), ending = new AbortController();
  let chosen = [];

  const years = dash => {
    const {from} = chosen[0], {to} = chosen.at(-1);
    return from === to ? from : from + dash + to;
  };
  const end = () => {
    ending.abort();
    told.remove();
    picture.classList.remove('dragging');
    for (const {link} of bars) link.classList.remove('within');
  };
  const move = ({clientX, pointerId}) => {
    const last = nearest(clientX);
    if (!chosen.length) {
      if (last === first) return;  // still a click on a link
      picture.setPointerCapture(pointerId);  // so that no link is followed at the end
      picture.classList.add('dragging');
      picture.before(told);
    }
    chosen = bars.slice(Math.min(first, last), Math.max(first, last) + 1);
    for (const bar of bars) bar.link.classList.toggle('within', chosen.includes(bar));
    told.textContent = `${years('–')}: ${number(chosen.reduce((sum, {count}) => sum + count, 0))}`;
  };
  const choose = () => {
    end();
    if (!chosen.length) return;
    const wanted = asked();
    wanted.set('year', years('..'));
    visit(addressOf(wanted));
  };
  const {signal} = ending;
  picture.addEventListener('pointermove', move, {signal});
  picture.addEventListener('dragstart', event => event.preventDefault(), {signal});
  addEventListener('pointerup', choose, {signal});
  addEventListener('pointercancel', end, {signal});
  addEventListener('keydown', ({key}) => key === 'Escape' && end(), {signal});
});

// ---- a search inside a long list of values ----

/// Puts a search above each list of a page that does not show all of its values; from its input to what asks again.
function searchLists(page) {
  const searches = new Map();
  for (const more of page.querySelectorAll('.facet > details')) {
    const section = more.parentElement, {field} = section.dataset, list = section.querySelector('ul');
    const rows = [...list.children];
    const chosen = rows.filter(row => row.querySelector(':checked'));
    const ask = questions('application/json');
    const label = `${words.inside}: ${section.querySelector('h3').textContent}`;
    const input = element('input', {type: 'search', id: 'in-' + field, class: 'inside', autocomplete: 'off',
                                    maxlength: 100, 'aria-label': label, placeholder: words.inside + '…'});

    const row = ({value, label, count}, largest) => {
      const made = rows[0].cloneNode(true), box = made.querySelector('input');
      box.value = value;
      box.checked = false;
      made.querySelector('span').textContent = label[language] || value;
      made.querySelector('b').textContent = number(count);
      made.querySelector('rect').setAttribute('width', 100 * count / largest + '%');
      return made;
    };
    const search = async params => {
      more.hidden = Boolean(input.value.trim());
      if (!more.hidden) return ask.stop(), list.replaceChildren(...rows);
      const wanted = [...params].filter(([name]) => /^(q|from|to|match|rewrite|-?(event|topic|year|lang))$/.test(name));
      const {values} = JSON.parse(await ask(`/v1/facets/${field}?` +
          new URLSearchParams([...wanted, ['facet_query', input.value], ['facet_limit', 20]])));
      const found = values.filter(({selected}) => !selected);
      const largest = Math.max(1, ...found.map(({count}) => count));
      list.replaceChildren(...chosen, ...found.map(value => row(value, largest)));
      say(words.values(found.length));
    };
    let typing;
    input.addEventListener('input', () => {
      clearTimeout(typing);
      typing = setTimeout(() => search(new URLSearchParams(location.search)).catch(() => {}), afterTyping);
    });
    list.before(input);
    searches.set(input, search);
  }
  return searches;
}

// ---- the way back from an article ----

const back = the('.back a'), cameFrom = new URL(document.referrer || location.href);

/// To the results as they were: filtered, in order, at their page.
if (back && cameFrom.origin === location.origin && cameFrom.pathname === '/search' &&
    ['q', 'ui'].every(name => cameFrom.searchParams.get(name) === new URL(back.href).searchParams.get(name)))
  back.href = cameFrom.href;

// ---- beginning ----

document.documentElement.classList.add('scripted');
suggestInto(box, choose);
searchLists(document);

document.addEventListener('keydown', event => {
  const {key, code, target, ctrlKey, metaKey, altKey} = event;
  const isTyping = target.matches('input:not([type=checkbox]), textarea, select');
  const isSlash = key === '/' && !isTyping && !ctrlKey && !metaKey && !altKey;
  const isControlK = (ctrlKey || metaKey) && !altKey && (key.toLowerCase() === 'k' || (code === 'KeyK' && key > '~'));
  if (!isSlash && !isControlK) return;
  event.preventDefault();
  box.focus();
  box.select();
});
