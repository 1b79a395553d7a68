#include "schema/remote_shards.h"

#include <gtest/gtest.h>

namespace tarsach::schema {
namespace {

TEST(RemoteShards, AreNamedByNumberHostAndPort) {
  const auto remote = parse_remote_shards({"1=10.0.0.7:7001", "63=shard.example.org:1"}, std::chrono::seconds(1));
  ASSERT_TRUE(remote);
  ASSERT_NE(remote->find(1), nullptr);
  EXPECT_EQ(remote->find(1)->place(), "10.0.0.7:7001");
  EXPECT_EQ(remote->find(63)->host, "shard.example.org");
  EXPECT_EQ(remote->find(0), nullptr);
}

TEST(RemoteShards, RefuseWhatIsNoPlaceOfAShard) {
  for (const char* text : {"", "1", "1=", "1=host", "1=:7001", "=host:7001", "host:7001", "-1=host:7001",
                           "64=host:7001", "1=host:0", "1=host:70000", "1=host:", "1x=host:7001", "1=host:7001x"})
    EXPECT_EQ(parse_remote_shard(text).error().code, ErrorCode::kUsage) << text;
}

TEST(RemoteShards, RefuseAShardThatIsNamedTwice) {
  EXPECT_FALSE(parse_remote_shards({"1=a:7001", "1=b:7001"}, std::chrono::seconds(1)));
}

}  // namespace
}  // namespace tarsach::schema
