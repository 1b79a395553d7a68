#include "indexer/replica_target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/replica_delivery.h"

namespace tarsach::indexer {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;
using ::testing::StartsWith;

/// "user|host|port|path", or "refused".
std::string parsed(const std::string& text) {
  const auto target = parse_target(text);
  if (!target) return target.error().code == ErrorCode::kUsage ? "refused" : "?";
  return target->user + "|" + target->host + "|" + std::to_string(target->port) + "|" + target->path;
}

TEST(Target, IsAFolderOrAnotherMachine) {
  EXPECT_EQ(parsed("/srv/replica"), "||0|/srv/replica");
  EXPECT_EQ(parsed("replica"), "||0|replica");
  EXPECT_EQ(parsed("./a:b"), "||0|./a:b");
  EXPECT_EQ(parsed("/a:b/c"), "||0|/a:b/c");
  EXPECT_EQ(parsed("west:index"), "|west|0|index");
  EXPECT_EQ(parsed("tarsach@west.example.org:/srv/my index"), "tarsach|west.example.org|0|/srv/my index");
  EXPECT_EQ(parsed("tarsach@[2001:db8::1]:/srv"), "tarsach|2001:db8::1|0|/srv");
  EXPECT_EQ(parsed("[fe80::1%eth0]:srv"), "|fe80::1%eth0|0|srv");
  EXPECT_EQ(parsed("ssh://west/srv"), "|west|0|/srv");
  EXPECT_EQ(parsed("ssh://tarsach@west:2222/srv/a:b"), "tarsach|west|2222|/srv/a:b");
  EXPECT_EQ(parsed("ssh://[::1]:22/srv"), "|::1|22|/srv");
}

TEST(Target, IsNothingThatSshOrAShellWouldTakeForSomethingElse) {
  for (const std::string text : {"",
                                 "west:",
                                 ":path",
                                 "@west:path",
                                 "-oProxyCommand=x:path",
                                 "a@-oProxyCommand=x:path",
                                 "-l@west:path",
                                 "we st:path",
                                 "$(reboot):path",
                                 "a;b@west:path",
                                 "west::module",
                                 "ssh://west",
                                 "ssh:///path",
                                 "ssh://west:/p",
                                 "ssh://west:0/p",
                                 "ssh://west:65536/p",
                                 "ssh://west:2x/p",
                                 "ssh://[::1/p",
                                 "ssh://[::1]22/p",
                                 "ssh://-x/p",
                                 "[west]:path",
                                 "west\n:path",
                                 "west:pa\nth",
                                 "a@b@west:path"})
    EXPECT_EQ(parsed(text), "refused") << text;
  EXPECT_EQ(parsed(std::string(5000, 'a')), "refused");
}

TEST(Target, IsQuotedForTheShellOfTheOtherMachine) {
  const Target target = parse_target("tarsach@west:/srv/it's $(reboot); `x` & index").value();
  Consignment consignment;
  consignment.direction = Direction::kAny;
  const auto words = session_words(consignment, target);
  EXPECT_EQ(words.back(), R"(tarsach-indexer accept --session --keep 2 '--index=/srv/it'\''s $(reboot); `x` & index' )"
                          R"(--allow-older)");
  EXPECT_THAT(words, Contains("tarsach@west"));
  EXPECT_EQ(words.at(words.size() - 3), "--");
}

TEST(Target, IsNoOptionOfRsync) {
  const Target target = parse_target("[::1]:-x y").value();
  Consignment consignment;
  consignment.folder = "/index/generations/000042";
  consignment.kib_per_second = 100;
  consignment.ssh_config = "/etc/it's";
  const auto words = rsync_words(consignment, target, {"000041", "000040"});
  EXPECT_THAT(words, Contains("-s"));
  EXPECT_THAT(words, Contains("--bwlimit=100"));
  EXPECT_THAT(words, Contains("--link-dest=../../generations/000041"));
  EXPECT_EQ(words.at(words.size() - 3), "--");
  EXPECT_EQ(words.at(words.size() - 2), "/index/generations/000042/");
  EXPECT_EQ(words.back(), "[::1]:-x y/incoming/000042/");
  EXPECT_EQ(rsync_shell({"ssh", "-F", "/etc/it's"}), "'ssh' '-F' '/etc/it''s'");
}

}  // namespace
}  // namespace tarsach::indexer
