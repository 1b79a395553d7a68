#include "query/forward_reader.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "query/incidence.h"
#include "tests/query/test_index.h"

namespace tarsach::query {
namespace {

using Places = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

std::string packed(std::string_view title, std::string_view body) {
  text::Analyzer analyzer;
  return pack_forward(title, body, analyzer);
}

Places places(const ForwardReader& reader) {
  Places places;
  reader.for_each([&](std::uint32_t position, std::uint32_t number) { places.emplace_back(position, number); });
  return places;
}

TEST(ForwardReader, TellsWhereTheTermsStandThatAreAskedFor) {
  const std::string document = packed("alfa bravo", "kilo alfa lima alfa");
  ForwardReader reader;
  reader.open(document);
  reader.ask(schema::hash_of_term("alfa"), 0);
  reader.ask(schema::hash_of_term("kilo"), 1);
  reader.ask(schema::hash_of_term("bravo"), 1);
  EXPECT_EQ(places(reader), (Places{{1, 0}, {2, 1}, {102, 1}, {103, 0}, {105, 0}}));
}

TEST(ForwardReader, ForgetsWhatWasAskedOfTheDocumentBefore) {
  const std::string first = packed("", "alfa bravo kilo lima"), second = packed("", "bravo");
  ForwardReader reader;
  reader.open(first);
  for (const char* term : {"alfa", "bravo", "kilo", "lima"}) reader.ask(schema::hash_of_term(term), 7);
  reader.open(second);
  EXPECT_EQ(places(reader), Places{});
  reader.ask(schema::hash_of_term("bravo"), 3);
  EXPECT_EQ(places(reader), (Places{{100, 3}}));
}

TEST(ForwardReader, GivesATermSeveralNumbers) {
  const std::string document = packed("", "alfa bravo alfa");
  ForwardReader reader;
  reader.open(document);
  reader.ask(schema::hash_of_term("alfa"), 0);
  reader.ask(schema::hash_of_term("alfa"), 2);
  EXPECT_EQ(places(reader).size(), 4U);
}

TEST(ForwardReader, KnowsWhereTheTitleEnds) {
  std::string long_title;
  for (int i = 0; i < 250; ++i) long_title += "alfa ";
  for (const auto& [title, body, end] : std::vector<std::tuple<std::string, std::string, std::uint32_t>>{
           {"", "", 1}, {"", "alfa", 1}, {"alfa bravo", "", 3}, {"alfa bravo", "kilo", 3}, {long_title, "kilo", 251}}) {
    const std::string document = packed(title, body);
    ForwardReader reader;
    reader.open(document);
    EXPECT_EQ(reader.title_end(), end) << title << " | " << body;
  }
}

TEST(ForwardReader, RefusesWhatIsNoDocument) {
  ForwardReader reader;
  EXPECT_THROW(reader.open(""), Xapian::DatabaseCorruptError);
  EXPECT_THROW(reader.open("something else"), Xapian::DatabaseCorruptError);
}

TEST(ForwardReader, FindsPhrasesOfTitlesInTitlesAlone) {
  TestIndex index;
  std::string long_title;
  for (int i = 0; i < 150; ++i) long_title += "alfa ";
  index.add({.id = "title", .title = "kilo lima mike", .body = "papa"});
  index.add({.id = "body", .title = "lima kilo", .body = "kilo lima"});
  index.add({.id = "long", .title = long_title + "kilo lima", .body = "papa"});
  index.add({.id = "long-body", .title = long_title, .body = "kilo lima"});
  const auto engine = index.publish_and_open();
  EXPECT_EQ(value_of(engine->search({.query = "title:„kilo lima“"}, Deadline::never())).total, 2U);
  EXPECT_EQ(value_of(engine->search({.query = "„kilo lima“"}, Deadline::never())).total, 4U);
}

TEST(Incidence, TellsWhichDocumentsHaveWhichTerms) {
  const std::vector<std::uint32_t> documents = {3, 7, 9};
  const std::vector<Posting> first = {{1, 1}, {7, 2}, {8, 1}}, second = {{3, 1}, {9, 1}}, none;
  Incidence incidence(documents);
  for (const auto& postings : {first, second, none}) incidence.add(postings);
  std::string table;
  for (std::size_t term = 0; term < 3; ++term)
    for (std::size_t i = 0; i < documents.size(); ++i) table += incidence.has(i, term) ? '1' : '0';
  EXPECT_EQ(table, "010101000");
}

}  // namespace
}  // namespace tarsach::query
