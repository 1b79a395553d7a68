#include "corpus/html_metadata.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "corpus/json_article.h"
#include "corpus/wording.h"

namespace tarsach::corpus {
namespace {

using Json = nlohmann::json;

// In the order of trust.
constexpr auto kDateNames = std::to_array<const char*>(
    {"article:published_time", "og:article:published_time", "datepublished", "article.published", "publish_date",
     "publishdate", "pubdate", "published_time", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
     "dcterms.created", "date", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime"});
constexpr auto kAuthorNames =
    std::to_array<const char*>({"author", "article:author", "dc.creator", "dcterms.creator", "parsely-author"});
constexpr auto kArticleTypes = std::to_array<std::string_view>(
    {"article", "newsarticle", "blogposting", "report", "socialmediaposting", "analysisnewsarticle",
     "opinionnewsarticle", "reportagenewsarticle", "scholarlyarticle", "techarticle"});
constexpr auto kSeparators =
    std::to_array<std::string_view>({" | ", " – ", " — ", " - ", " :: ", " » ", " « ", " · ", " • "});

template <std::size_t N>
std::string first_meta(const HtmlTree& tree, const std::array<const char*, N>& names) {
  for (const char* name : names) {
    const auto found = tree.meta.find(name);
    if (found != tree.meta.end() && !found->second.empty()) return found->second;
  }
  return {};
}

std::string meta(const HtmlTree& tree, const char* name) {
  const auto found = tree.meta.find(name);
  return found == tree.meta.end() ? std::string{} : found->second;
}

std::string text_member(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? one_line(found->get_ref<const std::string&>()) : std::string{};
}

/// "Ана", {"name": "Ана"} or an array of these: the first one.
std::string name_member(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return {};
  const Json& value = found->is_array() && !found->empty() ? found->front() : *found;
  if (value.is_string()) return one_line(value.get_ref<const std::string&>());
  return value.is_object() ? text_member(value, "name") : std::string{};
}

bool is_article(const Json& object) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  const Json& value = type->is_array() && !type->empty() ? type->front() : *type;
  return value.is_string() &&
         std::ranges::find(kArticleTypes, fold(value.get_ref<const std::string&>())) != kArticleTypes.end();
}

/// Depth is bounded by the parser's callback, so that no later walk meets a deep tree.
Json parse_json_ld(const std::string& text) {
  if (text.size() > kMaxJsonLdBytes) return {};
  const auto shallow = [](int depth, Json::parse_event_t, Json&) { return depth < static_cast<int>(kMaxJsonDepth); };
  Json root = Json::parse(text, shallow, false);
  return root.is_discarded() ? Json{} : root;
}

/// The first article among the objects of the page, looking into arrays and "@graph".
Json find_article(const std::vector<std::string>& scripts) {
  for (const std::string& script : scripts) {
    const Json root = parse_json_ld(script);
    std::vector<const Json*> open = {&root};
    while (!open.empty()) {
      const Json& value = *open.back();
      open.pop_back();
      if (value.is_object() && is_article(value)) return value;
      if (value.is_object() && value.contains("@graph")) open.push_back(&value.at("@graph"));
      if (value.is_object() && value.contains("mainEntity")) open.push_back(&value.at("mainEntity"));
      if (!value.is_array()) continue;
      for (auto item = value.rbegin(); item != value.rend(); ++item) open.push_back(&*item);
    }
  }
  return Json::object();
}

schema::Date date_or_nothing(const std::string& text) {
  if (text.empty()) return {};
  const auto date = read_given_date(text);
  return date ? *date : schema::Date{};
}

schema::Date published(const HtmlTree& tree, const Json& article) {
  for (const char* name : kDateNames) {
    if (const auto date = date_or_nothing(meta(tree, name)); date.known()) return date;
    if (std::string_view(name) != "datepublished") continue;
    for (const char* member : {"datePublished", "dateCreated"}) {
      if (const auto date = date_or_nothing(text_member(article, member)); date.known()) return date;
    }
  }
  for (const std::string& time : tree.times) {
    if (const auto date = date_or_nothing(time); date.known()) return date;
  }
  return {};
}

bool contains_key(const std::string& key, const std::string& part) {
  return !part.empty() && (" " + key + " ").find(" " + part + " ") != std::string::npos;
}

std::vector<std::string> parts_of(const std::string& title) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < title.size(); ++at) {
    for (const std::string_view separator : kSeparators) {
      if (!std::string_view(title).substr(at).starts_with(separator)) continue;
      parts.push_back(title.substr(begin, at - begin));
      begin = at + separator.size();
      at = begin - 1;
      break;
    }
  }
  parts.push_back(title.substr(begin));
  return parts;
}

/// Whether a heading is the page's title or the greater part of what stands between two separators of it.
bool is_said(const std::string& heading, const std::vector<std::string>& parts) {
  const std::string key = key_of(heading);
  return std::ranges::any_of(parts, [&](const std::string& part) {
    const std::string whole = key_of(part);
    return 2 * key.size() >= whole.size() && contains_key(whole, key);
  });
}

/// The heading that <title> or og:title repeats; else the only first-level heading of a page whose <title> names
/// nothing but the site. A logo may be a heading, too: it is the site's name, or stands in the site's <header>.
std::string main_heading(const HtmlTree& tree, const std::string& said, const std::string& site) {
  constexpr int kMostHeading = 3;
  constexpr std::size_t kLeastWords = 3;
  std::vector<std::string> parts = parts_of(said);
  parts.push_back(said);
  const HtmlBlock* best = nullptr;
  std::vector<const HtmlBlock*> first_level;
  const auto rank = [](const HtmlBlock& block) {
    return std::pair(block.aside == Aside::kNo, block.block.text.size());
  };
  for (const HtmlBlock& block : tree.blocks) {
    const bool title_like = block.heading != 0 && block.heading <= kMostHeading && block.aside <= Aside::kByClass;
    if (!title_like || key_of(block.block.text) == key_of(site)) continue;
    if (block.heading == 1 && block.aside <= Aside::kHeader) first_level.push_back(&block);
    if (is_said(block.block.text, parts) && (best == nullptr || rank(block) > rank(*best))) best = &block;
  }
  if (best != nullptr) return best->block.text;
  const bool only = first_level.size() == 1 && words_of(first_level.front()->block.text).size() >= kLeastWords;
  return only && !tree.meta.contains("og:title") ? first_level.front()->block.text : std::string{};
}

std::string title_of(const HtmlTree& tree, const Json& article, const std::string& site) {
  const std::string open_graph = meta(tree, "og:title");
  const std::string said = !open_graph.empty() ? open_graph : tree.title;
  if (const std::string heading = main_heading(tree, said, site); !heading.empty()) return heading;
  if (const std::string headline = text_member(article, "headline"); !headline.empty()) return headline;
  return without_site(said, site);
}

bool is_address(const std::string& url) { return url.starts_with("http://") || url.starts_with("https://"); }

}  // namespace

std::string without_site(const std::string& title, const std::string& site) {
  const std::vector<std::string> parts = parts_of(title);
  if (parts.size() < 2) return title;
  if (!site.empty() && key_of(parts.back()) == key_of(site)) {
    return one_line(title.substr(0, title.size() - parts.back().size() - 3));
  }
  if (!site.empty() && key_of(parts.front()) == key_of(site)) return one_line(title.substr(parts.front().size() + 3));
  constexpr std::size_t kMostSiteWords = 5;
  const bool site_like =
      words_of(parts.back()).size() <= kMostSiteWords && words_of(parts.front()).size() > words_of(parts.back()).size();
  const bool barred = title.find(" | ") != std::string::npos || title.find(" :: ") != std::string::npos ||
                      title.find(" » ") != std::string::npos;
  // A dash may be the author's own: „Варна – град на клъстери“. A bar never is.
  if (!barred || !site_like) return barred ? one_line(*std::ranges::max_element(parts, {}, &std::string::size)) : title;
  return one_line(title.substr(0, title.rfind(parts.back()) - 3));
}

HtmlMetadata read_metadata(const HtmlTree& tree) {
  const Json article = find_article(tree.json_ld);
  HtmlMetadata metadata;
  metadata.source = meta(tree, "og:site_name");
  if (metadata.source.empty()) metadata.source = name_member(article, "publisher");
  metadata.title = title_of(tree, article, metadata.source);
  metadata.sure_title = tree.meta.contains("og:title") || metadata.title != without_site(tree.title, metadata.source);
  const std::string open_graph_url = meta(tree, "og:url");
  metadata.url = is_address(tree.canonical) ? tree.canonical : is_address(open_graph_url) ? open_graph_url : "";
  metadata.author = name_member(article, "author");
  if (metadata.author.empty()) metadata.author = first_meta(tree, kAuthorNames);
  if (is_address(metadata.author)) metadata.author.clear();
  metadata.language = read_given_language(tree.language);
  if (metadata.language.empty()) metadata.language = read_given_language(text_member(article, "inLanguage"));
  metadata.published = published(tree, article);
  return metadata;
}

}  // namespace tarsach::corpus
