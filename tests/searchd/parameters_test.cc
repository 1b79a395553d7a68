#include "searchd/parameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "searchd/parameter_table.h"
#include "searchd/url.h"

namespace tarsach::searchd {
namespace {

using schema::Field;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Search read(std::string_view query_string, Endpoint endpoint = Endpoint::kSearch) {
  auto search = parse_search(query_string, endpoint);
  EXPECT_TRUE(search.has_value()) << query_string << ": " << search.error().front().detail.en;
  return search.value_or(Search());
}

/// The one thing that is wrong.
ParameterProblem wrong(std::string_view query_string, Endpoint endpoint = Endpoint::kSearch) {
  const auto search = parse_search(query_string, endpoint);
  if (search.has_value() || search.error().size() != 1) {
    ADD_FAILURE() << query_string << " has not exactly one problem";
    return {};
  }
  return search.error().front();
}

TEST(Parameters, HaveTheDefaultsOfTheInterface) {
  const auto search = read("");
  EXPECT_EQ(search.request.query, "");
  EXPECT_EQ(search.request.limit, 10U);
  EXPECT_EQ(search.request.offset, 0U);
  EXPECT_EQ(search.request.match, query::Match::kAuto);
  EXPECT_THAT(search.request.facets, ElementsAre(Field::kEvent, Field::kYear, Field::kTopic));
}

TEST(Parameters, AreReadFromAFormsQueryString) {
  const auto search = read(
      "q=%D1%81%D1%80%D0%B5%D1%89%D0%B0+2018&year=2018&year=2015..2016&-topic=b&lang=bg&page=3"
      "&per_page=20&sort=date%3Aasc&match=any&from=2015-03&to=2018&facets=year,event&facet_limit=5"
      "&highlight=false&crop_length=12&fields=title,id");
  EXPECT_EQ(search.request.query, "среща 2018");
  EXPECT_THAT(filter_of(search.request, Field::kYear).values, ElementsAre("2015..2016", "2018"));
  EXPECT_THAT(filter_of(search.request, Field::kTopic).values, IsEmpty());
  EXPECT_THAT(filter_of(search.request, Field::kTopic).excluded, ElementsAre("b"));
  EXPECT_THAT(filter_of(search.request, Field::kLanguage).values, ElementsAre("bg"));
  EXPECT_EQ(search.request.offset, 40U);
  EXPECT_EQ(search.request.limit, 20U);
  EXPECT_EQ(search.request.sort, query::Sort::kOldestFirst);
  EXPECT_EQ(search.request.match, query::Match::kAny);
  EXPECT_EQ(search.request.from, (schema::Date{2015, 3, 0}));
  EXPECT_EQ(search.request.to, (schema::Date{2018, 0, 0}));
  EXPECT_THAT(search.request.facets, ElementsAre(Field::kEvent, Field::kYear));
  EXPECT_EQ(search.request.facet_limit, 5U);
  EXPECT_FALSE(search.request.highlight);
  EXPECT_EQ(search.request.crop_length, 12U);
  EXPECT_THAT(search.fields, ElementsAre("id", "title"));
}

TEST(Parameters, ThatAreEmptyCountAsAbsent) { EXPECT_FALSE(read("q=&from=&to=&page=&event=").request.from.known()); }

struct Bad {
  std::string query_string, parameter, detail;
};

TEST(Parameters, ThatAreWrongAreNamedWithWhatWasExpected) {
  const std::string long_query(query::kMaxQueryCharacters + 1, '(');
  for (const auto& bad : std::vector<Bad>{
           {"yaer=2018", "yaer", "did you mean \"year\""},
           {"completely_else=1", "completely_else", "the known ones are: q, event"},
           {"ui=en", "ui", "unknown parameter"},
           {"q=a&q=b", "q", "more than once"},
           {"q=" + long_query, "q", "longer than 512 characters"},
           {"q=%", "q", "two hexadecimal digits"},
           {"q=%FF%FE", "q", "UTF-8"},
           {"q=\xD1", "q", "UTF-8"},
           {"q=a%00b", "q", "control characters"},
           {"%FF=1", "?", "UTF-8"},
           {"year=18a", "year", "2017..2019"},
           {"year=2019..2017", "year", "2017..2019"},
           {"year=0", "year", "2017..2019"},
           {"year=10000", "year", "2017..2019"},
           {"page=0", "page", "1–10000"},
           {"page=-1", "page", "whole number"},
           {"from=2018-07-05T12:00", "from", "2018-07-05"},
           {"limit=7", "limit", "unknown parameter"},
           {"page=1e3", "page", "whole number"},
           {"page=99999999999999999999999", "page", "whole number"},
           {"page=1001", "page", "page × per_page"},
           {"per_page=101", "per_page", "0–100"},
           {"sort=date", "sort", "date:desc"},
           {"match=some", "match", "auto, all, any"},
           {"facets=events", "facets", "event, year, topic"},
           {"fields=titel", "fields", "title"},
           {"from=2018-02-30", "from", "2018-07-05"},
           {"from=2019&to=2018", "to", "before it begins"},
           {"highlight=1", "highlight", "false, true"},
           {"group=topic", "group", "none, event"},
           {"group=event&per_page=100&group_limit=11", "group_limit", "per_page × group_limit"},
           {"crop_length=0", "crop_length", "1–200"},
           {"event=" + std::string(201, 'a'), "event", "200 characters"},
       }) {
    const auto problem = wrong(bad.query_string);
    EXPECT_EQ(problem.parameter, bad.parameter) << bad.query_string;
    EXPECT_THAT(problem.detail.en, HasSubstr(bad.detail)) << bad.query_string;
    EXPECT_FALSE(problem.detail.bg.empty()) << bad.query_string;
  }
}

TEST(Parameters, AreAllToldWhenSeveralAreWrong) {
  const auto search = parse_search("page=x&sort=y&foo=1", Endpoint::kSearch);
  ASSERT_FALSE(search.has_value());
  EXPECT_EQ(search.error().size(), 3U);
}

TEST(Parameters, AreBoundedInNumber) {
  std::string values;
  for (int i = 0; i <= 100; ++i) values += "&event=e" + std::to_string(i);
  EXPECT_THAT(wrong(values).detail.en, HasSubstr("at most 100"));
  std::string many;
  for (int i = 0; i <= 300; ++i) many += "&year=2018";
  EXPECT_THAT(wrong(many).detail.en, HasSubstr("more than 300"));
}

TEST(Parameters, UnknownOnesOfSharedLinksArePassedOverByThePage) {
  EXPECT_EQ(read("q=a&utm_source=x&fbclid=y", Endpoint::kPage).request.query, "a");
}

TEST(Parameters, WithLongUnknownNamesAreNotEchoed) { EXPECT_EQ(wrong(std::string(5'000, 'x') + "=1").parameter, "?"); }

TEST(Parameters, HaveOneCanonicalForm) {
  const auto canonical =
      to_query_string(read("year=2018&page=1&q=a+b&year=2015&per_page=10&event=&sort=relevance"), Endpoint::kSearch);
  EXPECT_EQ(canonical, "q=a%20b&year=2015&year=2018");
  EXPECT_EQ(canonical, to_query_string(read("q=a%20b&year=2015&year=2018&year=2015"), Endpoint::kSearch));
}

TEST(Parameters, SurviveBeingWrittenAndReadAgain) {
  for (const auto* text : {"q=%D1%81&-lang=en&from=2015-03-01&to=2018-07&match=all&sort=date%3Adesc&page=2",
                           "facets=none", "per_page=0&facets=event%2Ctopic&fields=id%2Curl&highlight=false"}) {
    const auto once = to_query_string(read(text), Endpoint::kSearch);
    EXPECT_EQ(once, to_query_string(read(once), Endpoint::kSearch));
    EXPECT_EQ(once, text);
  }
}

TEST(Parameters, EachHasARowThatHasItsDefaultWithoutBeingAsked) {
  for (const auto& row : parameters()) {
    const auto written = row.write(Search());
    if (row.fallback.empty())
      EXPECT_THAT(written, IsEmpty()) << row.name;
    else
      EXPECT_THAT(written, ElementsAre(row.fallback)) << row.name;
  }
}

TEST(Parameters, EachHasADefaultThatItsTypeAllows) {
  for (const auto& row : parameters())
    EXPECT_TRUE(row.fallback.empty() || read_value(row.type, row.fallback)) << row.name;
}

TEST(Parameters, AreEachTakenOnceByAnEndpoint) {
  for (const auto& row : parameters())
    for (const auto& other : parameters())
      EXPECT_TRUE(&row == &other || row.name != other.name || (row.endpoints & other.endpoints) == 0) << row.name;
}

TEST(Parameters, OfAFieldAreBoundedWhetherChosenOrExcluded) {
  std::string values;
  for (int i = 0; i < 60; ++i) values += "&event=e" + std::to_string(i);
  for (int i = 0; i < 40; ++i) values += "&-event=e" + std::to_string(i);
  EXPECT_TRUE(parse_search(values, Endpoint::kSearch));
  EXPECT_THAT(wrong(values + "&-event=x").detail.en, HasSubstr("at most 100"));
}

}  // namespace
}  // namespace tarsach::searchd
