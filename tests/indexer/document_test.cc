#include "indexer/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "schema/fields.h"
#include "schema/forward_document.h"
#include "schema/record.h"
#include "schema/terms.h"
#include "schema/title_length.h"

namespace tarsach::indexer {
namespace {

using schema::Field;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

using Positions = std::vector<std::uint32_t>;

corpus::Article example() {
  corpus::Article article;
  article.id = "varna-1";
  article.title = "Среща във Варна";
  article.body = "Средата на Варна.";
  article.date = {2018, 7, 5};
  article.language = "bg";
  article.events = {"varna-2018"};
  article.topics = {"innovation", "networking"};
  return article;
}

MadeDocument made_of(const corpus::Article& article) {
  text::Analyzer analyzer;
  Gathered gathered;
  return make_document(article, analyzer, gathered);
}

std::vector<std::uint32_t> milestones_of(const std::string& body) {
  corpus::Article article = example();
  article.body = body;
  const std::string forward = made_of(article).forward;
  std::vector<std::uint32_t> milestones;
  schema::ForwardDocument::open(forward)->read_milestones(milestones);
  while (!milestones.empty() && milestones.back() == 0) milestones.pop_back();
  return milestones;
}

Xapian::Document document_of(const corpus::Article& article) { return made_of(article).document; }

/// The words of an article, and where they stand.
std::map<std::string, Positions> terms_of(const corpus::Article& article) {
  const MadeDocument made = made_of(article);
  const auto forward = schema::ForwardDocument::open(made.forward).value();
  std::map<std::string, Positions> terms;
  for (auto term = made.document.termlist_begin(); term != made.document.termlist_end(); ++term) {
    if (term.get_wdf() == 0) continue;  // a filter
    Positions& positions = terms[*term];
    forward.for_each([&, wanted = forward.code_of(schema::hash_of_term(*term))](std::uint32_t at, std::uint32_t code) {
      if (code == wanted) positions.push_back(at);
    });
    EXPECT_EQ(positions.size(), term.get_wdf()) << *term;
  }
  return terms;
}

/// What the analyzer makes of one word.
std::string lemma(const std::string& word) {
  text::Analyzer analyzer;
  return analyzer.analyze(word).front().lexeme->lemmas.front();
}

TEST(Document, CountsPositionsThroughTitleAndBodyWithAGap) {
  auto terms = terms_of(example());
  const std::uint32_t body = 3 + schema::kPositionGap;  // the title has three words
  EXPECT_EQ(terms[lemma("Среща")], (Positions{1}));
  EXPECT_EQ(terms[lemma("във")], (Positions{2}));
  EXPECT_EQ(terms[lemma("Варна")], (Positions{3, body + 2}));
  EXPECT_EQ(terms[lemma("средата")], (Positions{body}));
}

TEST(Document, HasTheTitlesWordsOnceMoreUnderTheirPrefix) {
  auto terms = terms_of(example());
  EXPECT_EQ(terms[schema::term(Field::kTitle, lemma("Варна"))], (Positions{3}));
  EXPECT_EQ(terms.count(schema::term(Field::kTitle, lemma("средата"))), 0U);
}

TEST(Document, HasFilterTermsWithoutWeight) {
  const Xapian::Document document = document_of(example());
  std::map<std::string, Xapian::termcount> frequencies;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
    frequencies[*term] = term.get_wdf();
  for (const char* filter : {"Qvarna-1", "Evarna-2018", "Kinnovation", "Knetworking", "Y2018", "Lbg"}) {
    ASSERT_EQ(frequencies.count(filter), 1U) << filter;
    EXPECT_EQ(frequencies[filter], 0U) << filter;
  }
}

TEST(Document, HasItsFactsInSlots) {
  const Xapian::Document document = document_of(example());
  EXPECT_EQ(schema::unpack_date(document.get_value(0)), (schema::Date{2018, 7, 5}));
  EXPECT_EQ(document.get_value(1), "varna-2018");
  EXPECT_EQ(document.get_value(2), "2018");
  const std::string topics = document.get_value(3);
  EXPECT_THAT(schema::unpack_values(topics), ElementsAre("innovation", "networking"));
  EXPECT_EQ(document.get_value(4), "bg");
}

TEST(Document, TellsHowManyWordsItsTitleHasButForStopWords) {
  corpus::Article article = example();
  EXPECT_EQ(document_of(article).get_value(schema::kTitleLengthSlot), schema::pack_title_length(2));
  article.title = "Бизнес-клъстерът за изложението";
  EXPECT_EQ(document_of(article).get_value(schema::kTitleLengthSlot), schema::pack_title_length(3));
  article.title = "";
  EXPECT_EQ(document_of(article).get_value(schema::kTitleLengthSlot), "");
}

TEST(Document, LeavesUnknownFactsOut) {
  corpus::Article article;
  article.id = "x";
  article.body = "Дума";
  const Xapian::Document document = document_of(article);
  EXPECT_EQ(document.values_count(), 0U);
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
    EXPECT_THAT("EKYL", Not(Contains((*term).front()))) << *term;
}

TEST(Document, StoresWhatIsShown) {
  const schema::Record record = made_of(example()).record;
  EXPECT_EQ(record.title, "Среща във Варна");
  EXPECT_EQ(record.body, "Средата на Варна.");
  EXPECT_THAT(record.topics, ElementsAre("innovation", "networking"));
}

TEST(Document, HasACompoundsPartsAndItsWhole) {
  corpus::Article article;
  article.id = "x";
  article.body = "бизнес-клъстер";
  auto terms = terms_of(article);
  EXPECT_EQ(terms[lemma("бизнес")], (Positions{schema::kPositionGap}));
  EXPECT_EQ(terms[lemma("клъстер")], (Positions{schema::kPositionGap + 1}));
  EXPECT_EQ(terms[lemma("бизнесклъстер")], (Positions{schema::kPositionGap}));
}

TEST(Document, IsTakenByXapianWhateverItsArticleHolds) {
  corpus::Article article;
  article.id = std::string(5000, 'i') + '\0';
  article.title = std::string(3000, 'x');
  article.body = std::string("\xff\0 ", 3) + std::string(3000, 'y') + " дума";
  for (int i = 0; i < 500; ++i) article.body += "щ";
  article.topics = {std::string(1000, 't'), ""};
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  database.add_document(document_of(article));
  EXPECT_EQ(database.get_doccount(), 1U);
  const Xapian::Document document = document_of(article);
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
    EXPECT_LE((*term).size(), schema::kMaxTermBytes);
}

TEST(Document, TellsWhereEachSixteenthWordOfTheBodyBegins) {
  const std::string fifteen = "а б в г д е ж з и й к л м н о ";  // of three bytes each
  EXPECT_THAT(milestones_of(fifteen + "п Варна море"), ElementsAre(48));
  EXPECT_THAT(milestones_of(fifteen + "бизнес-клъстер " + fifteen + "п"), ElementsAre(0, 118))
      << "not in the middle of a compound";
  EXPECT_THAT(milestones_of(fifteen + "5 г. " + fifteen + "п"), ElementsAre(0, 96)) << "cut at once";
  EXPECT_THAT(milestones_of(fifteen + "п"), ElementsAre());
}

}  // namespace
}  // namespace tarsach::indexer
