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

Search searching() {
  Search search;
  search.request.query = "a";
  return search;
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
  return search_page(search, found, {});
}

TEST(Page, EscapesEveryStringFromOutside) {
  EXPECT_THAT(page_of(kHostile), Not(HasSubstr("<script>")));
  Search search;
  search.id = kHostile;
  EXPECT_THAT(article_page(search, hit(kHostile), {{hit(kHostile)}, {hit(kHostile)}}), Not(HasSubstr("<script>")));
  Request request;
  request.id = request.path = kHostile;
  EXPECT_THAT(
      problem_page({ProblemCode::kBadParameter, {{kHostile, {kHostile, kHostile}}}}, request, Language::kEnglish),
      Not(HasSubstr("<script>")));
}

TEST(Page, HasNothingInlineThatItsPolicyForbids) {
  const auto page = page_of("клъстер");
  EXPECT_THAT(page, HasSubstr("<script src=\"/page.js?"));
  EXPECT_EQ(page.find("<script"), page.rfind("<script"));
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
  EXPECT_THAT(search_page(searching(), found, {}), Not(HasSubstr("javascript:")));
  EXPECT_EQ(web_address("HTTPS://a.bg/b"), "HTTPS://a.bg/b");
  for (const auto* url : {"", "data:text/html,x", "//a", "http://", "http://a b", "ftp://a", "https://a\n"})
    EXPECT_EQ(web_address(url), "") << url;
}

TEST(Page, KeepsTheSearchWhenTheLanguageIsSwitched) {
  EXPECT_THAT(page_of("a"), HasSubstr("href=\"/search?q=a&amp;event=a&amp;-topic=a&amp;ui=en\" lang=\"en\""));
  EXPECT_THAT(page_of("a", Language::kEnglish), HasSubstr("href=\"/search?q=a&amp;event=a&amp;-topic=a\" lang=\"bg\""));
}

/// A facet of so many values, each with the label in Bulgarian.
query::Facet facet_of(Field field, const std::vector<query::FacetCount>& counts) {
  query::Facet facet;
  facet.field = field;
  facet.counts = counts;
  facet.values = counts.size();
  return facet;
}

query::Facet many_topics(std::size_t number) {
  query::Facet facet;
  facet.field = Field::kTopic;
  for (std::size_t i = 0; i < number; ++i)
    facet.counts.push_back({"t" + std::to_string(i), {"Тема", "Topic"}, static_cast<std::uint32_t>(1'000 - i), false});
  facet.values = number;
  return facet;
}

std::size_t count_of(const std::string& page, std::string_view text) {
  std::size_t count = 0;
  for (auto at = page.find(text); at != std::string::npos; at = page.find(text, at + text.size())) ++count;
  return count;
}

std::string page_with(const query::Facet& facet, const Search& search = searching()) {
  query::Response found;
  found.total = 1'000;
  found.hits = {hit("a")};
  found.facets = {facet};
  return search_page(search, found, {});
}

TEST(Page, OffersValuesAsCheckboxesOfTheForm) {
  const auto page = page_with(facet_of(Field::kTopic, {{"funding", {"Финансиране", "Funding"}, 1'234, true}}));
  EXPECT_THAT(page, HasSubstr(R"(<form id="find")"));
  EXPECT_THAT(page, HasSubstr(R"(<input type="checkbox" name="topic" value="funding" form="find" checked>)"));
  EXPECT_THAT(page, HasSubstr("<b>1\u00A0234</b>"));
}

TEST(Page, SendsEveryChoiceOnce) {
  Search search = searching();
  search.language = Language::kEnglish;
  search.request.sort = query::Sort::kOldestFirst;
  filter_of(search.request, Field::kTopic).values = {"shown"};
  filter_of(search.request, Field::kTopic).excluded = {"hidden"};
  filter_of(search.request, Field::kYear).values = {"2018"};
  filter_of(search.request, Field::kLanguage).values = {"en"};
  search.request.from = {2017, 0, 0};
  const auto page = page_with(facet_of(Field::kTopic, {{"shown", {"a", "a"}, 1, true}}), search);
  EXPECT_EQ(count_of(page, R"(name="topic")"), 1U);
  EXPECT_EQ(count_of(page, R"(name="lang")"), 2U);  // a checkbox for each
  EXPECT_EQ(count_of(page, R"(name="ui")"), 1U);
  EXPECT_EQ(count_of(page, R"(name="from")"), 1U);
  EXPECT_THAT(page, HasSubstr(R"(<input type="hidden" form="find" name="-topic" value="hidden">)"));
  EXPECT_THAT(page, HasSubstr(R"(<input type="hidden" form="find" name="year" value="2018">)"));
  EXPECT_THAT(page, HasSubstr(R"(<input type="hidden" form="find" name="sort" value="date:asc">)"));
  EXPECT_THAT(page, HasSubstr(R"(name="from" form="find" value="2017")"));
}

TEST(Page, ShowsTheFirstValuesOfALongListAndOpensForTheRest) {
  const auto page = page_with(many_topics(60));
  const auto details = page.find("<details>");
  ASSERT_NE(details, std::string::npos);
  EXPECT_EQ(count_of(page.substr(0, details), R"(name="topic")"), 8U);
  EXPECT_THAT(page, HasSubstr("<summary>Всички 60</summary>"));
  EXPECT_EQ(count_of(page, R"(name="topic")"), 20U);
  EXPECT_EQ(count_of(page, "facet_limit"), 1U);
  EXPECT_EQ(count_of(page_with(many_topics(10)), "<details>"), 0U);
}

TEST(Page, ListsEveryValueWhereThatWasAskedFor) {
  Search search = searching();
  search.request.facet_limit = query::kMaxFacetLimit;
  const auto page = page_with(many_topics(60), search);
  EXPECT_EQ(count_of(page, R"(name="topic")"), 60U);
  EXPECT_EQ(count_of(page, "facet_limit"), 0U);
}

TEST(Page, DrawsYearsAsLinksWithNamesAndLeavesGaps) {
  const auto page = page_with(
      facet_of(Field::kYear,
               {{"2019", {}, 3, false}, {"2018", {}, 12, true}, {"2015", {}, 1, false}, {"1..9999", {}, 0, true}}));
  EXPECT_THAT(page, HasSubstr("data-year=\"2019\" data-count=\"3\"><title>2019: 3\u00A0статии</title>"));
  EXPECT_THAT(page, HasSubstr(R"(data-year="2018" data-count="12" aria-current="true")"));
  EXPECT_EQ(count_of(page, "data-year="), 3U);
  EXPECT_THAT(page, HasSubstr(R"(text-anchor="start">2015</text>)"));
}

TEST(Page, GivesAYearsBarTheNumberThatItsLinkFinds) {
  Search search = searching();
  filter_of(search.request, Field::kYear).values = {"2018"};
  const auto page = page_with(facet_of(Field::kYear, {{"2019", {}, 3, false}, {"2018", {}, 12, true}}), search);
  EXPECT_THAT(page, HasSubstr(R"(href="/search?q=a&amp;year=2019" data-year="2019")"));
  EXPECT_THAT(page, HasSubstr(R"(href="/search?q=a" data-year="2018")"));
}

TEST(Page, DrawsManyYearsAsFewBars) {
  query::Facet facet;
  facet.field = Field::kYear;
  for (int year = 2025; year > 1825; --year) facet.counts.push_back({std::to_string(year), {}, 10, false});
  const auto page = page_with(facet);
  EXPECT_EQ(count_of(page, "data-year="), 41U);
  EXPECT_THAT(page, HasSubstr("<title>1990–1994: 50\u00A0статии</title>"));
  EXPECT_THAT(page, HasSubstr("&amp;year=1990..1994\""));
}

TEST(Page, WritesShortAddresses) {
  Search search;
  search.request.query = "морска среща %&";
  EXPECT_THAT(search_page(search, {}, {}), HasSubstr("href=\"/search?q=морска+среща+%25%26&amp;ui=en\""));
}

TEST(Page, BeginsWithWhatThereIs) {
  query::Response found;
  found.total = 2;
  found.hits = {hit("a")};
  found.facets = {facet_of(Field::kTopic, {{"funding", {"Финансиране", "Funding"}, 2, false}}),
                  facet_of(Field::kEvent, {{"past", {"Минало", "Past"}, 1, false}})};
  schema::Vocabulary vocabulary;
  vocabulary.events = {{"forgotten", {"Забравено", "Forgotten"}, {}, {2001, 0, 0}, {2001, 0, 0}, {}},
                       {"past", {"Минало", "Past"}, {}, {2018, 7, 5}, {2018, 7, 6}, {}},
                       {"soon", {"Предстоящо", "Soon"}, {}, {2031, 5, 30}, {2031, 6, 2}, {}}};
  Search search;
  search.request.today = {2026, 1, 1};
  const auto page = search_page(search, found, vocabulary);
  EXPECT_THAT(page, HasSubstr(R"(<a href="/search?topic=funding">Финансиране</a> <b>2</b>)"));
  EXPECT_LT(page.find("/event?id=soon"), page.find("/event?id=past"));
  EXPECT_THAT(page, HasSubstr("30\u00A0май – 2\u00A0юни 2031\u00A0г."));
  EXPECT_THAT(page, Not(HasSubstr("Забравено")));
  EXPECT_THAT(page, Not(HasSubstr("noindex")));
}

TEST(Page, ShowsAnEventWithItsArticlesAndNeighbours) {
  query::EventAnswer answer;
  answer.event = {{"varna-2018", {"Среща", "Meeting"}}, {2018, 7, 5}, {2018, 7, 6}, {"Варна", "Varna"}, 40};
  answer.names = {"Среща", "Другото име", "Another name"};
  answer.articles = {{"bg", 39, {hit("a")}}, {"en", 1, {hit("b")}}};
  answer.before = {{{"sofia", {"София", "Sofia"}}, {2017, 1, 1}, {}, {}, 0}};
  const auto page = event_page(Search(), answer);
  EXPECT_THAT(page, HasSubstr("<h1>Среща</h1>"));
  EXPECT_THAT(page, HasSubstr("5–6\u00A0юли 2018\u00A0г.</time>, Варна"));
  EXPECT_THAT(page, HasSubstr("Известно и като: <span>Другото име</span>; <span lang=\"en\">Another name</span><"));
  EXPECT_THAT(page, HasSubstr("39\u00A0статии на български"));
  EXPECT_THAT(page, HasSubstr("/search?event=varna-2018&amp;lang=bg"));
  EXPECT_THAT(page, HasSubstr("/event?id=sofia"));
  EXPECT_THAT(page, Not(HasSubstr("След това")));
  EXPECT_THAT(page, HasSubstr("href=\"/event?id=varna-2018&amp;ui=en\""));
}

TEST(Page, TellsWhatWouldFindSomething) {
  Search search = searching();
  filter_of(search.request, Field::kTopic).values = {"funding"};
  query::Response found;
  found.facets = {facet_of(Field::kTopic, {{"funding", {"Финансиране", "Funding"}, 0, true}})};
  found.remedies = {{"without_filter", "topic:funding", searching().request, 3}};
  const auto page = search_page(search, found, {});
  EXPECT_THAT(page, HasSubstr("<a href=\"/search?q=a\" rel=\"nofollow\">Без филтъра <q>Финансиране</q></a>"));
  EXPECT_THAT(page, HasSubstr("<b>3\u00A0резултата</b>"));
  found.remedies = {{"without_exclusion", "-b", search.request, 3}, {"without_period", {}, search.request, 2}};
  const auto other = search_page(search, found, {});
  EXPECT_THAT(other, HasSubstr(">Без изключването на <q>b</q></a>"));
  EXPECT_THAT(other, HasSubstr(">Без посочения период</a>"));
}

TEST(Page, StandsArticlesAboutOneEventTogether) {
  Search search = searching();
  search.request.group = query::Group::kEvent;
  query::Response found;
  found.total = 5;
  found.total_groups = 2;
  found.groups = {{{"varna", {"Варна", "Varna"}}, 4, {hit("a"), hit("b")}}, {{}, 1, {hit("c")}}};
  const auto page = search_page(search, found, {});
  EXPECT_THAT(page, HasSubstr("<h2><a href=\"/event?id=varna\">Варна</a></h2>"));
  EXPECT_THAT(page, HasSubstr("Всички 4\u00A0статии"));
  EXPECT_EQ(count_of(page, "<h3><a"), 2U);
  EXPECT_EQ(count_of(page, "<h2><a"), 2U);
}

TEST(Page, ShowsAnArticleWithItsMarksInItsLanguage) {
  Search search = searching();
  search.id = "x";
  query::Hit article = hit("x");
  article.language = "en";
  article.formatted_body = "One <mark>word</mark>.\n\n\n\nTwo\nlines.";
  const auto page = article_page(search, article, {{hit("near")}, {}, {}});
  EXPECT_THAT(page, HasSubstr("<div class=\"text\" lang=\"en\">"));
  EXPECT_THAT(page, HasSubstr("<p>One <mark>word</mark>.</p>\n<p>Two\nlines.</p>"));
  EXPECT_THAT(page, HasSubstr("href=\"/search?q=a\""));
  EXPECT_THAT(page, HasSubstr("Близки по съдържание"));
}

TEST(Page, TellsWhatWasAskedAndHowMuchWasFoundInItsTitle) {
  Search search = searching();
  search.page = 2;
  query::Response found;
  found.total = 12;
  EXPECT_THAT(search_page(search, found, {}), HasSubstr("<title>a: 12\u00A0резултата, страница 2 – Търсач</title>"));
}

TEST(Page, MarksAHitInAnotherLanguage) {
  query::Response found;
  found.hits = {hit("a")};
  found.hits[0].language = "en";
  EXPECT_THAT(search_page(searching(), found, {}), HasSubstr("lang=\"en\">a</a></h2>"));
}

TEST(Page, OffersTheNeighbouringPages) {
  Search search;
  search.page = 2;
  query::Response found;
  found.total = 35;
  const auto page = search_page(search, found, {});
  EXPECT_THAT(page, HasSubstr("<link rel=\"prev\" href=\"/search\">"));
  EXPECT_THAT(page, HasSubstr("<link rel=\"next\" href=\"/search?page=3\">"));
  EXPECT_THAT(page, HasSubstr("<span aria-current=\"page\">2</span>"));
}

TEST(Page, NeverOffersAPageThatWouldBeRefused) {
  Search search;
  search.page = 1000;
  query::Response found;
  found.total = 1'000'000;
  EXPECT_THAT(search_page(search, found, {}), Not(HasSubstr("page=1001")));
}

TEST(Page, AdvisesWhoFindsNothing) {
  Search search;
  search.request.query = "няматакадума";
  const auto page = search_page(search, query::Response(), {});
  EXPECT_THAT(page, HasSubstr("Няма резултати"));
  EXPECT_THAT(page, HasSubstr("Проверете правописа"));
}

TEST(Page, StaysUnderSixtyKilobytesWithItsStylesheetAndScript) {
  query::Response found;
  found.total = 10;
  auto long_hit = hit("Регионална клъстерна среща във Варна");
  long_hit.formatted_body = std::string(1'000, 'x');
  found.hits = std::vector<query::Hit>(10, long_hit);
  query::Facet facet;
  facet.counts = std::vector<query::FacetCount>(20, {"събитие-2018", {"Клъстерна среща", "Cluster meeting"}, 7, false});
  found.facets = {facet, facet, facet};
  EXPECT_LT(search_page(searching(), found, {}).size() + page_file("page.css").size() + page_file("page.js").size(),
            60'000U);
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

TEST(Wording, SaysOnceWhatTheDaysOfAPeriodShare) {
  const auto bg = Language::kBulgarian;
  EXPECT_EQ(long_period({2018, 7, 5}, {2018, 7, 6}, bg), "5–6\u00A0юли 2018\u00A0г.");
  EXPECT_EQ(long_period({2018, 7, 5}, {2018, 7, 6}, Language::kEnglish), "5–6\u00A0July 2018");
  EXPECT_EQ(long_period({2018, 6, 30}, {2018, 7, 2}, bg), "30\u00A0юни – 2\u00A0юли 2018\u00A0г.");
  EXPECT_EQ(long_period({2018, 12, 30}, {2019, 1, 2}, bg),
            "30\u00A0декември 2018\u00A0г. – 2\u00A0януари 2019\u00A0г.");
  EXPECT_EQ(long_period({2018, 7, 0}, {2018, 8, 0}, bg), "юли – август 2018\u00A0г.");
  EXPECT_EQ(long_period({2018, 7, 5}, {2018, 7, 5}, bg), "5\u00A0юли 2018\u00A0г.");
  EXPECT_EQ(long_period({2018, 7, 5}, {}, bg), "5\u00A0юли 2018\u00A0г.");
  EXPECT_EQ(long_period({2017, 0, 0}, {2019, 0, 0}, Language::kEnglish), "2017 – 2019");
  EXPECT_EQ(long_period({}, {}, bg), "");
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
