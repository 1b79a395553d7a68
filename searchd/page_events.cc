// The page of one event, and events as lines elsewhere.
#include <algorithm>

#include "query/events.h"
#include "searchd/page.h"
#include "searchd/page_parts.h"

namespace tarsach::searchd {
namespace {

std::string name_of(const query::LabelledId& event, Language language) {
  const auto& label = in(language, event.label);
  return label.empty() ? event.id : label;
}

/// <time>5–6 юли 2018 г.</time>
Html period_part(const schema::Date& from, const schema::Date& to, Language language) {
  const auto text = long_period(from, to, language);
  if (text.empty()) return {};
  return fill_text(R"(<time datetime="{{iso}}">{{text}}</time>)",
                   {{"iso", escape(schema::format_iso_date(from))}, {"text", escape(text)}});
}

/// When and where.
Html occasion(const query::EventSummary& event, Language language) {
  Html line = period_part(event.from, event.to, language);
  const auto& place = in(language, event.place);
  if (place.empty()) return line;
  if (!line.text.empty()) line += markup(", ");
  return line += escape(place);
}

/// The vocabulary does not say which language a name is in: one Cyrillic letter (U+0400–U+04FF) makes it Bulgarian.
std::string_view language_of_name(std::string_view name) {
  const bool is_bulgarian = std::any_of(name.begin(), name.end(), [](char unit) {
    const auto byte = static_cast<unsigned char>(unit);
    return byte >= 0xD0 && byte <= 0xD3;
  });
  return is_bulgarian ? "bg" : "en";
}

Html names_part(const query::EventAnswer& answer, Language language) {
  Html names;
  for (const auto& name : answer.names) {
    if (name == answer.event.event.label.bg || name == answer.event.event.label.en) continue;
    if (!names.text.empty()) names += markup("; ");
    names += fill_text("<span{{language}}>{{name}}</span>",
                       {{"language", language_attribute(language_of_name(name), language)}, {"name", escape(name)}});
  }
  if (names.text.empty()) return {};
  return fill_text(R"(<p class="names">{{known}} {{names}}</p>)",
                   {{"known", say(Phrase::kAlsoKnownAs, language)}, {"names", names}});
}

Search articles_about(const Search& search, const query::LabelledId& event) {
  Search all = empty_search(search);
  filter_of(all.request, schema::Field::kEvent).values = {event.id};
  return all;
}

Html articles_part(const Search& search, const query::EventAnswer& answer, const query::EventArticles& articles) {
  const auto language = language_of(search);
  Html items;
  for (const auto& hit : articles.hits) items += hit_line(search, hit, Telling::kNoLanguage);
  Search all = articles_about(search, answer.event.event);
  filter_of(all.request, schema::Field::kLanguage).values = {articles.language};
  const Html more = articles.total <= articles.hits.size()
                        ? Html{}
                        : fill_text(R"(<p class="all"><a href="{{href}}">{{all}}</a></p>)",
                                    {{"href", link_to(all)}, {"all", say(Phrase::kAllOfThem, language)}});
  const auto phrase = articles.language == "bg"   ? Phrase::kBulgarian
                      : articles.language == "en" ? Phrase::kEnglish
                                                  : Phrase::kOtherLanguages;
  return fill_text(R"(<section><h2>{{count}} {{language}}</h2><ul>{{items}}</ul>{{more}}</section>)",
                   {{"count", escape(article_count(articles.total, language))},
                    {"language", say(phrase, language)},
                    {"items", items},
                    {"more", more}});
}

Html neighbours_part(const Search& search, const std::vector<query::EventSummary>& events, Phrase heading) {
  if (events.empty()) return {};
  Html items;
  for (const auto& event : events) items += event_line(search, event.event, event.from, event.to);
  return fill_text(R"(<section><h2>{{heading}}</h2><ul>{{items}}</ul></section>)",
                   {{"heading", say(heading, language_of(search))}, {"items", items}});
}

}  // namespace

Html event_line(const Search& search, const query::LabelledId& event, const schema::Date& from,
                const schema::Date& to) {
  const auto language = language_of(search);
  return fill_text(R"(<li><a href="{{href}}">{{name}}</a> <span class="byline">{{period}}</span></li>)",
                   {{"href", link_to_event(search, event.id)},
                    {"name", escape(name_of(event, language))},
                    {"period", period_part(from, to, language)}});
}

std::string event_page(const Search& search, const query::EventAnswer& answer) {
  const auto language = language_of(search);
  Html articles;
  for (const auto& each : answer.articles) articles += articles_part(search, answer, each);
  Html neighbours = neighbours_part(search, answer.before, Phrase::kBefore);
  neighbours += neighbours_part(search, answer.after, Phrase::kAfter);
  const auto content =
      fill("event.html",
           {{"kind", say(Phrase::kEvent, language)},
            {"name", escape(name_of(answer.event.event, language))},
            {"occasion", occasion(answer.event, language)},
            {"names", names_part(answer, language)},
            {"search", answer.event.articles == 0
                           ? fill_text("<p>{{none}}</p>", {{"none", say(Phrase::kNoArticlesYet, language)}})
                           : fill_text(R"(<p class="within"><a href="{{href}}">{{text}}</a></p>)",
                                       {{"href", link_to(articles_about(search, answer.event.event))},
                                        {"text", say(Phrase::kSearchWithin, language)}})},
            {"articles", articles},
            {"near", neighbours.text.empty()
                         ? Html{}
                         : fill_text(R"(<nav class="near" aria-label="{{label}}">{{events}}</nav>)",
                                     {{"label", say(Phrase::kNearInTime, language)}, {"events", neighbours}})}});
  return lay_out({empty_search(search),
                  name_of(answer.event.event, language),
                  link_to_event(in_other_language(search), answer.event.event.id),
                  {},
                  "event"},
                 content);
}

}  // namespace tarsach::searchd
