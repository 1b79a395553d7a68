// The first page: what there is, and where to begin.
#include <algorithm>
#include <vector>

#include "searchd/page.h"
#include "searchd/page_parts.h"

namespace tarsach::searchd {
namespace {

constexpr std::size_t kTopics = 12;
constexpr std::size_t kEvents = 8;
constexpr std::size_t kUpcoming = 3;  // of the events, at most

Html topics(const Search& search, const query::Response& found) {
  const auto* facet = find_facet(found, schema::Field::kTopic);
  if (facet == nullptr) return {};
  const auto language = language_of(search);
  Html items;
  for (std::size_t i = 0; i < std::min(kTopics, facet->counts.size()); ++i) {
    const auto& count = facet->counts[i];
    Search topic = empty_search(search);
    filter_of(topic.request, schema::Field::kTopic).values = {count.value};
    items += fill_text(R"(<li><a href="{{href}}">{{label}}</a> <b>{{count}}</b></li>)",
                       {{"href", link_to(topic)},
                        {"label", escape(label_of(count, language))},
                        {"count", escape(grouped(count.count, language))}});
  }
  return items;
}

bool is_later(const schema::Event* a, const schema::Event* b) {
  return schema::first_day(a->from) > schema::first_day(b->from);
}

/// Those to come, the soonest last, then those that articles tell of, the latest first.
std::vector<const schema::Event*> choose_events(const query::Response& found, const schema::Vocabulary& vocabulary,
                                                const schema::Date& today) {
  const auto* facet = find_facet(found, schema::Field::kEvent);
  const auto has_articles = [&](const schema::Event& event) {
    return facet != nullptr && std::any_of(facet->counts.begin(), facet->counts.end(),
                                           [&](const query::FacetCount& count) { return count.value == event.id; });
  };
  std::vector<const schema::Event*> upcoming;
  std::vector<const schema::Event*> past;
  for (const auto& event : vocabulary.events) {
    if (!event.from.known()) continue;
    if (schema::first_day(event.from) > schema::first_day(today))
      upcoming.push_back(&event);
    else if (has_articles(event))
      past.push_back(&event);
  }
  std::sort(upcoming.begin(), upcoming.end(), is_later);
  std::sort(past.begin(), past.end(), is_later);
  if (upcoming.size() > kUpcoming) upcoming.erase(upcoming.begin(), upcoming.end() - kUpcoming);
  upcoming.insert(upcoming.end(), past.begin(), past.end());
  upcoming.resize(std::min(kEvents, upcoming.size()));
  return upcoming;
}

Html events(const Search& search, const query::Response& found, const schema::Vocabulary& vocabulary) {
  Html items;
  for (const auto* event : choose_events(found, vocabulary, query::day_of(search.request)))
    items += event_line(search, {event->id, event->label}, event->from, event->to);
  return items;
}

Html newest(const Search& search, const query::Response& found) {
  Html items;
  for (const auto& hit : found.hits) items += hit_line(search, hit);
  return items;
}

/// "142 статии на български и английски, 2014–2025 г."
std::string about(const Search& search, const query::Response& found) {
  const auto language = language_of(search);
  auto text = article_count(found.total, language) + " " + std::string(words(Phrase::kInBothLanguages, language));
  const auto* years = find_facet(found, schema::Field::kYear);
  if (years == nullptr || years->counts.empty()) return text;
  const auto& first = years->counts.back().value;
  const auto& last = years->counts.front().value;
  text.append(", ").append(first == last ? first : first + "–" + last);
  return language == Language::kBulgarian ? text + "\u00A0г." : text;
}

Html section(Phrase heading, std::string_view name, const Html& content, Language language) {
  if (content.text.empty()) return {};
  return fill_text(
      R"(<section class="{{name}}" aria-labelledby="{{name}}"><h2 id="{{name}}">{{heading}}</h2>{{content}}</section>)",
      {{"name", markup(name)}, {"heading", say(heading, language)}, {"content", content}});
}

Html list(const Html& items) {
  return items.text.empty() ? items : fill_text("<ul>{{items}}</ul>", {{"items", items}});
}

}  // namespace

bool is_home(const Search& search) {
  const auto& request = search.request;
  return request.query.empty() && !has_filters(search) && search.page == 1 && request.sort == query::Sort::kRelevance &&
         request.group == query::Group::kNone && search.per_page == Search{}.per_page;
}

Html home_content(const Search& search, const query::Response& found, const schema::Vocabulary& vocabulary) {
  const auto language = language_of(search);
  Search all = empty_search(search);
  all.request.sort = query::Sort::kNewestFirst;
  auto articles = list(newest(search, found));
  articles += fill_text(R"(<p class="all"><a href="{{href}}">{{text}}</a></p>)",
                        {{"href", link_to(all)}, {"text", say(Phrase::kBrowsing, language)}});
  const auto* years = find_facet(found, schema::Field::kYear);
  return fill("home.html",
              {{"about", escape(about(search, found))},
               {"topics", section(Phrase::kTopics, "topics", list(topics(search, found)), language)},
               {"events", section(Phrase::kEvents, "events", list(events(search, found, vocabulary)), language)},
               {"newest", section(Phrase::kNewestArticles, "newest", articles, language)},
               {"years",
                section(Phrase::kByYear, "byyear", years == nullptr ? Html{} : years_part(search, *years), language)}});
}

}  // namespace tarsach::searchd
