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

  void make(const std::string& word, const std::string& data) const {
    Xapian::WritableDatabase database(path(), Xapian::DB_CREATE_OR_OPEN);
    Xapian::Document document;
    document.add_boolean_term("Qid");
    if (!word.empty()) document.add_posting(word, 1);
    document.set_data(data);
    database.add_document(document);
    database.commit();
  }

  [[nodiscard]] bool opens() const {
    return xapian_try("opening", [this] { return open_database(path()).get_doccount(); }).has_value();
  }

  testing::TemporaryFolder folder_;
};

TEST_F(OpenDatabase, OpensWhatIsWhole) {
  make("среща", "an article");
  EXPECT_TRUE(opens());
}

TEST_F(OpenDatabase, OpensArticlesWithoutWords) {
  make("", "an article");
  EXPECT_TRUE(opens());
}

TEST_F(OpenDatabase, OpensAnEmptyOne) {
  Xapian::WritableDatabase(path(), Xapian::DB_CREATE).commit();
  EXPECT_TRUE(opens());
}

TEST_F(OpenDatabase, NoticesATableThatXapianTakesForOneThatWasNeverMade) {
  make("2018", "an article");
  for (const char* table : {"position.glass", "docdata.glass", "termlist.glass"}) {
    const auto from = std::filesystem::path(path()) / table, aside = folder_.path() / table;
    std::filesystem::rename(from, aside);
    EXPECT_FALSE(opens()) << table;
    std::filesystem::rename(aside, from);
    EXPECT_TRUE(opens()) << table;
  }
}

}  // namespace
}  // namespace tarsach::schema
