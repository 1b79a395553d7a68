// One event of the vocabulary: what it is called, when and where it was, the articles about it in each language, and
// the events next to it in time.
//
//   TARSACH_TRY(const EventAnswer answer, engine->event({.id = "varna-2018"}, Deadline::after(500ms)));
//   for (const EventArticles& articles : answer.articles) show(articles.language, articles.total, articles.hits);
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "query/request.h"
#include "schema/date.h"
#include "schema/vocabulary.h"

namespace tarsach::query {

class Session;
class Watch;

/// So many events before it and so many after it.
inline constexpr std::size_t kNeighbourEvents = 3;

struct EventRequest {
  std::string id = {};
  std::size_t limit = 20;  // articles shown of each language, at most kMaxPerPage
};

struct EventSummary {
  LabelledId event = {};
  schema::Date from = {}, to = {};  // inclusive; unknown: an event without a date
  schema::Label place = {};         // may be empty
  std::uint32_t articles = 0;       // exact: what a search with this event as its filter finds
};

struct EventArticles {
  std::string language = {};
  std::uint32_t total = 0;     // exact
  std::vector<Hit> hits = {};  // newest first, with the beginning of each body as its passage
};

struct EventAnswer {
  EventSummary event = {};
  std::vector<std::string> names = {};       // other names, as texts use them
  std::vector<EventArticles> articles = {};  // by the language's code; only languages that have any
  /// Those that began before it and after it, the nearest first, whether they have articles or not. Of events that
  /// began on the same day, the one that ended first is the earlier one. Without a date there are none.
  std::vector<EventSummary> before = {}, after = {};
  IndexState index = {};
};

/// kUsage for a limit that is too great.
[[nodiscard]] Result<void> check(const EventRequest& request);

/// kNotFound for an id that the vocabulary does not have. The request has passed check(). Throws Xapian::Error.
[[nodiscard]] Result<EventAnswer> answer(Session& session, const EventRequest& request, Watch& watch);

}  // namespace tarsach::query
