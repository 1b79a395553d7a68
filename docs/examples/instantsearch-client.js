// A search client for InstantSearch 4 (InstantSearch.js, React and Vue InstantSearch) over the JSON API of Търсач.
//
//   import {tarsachClient} from './instantsearch-client.js';
//   const searchClient = tarsachClient('https://search.example.org', 'bg');
//   instantsearch({searchClient, indexName: 'articles'})    // a name of your choice; 'articles:date:desc' sorts so
//   refinementList({attribute: 'topic', transformItems: searchClient.labelled})
//
// The attributes to refine by are event, topic, year and lang. Their values are ids; labelled() shows names instead.
// What configure() sets goes to the API as it is: configure({lang: 'bg', rewrite: 'off'}). What the API can not do is
// an error, never passed over. docs/use-elsewhere.md tells why it is as it is.

const renamed = {query: 'q', hitsPerPage: 'per_page', maxValuesPerFacet: 'facet_limit', facetQuery: 'facet_query'};
const ignored = ['analytics', 'clickAnalytics', 'userToken', 'highlightPreTag', 'highlightPostTag'];
const deepest = 10_000;  // the API's bound of page × per_page

/// "topic:funding" or, to exclude it, "topic:-funding" as parameter and value; a value's own "-" is "\-".
function filterOf(text) {
  const [, field, not, value] = /^(\w+):(-?)\\?(.*)$/s.exec(text);
  return [not + field, value];
}

/// The query and the filters as parameters of the API, which joins values of a field by OR, and fields by AND.
function parametersOf({page, facets, facetFilters = [], numericFilters = [], ...others}) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(others))
    if (!ignored.includes(name)) parameters.append(renamed[name] ?? name, value);
  for (const group of facetFilters) {
    const filters = [group].flat().map(filterOf);
    const [[first]] = filters;
    if (filters.some(([name]) => name !== first) || (parameters.has(first) && !first.startsWith('-')))
      throw new Error('only OR within a field and AND across fields: ' + JSON.stringify(facetFilters));
    for (const filter of filters) parameters.append(...filter);
  }
  const years = {'>=': 1, '<=': 9999};
  for (const filter of numericFilters) {
    const [, comparison, year] = /^year(>=|<=)(\d+)$/.exec(filter) ?? [];
    if (!year || parameters.has('year')) throw new Error('only one range of years, and no year beside it: ' + filter);
    years[comparison] = year;
  }
  if (numericFilters.length > 0) parameters.append('year', `${years['>=']}..${years['<=']}`);
  return parameters;
}

const facetsOf = ({facets = []}) => [facets].flat().filter(field => field !== 'lang');  // a filter without counts

function searchOf({indexName, params}) {
  const parameters = parametersOf(params);
  parameters.set('facets', facetsOf(params).join() || 'none');
  parameters.set('page', (params.page ?? 0) + 1);
  if (indexName.includes(':')) parameters.set('sort', indexName.slice(indexName.indexOf(':') + 1));
  return parameters;
}

const characters = {'&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'"};

/// `formatted` is escaped HTML with <mark>. InstantSearch either wants text between marks of its own, which it escapes
/// itself, or names no marks (escapeHTML: false) and shows what comes as HTML: then it stays as it is, and is safe.
const marked = (html, {highlightPreTag: open, highlightPostTag: close}) => !open ? html :
  html.replace(/<\/?mark>|&\w+;|&#39;/g, part => ({...characters, '<mark>': open, '</mark>': close})[part]);

function hitOf({formatted, ...hit}, params) {
  const highlighted = Object.fromEntries(Object.entries(formatted ?? {}).map(([name, html]) =>
    [name, {value: marked(html, params), matchLevel: html.includes('<mark>') ? 'full' : 'none', matchedWords: []}]));
  return {...hit, objectID: hit.id, _highlightResult: highlighted, _snippetResult: highlighted};
}

const countsOf = values => Object.fromEntries(values.map(({value, count}) => [value, count]));

/// The first and the last year, for range widgets, if none is left out.
function statsOf({year = []}, limit) {
  const years = year.map(({value}) => Number(value));
  return years.length > 0 && years.length < limit ? {year: {min: Math.min(...years), max: Math.max(...years)}} : {};
}

function resultOf({indexName, params}, answer) {
  return {
    index: indexName, query: answer.query, params: '', processingTimeMS: answer.processingTimeMs,
    hits: answer.hits.map(hit => hitOf(hit, params)), nbHits: answer.totalHits, hitsPerPage: answer.perPage,
    page: answer.page - 1, nbPages: Math.min(answer.totalPages, Math.floor(deepest / Math.max(answer.perPage, 1))),
    facets: Object.fromEntries(facetsOf(params).map(field => [field, countsOf(answer.facets[field])])),
    facets_stats: statsOf(answer.facets, params.maxValuesPerFacet ?? 20),
    exhaustiveNbHits: true, exhaustiveFacetsCount: true, interpretation: answer.interpretation,
  };
}

export function tarsachClient(address, language = 'bg') {
  const names = new Map();  // of the values that have been answered

  async function ask(path, parameters) {
    const response = await fetch(`${new URL(path, address)}?${parameters}`, {headers: {'Accept-Language': language}});
    const answer = await response.json();
    const errors = (answer.errors ?? []).map(({parameter, detail}) => `${parameter}: ${detail}`);
    if (!response.ok) throw new Error([answer.detail, ...errors].join(' '));
    const values = answer.values ?? Object.values(answer.facets).flat();
    for (const {value, label} of values) names.set(value, label[language]);
    return answer;
  }

  /// For each filtered field InstantSearch asks once more, without that field's filter, to have the counts of its other
  /// values. The API's counts are those already: a facet passes over its own filter. So the answer before has them.
  async function search(requests) {
    let answer;
    return {results: await Promise.all(requests.map(async request => {
      const countsOneField = typeof request.params.facets === 'string' && request.params.hitsPerPage === 0;
      if (!answer || !countsOneField) answer = ask('/v1/search', searchOf(request));
      return resultOf(request, await answer);
    }))};
  }

  async function searchForFacetValues(requests) {
    return Promise.all(requests.map(async ({params}) => {
      const {facetName, maxFacetHits = 10, hitsPerPage, crop_length, fields, ...filters} = params;
      const parameters = parametersOf({...filters, maxValuesPerFacet: maxFacetHits});
      const {values} = await ask(`/v1/facets/${facetName}`, parameters);
      const facetHits = values.map(({value, count}) => ({value, count, highlighted: names.get(value)}));
      return {facetHits, exhaustiveFacetsCount: true};
    }));
  }

  /// For transformItems of refinementList, menu and currentRefinements. What a search inside a facet has found comes
  /// with its name as HTML, in `highlighted`, which stays.
  const labelled = items => items.map(({refinements, ...item}) => {
    const label = names.get(item.value) ?? item.label;
    const highlighted = item.highlighted === item.label ? label : item.highlighted;
    return {...item, label, highlighted, ...(refinements && {refinements: labelled(refinements)})};
  });

  return {search, searchForFacetValues, labelled};
}
