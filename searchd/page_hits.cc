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

Html topic_link(const Search& search, const query::LabelledId& label) {
  Search narrowed = search;
  auto& values = filter_of(narrowed.request, schema::Field::kTopic).values;
  if (std::find(values.begin(), values.end(), label.id) == values.end()) values.push_back(label.id);
  const auto& text = in(language_of(search), label.label);
  return fill_text(R"(<li><a href="{{href}}" rel="nofollow">{{text}}</a></li>)",
                   {{"href", link_to(narrowed, FromPage::kFirst)}, {"text", escape(text.empty() ? label.id : text)}});
}

Html event_link(const Search& search, const query::LabelledId& label) {
  Search narrowed = search;
  auto& values = filter_of(narrowed.request, schema::Field::kEvent).values;
  if (std::find(values.begin(), values.end(), label.id) == values.end()) values.push_back(label.id);
  const auto& text = in(language_of(search), label.label);
  return fill_text(R"(<li class="event"><a href="{{href}}" rel="nofollow">{{text}}</a></li>)",
                   {{"href", link_to(narrowed, FromPage::kFirst)}, {"text", escape(text.empty() ? label.id : text)}});
}

Html hit_part(const Search& search, const query::Hit& hit) {
  const auto language = language_of(search);
  return fill("hit.html",
              {{"href", link_to_article(search, hit.id)},
               {"language", language_attribute(hit.language, language)},
               {"title", hit.formatted_title.empty() ? escape(title_or_id(hit)) : Html{hit.formatted_title}},
               {"byline", byline_part(hit, language)},
               {"snippet", Html{hit.formatted_body}},
               {"labels", labels_part(search, hit)}});
}

}  // namespace

Html language_attribute(std::string_view language, Language page) {
  const bool is_known = language == "bg" || language == "en";
  if (!is_known || language == tag(page)) return {};
  return fill_text(R"( lang="{{language}}")", {{"language", escape(language)}});
}

Html byline_part(const query::Hit& hit, Language language) {
  const auto date = long_date(hit.date, language);
  Html line = date.empty() ? fill_text("<span>{{text}}</span>", {{"text", say(Phrase::kNoDate, language)}})
                           : fill_text(R"(<time datetime="{{iso}}">{{date}}</time>)",
                                       {{"iso", escape(schema::format_iso_date(hit.date))}, {"date", escape(date)}});
  if (const auto source = source_part(hit); !source.text.empty()) (line += markup(" ")) += source;
  if (!language_attribute(hit.language, language).text.empty())
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
  if (found.hits.empty()) return {};
  Html items;
  for (const auto& hit : found.hits) items += hit_part(search, hit);
  return fill_text(R"(<ol class="hits" start="{{start}}">{{items}}</ol>)",
                   {{"start", escape(std::to_string(search.request.offset + 1))}, {"items", items}});
}

}  // namespace tarsach::searchd
