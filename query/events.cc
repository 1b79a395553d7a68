#include "query/events.h"

#include <algorithm>
#include <span>
#include <tuple>

#include "base/options.h"
#include "query/search.h"

namespace tarsach::query {

namespace {

using schema::Field;

std::span<const std::uint32_t> documents_about(const Snapshot& snapshot, std::string_view event) {
  const Column& column = snapshot.columns().of(Field::kEvent);
  const auto value = column.find(event);
  return value ? column.documents_of(*value) : std::span<const std::uint32_t>();
}

EventSummary summary_of(const Snapshot& snapshot, const schema::Event& event) {
  const auto articles = static_cast<std::uint32_t>(documents_about(snapshot, event.id).size());
  return {{event.id, event.label}, event.from, event.to, event.place, articles};
}

Result<std::vector<EventArticles>> articles_about(Session& session, const EventRequest& request, Watch& watch) {
  const Snapshot& snapshot = session.snapshot();
  const Column& languages = snapshot.columns().of(Field::kLanguage);
  std::vector<Bitmap> documents(languages.values().size(), Bitmap(snapshot.documents().size()));
  for (const std::uint32_t document : documents_about(snapshot, request.id))
    for (const std::uint32_t language : languages.values_of(document)) documents[language].set(document);
  std::vector<EventArticles> articles;
  for (std::uint32_t language = 0; language < documents.size(); ++language) {
    if (documents[language].none()) continue;
    const auto newest = rank_by_date(snapshot, documents[language], Sort::kNewestFirst, request.limit);
    TARSACH_TRY(std::vector<Hit> hits, show(session, Request{}, Highlights{}, newest, watch));
    articles.push_back({std::string(languages.values()[language]), documents[language].count(), std::move(hits)});
  }
  return articles;
}

bool earlier(const schema::Event* a, const schema::Event* b) {
  const auto key = [](const schema::Event& event) {
    return std::tuple(first_day(event.from), last_day(event.to), std::string_view(event.id));
  };
  return key(*a) < key(*b);
}

void find_neighbours(const Snapshot& snapshot, const schema::Event& event, EventAnswer& answer) {
  if (!event.from.known()) return;
  std::vector<const schema::Event*> dated;
  for (const schema::Event& each : snapshot.vocabulary().events)
    if (each.from.known()) dated.push_back(&each);
  std::sort(dated.begin(), dated.end(), earlier);
  const auto here = std::find(dated.begin(), dated.end(), &event);
  for (auto at = here; at != dated.begin() && answer.before.size() < kNeighbourEvents;)
    answer.before.push_back(summary_of(snapshot, **--at));
  for (auto at = here + 1; at != dated.end() && answer.after.size() < kNeighbourEvents; ++at)
    answer.after.push_back(summary_of(snapshot, **at));
}

tl::unexpected<Error> no_such_event(const schema::Vocabulary& vocabulary, const std::string& id) {
  std::vector<std::string> known;
  for (const schema::Event& event : vocabulary.events) known.push_back(event.id);
  const std::string nearest = nearest_name(id, known);
  return fail(ErrorCode::kNotFound, "there is no event '" + id + "'",
              nearest.empty() ? "" : "did you mean '" + nearest + "'?");
}

}  // namespace

Result<void> check(const EventRequest& request) {
  if (request.limit <= kMaxPerPage) return {};
  return fail(ErrorCode::kUsage,
              "limit: " + std::to_string(request.limit) + " is more than " + std::to_string(kMaxPerPage));
}

Result<EventAnswer> answer(Session& session, const EventRequest& request, Watch& watch) {
  const Snapshot& snapshot = session.snapshot();
  const schema::Event* event = snapshot.vocabulary().find_event(request.id);
  if (event == nullptr) return no_such_event(snapshot.vocabulary(), request.id);
  EventAnswer answer;
  answer.event = summary_of(snapshot, *event);
  answer.names = event->names;
  TARSACH_TRY(answer.articles, articles_about(session, request, watch));
  find_neighbours(snapshot, *event, answer);
  answer.index = index_state(snapshot);
  return answer;
}

}  // namespace tarsach::query
