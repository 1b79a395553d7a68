#include "schema/open_database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "schema/xapian_try.h"
#include "tests/support/temporary.h"

namespace tarsach::schema {
namespace {

/// A database of one document. What it lacks is never made, as when Xapian could not open it.
class OpenDatabase : public ::testing::Test {
 protected:
  [[nodiscard]] std::string path() const { return (folder_.path() / "db").string(); }

  void make(const std::string& word) const {
    Xapian::WritableDatabase database(path(), Xapian::DB_CREATE_OR_OPEN);
    Xapian::Document document;
    document.add_boolean_term("Qid");
    if (!word.empty()) document.add_term(word);
    database.add_document(document);
    database.commit();
  }

  [[nodiscard]] bool opens() const {
    return xapian_try("opening", [this] { return open_database(path()).get_doccount(); }).has_value();
  }

  testing::TemporaryFolder folder_;
};

TEST_F(OpenDatabase, OpensWhatIsWhole) {
  make("среща");
  EXPECT_TRUE(opens());
}

TEST_F(OpenDatabase, OpensArticlesWithoutWords) {
  make("");
  EXPECT_TRUE(opens());
}

TEST_F(OpenDatabase, OpensAnEmptyOne) {
  Xapian::WritableDatabase(path(), Xapian::DB_CREATE).commit();
  EXPECT_TRUE(opens());
}

TEST_F(OpenDatabase, NoticesATableThatXapianTakesForOneThatWasNeverMade) {
  make("2018");
  const auto table = std::filesystem::path(path()) / "termlist.glass", aside = folder_.path() / "termlist.glass";
  std::filesystem::rename(table, aside);
  EXPECT_FALSE(opens());
  std::filesystem::rename(aside, table);
  EXPECT_TRUE(opens());
}

}  // namespace
}  // namespace tarsach::schema
