#include "schema/blob_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "base/file.h"
#include "tests/support/temporary.h"

namespace tarsach::schema {
namespace {

using ::testing::HasSubstr;

constexpr BlobKind kKind{{'T', 'e', 's', 't', 'T', 'e', 's', 't'}, 3};

class BlobFileTest : public ::testing::Test {
 protected:
  void write(const std::map<std::uint32_t, std::string>& blobs, std::string_view preface = {}) {
    auto writer = BlobWriter::create(path_, kKind, preface);
    ASSERT_TRUE(writer.has_value());
    for (const auto& [docid, blob] : blobs) ASSERT_TRUE(writer->add(docid, blob).has_value());
    ASSERT_TRUE(writer->finish().has_value());
  }
  [[nodiscard]] Result<BlobFile> open() const { return BlobFile::open(path_, kKind); }

  testing::TemporaryFolder folder_;
  std::filesystem::path path_ = folder_.path() / "blobs";
};

TEST_F(BlobFileTest, HasWhatWasWrittenByDocid) {
  write({{1, "first"}, {2, ""}, {5, std::string(100'000, 'x')}, {6, "last"}}, "what all share");
  const auto blobs = open();
  ASSERT_TRUE(blobs.has_value()) << blobs.error().message;
  EXPECT_EQ(blobs->preface(), "what all share");
  EXPECT_EQ(blobs->size(), 7u);
  EXPECT_EQ(blobs->of(1), "first");
  EXPECT_EQ(blobs->of(5), std::string(100'000, 'x'));
  EXPECT_EQ(blobs->of(6), "last");
  for (const std::uint32_t none : {0U, 2U, 3U, 4U, 7U, ~0U}) EXPECT_EQ(blobs->of(none), "") << none;
}

TEST_F(BlobFileTest, MayBeEmpty) {
  write({});
  const auto blobs = open();
  ASSERT_TRUE(blobs.has_value()) << blobs.error().message;
  EXPECT_EQ(blobs->size(), 0u);
  EXPECT_EQ(blobs->of(0), "");
}

TEST_F(BlobFileTest, OfAnotherKindOrVersionIsRefused) {
  write({{1, "a"}});
  BlobKind kind = kKind;
  kind.magic.front() = 'X';
  EXPECT_EQ(BlobFile::open(path_, kind).error().code, ErrorCode::kBadData);
  kind = kKind;
  ++kind.version;
  EXPECT_THAT(BlobFile::open(path_, kind).error().message, HasSubstr("it has version"));
  EXPECT_EQ(BlobFile::open(folder_.path() / "none", kKind).error().code, ErrorCode::kNotFound);
}

TEST_F(BlobFileTest, CutAnywhereIsRefused) {
  write({{1, "first"}, {3, "second"}}, "preface");
  const std::string whole = read_file(path_).value();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    ASSERT_TRUE(write_file_durably(path_, whole.substr(0, size)).has_value());
    EXPECT_FALSE(open().has_value()) << size;
  }
}

TEST_F(BlobFileTest, DamagedAnywhereIsRefusedOrReadWithinItself) {
  write({{1, "first"}, {3, "second"}}, "preface");
  const std::string whole = read_file(path_).value();
  for (std::size_t place = 0; place < whole.size(); ++place) {
    for (const int change : {1, 0x80, 0xff}) {
      std::string changed = whole;
      changed[place] = static_cast<char>(changed[place] ^ change);
      ASSERT_TRUE(write_file_durably(path_, changed).has_value());
      const auto blobs = open();
      if (!blobs) continue;
      std::size_t sum = blobs->preface().size();
      for (std::uint32_t docid = 0; docid < blobs->size(); ++docid)
        for (const char byte : blobs->of(docid)) sum += byte == '\0' ? 0 : 1;
      EXPECT_LE(sum, whole.size());
    }
  }
}

TEST_F(BlobFileTest, WithoutItsEndIsNoFile) {
  auto writer = BlobWriter::create(path_, kKind);
  ASSERT_TRUE(writer->add(1, std::string(200'000, 'x')).has_value());
  EXPECT_FALSE(open().has_value());
}

TEST_F(BlobFileTest, TellsThatTheDiskIsFull) {
  auto writer = BlobWriter::create("/dev/full", kKind);
  ASSERT_TRUE(writer.has_value());
  const auto written = writer->add(1, std::string(200'000, 'x'));
  ASSERT_FALSE(written.has_value());
  EXPECT_THAT(written.error().message, HasSubstr("No space left"));
}

}  // namespace
}  // namespace tarsach::schema
