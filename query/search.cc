#include "query/search.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "query/grouping.h"
#include "query/interpret.h"
#include "query/matcher.h"
#include "query/parser.h"
#include "query/remedies.h"
#include "query/snippets.h"
#include "schema/record.h"

namespace tarsach::query {

namespace {

using schema::Field;

std::vector<LabelledId> labelled(const schema::Vocabulary& vocabulary, Field field,
                                 const std::vector<std::string_view>& ids) {
  std::vector<LabelledId> labelled;
  for (const std::string_view id : ids) labelled.push_back({std::string(id), label_of(vocabulary, field, id)});
  return labelled;
}

Hit hit_of(const schema::FactsView& facts, const schema::Vocabulary& vocabulary) {
  Hit hit;
  hit.id = facts.id;
  hit.url = facts.url;
  hit.source = facts.source;
  hit.author = facts.author;
  hit.title = facts.title;
  hit.language = facts.language;
  hit.date = facts.date;
  hit.events = labelled(vocabulary, Field::kEvent, facts.events);
  hit.topics = labelled(vocabulary, Field::kTopic, facts.topics);
  return hit;
}

std::size_t content_words(const Compiled& compiled) {
  return static_cast<std::size_t>(std::count_if(compiled.words.begin(), compiled.words.end(),
                                                [](const auto& word) { return !word.stop_word && !word.whole; }));
}

// Gives words up if no document has all of them, or if there are many. By the text alone, whatever is chosen beside it:
// a choice must not change what the words mean.
void relax(Compiler& compiler, Matcher& matcher, Understood& understood) {
  const bool many = content_words(understood.compiled) >= kWordsForMost || understood.compiled.translated;
  const bool none = understood.matches.none();
  if (!many && !none) return;
  Compiled relaxed = compiler.compile(understood.tree, Strictness::kSome);
  Bitmap matches = matcher.evaluate(relaxed.plan);
  if (matches != understood.matches)
    understood.interpretation.applied.push_back(
        {none ? "fewer_words" : "most_words", understood.interpretation.used, ""});
  understood.compiled = std::move(relaxed);
  understood.matches = std::move(matches);
}

// The documents for a tree, and how they came to be it.
void look_up(Session& session, const Request& request, Understood& understood, Watch& watch) {
  Interpretation& interpretation = understood.interpretation;
  Compiler compiler(session, request.rewrite);
  Matcher matcher(session, watch);
  understood.compiled =
      compiler.compile(understood.tree, request.match == Match::kAny ? Strictness::kAny : Strictness::kAll);
  understood.matches = matcher.evaluate(understood.compiled.plan);
  if (request.match == Match::kAuto && understood.compiled.relaxable) relax(compiler, matcher, understood);
  for (Reading& reading : understood.compiled.readings) interpretation.applied.push_back(std::move(reading));
  understood.compiled.readings.clear();
}

// Takes the query with its words of time as filters, if that finds anything: else they were words.
bool look_up_dated(Session& session, const Request& request, const Node& dated, Understood& understood, Watch& watch) {
  Understood with_filters{.tree = dated, .compiled = {}, .matches = {}, .interpretation = understood.interpretation};
  Interpretation& interpretation = with_filters.interpretation;
  const std::string as_words = interpretation.used;
  interpretation.used = to_query(dated);
  interpretation.applied.push_back({"date", as_words, interpretation.used});
  interpretation.alternatives.push_back({"as_typed", as_words, Rewrite::kOff, 0});
  look_up(session, request, with_filters, watch);
  if (with_filters.matches.none()) return false;
  understood = std::move(with_filters);
  return true;
}

}  // namespace

namespace {

Understood look_up(Session& session, const Request& request, Meant meant, Watch& watch) {
  Understood understood{.tree = std::move(meant.tree), .compiled = {}, .matches = {}, .interpretation = {}};
  understood.interpretation = {to_query(understood.tree), std::move(meant.applied), std::move(meant.others)};
  if (meant.dated && look_up_dated(session, request, *meant.dated, understood, watch)) return understood;
  look_up(session, request, understood, watch);
  return understood;
}

}  // namespace

Understood understand(Session& session, const Request& request, Watch& watch) {
  return look_up(session, request, interpret(session, request, watch), watch);
}

std::vector<Ranked> ranked(const Session& session, const Request& request, const Understood& understood,
                           const Bitmap& matches, Watch& watch) {
  const std::size_t depth = request.offset + request.limit;
  if (request.sort != Sort::kRelevance) return rank_by_date(session.snapshot(), matches, request.sort, depth);
  return rank_by_relevance(session, understood.compiled.words, matches, depth, watch);
}

Result<Hit> read_hit(Session& session, std::uint32_t document, Body body) {
  if (body == Body::kLeftOut) {
    TARSACH_TRY(const schema::FactsView facts, session.facts(document));
    return hit_of(facts, session.snapshot().vocabulary());
  }
  TARSACH_TRY(const schema::RecordView record, session.record(document));
  Hit hit = hit_of(record, session.snapshot().vocabulary());
  hit.body = record.body;
  return hit;
}

namespace {

Result<Hit> read_marked(Session& session, std::uint32_t document, Snippets& snippets, std::size_t words) {
  TARSACH_TRY(const schema::RecordView record, session.record(document));
  Hit hit = hit_of(record, session.snapshot().vocabulary());
  const std::string_view forward = session.snapshot().forward().of(document);
  Snippets::Marked marked = snippets.article(forward, record.title, record.body, words);
  hit.formatted_title = std::move(marked.title);
  hit.formatted_body = std::move(marked.passage);
  return hit;
}

}  // namespace

Result<std::vector<Hit>> show(Session& session, const Request& request, const Highlights& highlights,
                              std::span<const Ranked> page, Watch& watch) {
  std::optional<Snippets> snippets;
  if (request.highlight) snippets.emplace(highlights, session.analyzer());
  std::vector<Hit> hits;
  for (const Ranked& one : page) session.expect(one.document);
  for (const Ranked& one : page) {
    watch.look();
    TARSACH_TRY(Hit hit, snippets ? read_marked(session, one.document, *snippets, request.crop_length)
                                  : read_hit(session, one.document, Body::kLeftOut));
    hit.score = one.score;
    hits.push_back(std::move(hit));
  }
  return hits;
}

IndexState index_state(const Snapshot& snapshot) {
  const schema::Manifest& manifest = snapshot.manifest();
  return {manifest.generation, manifest.documents, manifest.built_at, snapshot.dictionary() != nullptr,
          manifest.shards.size()};
}

namespace {

// What another reading would find with the same filters, asked in the same way as whoever takes the offer will ask.
// Readings that find nothing are not worth offering, but for what was typed: its 0 explains why it was read otherwise.
void count_alternatives(Session& session, const Request& request, const Choices& choices,
                        std::vector<OtherReading>& readings, Watch& watch) {
  for (OtherReading& reading : readings) {
    Request other = request;
    other.query = reading.query;
    other.rewrite = reading.rewrite;
    reading.total = choices.apply(understand(session, other, watch).matches).count();
  }
  std::erase_if(readings,
                [](const OtherReading& reading) { return reading.total == 0 && reading.rewrite == Rewrite::kAuto; });
}

}  // namespace

Result<Response> answer(Session& session, const Request& request, Watch& watch) {
  StageClock clock;
  const Snapshot& snapshot = session.snapshot();
  Meant meant = interpret(session, request, watch);
  clock.end(Stage::kInterpret);
  Understood understood = look_up(session, request, std::move(meant), watch);
  const Choices choices(snapshot, request);
  const Bitmap matches = choices.apply(understood.matches);
  Response response;
  response.total = matches.count();
  clock.end(Stage::kMatch);
  for (const Field field : request.facets) {
    Facet facet =
        count_facet(snapshot, choices, {.field = field, .first = request.facet_limit}, understood.matches, watch);
    narrow(facet, request.facet_limit);
    response.facets.push_back(std::move(facet));
  }
  clock.end(Stage::kFacets);
  if (request.group == Group::kEvent) {
    const EventGroups groups(snapshot, choices, matches, watch);
    response.total_groups = groups.size();
    clock.end(Stage::kRank);
    TARSACH_TRY(response.groups, show_groups(session, request, understood.compiled, groups, watch));
  } else if (request.limit > 0) {
    const auto best = ranked(session, request, understood, matches, watch);
    const std::span page = std::span(best).subspan(std::min(request.offset, best.size()));
    clock.end(Stage::kRank);
    TARSACH_TRY(response.hits, show(session, request, understood.compiled.highlights, page, watch));
  }
  clock.end(Stage::kSnippets);
  watch.look();
  response.interpretation = std::move(understood.interpretation);
  count_alternatives(session, request, choices, response.interpretation.alternatives, watch);
  // Who asks for no hits wants a number, and it is 0.
  if (response.total == 0 && request.limit > 0) response.remedies = find_remedies(session, request, understood, watch);
  response.index = index_state(snapshot);
  clock.end(Stage::kOffers);
  response.stages = clock.times();
  response.milliseconds = std::chrono::duration<double, std::milli>(clock.total()).count();
  return response;
}

}  // namespace tarsach::query
