// The script of search-box.html. The form says where the engine is; its fields are named as the API's parameters.
const [form, topics, status, hits] = ['search', 'topic', 'status', 'hits'].map(id => document.getElementById(id));
const engine = new URL(form.action).origin;
const language = document.documentElement.lang;
let latest = new AbortController();

// `formatted` is HTML already: the engine has escaped the article's text before it added <mark>. Nothing else of an
// article goes in as HTML, and its address becomes a link only if it is one of the web.
function hit({id, url, lang, formatted}) {
  const item = Object.assign(document.createElement('li'), {lang: lang ?? ''});
  item.innerHTML = `<a>${formatted.title}</a><p>${formatted.body}</p>`;
  item.firstChild.href = /^https?:/i.test(url) ? url : `${engine}/article?id=${encodeURIComponent(id)}`;
  return item;
}

function show(answer) {
  status.textContent = `Намерени статии: ${answer.totalHits.toLocaleString(language)}`;
  topics.replaceChildren(new Option('Всички', ''), ...answer.facets.topic.map(({value, label, count, selected}) =>
    new Option(`${label[language]} (${count})`, value, false, selected)));
  hits.replaceChildren(...answer.hits.map(hit));
}

async function search() {
  latest.abort();  // an answer to what was typed before would come too late
  const {signal} = latest = new AbortController();
  try {
    const reply = await fetch(`${engine}/v1/search?${new URLSearchParams(new FormData(form))}&facets=topic`, {signal});
    const answer = await reply.json();
    if (reply.ok) show(answer);
    else status.textContent = answer.detail;
  } catch {
    if (!signal.aborted) status.textContent = 'Търсачката не отговаря. Опитайте отново.';
  }
}

form.addEventListener('input', search);
addEventListener('pageshow', () => form.q.value && search());  // the browser came back and knows what was typed
