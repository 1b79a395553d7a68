#include "schema/posting_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "base/file.h"
#include "schema/posting_writer.h"
#include "schema/shards.h"
#include "schema/terms.h"
#include "tests/support/temporary.h"

namespace tarsach::schema {
namespace {

using ::testing::HasSubstr;
using Postings = std::vector<Posting>;
using Lists = std::map<std::string, Postings>;

/// 300 documents: word k is in each k-th of them, k times modulo 5 and once more; docid 7 is free.
Lists some_lists() {
  Lists lists;
  for (std::uint32_t document = 1; document <= 300; ++document) {
    if (document == 7) continue;
    for (std::uint32_t word = 1; word <= 100; ++word)
      if (document % word == 0)
        lists[term(Field::kText, "дума" + std::to_string(word))].push_back({document, word % 5 + 1});
    lists[term(Field::kTitle, "дума")].push_back({document, 1});
  }
  return lists;
}

Databases databases_of(const Lists& lists, std::size_t shards = 1) {
  std::map<std::uint32_t, Xapian::Document> documents;
  for (const auto& [word, postings] : lists)
    for (const Posting& posting : postings) documents[posting.document].add_term(word, posting.times);
  Databases databases;
  for (std::size_t shard = 0; shard < shards; ++shard) {
    Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
    for (auto& [docid, document] : documents) {
      const DocumentPlace place = place_in_shards(docid, shards);
      if (place.shard != shard) continue;
      document.add_boolean_term(term(Field::kId, std::to_string(docid)));
      document.add_boolean_term(term(Field::kYear, "2018"));
      database.replace_document(place.docid, document);
    }
    databases.shards.push_back(database);
    databases.whole.add_database(database);
  }
  return databases;
}

std::string encoded(const Databases& databases) {
  std::string bytes;
  const ByteSink sink = [&](std::string_view more) -> Result<void> {
    bytes += more;
    return {};
  };
  const auto done = encode_postings(databases, sink);
  EXPECT_TRUE(done);
  return bytes;
}

Postings read(const PostingFile& file, std::string_view word) {
  Postings postings;
  for (PostingBlocks blocks(file.find(word), file.size()); blocks.next();)
    for (std::size_t i = 0; i < blocks.documents().size(); ++i)
      postings.push_back({blocks.documents()[i], blocks.times()[i]});
  return postings;
}

TEST(PostingFile, HasTheWordsOfTextsAndTitlesAndNoFilters) {
  const Lists lists = some_lists();
  const Databases databases = databases_of(lists);
  const PostingFile file = PostingFile::parse(encoded(databases)).value();
  EXPECT_EQ(file.terms(), lists.size());
  EXPECT_EQ(file.size(), 301U);
  EXPECT_EQ(file.occurrences(), databases.whole.get_total_length());
  std::uint64_t postings = 0;
  for (const auto& [word, expected] : lists) {
    EXPECT_EQ(read(file, word), expected) << word;
    EXPECT_EQ(file.find(word).documents, databases.whole.get_termfreq(word));
    EXPECT_EQ(file.find(word).occurrences, databases.whole.get_collection_freq(word));
    postings += expected.size();
  }
  EXPECT_EQ(file.postings(), postings);
}

TEST(PostingFile, SaysThatNoDocumentHasWhatIsNotInIt) {
  const PostingFile file = PostingFile::parse(encoded(databases_of(some_lists()))).value();
  for (const char* word : {"", "A", "Q12", "Y2018", "SS", "дум", "дума", "дума1а", "дума500", "я", "\xFF"}) {
    EXPECT_EQ(file.find(word).documents, 0U) << word;
    EXPECT_TRUE(read(file, word).empty()) << word;
  }
}

TEST(PostingFile, IsTheSameForAnyNumberOfShards) {
  const std::string expected = encoded(databases_of(some_lists()));
  for (const std::size_t shards : {2U, 3U, 9U})
    EXPECT_EQ(encoded(databases_of(some_lists(), shards)), expected) << shards;
}

TEST(PostingFile, CanBeEmpty) {
  const auto file = PostingFile::parse(encoded(databases_of({})));
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->terms(), 0U);
  EXPECT_EQ(file->size(), 1U);
  EXPECT_EQ(file->find("дума").documents, 0U);
  EXPECT_EQ(PostingFile().find("дума").documents, 0U);
}

TEST(PostingFile, IsMapped) {
  const testing::TemporaryFolder folder;
  folder.write("postings", encoded(databases_of(some_lists())));
  auto opened = PostingFile::open(folder.path() / "postings");
  ASSERT_TRUE(opened) << describe(opened.error());
  const PostingFile moved = std::move(*opened);
  EXPECT_EQ(read(moved, "дума100"), (Postings{{100, 1}, {200, 1}, {300, 1}}));
  folder.write("postings", "something else, and long enough to have a header and a trailer, as it seems");
  const auto refused = PostingFile::open(folder.path() / "postings");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kBadData);
  EXPECT_THAT(refused.error().message, HasSubstr("postings: the posting lists are damaged: "));
  EXPECT_EQ(PostingFile::open(folder.path() / "none").error().code, ErrorCode::kNotFound);
}

TEST(PostingFile, IsRefusedWhenItIsCutOrLonger) {
  const std::string whole = encoded(databases_of({{"дума", {{1, 2}, {3, 1}}}}));
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(PostingFile::parse(whole.substr(0, size))) << size;
  EXPECT_FALSE(PostingFile::parse(whole + std::string(8, '\0')));
}

/// Asks for every word. Whether it was refused, when it was opened or then.
bool refuses(const std::string& bytes, const Lists& lists) {
  const auto file = PostingFile::parse(bytes);
  if (!file) return true;
  try {
    for (const auto& [word, unused] : lists)
      for (const Posting& posting : read(*file, word)) EXPECT_LT(posting.document, file->size());
  } catch (const Xapian::DatabaseCorruptError&) {
    return true;
  }
  return false;
}

TEST(PostingFile, IsRefusedOrWithinItsBoundsWhateverNumberIsAnother) {
  Lists lists = some_lists();
  std::erase_if(lists, [](const auto& list) { return list.second.size() % 3 != 0; });
  const std::string whole = encoded(databases_of(lists));
  std::size_t refused = 0, changes = 0;
  for (std::size_t at = 0; at + 4 <= whole.size(); at += 4)
    for (const std::uint32_t change : {1U, 0x100U, 0x80000000U, 0xFFFFFFFFU}) {
      std::string bytes = whole;
      std::uint32_t number = 0;
      std::memcpy(&number, bytes.data() + at, sizeof number);
      number ^= change;
      std::memcpy(bytes.data() + at, &number, sizeof number);
      ++changes;
      refused += refuses(bytes, lists) ? 1 : 0;
    }
  EXPECT_GT(refused * 5, changes);
}

TEST(PostingFile, IsNotMadeOfAWordThatADocumentDoesNotHave) {
  const auto discard = [](std::string_view) -> Result<void> { return {}; };
  EXPECT_TRUE(encode_postings(databases_of({{"дума", {{1, 2}, {8, 1}}}}), discard));
  EXPECT_THROW(static_cast<void>(encode_postings(databases_of({{"дума", {{1, 2}, {8, 0}}}}), discard)),
               Xapian::DatabaseCorruptError);
}

TEST(PostingFile, IsNotMadeWhereItCanNotBeWritten) {
  const auto full = [](std::string_view) -> Result<void> { return fail(ErrorCode::kInternal, "full"); };
  EXPECT_FALSE(encode_postings(databases_of(some_lists()), full));
}

}  // namespace
}  // namespace tarsach::schema
