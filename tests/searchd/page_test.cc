#include "searchd/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "searchd/html.h"
#include "searchd/page_files.h"
#include "searchd/wording.h"

namespace tarsach::searchd {
namespace {

using schema::Field;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kHostile = "\"><script>alert('x')</script>&";

query::Hit hit(const std::string& text) {
  query::Hit hit;
  hit.id = hit.url = hit.source = hit.author = hit.title = hit.body = text;
  hit.language = text;
  hit.events = {{text, {text, text}}};
  hit.topics = {{text, {text, text}}};
  return hit;
}

/// A page on which every string that can come from outside is the same one.
std::string page_of(const std::string& text, std::optional<Language> language = std::nullopt) {
  Search search;
  search.language = language;
  search.request.query = text;
  filter_of(search.request, Field::kEvent).values = {text};
  filter_of(search.request, Field::kTopic).excluded = {text};
  query::Response found;
  found.total = 1;
  found.hits = {hit(text)};
  found.interpretation.applied = {{text, text, text}, {"taken_as_words", text, text}};
  query::Facet facet;
  facet.counts = {{text, {text, text}, 1, true}};
  found.facets = {facet};
  return search_page(search, found);
}

TEST(Page, EscapesEveryStringFromOutside) {
  EXPECT_THAT(page_of(kHostile), Not(HasSubstr("<script")));
  Search search;
  search.id = kHostile;
  EXPECT_THAT(article_page(search, hit(kHostile)), Not(HasSubstr("<script")));
  Request request;
  request.id = request.path = kHostile;
  EXPECT_THAT(
      problem_page({ProblemCode::kBadParameter, {{kHostile, {kHostile, kHostile}}}}, request, Language::kEnglish),
      Not(HasSubstr("<script")));
}

TEST(Page, HasNoScriptsAndNothingInlineThatItsPolicyForbids) {
  const auto page = page_of("клъстер");
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr(" style=")));
  EXPECT_THAT(page, Not(HasSubstr("<style")));
  EXPECT_THAT(page, Not(HasSubstr("{{")));
}

TEST(Page, LinksOnlyToTheWeb) {
  query::Hit article = hit("a");
  article.url = "javascript:alert(1)";
  query::Response found;
  found.hits = {article};
  found.total = 1;
  EXPECT_THAT(search_page(Search(), found), Not(HasSubstr("javascript:")));
  EXPECT_EQ(web_address("HTTPS://a.bg/b"), "HTTPS://a.bg/b");
  for (const auto* url : {"", "data:text/html,x", "//a", "http://", "http://a b", "ftp://a", "https://a\n"})
    EXPECT_EQ(web_address(url), "") << url;
}

TEST(Page, KeepsTheSearchWhenTheLanguageIsSwitched) {
  EXPECT_THAT(page_of("a"), HasSubstr("href=\"/search?q=a&amp;event=a&amp;-topic=a&amp;ui=en\" lang=\"en\""));
  EXPECT_THAT(page_of("a", Language::kEnglish), HasSubstr("href=\"/search?q=a&amp;event=a&amp;-topic=a\" lang=\"bg\""));
}

TEST(Page, MarksAHitInAnotherLanguage) {
  query::Response found;
  found.hits = {hit("a")};
  found.hits[0].language = "en";
  EXPECT_THAT(search_page(Search(), found), HasSubstr("lang=\"en\">a</a></h2>"));
}

TEST(Page, OffersTheNeighbouringPages) {
  Search search;
  search.page = 2;
  query::Response found;
  found.total = 35;
  const auto page = search_page(search, found);
  EXPECT_THAT(page, HasSubstr("<link rel=\"prev\" href=\"/search\">"));
  EXPECT_THAT(page, HasSubstr("<link rel=\"next\" href=\"/search?page=3\">"));
  EXPECT_THAT(page, HasSubstr("<span aria-current=\"page\">2</span>"));
}

TEST(Page, NeverOffersAPageThatWouldBeRefused) {
  Search search;
  search.page = 1000;
  query::Response found;
  found.total = 1'000'000;
  EXPECT_THAT(search_page(search, found), Not(HasSubstr("page=1001")));
}

TEST(Page, AdvisesWhoFindsNothing) {
  Search search;
  search.request.query = "няматакадума";
  const auto page = search_page(search, query::Response());
  EXPECT_THAT(page, HasSubstr("Няма резултати"));
  EXPECT_THAT(page, HasSubstr("Проверете правописа"));
}

TEST(Page, StaysUnderSixtyKilobytesWithItsStylesheet) {
  query::Response found;
  found.total = 10;
  auto long_hit = hit("Регионална клъстерна среща във Варна");
  long_hit.formatted_body = std::string(1'000, 'x');
  found.hits = std::vector<query::Hit>(10, long_hit);
  query::Facet facet;
  facet.counts = std::vector<query::FacetCount>(20, {"събитие-2018", {"Клъстерна среща", "Cluster meeting"}, 7, false});
  found.facets = {facet, facet, facet};
  EXPECT_LT(search_page(Search(), found).size() + page_file("page.css").size(), 60'000U);
}

TEST(Wording, CountsInBothLanguages) {
  EXPECT_EQ(result_count(1, Language::kBulgarian), "1\u00A0резултат");
  EXPECT_EQ(result_count(2, Language::kBulgarian), "2\u00A0резултата");
  EXPECT_EQ(result_count(21, Language::kBulgarian), "21\u00A0резултата");
  EXPECT_EQ(result_count(1'234'567, Language::kBulgarian), "1\u00A0234\u00A0567\u00A0резултата");
  EXPECT_EQ(result_count(1'234, Language::kEnglish), "1,234\u00A0results");
  EXPECT_EQ(article_count(1, Language::kBulgarian), "1\u00A0статия");
  EXPECT_EQ(article_count(0, Language::kBulgarian), "0\u00A0статии");
}

TEST(Wording, WritesDatesAsPeopleDo) {
  EXPECT_EQ(long_date({2021, 11, 14}, Language::kBulgarian), "14\u00A0ноември 2021\u00A0г.");
  EXPECT_EQ(long_date({2021, 11, 0}, Language::kBulgarian), "ноември 2021\u00A0г.");
  EXPECT_EQ(long_date({2021, 0, 0}, Language::kEnglish), "2021");
  EXPECT_EQ(long_date({2018, 7, 5}, Language::kEnglish), "5\u00A0July 2018");
  EXPECT_EQ(long_date({}, Language::kEnglish), "");
}

TEST(Html, FillsSlotsAndLeavesUnknownOnesEmpty) {
  EXPECT_EQ(fill_text("a{{x}}b{{y}}c{{x}}", {{"x", escape("<&\"'>")}}).text,
            "a&lt;&amp;&quot;&#39;&gt;bc&lt;&amp;&quot;&#39;&gt;");
}

TEST(Html, DoesNotFillSlotsThatComeFromOutside) {
  EXPECT_EQ(fill_text("{{x}}", {{"x", escape("{{y}}")}, {"y", markup("bad")}}).text, "{{y}}");
}

}  // namespace
}  // namespace tarsach::searchd
