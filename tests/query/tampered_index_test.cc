// An index that somebody else has made or changed. What is ours in it is read or refused, whatever it is; a change of
// what is Xapian's is found by its checksum, for Xapian itself was not made for hostile tables (docs/security.md).
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "base/log.h"
#include "query/docid.h"
#include "query/engine.h"
#include "schema/manifest.h"
#include "schema/xapian_try.h"
#include "tests/query/test_index.h"

namespace tarsach::query {
namespace {

namespace fs = std::filesystem;

constexpr int kChangesOfOurs = 16;    // of each file
constexpr int kChangesOfXapians = 8;  // of each table
constexpr unsigned kMostSeconds = 60;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, std::string_view bytes) { std::ofstream(path, std::ios::binary) << bytes; }

/// Flips a bit, overwrites a stretch, cuts the end off, or puts one piece in the place of another.
std::string changed(std::string bytes, std::mt19937& random) {
  const auto below = [&](std::size_t end) { return end == 0 ? 0 : random() % end; };
  const std::size_t at = below(bytes.size()), size = std::min<std::size_t>(1 + below(64), bytes.size() - at);
  switch (random() % 5) {
    case 0: bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8))); break;
    case 1:
      std::generate_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), size,
                      [&] { return static_cast<char>(random()); });
      break;
    case 2: bytes.replace(at, size, size, random() % 2 == 0 ? '\xff' : '\0'); break;
    case 3: bytes.resize(at); break;
    default: bytes.replace(at, size, bytes.substr(below(bytes.size() - size + 1), size)); break;
  }
  return bytes;
}

/// In a process of its own: 0 for answers, 1 for errors; a crash shows.
int ask(const fs::path& index) {
  log::set_level(log::Level::kError);
  const auto engine = Engine::open(index);
  if (!engine) return 1;
  const auto deadline = [] { return Deadline::after(std::chrono::seconds(10)); };
  bool failed = false;
  for (const char* query : {"", "клъстерна среща", "„клъстерна среща“", "klaster", "клъстре", "ина*", "title:среща"}) {
    Request request;
    request.query = query;
    failed |= !(*engine)->search(request, deadline()) || !(*engine)->explain(request, deadline());
    failed |= !(*engine)->suggest({.query = std::string(query).substr(0, 4)}, deadline());
  }
  return failed ? 1 : 0;
}

class TamperedIndex : public ::testing::Test {
 protected:
  void SetUp() override {
    for (int i = 0; i < 40; ++i) {
      const std::string number = std::to_string(i);
      index_.add({.id = number,
                  .title = i % 2 == 0 ? "Клъстерна среща във Варна " + number : "Innovation in clusters " + number,
                  .body = "Тяло на статията за клъстери и иновации.\n\nВторо изречение " + number + ".",
                  .date = {static_cast<std::int16_t>(2010 + i % 9), 3, 1},
                  .language = i % 2 == 0 ? "bg" : "en",
                  .topics = {"topic-" + std::to_string(i % 3)}});
    }
    index_.publish();
    const auto directory = schema::IndexDir::open(index_.path());
    ASSERT_TRUE(directory);
    generation_ = directory->generation_path(*directory->current());
    manifest_ = *schema::read_manifest(generation_);
  }

  static bool is_xapians(const schema::FileEntry& file) { return file.name.find(".glass") != std::string::npos; }

  /// As somebody does it who has the right to write there: the manifest fits.
  void replace(schema::FileEntry file, const std::string& bytes) {
    write(generation_ / file.name, bytes);
    schema::Manifest fitting = manifest_;
    fitting.files = *schema::list_files(generation_);
    ASSERT_TRUE(schema::write_manifest(fitting, generation_));
  }

  TestIndex index_;
  fs::path generation_;
  schema::Manifest manifest_;
};

TEST_F(TamperedIndex, IsAnsweredOrRefusedWhereItIsOurs) {
  std::mt19937 random(7);
  for (const schema::FileEntry& file : manifest_.files) {
    const std::string bytes = read(generation_ / file.name);
    if (is_xapians(file) || bytes.empty()) continue;
    for (int change = 0; change < kChangesOfOurs; ++change) {
      replace(file, changed(bytes, random));
      const pid_t child = fork();
      if (child == 0) {
        alarm(kMostSeconds);
        _exit(ask(index_.path()));
      }
      int status = 0;
      ASSERT_EQ(waitpid(child, &status, 0), child);
      const bool is_well = WIFEXITED(status) && WEXITSTATUS(status) <= 1;
      EXPECT_TRUE(is_well) << file.name << ", change " << change << ": status " << status;
    }
    replace(file, bytes);
  }
}

TEST_F(TamperedIndex, IsFoundByItsChecksums) {
  std::mt19937 random(8);
  for (const schema::FileEntry& file : manifest_.files) {
    const std::string bytes = read(generation_ / file.name);
    for (int change = 0; change < kChangesOfXapians && !bytes.empty(); ++change) {
      const std::string other = changed(bytes, random);
      write(generation_ / file.name, other);
      const bool found = !schema::check_files(manifest_, generation_, schema::Thoroughness::kChecksums);
      EXPECT_EQ(found, other != bytes) << file.name;
    }
    write(generation_ / file.name, bytes);
  }
}

TEST_F(TamperedIndex, IsRefusedWithALinkInPlaceOfAFile) {
  const fs::path words = generation_ / schema::kWordsName, elsewhere = index_.path() / "elsewhere";
  fs::rename(words, elsewhere);
  fs::create_symlink(elsewhere, words);
  const auto engine = Engine::open(index_.path());
  ASSERT_FALSE(engine);
  EXPECT_NE(engine.error().message.find("is not a regular file"), std::string::npos) << engine.error().message;
}

TEST(CheckedDocid, IsAnErrorBehindTheLastArticle) {
  EXPECT_EQ(checked_docid(6, 7), 6U);
  const auto checked = schema::xapian_try("reading", [] { return checked_docid(7, 7); });
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, ErrorCode::kBadData);
}

}  // namespace
}  // namespace tarsach::query
