#include "query/json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/options.h"

namespace tarsach::query {
namespace {

using Json = nlohmann::ordered_json;  // members stay in the order in which they are written here

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json date_or_null(const schema::Date& date) { return text_or_null(schema::format_iso_date(date)); }

/// A value that nobody has labelled (a year, an event that is not in the vocabulary) is its own label.
Json label_json(const schema::Label& label, const std::string& value) {
  if (label.bg.empty() && label.en.empty()) return {{"bg", value}, {"en", value}};
  return {{"bg", label.bg.empty() ? label.en : label.bg}, {"en", label.en.empty() ? label.bg : label.en}};
}

Json labelled_json(const std::vector<LabelledId>& values) {
  Json list = Json::array();
  for (const LabelledId& value : values)
    list.push_back({{"id", value.id}, {"label", label_json(value.label, value.id)}});
  return list;
}

enum class Shown : std::uint8_t { kInHits, kInDocuments, kInBoth, kWhenMarked };

struct Member {
  const char* name;
  Shown shown;
  Json (*value)(const Hit& hit);
};

/// Every member of a hit, once.
constexpr std::array kMembers = {
    Member{"id", Shown::kInBoth, [](const Hit& hit) { return Json(hit.id); }},
    Member{"url", Shown::kInBoth, [](const Hit& hit) { return text_or_null(hit.url); }},
    Member{"source", Shown::kInBoth, [](const Hit& hit) { return text_or_null(hit.source); }},
    Member{"author", Shown::kInDocuments, [](const Hit& hit) { return text_or_null(hit.author); }},
    Member{"title", Shown::kInBoth, [](const Hit& hit) { return Json(hit.title); }},
    Member{"body", Shown::kInDocuments, [](const Hit& hit) { return Json(hit.body); }},
    Member{"date", Shown::kInBoth, [](const Hit& hit) { return date_or_null(hit.date); }},
    Member{"year", Shown::kInBoth,
           [](const Hit& hit) { return hit.date.known() ? Json(hit.date.year) : Json(nullptr); }},
    Member{"lang", Shown::kInBoth, [](const Hit& hit) { return text_or_null(hit.language); }},
    Member{"events", Shown::kInBoth, [](const Hit& hit) { return labelled_json(hit.events); }},
    Member{"topics", Shown::kInBoth, [](const Hit& hit) { return labelled_json(hit.topics); }},
    Member{"formatted", Shown::kWhenMarked,
           [](const Hit& hit) {
             return Json{{"title", hit.formatted_title}, {"body", hit.formatted_body}};
           }},
    Member{"score", Shown::kInHits, [](const Hit& hit) { return Json(hit.score); }},
};

/// Whether a member is shown of a hit or document when nobody has chosen. A hit has its marks always.
bool is_shown(const Member& member, const Hit& hit, Shown kind) {
  if (member.shown == Shown::kWhenMarked)
    return kind == Shown::kInHits || !hit.formatted_title.empty() || !hit.formatted_body.empty();
  return member.shown == kind || member.shown == Shown::kInBoth;
}

Json hit_json(const Hit& hit, const std::vector<std::string>& fields, Shown kind) {
  Json json = Json::object();
  for (const Member& member : kMembers) {
    const bool wanted = fields.empty() ? is_shown(member, hit, kind)
                                       : std::find(fields.begin(), fields.end(), member.name) != fields.end();
    if (wanted) json[member.name] = member.value(hit);
  }
  return json;
}

Json hits_json(const std::vector<Hit>& hits, const Envelope& envelope) {
  Json list = Json::array();
  for (const Hit& hit : hits) list.push_back(hit_json(hit, envelope.fields, Shown::kInHits));
  return list;
}

Json groups_json(const std::vector<HitGroup>& groups, const Envelope& envelope) {
  Json list = Json::array();
  for (const HitGroup& group : groups) {
    Json& json = list.emplace_back(Json{{"event", nullptr}, {"totalHits", group.total}});
    if (!group.event.id.empty())
      json["event"] = {{"id", group.event.id}, {"label", label_json(group.event.label, group.event.id)}};
    json["hits"] = hits_json(group.hits, envelope);
  }
  return list;
}

Json counts_json(const Facet& facet) {
  Json counts = Json::array();
  for (const FacetCount& count : facet.counts)
    counts.push_back({{"value", count.value},
                      {"label", label_json(count.label, count.value)},
                      {"count", count.count},
                      {"selected", count.selected}});
  return counts;
}

Json alternatives_json(const std::vector<OtherReading>& readings, const Envelope& envelope) {
  Json alternatives = Json::array();
  for (const OtherReading& reading : readings) {
    Json json = {{"kind", reading.kind}, {"query", reading.query}, {"totalHits", reading.total}};
    if (envelope.url_of) json["url"] = envelope.url_of(reading);
    alternatives.push_back(std::move(json));
  }
  return alternatives;
}

Json understood_json(const Interpretation& interpretation) {
  Json applied = Json::array();
  for (const Reading& reading : interpretation.applied)
    applied.push_back({{"kind", reading.kind}, {"from", reading.from}, {"to", reading.to}});
  return {{"used", interpretation.used}, {"applied", std::move(applied)}};
}

Json interpretation_json(const Interpretation& interpretation, const Envelope& envelope) {
  Json json = understood_json(interpretation);
  json["alternatives"] = alternatives_json(interpretation.alternatives, envelope);
  return json;
}

Json words_json(const std::vector<ExplainedWord>& words) {
  Json list = Json::array();
  for (const ExplainedWord& word : words)
    list.push_back({{"terms", word.terms},
                    {"documents", word.documents},
                    {"titles", word.titles},
                    {"stopWord", word.stop_word},
                    {"wholeCompound", word.whole}});
  return list;
}

/// Words are told by their places in "words".
Json explained_json(const ExplainedHit& explained, const Explanation& explanation) {
  Json json = {{"id", explained.hit.id}, {"title", explained.hit.title}, {"score", explained.hit.score}};
  if (!explanation.by_relevance) return json;
  Json& weights = json["weights"] = Json::array();
  for (const Contribution& one : explained.words) weights.push_back({{"word", one.word}, {"weight", one.weight}});
  const ExplainedCloseness& closeness = explained.closeness;
  json["closeness"] = {{"neighbours", closeness.neighbours},
                       {"passage", closeness.passage},
                       {"beginning", closeness.beginning},
                       {"title", closeness.title},
                       {"boost", closeness.boost}};
  return json;
}

Json index_json(const IndexState& index) { return {{"generation", index.generation}, {"builtAt", index.built_at}}; }

Json explanation_json(const Explanation& explanation) {
  Json json = {{"query", explanation.query},
               {"tokens", explanation.tokens},
               {"tree", explanation.tree},
               {"interpretation", understood_json(explanation.interpretation)},
               {"plan", explanation.plan},
               {"words", words_json(explanation.words)},
               {"matches", explanation.matches},
               {"totalHits", explanation.filtered},
               {"byRelevance", explanation.by_relevance}};
  Json& hits = json["hits"] = Json::array();
  for (const ExplainedHit& hit : explanation.hits) hits.push_back(explained_json(hit, explanation));
  json["index"] = index_json(explanation.index);
  return json;
}

Json place_json(const schema::Label& place) {
  return place.bg.empty() && place.en.empty() ? Json(nullptr) : label_json(place, {});
}

Json neighbours_json(const std::vector<EventSummary>& summaries) {
  Json list = Json::array();
  for (const EventSummary& summary : summaries)
    list.push_back({{"id", summary.event.id},
                    {"label", label_json(summary.event.label, summary.event.id)},
                    {"from", date_or_null(summary.from)},
                    {"to", date_or_null(summary.to)},
                    {"place", place_json(summary.place)},
                    {"count", summary.articles}});
  return list;
}

Json remedies_json(const std::vector<Remedy>& remedies, const Envelope& envelope) {
  Json list = Json::array();
  for (const Remedy& remedy : remedies) {
    Json json = {{"kind", remedy.kind}, {"what", remedy.what}, {"totalHits", remedy.total}};
    if (envelope.url_of_remedy) json["url"] = envelope.url_of_remedy(remedy);
    list.push_back(std::move(json));
  }
  return list;
}

std::string field_name(schema::Field field) { return std::string(schema::row(field).name); }

double in_microseconds(double milliseconds) { return std::round(milliseconds * 1000) / 1000; }

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

std::string to_json(const Request& request, const Response& response, const Envelope& envelope) {
  Json json = {{"query", request.query}, {"interpretation", interpretation_json(response.interpretation, envelope)}};
  json["hits"] = hits_json(response.hits, envelope);
  if (request.group != Group::kNone) {
    json["groups"] = groups_json(response.groups, envelope);
    json["totalGroups"] = response.total_groups;
  }
  const std::size_t limit = request.limit;
  const std::uint64_t entries = request.group == Group::kNone ? response.total : response.total_groups;
  json["page"] = limit == 0 ? 1 : request.offset / limit + 1;
  json["perPage"] = limit;
  json["totalHits"] = response.total;
  json["totalPages"] = limit == 0 ? 0 : (entries + limit - 1) / limit;
  Json& facets = json["facets"] = Json::object();
  for (const Facet& facet : response.facets) facets[field_name(facet.field)] = counts_json(facet);
  if (!response.remedies.empty()) json["remedies"] = remedies_json(response.remedies, envelope);
  if (envelope.explanation != nullptr) json["explanation"] = explanation_json(*envelope.explanation);
  json["exact"] = {{"hits", true}, {"facets", true}};
  json["processingTimeMs"] = in_microseconds(response.milliseconds);
  json["index"] = index_json(response.index);
  if (!envelope.request_id.empty()) json["requestId"] = envelope.request_id;
  return dump(json);
}

std::string to_json(const Hit& document, const Envelope& envelope) {
  return dump(hit_json(document, envelope.fields, Shown::kInDocuments));
}

std::string to_json(const Facet& facet) {
  return dump({{"field", field_name(facet.field)}, {"totalValues", facet.values}, {"values", counts_json(facet)}});
}

std::string to_json(const EventAnswer& answer, const Envelope& envelope) {
  const EventSummary& event = answer.event;
  Json json = {{"id", event.event.id},         {"label", label_json(event.event.label, event.event.id)},
               {"names", answer.names},        {"from", date_or_null(event.from)},
               {"to", date_or_null(event.to)}, {"place", place_json(event.place)},
               {"totalHits", event.articles}};
  Json& languages = json["languages"] = Json::array();
  for (const EventArticles& articles : answer.articles) {
    Json& language = languages.emplace_back(Json{{"lang", articles.language}, {"totalHits", articles.total}});
    language["hits"] = hits_json(articles.hits, envelope);
  }
  json["before"] = neighbours_json(answer.before);
  json["after"] = neighbours_json(answer.after);
  json["index"] = index_json(answer.index);
  if (!envelope.request_id.empty()) json["requestId"] = envelope.request_id;
  return dump(json);
}

std::string to_json(const SimilarRequest& request, const Similar& similar, const Envelope& envelope) {
  Json json = {{"id", request.id},
               {"sameLanguage", hits_json(similar.same_language, envelope)},
               {"otherLanguage", hits_json(similar.other_language, envelope)},
               {"index", index_json(similar.index)}};
  if (!envelope.request_id.empty()) json["requestId"] = envelope.request_id;
  return dump(json);
}

std::string to_json(const Explanation& explanation, const Envelope& envelope) {
  Json json = explanation_json(explanation);
  if (!envelope.request_id.empty()) json["requestId"] = envelope.request_id;
  return dump(json);
}

std::string to_json(const SuggestRequest& request, const std::vector<Suggestion>& suggestions) {
  Json list = Json::array();
  for (const Suggestion& suggestion : suggestions) {
    Json& json = list.emplace_back(Json{
        {"text", suggestion.text}, {"kind", schema::name_of(suggestion.kind)}, {"formatted", suggestion.formatted}});
    if (!suggestion.id.empty()) json["id"] = suggestion.id;
  }
  return dump({{"query", request.query}, {"suggestions", std::move(list)}});
}

std::string to_open_search_json(const SuggestRequest& request, const std::vector<Suggestion>& suggestions) {
  Json texts = Json::array();
  for (const Suggestion& suggestion : suggestions) texts.push_back(suggestion.text);
  return dump(Json::array({request.query, std::move(texts)}));
}

}  // namespace tarsach::query
