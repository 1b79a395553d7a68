// The part of corpus/markdown.h that reads front matter. Exceptions of yaml-cpp end here.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "corpus/input.h"
#include "corpus/markdown.h"
#include "corpus/wording.h"

namespace tarsach::corpus {
namespace {

using Json = nlohmann::json;

/// Deep nesting is refused before the parser, which goes down by recursion, sees it.
constexpr std::size_t kMaxYamlBrackets = 64;

Json to_json(const YAML::Node& node) {
  if (node.IsScalar()) return node.Scalar();
  if (node.IsMap()) return Json::object();
  if (!node.IsSequence()) return nullptr;
  Json items = Json::array();
  for (const YAML::Node& item : node) items.push_back(item.IsScalar() ? Json(item.Scalar()) : Json(Json::object()));
  return items;
}

Result<Json> mapping_of(std::string_view yaml) {
  try {
    const YAML::Node root = YAML::Load(std::string(yaml));
    if (root.IsNull()) return Json::object();
    if (!root.IsMap()) return fail(ErrorCode::kBadData, "front matter: expected \"name: value\" lines");
    Json object = Json::object();
    for (const auto& entry : root) {
      if (entry.first.IsScalar()) object[entry.first.Scalar()] = to_json(entry.second);
    }
    return object;
  } catch (const YAML::Exception& error) {
    const std::string line = error.mark.is_null() ? "" : "line " + std::to_string(error.mark.line + 2) + ": ";
    return fail(ErrorCode::kBadData, "front matter: " + line + error.msg);
  } catch (const std::exception& error) {  // yaml-cpp 0.7 lets standard ones out on some broken input
    return fail(ErrorCode::kBadData, std::string("front matter: ") + error.what());
  }
}

/// The end of the JSON object at the beginning; 0 if it does not end.
std::size_t json_end(std::string_view text) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size() && at <= kMaxFrontMatterBytes; ++at) {
    const char letter = text[at];
    if (quoted) {
      if (letter == '\\')
        ++at;
      else if (letter == '"')
        quoted = false;
      continue;
    }
    quoted = letter == '"';
    depth += letter == '{' ? 1 : 0;
    depth -= letter == '}' ? 1 : 0;
    if (depth == 0) return at + 1;
  }
  return 0;
}

std::size_t lines_in(std::string_view text) { return static_cast<std::size_t>(std::ranges::count(text, '\n')); }

Result<Markdown> split_json(std::string_view text) {
  const std::size_t end = json_end(text);
  if (end == 0) {
    return fail(ErrorCode::kBadData, "front matter: expected a JSON object of at most " +
                                         std::to_string(kMaxFrontMatterBytes) + " bytes, found no end of it");
  }
  return Markdown{std::string(text.substr(0, end)), text.substr(end), lines_in(text.substr(0, end)) + 1};
}

struct FrontLines {
  std::size_t end = std::string_view::npos;  // of the YAML
  std::size_t body = 0;
};

/// Looks for the line "---" or "..." that closes the front matter; `at` is behind the first line.
FrontLines find_closing_line(std::string_view text, std::size_t at) {
  while (at < text.size() && at <= kMaxFrontMatterBytes) {
    const std::size_t line_end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trim(text.substr(at, line_end - at));
    if (line == "---" || line == "...") return {at, std::min(line_end + 1, text.size())};
    at = line_end + 1;
  }
  return {};
}

}  // namespace

Result<std::string> yaml_to_json(std::string_view yaml) {
  const auto brackets =
      static_cast<std::size_t>(std::ranges::count_if(yaml, [](char c) { return c == '[' || c == '{'; }));
  if (yaml.size() > kMaxFrontMatterBytes || brackets > kMaxYamlBrackets) {
    return fail(ErrorCode::kBadData, "front matter: expected at most " + std::to_string(kMaxFrontMatterBytes) +
                                         " bytes and " + std::to_string(kMaxYamlBrackets) + " brackets, found more");
  }
  TARSACH_TRY(const Json object, mapping_of(yaml));
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Markdown> split_markdown(std::string_view text) {
  if (text.starts_with("{")) return split_json(text);
  const std::size_t first = text.find('\n');
  if (first == std::string_view::npos || trim(text.substr(0, first)) != "---") return Markdown{"", text, 1};
  const FrontLines lines = find_closing_line(text, first + 1);
  if (lines.end == std::string_view::npos) {
    return fail(ErrorCode::kBadData, "front matter: expected a closing line \"---\" within " +
                                         std::to_string(kMaxFrontMatterBytes) + " bytes, found none");
  }
  TARSACH_TRY(std::string json, yaml_to_json(text.substr(first + 1, lines.end - first - 1)));
  return Markdown{std::move(json), text.substr(lines.body), lines_in(text.substr(0, lines.body)) + 1};
}

}  // namespace tarsach::corpus
