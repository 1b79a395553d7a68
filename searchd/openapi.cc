#include "searchd/openapi.h"

#include <map>
#include <nlohmann/json.hpp>

#include "base/version.h"
#include "searchd/api_files.h"
#include "searchd/parameter_table.h"
#include "searchd/routes.h"

namespace tarsach::searchd {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxValues = query::kMaxFilterValues;

Json reference(std::string_view kind, std::string_view name) {
  return {{"$ref", "#/components/" + std::string(kind) + "/" + std::string(name)}};
}

// ---- parameters ----

Json schema_of(const Type& type) {
  switch (type.kind) {
    case Kind::kText: return {{"type", "string"}, {"maxLength", type.most}};
    case Kind::kNumber: return {{"type", "integer"}, {"minimum", type.least}, {"maximum", type.most}};
    case Kind::kChoice: return {{"type", "string"}, {"enum", type.words()}};
    case Kind::kChoices: return {{"type", "array"}, {"items", {{"type", "string"}, {"enum", type.words()}}}};
    case Kind::kDate: return {{"type", "string"}, {"pattern", kDatePattern}};
    case Kind::kYears: return {{"type", "string"}, {"pattern", kYearsPattern}};
  }
  return true;
}

Json default_of(const Parameter& row) {
  if (row.type.kind == Kind::kNumber) return std::stoul(std::string(row.fallback));
  if (row.type.kind != Kind::kChoices) return row.fallback;
  Json words = Json::array();
  for (std::string_view rest = row.fallback; !rest.empty();) {
    const auto comma = std::min(rest.find(','), rest.size());
    words.push_back(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return words;
}

Json query_parameter(const Parameter& row) {
  auto schema = schema_of(row.type);
  if (row.times == Times::kAnyNumber) schema = {{"type", "array"}, {"items", schema}, {"maxItems", kMaxValues}};
  if (!row.fallback.empty()) schema["default"] = default_of(row);
  return {{"name", row.name},        {"in", "query"},   {"description", row.meaning},
          {"allowEmptyValue", true}, {"style", "form"}, {"explode", row.type.kind != Kind::kChoices},
          {"schema", schema}};
}

Json path_parameter(const Route& route) {
  const auto begin = route.path.find('{') + 1;
  auto schema = schema_of(route.variable);
  if (route.variable.kind == Kind::kText) schema["minLength"] = 1;
  return {{"name", route.path.substr(begin, route.path.find('}') - begin)},
          {"in", "path"},
          {"required", true},
          {"description", "percent-encoded, with `/` as `%2F`"},
          {"schema", schema}};
}

bool has_variable(const Route& route) { return route.path.find('{') != std::string_view::npos; }

Json parameters_of(const Route& route) {
  Json list = Json::array();
  if (has_variable(route)) list.push_back(path_parameter(route));
  for (const auto& row : parameters())
    if (takes(row, route.endpoint)) list.push_back(query_parameter(row));
  if (route.caching != Caching::kNone) list.push_back(reference("parameters", "IfNoneMatch"));
  if (route.audience == Audience::kPrograms) list.push_back(reference("parameters", "AcceptLanguage"));
  list.push_back(reference("parameters", "RequestId"));
  return list;
}

// ---- responses ----

Json headers_of(std::initializer_list<std::string_view> names) {
  Json headers = Json::object();
  for (const auto name : names) headers[std::string(name)] = reference("headers", name);
  return headers;
}

/// What this route never says. Whatever is wrong with HTTP itself, it says like all others.
bool says(const Route& route, const ProblemRow& problem) {
  switch (problem.code) {
    case ProblemCode::kMethodNotAllowed:         // a GET is allowed
    case ProblemCode::kAbandoned: return false;  // nobody hears it
    case ProblemCode::kRateLimited: return !is_for_operators(route);
    case ProblemCode::kNotFound: return has_variable(route) && route.variable.kind == Kind::kChoice;
    case ProblemCode::kDocumentNotFound:
    case ProblemCode::kEventNotFound: return route.missing == problem.code;
    case ProblemCode::kBadParameter: return has_variable(route) || route.endpoint != Endpoint::kNone;
    default: return true;
  }
}

Json problem_response(const Route& route, const std::vector<const ProblemRow*>& problems) {
  std::string description;
  Json codes = Json::array();
  bool retry = false;
  for (const auto* problem : problems) {
    description.append(description.empty() ? "" : "; ").append(title(*problem, Language::kEnglish));
    codes.push_back(problem->name);
    retry = retry || problem->retry_after > 0;
  }
  auto headers = headers_of({"X-Request-Id", "Cache-Control", "Content-Language", "Vary"});
  if (retry) headers["Retry-After"] = reference("headers", "Retry-After");
  const Json schema = {
      {"allOf", {reference("schemas", "Problem")}},
      {"properties", {{"status", {{"const", problems.front()->status}}}, {"code", {{"enum", codes}}}}}};
  Json content = {{std::string(media_type(kProblemJson)), {{"schema", schema}}}};
  if (route.audience == Audience::kPeople) content[std::string(media_type(kHtml))] = Json::object();
  return {{"description", description}, {"headers", headers}, {"content", content}};
}

Json found_response(const Route& route) {
  auto headers = headers_of({"X-Request-Id", "Cache-Control"});
  if (route.caching != Caching::kNone && !route.answers[0].type.empty()) headers["ETag"] = reference("headers", "ETag");
  if (route.caching == Caching::kRevalidate) headers["Server-Timing"] = reference("headers", "Server-Timing");
  if (!route.answers[1].type.empty()) headers["Vary"] = reference("headers", "Vary");
  Json response = {{"description", route.summary}, {"headers", headers}};
  for (const auto& [type, schema] : route.answers) {
    if (type.empty()) continue;
    response["content"][std::string(media_type(type))] =
        schema.empty() ? Json::object() : Json{{"schema", reference("schemas", schema)}};
  }
  return response;
}

Json responses_of(const Route& route) {
  Json responses = {{std::to_string(route.status), found_response(route)}};
  if (route.caching != Caching::kNone && !route.answers[0].type.empty())
    responses["304"] = {{"description", "what `If-None-Match` names is still the answer"},
                        {"headers", headers_of({"X-Request-Id", "Cache-Control", "ETag"})}};
  std::map<int, std::vector<const ProblemRow*>> by_status;
  for (const auto& problem : problems())
    if (says(route, problem)) by_status[problem.status].push_back(&problem);
  for (const auto& [status, problems] : by_status)
    responses[std::to_string(status)] = problem_response(route, problems);
  return responses;
}

// ---- all of it ----

/// "/v1/documents/{id}" is "v1_documents_id".
std::string operation_id(std::string_view path) {
  std::string id;
  for (const char c : path.substr(1)) {
    if (c == '{' || c == '}') continue;
    id += c == '/' || c == '.' ? '_' : c;
  }
  return id.empty() ? "root" : id;
}

Json operation(const Route& route) {
  return {{"operationId", operation_id(route.path)},
          {"summary", route.summary},
          {"tags", {route.audience == Audience::kPeople ? "for people" : "for programs"}},
          {"parameters", parameters_of(route)},
          {"responses", responses_of(route)}};
}

}  // namespace

std::string openapi_json() {
  Json json = Json::parse(api_file("description.json"));
  json["info"]["version"] = version();
  json["paths"] = Json::object();
  for (const auto& route : routes()) json["paths"][std::string(route.path)] = {{"get", operation(route)}};
  json["components"]["schemas"] = Json::parse(api_file("schemas.json"));
  return json.dump();
}

}  // namespace tarsach::searchd
