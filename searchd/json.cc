#include "searchd/json.h"

#include <nlohmann/json.hpp>

#include "base/utc_time.h"
#include "base/version.h"
#include "query/version.h"
#include "schema/manifest.h"

namespace tarsach::searchd {
namespace {

using Json = nlohmann::ordered_json;  // members stay in the order in which they are written here

/// Bytes from outside may be broken: they are replaced, a dump never throws.
std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json index_json(const query::IndexState& index) {
  return {{"generation", index.generation}, {"documents", index.documents}, {"builtAt", index.built_at}};
}

}  // namespace

std::string problem_json(const Problem& problem, const Request& request, Language language) {
  const auto& about = row(problem.code);
  Json json = {{"type", "urn:tarsach:problem:" + std::string(about.name)},
               {"title", title(about, language)},
               {"status", about.status},
               {"detail", detail(about, language)},
               {"instance", request.path},
               {"code", about.name}};
  if (!problem.errors.empty()) json["errors"] = Json::array();
  for (const auto& error : problem.errors)
    json["errors"].push_back({{"parameter", error.parameter}, {"detail", in(language, error.detail)}});
  json["requestId"] = request.id;
  return dump(json);
}

std::string alive_json() { return dump({{"status", "alive"}}); }

std::string ready_json(const Readiness& readiness) {
  Json degraded = Json::array();
  for (const auto& [reason, since] : readiness.degraded) {
    Json one = {{"reason", reason}};
    if (since) one["since"] = format_utc(*since);
    degraded.push_back(std::move(one));
  }
  return dump({{"status", "ready"}, {"degraded", std::move(degraded)}, {"index", index_json(readiness.index)}});
}

std::string version_json(const query::IndexState& index) {
  return dump({{"version", version()},
               {"commit", commit()},
               {"schema", schema::kSchemaVersion},
               {"analysis", query::analysis_version()},
               {"index", index_json(index)}});
}

}  // namespace tarsach::searchd
