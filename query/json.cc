#include "query/json.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/json_writer.h"
#include "base/options.h"

namespace tarsach::query {
namespace {

using schema::Label;

// What the strings of an answer grow from: most answers fit.
constexpr std::size_t kUsualBytes = 16'384;

void write_or_null(JsonWriter& json, std::string_view text) { text.empty() ? json.null() : json.value(text); }

void write(JsonWriter& json, const schema::Date& date) { write_or_null(json, schema::format_iso_date(date)); }

/// A value that nobody has labelled (a year, an event that is not in the vocabulary) is its own label.
void write(JsonWriter& json, const Label& label, std::string_view value) {
  const bool has_none = label.bg.empty() && label.en.empty();
  const std::string_view bg = has_none ? value : label.bg.empty() ? label.en : label.bg;
  const std::string_view en = has_none ? value : label.en.empty() ? label.bg : label.en;
  json.begin_object().member("bg", bg).member("en", en).end_object();
}

void write(JsonWriter& json, const LabelledId& labelled) {
  json.begin_object().member("id", labelled.id).key("label");
  write(json, labelled.label, labelled.id);
  json.end_object();
}

template <typename Item, typename Write>
void write_list(JsonWriter& json, std::string_view name, const std::vector<Item>& items, const Write& write_item) {
  json.key(name).begin_array();
  for (const Item& item : items) write_item(item);
  json.end_array();
}

void write_list(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  write_list(json, name, texts, [&](const std::string& text) { json.value(text); });
}

void write(JsonWriter& json, const std::vector<LabelledId>& values) {
  json.begin_array();
  for (const LabelledId& value : values) write(json, value);
  json.end_array();
}

enum class Shown : std::uint8_t { kInHits, kInDocuments, kInBoth, kWhenMarked };

struct Member {
  const char* name;
  Shown shown;
  void (*write_value)(JsonWriter& json, const Hit& hit);
};

/// Every member of a hit, once.
constexpr std::array kMembers = {
    Member{"id", Shown::kInBoth, [](JsonWriter& json, const Hit& hit) { json.value(hit.id); }},
    Member{"url", Shown::kInBoth, [](JsonWriter& json, const Hit& hit) { write_or_null(json, hit.url); }},
    Member{"source", Shown::kInBoth, [](JsonWriter& json, const Hit& hit) { write_or_null(json, hit.source); }},
    Member{"author", Shown::kInDocuments, [](JsonWriter& json, const Hit& hit) { write_or_null(json, hit.author); }},
    Member{"title", Shown::kInBoth, [](JsonWriter& json, const Hit& hit) { json.value(hit.title); }},
    Member{"body", Shown::kInDocuments, [](JsonWriter& json, const Hit& hit) { json.value(hit.body); }},
    Member{"date", Shown::kInBoth, [](JsonWriter& json, const Hit& hit) { write(json, hit.date); }},
    Member{"year", Shown::kInBoth,
           [](JsonWriter& json, const Hit& hit) { hit.date.known() ? json.value(hit.date.year) : json.null(); }},
    Member{"lang", Shown::kInBoth, [](JsonWriter& json, const Hit& hit) { write_or_null(json, hit.language); }},
    Member{"events", Shown::kInBoth, [](JsonWriter& json, const Hit& hit) { write(json, hit.events); }},
    Member{"topics", Shown::kInBoth, [](JsonWriter& json, const Hit& hit) { write(json, hit.topics); }},
    Member{"formatted", Shown::kWhenMarked,
           [](JsonWriter& json, const Hit& hit) {
             json.begin_object().member("title", hit.formatted_title).member("body", hit.formatted_body).end_object();
           }},
    Member{"score", Shown::kInHits, [](JsonWriter& json, const Hit& hit) { json.value(hit.score); }},
};

/// Whether a member is shown of a hit or document when nobody has chosen. A hit has its marks always.
bool is_shown(const Member& member, const Hit& hit, Shown kind) {
  if (member.shown == Shown::kWhenMarked)
    return kind == Shown::kInHits || !hit.formatted_title.empty() || !hit.formatted_body.empty();
  return member.shown == kind || member.shown == Shown::kInBoth;
}

void write(JsonWriter& json, const Hit& hit, const std::vector<std::string>& fields, Shown kind) {
  json.begin_object();
  for (const Member& member : kMembers) {
    const bool wanted = fields.empty() ? is_shown(member, hit, kind)
                                       : std::find(fields.begin(), fields.end(), member.name) != fields.end();
    if (wanted) member.write_value(json.key(member.name), hit);
  }
  json.end_object();
}

void write_hits(JsonWriter& json, std::string_view name, const std::vector<Hit>& hits, const Envelope& envelope) {
  write_list(json, name, hits, [&](const Hit& hit) { write(json, hit, envelope.fields, Shown::kInHits); });
}

void write_groups(JsonWriter& json, const Response& response, const Envelope& envelope) {
  write_list(json, "groups", response.groups, [&](const HitGroup& group) {
    json.begin_object().key("event");
    group.event.id.empty() ? static_cast<void>(json.null()) : write(json, group.event);
    json.member("totalHits", group.total);
    write_hits(json, "hits", group.hits, envelope);
    json.end_object();
  });
  json.member("totalGroups", response.total_groups);
}

void write(JsonWriter& json, const std::vector<FacetCount>& counts) {
  json.begin_array();
  for (const FacetCount& count : counts) {
    json.begin_object().member("value", count.value).key("label");
    write(json, count.label, count.value);
    json.member("count", count.count).member("selected", count.selected).end_object();
  }
  json.end_array();
}

std::string_view name_of(const Facet& facet) { return schema::row(facet.field).name; }

void write_facets(JsonWriter& json, const std::vector<Facet>& facets) {
  json.key("facets").begin_object();
  for (const Facet& facet : facets) write(json.key(name_of(facet)), facet.counts);
  json.end_object();
}

void write_understood(JsonWriter& json, const Interpretation& interpretation) {
  json.member("used", interpretation.used);
  write_list(json, "applied", interpretation.applied, [&](const Reading& reading) {
    json.begin_object().member("kind", reading.kind).member("from", reading.from).member("to", reading.to).end_object();
  });
}

void write_interpretation(JsonWriter& json, const Interpretation& interpretation, const Envelope& envelope) {
  json.key("interpretation").begin_object();
  write_understood(json, interpretation);
  write_list(json, "alternatives", interpretation.alternatives, [&](const OtherReading& reading) {
    json.begin_object().member("kind", reading.kind).member("query", reading.query).member("totalHits", reading.total);
    if (envelope.url_of) json.member("url", envelope.url_of(reading));
    json.end_object();
  });
  json.end_object();
}

void write_words(JsonWriter& json, const std::vector<ExplainedWord>& words) {
  write_list(json, "words", words, [&](const ExplainedWord& word) {
    json.begin_object();
    write_list(json, "terms", word.terms);
    json.member("documents", word.documents)
        .member("titles", word.titles)
        .member("stopWord", word.stop_word)
        .member("wholeCompound", word.whole)
        .end_object();
  });
}

/// Words are told by their places in "words".
void write(JsonWriter& json, const ExplainedHit& explained, const Explanation& explanation) {
  const Hit& hit = explained.hit;
  json.begin_object().member("id", hit.id).member("title", hit.title).member("score", hit.score);
  if (explanation.by_relevance) {
    write_list(json, "weights", explained.words, [&](const Contribution& one) {
      json.begin_object().member("word", one.word).member("weight", one.weight).end_object();
    });
    const ExplainedCloseness& closeness = explained.closeness;
    json.key("closeness")
        .begin_object()
        .member("neighbours", closeness.neighbours)
        .member("passage", closeness.passage)
        .member("beginning", closeness.beginning)
        .member("title", closeness.title)
        .member("boost", closeness.boost)
        .end_object();
  }
  json.end_object();
}

void write_index(JsonWriter& json, const IndexState& index) {
  json.key("index")
      .begin_object()
      .member("generation", index.generation)
      .member("builtAt", index.built_at)
      .end_object();
}

/// All of its members but the index.
void write_members(JsonWriter& json, const Explanation& explanation) {
  json.member("query", explanation.query).member("tokens", explanation.tokens).member("tree", explanation.tree);
  json.key("interpretation").begin_object();
  write_understood(json, explanation.interpretation);
  json.end_object().member("plan", explanation.plan);
  write_words(json, explanation.words);
  json.member("matches", explanation.matches)
      .member("totalHits", explanation.filtered)
      .member("byRelevance", explanation.by_relevance);
  write_list(json, "hits", explanation.hits, [&](const ExplainedHit& hit) { write(json, hit, explanation); });
}

/// From when to when and where.
void write_circumstances(JsonWriter& json, const EventSummary& event) {
  write(json.key("from"), event.from);
  write(json.key("to"), event.to);
  json.key("place");
  const bool is_somewhere = !event.place.bg.empty() || !event.place.en.empty();
  is_somewhere ? write(json, event.place, {}) : static_cast<void>(json.null());
}

void write_name(JsonWriter& json, const LabelledId& event) {
  json.member("id", event.id).key("label");
  write(json, event.label, event.id);
}

void write_neighbours(JsonWriter& json, std::string_view name, const std::vector<EventSummary>& summaries) {
  write_list(json, name, summaries, [&](const EventSummary& summary) {
    json.begin_object();
    write_name(json, summary.event);
    write_circumstances(json, summary);
    json.member("count", summary.articles).end_object();
  });
}

void write_remedies(JsonWriter& json, const std::vector<Remedy>& remedies, const Envelope& envelope) {
  write_list(json, "remedies", remedies, [&](const Remedy& remedy) {
    json.begin_object().member("kind", remedy.kind).member("what", remedy.what).member("totalHits", remedy.total);
    if (envelope.url_of_remedy) json.member("url", envelope.url_of_remedy(remedy));
    json.end_object();
  });
}

void write_page(JsonWriter& json, const Request& request, const Response& response) {
  const std::size_t limit = request.limit;
  const std::uint64_t entries = request.group == Group::kNone ? response.total : response.total_groups;
  json.member("page", limit == 0 ? 1 : request.offset / limit + 1)
      .member("perPage", limit)
      .member("totalHits", response.total)
      .member("totalPages", limit == 0 ? 0 : (entries + limit - 1) / limit);
}

double in_microseconds(double milliseconds) { return std::round(milliseconds * 1000) / 1000; }

/// What `write_members` writes of an object, and its ending.
template <typename Write>
std::string whole(const Write& write_members, const Ending& ending, const Envelope& envelope) {
  std::string text;
  text.reserve(kUsualBytes);
  JsonWriter json(text);
  json.begin_object();
  write_members(json);
  if (envelope.ends == Ends::kHere) append_ending(text, ending, envelope.request_id);
  return text;
}

}  // namespace

std::vector<std::string> hit_members() {
  std::vector<std::string> names;
  for (const Member& member : kMembers)
    if (std::string_view(member.name) != "body") names.emplace_back(member.name);
  return names;
}

std::vector<std::string> default_hit_members() {
  std::vector<std::string> names;
  for (const Member& member : kMembers)
    if (member.shown != Shown::kInDocuments) names.emplace_back(member.name);
  return names;
}

Result<void> check_hit_members(const std::vector<std::string>& fields) {
  const std::vector<std::string> known = hit_members();
  for (const std::string& field : fields) {
    if (std::find(known.begin(), known.end(), field) != known.end()) continue;
    std::string hint = "known fields:";
    for (const std::string& name : known) hint += " " + name;
    if (const std::string nearest = nearest_name(field, known); !nearest.empty())
      hint = "did you mean '" + nearest + "'?";
    return fail(ErrorCode::kUsage, "unknown field '" + field + "'", std::move(hint));
  }
  return {};
}

void append_ending(std::string& answer, const Ending& ending, std::string_view request_id) {
  JsonWriter json(answer, JsonWriter::Place::kAfterAnother);
  if (ending.milliseconds) json.member("processingTimeMs", in_microseconds(*ending.milliseconds));
  write_index(json, ending.index);
  if (!request_id.empty()) json.member("requestId", request_id);
  json.end_object();
}

std::string to_json(const Request& request, const Response& response, const Envelope& envelope) {
  const auto write_members = [&](JsonWriter& json) {
    json.member("query", request.query);
    write_interpretation(json, response.interpretation, envelope);
    write_hits(json, "hits", response.hits, envelope);
    if (request.group != Group::kNone) write_groups(json, response, envelope);
    write_page(json, request, response);
    write_facets(json, response.facets);
    if (!response.remedies.empty()) write_remedies(json, response.remedies, envelope);
    if (envelope.explanation != nullptr) {
      json.key("explanation").begin_object();
      query::write_members(json, *envelope.explanation);
      write_index(json, envelope.explanation->index);
      json.end_object();
    }
    json.key("exact").begin_object().member("hits", true).member("facets", true).end_object();
  };
  return whole(write_members, {response.milliseconds, response.index}, envelope);
}

std::string to_json(const EventAnswer& answer, const Envelope& envelope) {
  const auto write_members = [&](JsonWriter& json) {
    write_name(json, answer.event.event);
    write_list(json, "names", answer.names);
    write_circumstances(json, answer.event);
    json.member("totalHits", answer.event.articles);
    write_list(json, "languages", answer.articles, [&](const EventArticles& articles) {
      json.begin_object().member("lang", articles.language).member("totalHits", articles.total);
      write_hits(json, "hits", articles.hits, envelope);
      json.end_object();
    });
    write_neighbours(json, "before", answer.before);
    write_neighbours(json, "after", answer.after);
  };
  return whole(write_members, {{}, answer.index}, envelope);
}

std::string to_json(const SimilarRequest& request, const Similar& similar, const Envelope& envelope) {
  const auto write_members = [&](JsonWriter& json) {
    json.member("id", request.id);
    write_hits(json, "sameLanguage", similar.same_language, envelope);
    write_hits(json, "otherLanguage", similar.other_language, envelope);
  };
  return whole(write_members, {{}, similar.index}, envelope);
}

std::string to_json(const Explanation& explanation, const Envelope& envelope) {
  const auto write_members = [&](JsonWriter& json) { query::write_members(json, explanation); };
  return whole(write_members, {{}, explanation.index}, envelope);
}

std::string to_json(const Hit& document, const Envelope& envelope) {
  std::string text;
  text.reserve(document.body.size() + document.formatted_body.size() + kUsualBytes);
  JsonWriter json(text);
  write(json, document, envelope.fields, Shown::kInDocuments);
  return text;
}

std::string to_json(const Facet& facet) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().member("field", name_of(facet)).member("totalValues", facet.values).key("values");
  write(json, facet.counts);
  json.end_object();
  return text;
}

std::string to_json(const SuggestRequest& request, const std::vector<Suggestion>& suggestions) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().member("query", request.query);
  write_list(json, "suggestions", suggestions, [&](const Suggestion& suggestion) {
    json.begin_object().member("text", suggestion.text).member("kind", schema::name_of(suggestion.kind));
    json.member("formatted", suggestion.formatted);
    if (!suggestion.id.empty()) json.member("id", suggestion.id);
    json.end_object();
  });
  json.end_object();
  return text;
}

std::string to_open_search_json(const SuggestRequest& request, const std::vector<Suggestion>& suggestions) {
  std::string text;
  JsonWriter json(text);
  json.begin_array().value(request.query).begin_array();
  for (const Suggestion& suggestion : suggestions) json.value(suggestion.text);
  json.end_array().end_array();
  return text;
}

}  // namespace tarsach::query
