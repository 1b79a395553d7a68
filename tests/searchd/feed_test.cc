#include "searchd/feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "searchd/opensearch.h"
#include "tests/support/golden.h"

namespace tarsach::searchd {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kSite = "https://search.example.org";

Search search_for(std::string_view query_string) { return parse_search(query_string, Endpoint::kFeed).value(); }

query::Response two_articles() {
  query::Response found;
  found.total = 25;
  found.index.built_at = "2026-11-22T03:48:37Z";
  query::Hit hit;
  hit.id = "https://example.org/a?b=1&c";
  hit.url = "https://example.org/a?b=1&c";
  hit.title = "Среща <b>във</b> Варна & Русе";
  hit.author = "Иван Петров";
  hit.language = "bg";
  hit.date = {2018, 7, 5};
  hit.events = {{"varna-2018", {"Среща, Варна 2018", "Meeting, Varna 2018"}}};
  hit.formatted_body = "За &lt;b&gt; <mark>среща</mark>";
  found.hits.push_back(hit);
  query::Hit bare;
  bare.id = "bare";
  bare.url = "javascript:alert(1)";
  bare.date = {2015, 3, 0};
  found.hits.push_back(bare);
  found.hits.back().date = {};
  return found;
}

TEST(Feed, IsWrittenAsItsGoldenFileSays) {
  testing::compare_with_golden("http/feed.xml",
                               atom_feed(search_for("q=среща&year=2018&page=2"), two_articles(), kSite));
}

TEST(Feed, SpeaksEnglishWhenAskedTo) {
  const auto feed = atom_feed(search_for("ui=en"), two_articles(), kSite);
  EXPECT_THAT(feed, HasSubstr("xml:lang=\"en\""));
  EXPECT_THAT(feed, HasSubstr("All articles"));
  EXPECT_THAT(feed, HasSubstr("label=\"Meeting, Varna 2018\""));
  EXPECT_THAT(feed, HasSubstr("ui=en"));
}

TEST(Feed, NamesInItsTitleWhatIsChosen) {
  auto found = two_articles();
  found.facets = {{schema::Field::kTopic, {{"funding", {"Финансиране", "Funding"}, 3, true}}, 1}};
  const auto title = [&](std::string_view query_string) {
    const auto feed = atom_feed(search_for(query_string), found, kSite);
    const auto begin = feed.find("<title>") + 7;
    return feed.substr(begin, feed.find("</title>") - begin);
  };
  EXPECT_EQ(title(""), "Търсач: Всички статии");
  EXPECT_EQ(title("topic=funding"), "Търсач: Финансиране");
  EXPECT_EQ(title("q=среща&topic=funding&-year=2017&ui=en"), "Търсач: среща, without 2017, Funding");
  EXPECT_EQ(title("-lang=en&-topic=funding"), "Търсач: без Финансиране, не на английски");
  EXPECT_EQ(title("-lang=en&ui=en"), "Търсач: not in English");
  EXPECT_EQ(feed_request(search_for("topic=funding&year=2018")).facets, std::vector{schema::Field::kTopic});
}

TEST(Feed, HasItsFirstPageUnderTheSameIdAsTheOthers) {
  const auto id = [](const std::string& feed) { return feed.substr(feed.find("<id>"), feed.find("</id>")); };
  EXPECT_EQ(id(atom_feed(search_for("q=a"), {}, kSite)), id(atom_feed(search_for("q=a&page=2"), {}, kSite)));
}

TEST(Feed, OfOnePageHasNoOthers) {
  query::Response found;
  found.total = 3;
  EXPECT_THAT(atom_feed(search_for(""), found, kSite), Not(HasSubstr("rel=\"next\"")));
}

TEST(Feed, AsksForTheNewestFirst) {
  EXPECT_EQ(feed_request(search_for("q=a")).sort, query::Sort::kNewestFirst);
  EXPECT_TRUE(feed_request(search_for("q=a")).facets.empty());
}

TEST(OpenSearch, IsWrittenAsItsGoldenFilesSay) {
  testing::compare_with_golden("http/opensearch.xml", open_search_description(kSite, Language::kBulgarian));
  testing::compare_with_golden("http/opensearch-en.xml", open_search_description(kSite, Language::kEnglish));
}

}  // namespace
}  // namespace tarsach::searchd
