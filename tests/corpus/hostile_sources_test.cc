// Folders of articles in which somebody has put what is none: pipes that nobody writes to, devices without an end,
// links to other people's files, streams that unpack to more than there is.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <zlib.h>

#include <cstring>
#include <filesystem>
#include <map>
#include <string>

#include "corpus/input.h"
#include "tests/corpus/show.h"
#include "tests/support/temporary.h"

namespace tarsach::corpus {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class HostileSources : public ::testing::Test {
 protected:
  HostileSources() {
    folder_.write("set/good.jsonl", "{\"title\": \"a\"}\n");
    folder_.write("secret.txt", "Тайна, която не е в папката на статиите.\n");
  }

  fs::path set(const std::string& name) const { return folder_.path() / "set" / name; }

  Collector read() const {
    Collector collector;
    EXPECT_TRUE(read_source((folder_.path() / "set").string(), collector));
    return collector;
  }
  /// Reasons by the name of the file.
  static std::map<std::string, std::string> reasons(const Collector& read) {
    std::map<std::string, std::string> reasons;
    for (const Problem& problem : read.problems) reasons[fs::path(problem.file).filename()] = problem.reason;
    return reasons;
  }

  testing::TemporaryFolder folder_;
};

TEST_F(HostileSources, AreNotWaitedForAndNotReadWithoutEnd) {
  ASSERT_EQ(mkfifo(set("fifo.jsonl").c_str(), 0600), 0);
  fs::create_symlink("/dev/zero", set("zero.txt"));
  const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, set("socket.md").c_str(), sizeof address.sun_path - 1);
  ASSERT_EQ(bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  close(listener);
  const Collector read = this->read();
  EXPECT_THAT(read.articles, SizeIs(1));
  const auto reasons = this->reasons(read);
  EXPECT_EQ(reasons.size(), 3U);
  EXPECT_THAT(reasons.at("fifo.jsonl"), HasSubstr("a FIFO"));
  EXPECT_THAT(reasons.at("zero.txt"), HasSubstr("a device"));
  EXPECT_THAT(reasons.at("socket.md"), HasSubstr("a socket"));
}

TEST_F(HostileSources, AreRefusedWhenTheyAreNamed) {
  ASSERT_EQ(mkfifo((folder_.path() / "fifo.jsonl").c_str(), 0600), 0);
  fs::create_symlink("/dev/zero", folder_.path() / "zero.txt");
  for (const char* name : {"fifo.jsonl", "zero.txt"}) {
    Collector collector;
    const auto read = read_source((folder_.path() / name).string(), collector);
    ASSERT_FALSE(read);
    EXPECT_THAT(describe(read.error()), HasSubstr("not a regular file"));
  }
}

TEST_F(HostileSources, DoNotLeadOutOfTheFolder) {
  fs::create_symlink("../secret.txt", set("relative.txt"));
  fs::create_symlink(folder_.path() / "secret.txt", set("absolute.txt"));
  fs::create_symlink("..", set("up"));
  fs::create_symlink("nowhere.txt", set("dangling.txt"));
  fs::create_symlink("circle.txt", set("circle.txt"));
  fs::create_symlink("relative.txt", set("link-to-link.txt"));
  const Collector read = this->read();
  EXPECT_THAT(read.articles, SizeIs(1));
  const auto reasons = this->reasons(read);
  EXPECT_EQ(reasons.size(), 6U);
  for (const char* name : {"relative.txt", "absolute.txt", "link-to-link.txt"})
    EXPECT_EQ(reasons.at(name), "a link out of the folder is not followed");
  EXPECT_THAT(reasons.at("up"), HasSubstr("a link to a folder is not followed"));
  EXPECT_EQ(reasons.at("dangling.txt"), "a link that leads nowhere");
  EXPECT_EQ(reasons.at("circle.txt"), "it can not be looked at");
}

TEST_F(HostileSources, MayHaveLinksWithinTheFolder) {
  fs::create_symlink("good.jsonl", set("relative.jsonl"));
  fs::create_directory(set("below"));
  fs::create_symlink(set("good.jsonl"), set("below/absolute.jsonl"));
  const Collector read = this->read();
  EXPECT_THAT(read.articles, SizeIs(3));
  EXPECT_THAT(read.problems, IsEmpty());
}

TEST_F(HostileSources, MayBeReachedThroughALinkThatIsNamed) {
  fs::create_directory_symlink(folder_.path() / "set", folder_.path() / "link");
  fs::create_symlink("secret.txt", folder_.path() / "named.txt");
  Collector folder, file;
  ASSERT_TRUE(read_source((folder_.path() / "link").string(), folder));
  ASSERT_TRUE(read_source((folder_.path() / "named.txt").string(), file));
  EXPECT_THAT(folder.articles, SizeIs(1));
  EXPECT_THAT(file.articles, SizeIs(1));
}

TEST_F(HostileSources, AreNotFollowedWithoutEndDownwards) {
  fs::path deep = folder_.path() / "set";
  for (int i = 0; i < 80; ++i) deep /= "d";
  folder_.write(deep.lexically_relative(folder_.path()).string() + "/deep.txt", "Статия.");
  const Collector read = this->read();
  EXPECT_THAT(read.articles, SizeIs(1));
  ASSERT_THAT(read.problems, SizeIs(1));
  EXPECT_THAT(read.problems[0].reason, HasSubstr("nested deeper than 64"));
}

TEST_F(HostileSources, MayHaveAnyNames) {
  folder_.write("set/-", "няма разширение");
  folder_.write("set/-.txt", "Име от една чертичка.");
  folder_.write("set/a\nb\x1b[2J.txt", "Име с нов ред.");
  folder_.write("set/\xff\xfe.txt", "Име, което не е UTF-8.");
  folder_.write("set/" + std::string(240, 'x') + ".txt", "Дълго име.");
  const Collector read = this->read();
  EXPECT_THAT(read.articles, SizeIs(5));
  EXPECT_THAT(read.problems, IsEmpty());
}

/// As often `block`, packed as one member.
std::string packed(std::string_view block, int times) {
  std::string bytes(1 << 20, '\0');
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  for (int i = 0; i < times; ++i) {
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(block.data()));
    stream.avail_in = static_cast<uInt>(block.size());
    deflate(&stream, Z_NO_FLUSH);
  }
  deflate(&stream, Z_FINISH);
  bytes.resize(stream.total_out);
  deflateEnd(&stream);
  return bytes;
}

long peak_kilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST_F(HostileSources, AreNotUnpackedWithoutEnd) {
  const long before = peak_kilobytes();
  const std::string zeros = packed(std::string(1 << 20, '\0'), 80), lines = packed(std::string(1 << 20, '\n'), 80);
  folder_.write("set/bomb.jsonl.gz", zeros);
  folder_.write("set/lines.jsonl.gz", lines);
  folder_.write("set/page.html.gz", zeros);
  folder_.write("set/text.txt.gz", zeros);
  const Collector read = this->read();
  EXPECT_THAT(read.articles, SizeIs(1));
  const auto reasons = this->reasons(read);
  EXPECT_EQ(reasons.size(), 4U);
  for (const char* name : {"bomb.jsonl.gz", "lines.jsonl.gz"})
    EXPECT_THAT(reasons.at(name), HasSubstr("suspiciously much for its size")) << name;
  for (const char* name : {"page.html.gz", "text.txt.gz"})
    EXPECT_THAT(reasons.at(name), HasSubstr("found more")) << name;
  EXPECT_LT(peak_kilobytes() - before, 150'000);
}

TEST_F(HostileSources, OfPlainTextWithoutALineEndAreNotReadWithoutEnd) {
  const auto sparse = folder_.write("set/sparse.jsonl", "");
  fs::resize_file(sparse, std::uintmax_t{1} << 40);  // takes no room on the disk
  const auto reasons = this->reasons(read());
  EXPECT_THAT(reasons.at("sparse.jsonl"), HasSubstr("a line of more than 256.0 MiB"));
}

}  // namespace
}  // namespace tarsach::corpus
