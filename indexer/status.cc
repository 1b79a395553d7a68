#include "indexer/status.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "indexer/last_run.h"
#include "indexer/progress.h"
#include "schema/manifest.h"
#include "text/analyzer.h"
#include "text/dictionary.h"

namespace tarsach::indexer {
namespace {

using Json = nlohmann::ordered_json;
using schema::IndexDir;
using schema::Manifest;

std::uint64_t size_on_disk(const Manifest& manifest) {
  std::uint64_t bytes = 0;
  for (const schema::FileEntry& file : manifest.files) bytes += file.bytes;
  return bytes;
}

std::string line(const char* name, const std::string& value) {
  std::string text = name;
  text.resize(11, ' ');
  return text + value + "\n";
}

/// Of another schema, which may write them otherwise, the facts are there only if they could be read.
bool has_facts(const Manifest& manifest) { return !manifest.built_at.empty(); }

std::string short_form(std::uint64_t generation, const Result<Manifest>& manifest) {
  if (!manifest) return std::to_string(generation) + ": " + manifest.error().message;
  if (!has_facts(*manifest))
    return std::to_string(generation) + ": of schema " + std::to_string(manifest->schema_version) + ", unknown here";
  return std::to_string(generation) + ": " + with_commas(manifest->documents) + " documents, " + manifest->built_at +
         ", " + readable_bytes(size_on_disk(*manifest));
}

/// What stands in the way of reading it, in words.
std::string readable(const Manifest& manifest) {
  const auto checked = schema::check_versions(manifest, text::kAnalysisVersion);
  return checked ? "" : " (" + checked.error().message + ")";
}

/// What its words were analysed with, in words.
const char* dictionary_of(const Manifest& manifest) {
  if (manifest.lists(text::kDictionaryName)) return "its own copy";
  return "none: rules alone find the forms of a word, and miss some; install the package's data and build again";
}

/// "3 days 2 h", "2 h 5 min", "48 s"
std::string readable_time(std::chrono::seconds time) {
  const auto count = std::max<std::int64_t>(time.count(), 0);
  const auto days = count / 86'400, hours = count / 3'600 % 24, minutes = count / 60 % 60;
  if (days > 0) return std::to_string(days) + (days == 1 ? " day " : " days ") + std::to_string(hours) + " h";
  if (hours > 0) return std::to_string(hours) + " h " + std::to_string(minutes) + " min";
  return minutes > 0 ? std::to_string(minutes) + " min" : std::to_string(count) + " s";
}

std::optional<std::chrono::seconds> age_of(const Manifest& manifest, UtcTime now) {
  const auto built = parse_utc(manifest.built_at);
  if (!built) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::seconds>(now - *built);
}

std::string built_line(const Manifest& manifest, UtcTime now) {
  const auto age = age_of(manifest, now);
  return line("built", manifest.built_at + (age ? ", " + readable_time(*age) + " ago" : ""));
}

std::string last_run_line(const Result<LastRun>& run) {
  if (!run) return line("last run", run.error().code == ErrorCode::kNotFound ? "unknown" : run.error().message);
  const auto end = " at " + format_utc(run->ended) + " after " +
                   readable_time(std::chrono::seconds(static_cast<std::int64_t>(run->seconds)));
  if (run->succeeded()) return line("last run", run->command + " succeeded" + end);
  return line("last run",
              run->command + " FAILED" + end + ", exit status " + std::to_string(run->exit_status) + ": " + run->error);
}

std::string text_of(const IndexDir& index, std::uint64_t current, const Manifest& manifest, UtcTime now) {
  const std::string begin =
                        line("index", index.path().string()) + line("current", "generation " + std::to_string(current)),
                    schema = "schema " + std::to_string(manifest.schema_version);
  if (!has_facts(manifest)) return begin + line("documents", "unknown") + line("versions", schema + readable(manifest));
  return begin + line("documents", with_commas(manifest.documents)) + built_line(manifest, now) +
         line("by", manifest.built_by) +
         line("versions", schema + ", analysis " + std::to_string(manifest.analysis_version) + readable(manifest)) +
         line("dictionary", dictionary_of(manifest)) +
         (manifest.shards.empty() ? "" : line("shards", std::to_string(manifest.shards.size()))) +
         line("size", readable_bytes(size_on_disk(manifest)));
}

Result<std::string> status_text(const IndexDir& index, std::uint64_t current, UtcTime now) {
  TARSACH_TRY(const Manifest manifest, schema::read_manifest(index.generation_path(current)));
  TARSACH_TRY(const std::vector<std::uint64_t> generations, index.generations());
  std::string text = text_of(index, current, manifest, now) + last_run_line(read_last_run(index.path()));
  for (const std::uint64_t generation : generations)
    if (generation != current)
      text += line("other", short_form(generation, schema::read_manifest(index.generation_path(generation))));
  return text;
}

Json to_json(std::uint64_t generation, const Result<Manifest>& manifest) {
  if (!manifest) return {{"generation", generation}, {"error", manifest.error().message}};
  if (!has_facts(*manifest))
    return {{"generation", generation}, {"schemaVersion", manifest->schema_version}, {"error", "of an unknown schema"}};
  return {{"generation", generation},
          {"documents", manifest->documents},
          {"builtAt", manifest->built_at},
          {"builtBy", manifest->built_by},
          {"schemaVersion", manifest->schema_version},
          {"analysisVersion", manifest->analysis_version},
          {"dictionary", manifest->lists(text::kDictionaryName)},
          {"shards", manifest->shards.size()},
          {"bytes", size_on_disk(*manifest)}};
}

Json to_json(const Result<LastRun>& run) {
  if (!run) return nullptr;
  return {{"command", run->command},      {"begun", format_utc(run->begun)}, {"ended", format_utc(run->ended)},
          {"seconds", run->seconds},      {"exitStatus", run->exit_status},  {"error", run->error},
          {"generation", run->generation}};
}

Result<std::string> status_json(const IndexDir& index, std::uint64_t current, UtcTime now) {
  TARSACH_TRY(const std::vector<std::uint64_t> generations, index.generations());
  Json list = Json::array();
  for (const std::uint64_t generation : generations)
    list.push_back(to_json(generation, schema::read_manifest(index.generation_path(generation))));
  Json json = {{"index", index.path().string()}, {"current", current}, {"generations", std::move(list)}};
  const auto manifest = schema::read_manifest(index.generation_path(current));
  const auto age = manifest ? age_of(*manifest, now) : std::nullopt;
  json["ageSeconds"] = age ? Json(age->count()) : Json(nullptr);
  json["lastRun"] = to_json(read_last_run(index.path()));
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// A label's value: the format escapes these three (https://prometheus.io/docs/instrumenting/exposition_formats).
std::string escaped(const std::string& value) {
  std::string text;
  for (const char c : value) {
    if (c == '\\' || c == '"') text += '\\';
    text.append(c == '\n' ? "\\n" : std::string(1, c));
  }
  return text;
}

/// Gauges, all with the index as their label: several indexes of a machine go into one folder.
class Gauges {
 public:
  explicit Gauges(const IndexDir& index) : label_("{index=\"" + escaped(index.path().string()) + "\"} ") {}

  void add(const std::string& name, const std::string& help, double value) {
    std::array<char, 32> number{};
    std::snprintf(number.data(), number.size(), "%.17g", value);
    text_ += "# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n" + name + label_ + number.data() + "\n";
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string label_, text_;
};

double seconds_since_1970(UtcTime time) { return static_cast<double>(std::chrono::system_clock::to_time_t(time)); }

std::string status_for_prometheus(const IndexDir& index) {
  Gauges gauges(index);
  const auto current = index.current();
  gauges.add("tarsach_indexer_generation", "The current generation; 0: there is none.",
             current ? static_cast<double>(*current) : 0);
  if (const auto manifest = schema::read_manifest(index.generation_path(current.value_or(0)));
      current && manifest && has_facts(*manifest)) {
    gauges.add("tarsach_indexer_documents", "Articles in it.", static_cast<double>(manifest->documents));
    gauges.add("tarsach_indexer_bytes", "Its size on disk.", static_cast<double>(size_on_disk(*manifest)));
    if (const auto built = parse_utc(manifest->built_at))
      gauges.add("tarsach_indexer_built_timestamp_seconds", "When it was built.", seconds_since_1970(*built));
  }
  if (const auto run = read_last_run(index.path())) {
    gauges.add("tarsach_indexer_last_run_success", "1 if the last run of build or update succeeded, else 0.",
               run->succeeded() ? 1 : 0);
    gauges.add("tarsach_indexer_last_run_exit_status", "Its exit status.", run->exit_status);
    gauges.add("tarsach_indexer_last_run_timestamp_seconds", "When it ended.", seconds_since_1970(run->ended));
    gauges.add("tarsach_indexer_last_run_duration_seconds", "How long it took.", run->seconds);
  }
  return gauges.take();
}

}  // namespace

StatusFormat status_format(std::string_view name) {
  if (name == "prometheus") return StatusFormat::kPrometheus;
  return name == "json" ? StatusFormat::kJson : StatusFormat::kText;
}

Result<std::string> status(const IndexDir& index, StatusFormat format, UtcTime now) {
  if (format == StatusFormat::kPrometheus) return status_for_prometheus(index);
  TARSACH_TRY(const std::uint64_t current, index.current());
  return format == StatusFormat::kJson ? status_json(index, current, now) : status_text(index, current, now);
}

}  // namespace tarsach::indexer
