#include "schema/remote_shards.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "schema/shards.h"

namespace tarsach::schema {
namespace {

template <typename Number>
bool is_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

const RemoteShard* RemoteShards::find(std::size_t number) const {
  const auto at =
      std::find_if(shards.begin(), shards.end(), [&](const RemoteShard& shard) { return shard.number == number; });
  return at == shards.end() ? nullptr : &*at;
}

Result<RemoteShard> parse_remote_shard(std::string_view text) {
  const std::size_t equals = text.find('='), colon = text.rfind(':');
  RemoteShard shard;
  if (equals == std::string_view::npos || colon == std::string_view::npos || colon < equals + 2 ||
      !is_number(text.substr(0, equals), shard.number) || shard.number >= kMaxShards ||
      !is_number(text.substr(colon + 1), shard.port) || shard.port == 0)
    return fail(ErrorCode::kUsage, "'" + std::string(text) + "' is no shard of another host",
                "write 1=10.0.0.7:7001 for shard 1, which xapian-tcpsrv serves at 10.0.0.7 and port 7001");
  shard.host = text.substr(equals + 1, colon - equals - 1);
  return shard;
}

Result<RemoteShards> parse_remote_shards(const std::vector<std::string>& texts, std::chrono::milliseconds timeout) {
  RemoteShards remote{.timeout = timeout};
  for (const std::string& text : texts) {
    TARSACH_TRY(RemoteShard shard, parse_remote_shard(text));
    if (remote.find(shard.number) != nullptr)
      return fail(ErrorCode::kUsage, "shard " + std::to_string(shard.number) + " is said to be on two hosts");
    remote.shards.push_back(std::move(shard));
  }
  return remote;
}

}  // namespace tarsach::schema
