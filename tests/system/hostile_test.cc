// Articles, labels, requests and headers that try to bring markup, script or headers of their own into an answer. What
// elements and attributes our answers have is learnt from the same requests over harmless articles.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "searchd/parameter_table.h"
#include "searchd/routes.h"
#include "searchd/url.h"
#include "tests/query/test_index.h"
#include "tests/system/html_tree.h"
#include "tests/system/in_process.h"
#include "tests/system/xml_tree.h"
#include "text/utf8.h"

namespace tarsach::testing {
namespace {

using nlohmann::json;
using searchd::percent_encode;

const std::vector<std::string>& payloads() {
  static const std::vector<std::string> payloads = {
      "<script>evil()</script>",
      "\"onmouseover=\"evil()\" evil-a=\"",
      "' onmouseover='evil()' evil-b='",
      "javascript:evil()",
      "</textarea></title></style></script><evil-tag evil-c=1>",
      "]]><evil-tag/><!--",
      "--><evil-tag><!--",
      "a\r\nSet-Cookie: evil=1\r\n\r\n<evil-tag>",
      "\x01\b\v\x1b[31m\x7f\xc2\x85",
      "\u202Eevil\u202C \u2066\u200F\uFEFF",
      std::string("nul\0nul", 7),
      "\xff\xfe\xc0\xbc evil \xed\xa0\x80 \xf4\x90\x80\x80",
      "{{title}}{{content}}{{query}}}}{{",
      "&lt;b&gt;&amp;&#60;script&#62;&",
      "<mark>evil</mark></mark><mark onclick=evil()>",
      "%0d%0aSet-Cookie:%20evil=1",
      "../../v1/search?q=x#y\\",
      "//evil.example/x",
      "\\\\evil.example\\x",
      "data:text/html,<evil-tag>",
      "\u2028\u2029\u0000",
      "<svg/onload=evil()>",
      "„клъстер -( \" клъстер",
      "https://user@evil.example/\"><evil-tag>",
      "жжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжж",
  };
  return payloads;
}

/// As many harmless words.
const std::vector<std::string>& harmless() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> list;
    for (std::size_t i = 0; i < payloads().size(); ++i) list.push_back("word" + std::to_string(i) + "-harmless");
    list[0] = "https://example.org/" + list[0];
    return list;
  }();
  return words;
}

/// Terms have a limit.
std::string shortened(const std::string& text) { return text.substr(0, 60); }

std::string id_of(const std::string& word) { return shortened(word) + "/1"; }

/// Every string of articles and of the vocabulary is one of `words`. One event is of all, so that some are similar.
void fill(query::TestIndex& index, const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const std::string place = "hostile-" + std::to_string(i);
    for (const bool is_english : {false, true})
      index.add({.id = is_english ? word.substr(0, 60) + "/2" : id_of(word),
                 .url = is_english ? "https://example.org/" + word : word,
                 .source = word,
                 .author = word,
                 .title = word + " клъстер " + word,
                 .body = "Клъстер " + word + " среща.\n\n" + word,
                 .date = {static_cast<std::int16_t>(2014 + i % 6), 3, 1},
                 .language = is_english   ? "en"
                             : i % 2 == 0 ? "bg"
                                          : shortened(word),
                 .events = {place, "together", shortened(word)},
                 .topics = {place, shortened(word)}});
    if (!searchd::is_utf8(word)) continue;  // no vocabulary of JSON can have it
    const schema::Label label{word, word};
    index.vocabulary().events.push_back(
        {place, label, {word + "1"}, {static_cast<std::int16_t>(2014 + i % 6), 3, 1}, {}, label});
    index.vocabulary().topics.push_back({place, label, {word + "1"}});
  }
  const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
  std::sort(index.vocabulary().events.begin(), index.vocabulary().events.end(), by_id);
  std::sort(index.vocabulary().topics.begin(), index.vocabulary().topics.end(), by_id);
}

/// Every path that is served, and one that is not.
std::vector<std::string_view> paths() {
  std::vector<std::string_view> paths = {"/nothing-of-this-name/{id}"};
  for (const searchd::Route& route : searchd::routes()) paths.push_back(route.path);
  return paths;
}

/// The path with something in place of its {variable}.
std::string path_for(std::string_view path, const std::string& value) {
  const auto open = path.find('{'), close = path.find('}');
  if (open == std::string_view::npos) return std::string(path);
  return std::string(path.substr(0, open)) + percent_encode(value) + std::string(path.substr(close + 1));
}

/// States that have more on them; $word, $place and $id stand for what is in the index.
constexpr std::array kStates = {
    "q=клъстер&per_page=100",
    "q=клъстер&per_page=100&ui=en",
    "q=клъстер&page=2",
    "q=$word клъстер",
    "q=„$word клъстер“ 2018",
    "q=клъстер&topic=$word&topic=$place&-event=$word&-lang=$word&from=2010&to=2020",
    "q=клъстер&event=$place&event=$word&year=2014..2019&lang=$word&sort=date:asc",
    "q=ракета&topic=$place&event=$word&-topic=$word&lang=bg&from=2015",
    "q=клъстер ракета $word&match=all&rewrite=off",
    "q=topic:$word",
    "q=event:„$word“ клъстер",
    "q=klaster",
    "q=клъстре -$word",
    "q=клъстер&group=event",
    "facet_limit=1000&per_page=100",
    "facet_limit=1&topic=$word",
    "match=any&rewrite=off&q=$word",
    "topic=$place&group=event&q=",
    "id=$id&q=клъстер",
    "id=$word&q=$word&ui=en",
    "id=$place&q=klaster",
};

std::string replaced(std::string text, const std::string& name, const std::string& value) {
  for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
    text.replace(at, name.size(), value);
  return text;
}

/// Percent-encodes what is not ASCII, and spaces.
std::string state_of(std::string_view pattern, const std::string& word, const std::string& place) {
  std::string state;
  for (const char c : pattern) state += c > ' ' ? std::string(1, c) : percent_encode(std::string(1, c));
  state = replaced(state, "$word", percent_encode(word));
  state = replaced(state, "$place", percent_encode(place));
  return replaced(state, "$id", percent_encode(id_of(word)));
}

/// Each route with each parameter, then with each state. `word` and `place` are in the index.
std::vector<std::string> targets(const std::string& word, const std::string& place) {
  std::vector<std::string> targets;
  for (const std::string_view path : paths()) {
    for (const std::string& value : {word, id_of(word), place, std::string("topic")})
      targets.push_back(path_for(path, value));
    for (const auto& parameter : searchd::parameters())
      for (const char* more : {"", "&q=клъстер"})
        targets.push_back(path_for(path, "event") + "?" + std::string(parameter.name) + "=" + percent_encode(word) +
                          state_of(parameter.name == "q" ? "" : more, word, place));
    for (const char* state : kStates) targets.push_back(path_for(path, place) + "?" + state_of(state, word, place));
  }
  return targets;
}

/// "name" and "name attribute" of each element.
template <typename Tree>
std::set<std::string> vocabulary_of(const Tree& tree) {
  std::set<std::string> names;
  for (const auto& element : tree.elements) {
    names.insert(element.name);
    for (const auto& [attribute, value] : element.attributes) names.insert(element.name + " " + attribute);
  }
  return names;
}

bool is_address_attribute(const std::string& name) {
  constexpr std::array kNames = {"href", "src",    "action", "formaction", "xlink:href",
                                 "data", "poster", "cite",   "srcset"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

/// An own path, a place on the page, or an absolute address of the web. Browsers take "/\\" for "//".
bool is_safe_address(const std::string& address) {
  const auto is_space = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  if (std::any_of(address.begin(), address.end(), is_space)) return false;
  const bool is_own = address.starts_with("/") && !address.starts_with("//") && !address.starts_with("/\\");
  return is_own || address.starts_with("#") || address.starts_with("?") || address.starts_with("http://") ||
         address.starts_with("https://");
}

/// Where text has what no page may have: broken UTF-8, control characters, changes of direction that reach out of it.
std::string unclean_part(const std::string& text) {
  if (!searchd::is_utf8(text)) return "broken UTF-8";
  for (std::size_t at = 0; at < text.size();) {
    const auto letter = text::utf8::decode(text, at);
    const bool is_control = (letter.code < 0x20 && letter.code != '\n' && letter.code != '\r' && letter.code != '\t') ||
                            (letter.code >= 0x7F && letter.code < 0xA0);
    const bool turns =
        (letter.code >= 0x202A && letter.code <= 0x202E) || (letter.code >= 0x2066 && letter.code <= 0x2069);
    if (is_control || turns)
      return "U+" + std::to_string(static_cast<unsigned>(letter.code)) + " at " +
             text.substr(at > 40 ? at - 40 : 0, 80);
    at += letter.size;
  }
  return {};
}

class Hostile : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    quiet_ = std::make_unique<QuietLog>();
    hostile_index_ = std::make_unique<query::TestIndex>();
    fill(*hostile_index_, payloads());
    hostile_index_->publish();
    hostile_ = std::make_unique<InProcessDaemon>(hostile_index_->path());
    query::TestIndex index;
    fill(index, harmless());
    index.publish();
    InProcessDaemon daemon(index.path());
    known_ = std::make_unique<std::set<std::string>>();
    for (std::size_t i = 0; i < 3; ++i)
      for (const std::string& target : targets(harmless()[i], "hostile-" + std::to_string(i))) {
        const auto answer = daemon.get(target);
        if (answer.type() == "text/html") known_->merge(vocabulary_of(read_html(answer.body)));
        if (answer.type().ends_with("+xml")) known_->merge(vocabulary_of(read_xml(answer.body)));
      }
  }
  static void TearDownTestSuite() {
    quiet_.reset();
    hostile_.reset();
    hostile_index_.reset();
    known_.reset();
  }

  template <typename Tree>
  static void expect_known(const Tree& tree) {
    for (const std::string& name : vocabulary_of(tree)) EXPECT_TRUE(known_->contains(name)) << "<" << name << ">";
    for (const auto& element : tree.elements)
      for (const auto& [name, value] : element.attributes) {
        const bool is_safe = !is_address_attribute(name) || is_safe_address(value);
        EXPECT_TRUE(is_safe) << element.name << " " << name << "=" << value;
      }
  }

  static void expect_harmless_page(const std::string& page) {
    EXPECT_EQ(unclean_part(page), "");
    const HtmlTree tree = read_html(page);
    expect_known(tree);
    for (const HtmlElement& element : tree.elements) {
      for (const auto& [name, value] : element.attributes)
        EXPECT_FALSE(name.starts_with("on") || name == "style" || name == "srcdoc" || name == "http-equiv") << name;
      const bool is_ours = element.attribute("src").starts_with("/page.js") && element.text.empty();
      EXPECT_TRUE(element.name != "script" || is_ours) << element.text;
    }
  }

  /// What is marked has marks, and no other markup.
  static void expect_harmless_marks(const json& value, bool is_html = false) {
    if (value.is_string() && is_html)
      for (const HtmlElement& element : read_html("<!doctype html><body>" + value.get<std::string>()).elements) {
        const bool is_frame = element.name == "html" || element.name == "head" || element.name == "body";
        EXPECT_TRUE(is_frame || element.name == "mark") << value;
        EXPECT_TRUE(element.attributes.empty()) << value;
      }
    if (value.is_structured())
      for (const auto& [key, item] : value.items()) expect_harmless_marks(item, is_html || key == "formatted");
  }

  static void expect_harmless(const StrictAnswer& answer) {
    EXPECT_EQ(answer.fault, "");
    EXPECT_LT(answer.status, 500) << answer.body;
    EXPECT_EQ(answer.header("Set-Cookie"), "");
    const std::string type = answer.type();
    if (type == "text/html") {
      expect_harmless_page(answer.body);
    } else if (type.ends_with("json")) {
      const json body = json::parse(answer.body, nullptr, false);
      ASSERT_FALSE(body.is_discarded()) << answer.body;
      expect_harmless_marks(body);
    } else if (type == "application/atom+xml" || type == "application/opensearchdescription+xml") {
      const XmlTree tree = read_xml(answer.body);
      EXPECT_EQ(tree.fault, "");
      expect_known(tree);
    } else if (!answer.body.empty()) {
      EXPECT_THAT(type, ::testing::AnyOf("text/css", "image/svg+xml", "text/javascript", "text/plain"));
    }
  }

  static std::unique_ptr<QuietLog> quiet_;
  static std::unique_ptr<query::TestIndex> hostile_index_;
  static std::unique_ptr<InProcessDaemon> hostile_;
  static std::unique_ptr<std::set<std::string>> known_;  // elements and attributes of harmless answers
};
std::unique_ptr<QuietLog> Hostile::quiet_;
std::unique_ptr<query::TestIndex> Hostile::hostile_index_;
std::unique_ptr<InProcessDaemon> Hostile::hostile_;
std::unique_ptr<std::set<std::string>> Hostile::known_;

TEST_F(Hostile, ArticlesAndQueriesStayText) {
  for (std::size_t i = 0; i < payloads().size(); ++i)
    for (const std::string& target : targets(payloads()[i], "hostile-" + std::to_string(i))) {
      SCOPED_TRACE(target);
      expect_harmless(hostile_->get(target));
      if (HasFailure()) return;
    }
}

TEST_F(Hostile, HeadersAndRawTargetsStayText) {
  for (const std::string& payload : payloads())
    for (const std::string name : {"X-Request-Id", "If-None-Match", "Accept", "Accept-Language", "Origin", "Referer",
                                   "X-Forwarded-Host", "X-Forwarded-Proto"})
      for (const std::string target : {"/search?q=%D0%BA", "/v1/search", "/nothing", "/feed.atom", "/opensearch.xml"}) {
        SCOPED_TRACE(target + " " + name + ": " + payload);
        expect_harmless(hostile_->get(target, name + ": " + payload + "\r\n"));
      }
  for (const std::string& payload : payloads())
    for (const std::string path : {"/", "/search?q=", "/search?", "/v1/search?", "/v1/documents/", "/v1/facets/"}) {
      SCOPED_TRACE(path + payload);
      expect_harmless(hostile_->get(path + payload));
      expect_harmless(hostile_->exchange("GET " + path + " HTTP/1.1\r\nHost: " + payload + "\r\n\r\n"));
    }
}

TEST_F(Hostile, TitlesAreShownAsTheyAre) {
  for (const std::string& payload : payloads()) {
    if (unclean_part(payload) != "") continue;
    const HtmlTree tree = read_html(hostile_->get("/article?id=" + percent_encode(id_of(payload))).body);
    const auto heading = std::find_if(tree.elements.begin(), tree.elements.end(),
                                      [](const HtmlElement& element) { return element.name == "h1"; });
    ASSERT_NE(heading, tree.elements.end());
    const std::string text = replaced(payload, "\r\n", "\n");  // as a parser of HTML reads it
    EXPECT_EQ(heading->text, text + " клъстер " + text);
  }
}

TEST_F(Hostile, LongTitlesAreTitles) {
  query::TestIndex index;
  std::string words, one_word, marks;
  while (words.size() < 100'000) words += "клъстерна среща <b> ";
  while (one_word.size() < 100'000) one_word += "клъстер";
  while (marks.size() < 100'000) marks += "\"'<&>";
  for (const std::string& title : {words, one_word, marks})
    index.add(
        {.id = title.substr(0, 7), .title = title, .body = title + "\n\n" + title, .events = {title.substr(0, 60)}});
  index.publish();
  InProcessDaemon daemon(index.path());
  for (const std::string target :
       {"/search", "/search?q=клъстер&ui=en", "/article?id=$word", "/v1/search?q=клъстер", "/v1/suggest?q=клъстер"}) {
    const auto answer = daemon.get(state_of(target, marks.substr(0, 7), ""));
    EXPECT_EQ(answer.status, 200) << target;
    expect_harmless(answer);
  }
}

}  // namespace
}  // namespace tarsach::testing
