#include "indexer/last_run.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/file.h"

namespace tarsach::indexer {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMostBytes = 64 << 10;

template <typename Value>
Value value_of(const Json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end()) return {};
  if constexpr (std::is_same_v<Value, std::string>) return found->is_string() ? found->get<Value>() : Value{};
  if constexpr (!std::is_same_v<Value, std::string>) return found->is_number() ? found->get<Value>() : Value{};
}

}  // namespace

Result<LastRun> read_last_run(const std::filesystem::path& index) {
  const auto path = index / kLastRunName;
  TARSACH_TRY(const std::string text, read_file(path, kMostBytes));
  const Json json = Json::parse(text, nullptr, false);
  const auto begun = parse_utc(json.is_object() ? value_of<std::string>(json, "begun") : "");
  const auto ended = parse_utc(json.is_object() ? value_of<std::string>(json, "ended") : "");
  if (!begun || !ended) return fail(ErrorCode::kBadData, path.string() + " is damaged", "the next run writes it anew");
  return LastRun{value_of<std::string>(json, "command"),
                 *begun,
                 *ended,
                 value_of<double>(json, "seconds"),
                 value_of<int>(json, "exitStatus"),
                 value_of<std::string>(json, "error"),
                 value_of<std::uint64_t>(json, "generation")};
}

Result<void> write_last_run(const LastRun& run, const std::filesystem::path& index) {
  const Json json = {{"command", run.command},      {"begun", format_utc(run.begun)}, {"ended", format_utc(run.ended)},
                     {"seconds", run.seconds},      {"exitStatus", run.exit_status},  {"error", run.error},
                     {"generation", run.generation}};
  return write_file_durably(index / kLastRunName, json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace tarsach::indexer
