#include "searchd/openapi.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "searchd/parameter_table.h"
#include "searchd/routes.h"
#include "tests/support/process.h"

namespace tarsach::searchd {
namespace {

using nlohmann::json;

const json& description() {
  static const json parsed = json::parse(openapi_json());
  return parsed;
}

void collect_references(const json& node, std::set<std::string>& references) {
  if (node.is_object() && node.contains("$ref")) references.insert(node["$ref"].get<std::string>());
  for (const auto& child : node)
    if (child.is_structured()) collect_references(child, references);
}

TEST(OpenApi, DescribesEveryRouteAndParameter) {
  EXPECT_EQ(description()["paths"].size(), routes().size());
  for (const auto& route : routes()) {
    const auto& operation = description()["paths"][std::string(route.path)]["get"];
    std::set<std::string> described, taken;
    for (const auto& parameter : operation["parameters"])
      if (parameter.contains("in") && parameter["in"] == "query")
        described.insert(parameter["name"].get<std::string>());
    for (const auto& row : parameters())
      if (takes(row, route.endpoint)) taken.emplace(row.name);
    EXPECT_EQ(described, taken) << route.path;
  }
}

TEST(OpenApi, RefersOnlyToWhatItHas) {
  std::set<std::string> references;
  collect_references(description(), references);
  for (const auto& reference : references)
    EXPECT_TRUE(description().contains(json::json_pointer(reference.substr(1)))) << reference;
  for (const auto& [name, schema] : description()["components"]["schemas"].items())
    EXPECT_TRUE(references.contains("#/components/schemas/" + name)) << name << " is not used";
}

TEST(OpenApi, NamesEachOperationOnce) {
  std::set<std::string> names;
  for (const auto& path : description()["paths"])
    EXPECT_TRUE(names.insert(path["get"]["operationId"].get<std::string>()).second);
}

// ---- docs/http-api.md ----

std::string quoted(const Words& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "`" : ", `") + word + "`";
  return text;
}

std::string value_of(const Parameter& row) {
  const auto& type = row.type;
  const std::string many = row.times == Times::kAnyNumber ? ", repeatable" : "";
  switch (type.kind) {
    case Kind::kText: return "up to " + std::to_string(type.most) + " characters" + many;
    case Kind::kNumber: return std::to_string(type.least) + "–" + std::to_string(type.most);
    case Kind::kChoice: return quoted(type.words());
    case Kind::kChoices: return "with commas: " + quoted(type.words());
    case Kind::kDate: return "`2018`, `2018-07`, `2018-07-05`";
    case Kind::kYears: return "`2018`, `2017..2019`" + many;
  }
  return {};
}

std::string parameters_of(Endpoint endpoint) {
  Words names;
  for (const auto& row : parameters())
    if (takes(row, endpoint)) names.emplace_back(row.name);
  return quoted(names);
}

std::string table_of_routes() {
  std::string table = "| path | answers | parameters |\n|---|---|---|\n";
  for (const auto& route : routes())
    table += "| `" + std::string(route.path) + "` | " + std::string(route.summary) + " | " +
             parameters_of(route.endpoint) + " |\n";
  return table;
}

std::string table_of_parameters() {
  std::string table = "| parameter | value | default | meaning |\n|---|---|---|---|\n";
  for (const auto& row : parameters())
    table += "| `" + std::string(row.name) + "` | " + value_of(row) + " | " +
             (row.fallback.empty() ? "" : "`" + std::string(row.fallback) + "`") + " | " + std::string(row.meaning) +
             " |\n";
  return table;
}

std::string table_of_problems() {
  std::string table = "| status | `code` | what is said |\n|---|---|---|\n";
  for (const auto& row : problems())
    table += "| " + std::to_string(row.status) + " | `" + std::string(row.name) + "` | " + std::string(row.detail_en) +
             (row.retry_after > 0 ? " (`Retry-After: " + std::to_string(row.retry_after) + "`)" : "") + " |\n";
  return table;
}

/// The section between "<!-- name -->" and "<!-- /name -->".
void expect_section(const std::string& name, const std::string& expected) {
  const auto path = testing::source_path("docs/http-api.md");
  std::stringstream content;
  content << std::ifstream(path).rdbuf();
  auto text = content.str();
  const auto begin = text.find("<!-- " + name + " -->\n");
  const auto end = text.find("<!-- /" + name + " -->");
  ASSERT_TRUE(begin != std::string::npos && end != std::string::npos) << name;
  const auto from = begin + name.size() + 10;
  if (std::getenv("TARSACH_UPDATE_GOLDENS") != nullptr) {
    text.replace(from, end - from, expected);
    std::ofstream(path) << text;
    return;
  }
  EXPECT_EQ(text.substr(from, end - from), expected) << "TARSACH_UPDATE_GOLDENS=1 writes it anew";
}

TEST(HttpApiDocument, ShowsTheTablesOfTheProgram) {
  expect_section("routes", table_of_routes());
  expect_section("parameters", table_of_parameters());
  expect_section("problems", table_of_problems());
}

}  // namespace
}  // namespace tarsach::searchd
