#include <algorithm>

#include "searchd/page_parts.h"

namespace tarsach::searchd {
namespace {

std::string_view title_or_id(const query::Hit& hit) { return hit.title.empty() ? hit.id : hit.title; }

/// "example.org" of an address.
std::string_view host_of(std::string_view web) {
  web.remove_prefix(std::min(web.size(), web.find("//") + 2));
  web = web.substr(0, web.find_first_of("/?#"));
  return web.starts_with("www.") ? web.substr(4) : web;
}

/// Where the article comes from, as a link to it there.
Html source_part(const query::Hit& hit) {
  const auto web = web_address(hit.url);
  const auto name = hit.source.empty() ? host_of(web) : std::string_view(hit.source);
  if (name.empty()) return {};
  if (web.empty()) return fill_text("<span>{{name}}</span>", {{"name", escape(name)}});
  return fill_text(R"(<a href="{{href}}" rel="noreferrer">{{name}}</a>)",
                   {{"href", escape(web)}, {"name", escape(name)}});
}

std::string name_of(const query::LabelledId& label, Language language) {
  const auto& text = in(language, label.label);
  return text.empty() ? label.id : text;
}

/// To the articles about it among those that were found.
Html topic_link(const Search& search, const query::LabelledId& topic) {
  Search narrowed = search;
  auto& values = filter_of(narrowed.request, schema::Field::kTopic).values;
  if (std::find(values.begin(), values.end(), topic.id) == values.end()) values.push_back(topic.id);
  return fill_text(
      R"(<li><a href="{{href}}" rel="nofollow">{{name}}</a></li>)",
      {{"href", link_to(narrowed, FromPage::kFirst)}, {"name", escape(name_of(topic, language_of(search)))}});
}

Html event_link(const Search& search, const query::LabelledId& event) {
  return fill_text(R"(<li class="event"><a href="{{href}}">{{name}}</a></li>)",
                   {{"href", link_to_event(search, event.id)}, {"name", escape(name_of(event, language_of(search)))}});
}

/// Some titles are paragraphs; the article's page has them whole.
constexpr std::size_t kMaxTitleCharacters = 200;

Html title_part(const query::Hit& hit) {
  return beginning_of(hit.formatted_title.empty() ? escape(title_or_id(hit)) : Html{hit.formatted_title},
                      kMaxTitleCharacters);
}

/// Of a group's articles all are about its event, so only topics are told.
enum class Labels : std::uint8_t { kAll, kTopics };

Html hit_part(const Search& search, const query::Hit& hit, std::string_view heading, Labels labels) {
  const auto language = language_of(search);
  query::Hit labelled;
  if (labels == Labels::kAll) labelled.events = hit.events;
  labelled.topics = hit.topics;
  return fill("hit.html", {{"heading", markup(heading)},
                           {"href", link_to_article(search, hit.id)},
                           {"language", language_attribute(hit.language, language)},
                           {"title", title_part(hit)},
                           {"byline", byline_part(hit, language)},
                           {"snippet", Html{hit.formatted_body}},
                           {"labels", labels_part(search, labelled)}});
}

Html group_part(const Search& search, const query::HitGroup& group) {
  const auto language = language_of(search);
  Html items;
  for (const auto& hit : group.hits) items += hit_part(search, hit, "h3", Labels::kTopics);
  Search all = search;
  all.request.group = query::Group::kNone;
  filter_of(all.request, schema::Field::kEvent).values = {group.event.id};
  const Html more =
      group.total <= group.hits.size()
          ? Html{}
          : fill_text(R"(<p class="all"><a href="{{href}}" rel="nofollow">{{all}}</a></p>)",
                      {{"href", link_to(all, FromPage::kFirst)}, {"all", escape(all_articles(group.total, language))}});
  return fill_text(R"(<li class="group"><h2><a href="{{href}}">{{name}}</a></h2><ol>{{items}}</ol>{{more}}</li>)",
                   {{"href", link_to_event(search, group.event.id)},
                    {"name", escape(name_of(group.event, language))},
                    {"items", items},
                    {"more", more}});
}

Html groups_part(const Search& search, const query::Response& found) {
  Html items;
  for (const auto& group : found.groups)
    if (!group.event.id.empty())
      items += group_part(search, group);
    else
      for (const auto& hit : group.hits) items += hit_part(search, hit, "h2", Labels::kAll);
  return items;
}

}  // namespace

Html language_attribute(std::string_view language, Language page) {
  const bool is_known = language == "bg" || language == "en";
  if (!is_known || language == tag(page)) return {};
  return fill_text(R"( lang="{{language}}")", {{"language", escape(language)}});
}

Html byline_part(const query::Hit& hit, Language language, Telling telling) {
  const auto date = long_date(hit.date, language);
  Html line = date.empty() ? fill_text("<span>{{text}}</span>", {{"text", say(Phrase::kNoDate, language)}})
                           : fill_text(R"(<time datetime="{{iso}}">{{date}}</time>)",
                                       {{"iso", escape(schema::format_iso_date(hit.date))}, {"date", escape(date)}});
  if (const auto source = source_part(hit); !source.text.empty()) (line += markup(" ")) += source;
  if (telling == Telling::kLanguage && !language_attribute(hit.language, language).text.empty())
    line += fill_text(" <span>{{text}}</span>",
                      {{"text", say(hit.language == "en" ? Phrase::kEnglish : Phrase::kBulgarian, language)}});
  return line;
}

Html labels_part(const Search& search, const query::Hit& hit) {
  Html items;
  for (const auto& event : hit.events) items += event_link(search, event);
  for (const auto& topic : hit.topics) items += topic_link(search, topic);
  return items.text.empty() ? items : fill_text(R"(<ul class="labels">{{items}}</ul>)", {{"items", items}});
}

Html hits_part(const Search& search, const query::Response& found) {
  if (found.hits.empty() && found.groups.empty()) return {};
  Html items = groups_part(search, found);
  for (const auto& hit : found.hits) items += hit_part(search, hit, "h2", Labels::kAll);
  return fill_text(R"(<ol class="hits" start="{{start}}">{{items}}</ol>)",
                   {{"start", escape(std::to_string(search.request.offset + 1))}, {"items", items}});
}

Html hit_line(const Search& search, const query::Hit& hit, Telling telling) {
  const auto language = language_of(search);
  const auto in_its_language = language_attribute(hit.language, language);
  const Html snippet = hit.formatted_body.empty()
                           ? Html{}
                           : fill_text(R"(<p class="snippet"{{language}}>{{text}}</p>)",
                                       {{"language", in_its_language}, {"text", Html{hit.formatted_body}}});
  return fill_text(
      R"(<li><h3><a href="{{href}}"{{language}}>{{title}}</a></h3><p class="byline">{{byline}}</p>{{snippet}}</li>)",
      {{"href", link_to_article(search, hit.id)},
       {"language", in_its_language},
       {"title", title_part(hit)},
       {"byline", byline_part(hit, language, telling)},
       {"snippet", snippet}});
}

}  // namespace tarsach::searchd
