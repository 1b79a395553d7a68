#include "searchd/json.h"

#include "base/json_writer.h"
#include "base/utc_time.h"
#include "base/version.h"
#include "query/version.h"
#include "schema/manifest.h"

namespace tarsach::searchd {
namespace {

void write(JsonWriter& json, const query::IndexState& index) {
  json.begin_object()
      .member("generation", index.generation)
      .member("documents", index.documents)
      .member("builtAt", index.built_at)
      .end_object();
}

}  // namespace

std::string problem_json(const Problem& problem, const Request& request, Language language) {
  const auto& about = row(problem.code);
  std::string text;
  JsonWriter json(text);
  json.begin_object()
      .member("type", "urn:tarsach:problem:" + std::string(about.name))
      .member("title", title(about, language))
      .member("status", about.status)
      .member("detail", detail(about, language))
      .member("instance", request.path)
      .member("code", about.name);
  if (!problem.errors.empty()) {
    json.key("errors").begin_array();
    for (const auto& error : problem.errors)
      json.begin_object()
          .member("parameter", error.parameter)
          .member("detail", in(language, error.detail))
          .end_object();
    json.end_array();
  }
  json.member("requestId", request.id).end_object();
  return text;
}

std::string alive_json() { return R"({"status":"alive"})"; }

std::string ready_json(const Readiness& readiness) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().member("status", "ready").key("degraded").begin_array();
  for (const auto& [reason, since] : readiness.degraded) {
    json.begin_object().member("reason", reason);
    if (since) json.member("since", format_utc(*since));
    json.end_object();
  }
  write(json.end_array().key("index"), readiness.index);
  json.end_object();
  return text;
}

std::string version_json(const query::IndexState& index) {
  std::string text;
  JsonWriter json(text);
  json.begin_object()
      .member("version", version())
      .member("commit", commit())
      .member("schema", schema::kSchemaVersion)
      .member("analysis", query::analysis_version());
  write(json.key("index"), index);
  json.end_object();
  return text;
}

}  // namespace tarsach::searchd
