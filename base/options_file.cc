// The configuration file, by toml++. Keys at the top are options; one file may serve several programs:
//
//   index = "/var/lib/tarsach"          # every program
//   [tarsach-searchd]                   # that program only; other programs pass it over
//   port = 8080
//   [build]                             # that command only
//   strict = true
#include <toml++/toml.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/file.h"
#include "base/option_sources.h"

namespace tarsach {
namespace {

constexpr std::uint64_t kMaxConfigurationBytes = std::uint64_t{1} << 20;
constexpr const char* kPrograms[] = {"tarsach", "tarsach-indexer", "tarsach-searchd"};

struct File {
  const Program& program;
  const Command& command;
  const std::string& path;

  [[nodiscard]] std::string place(const toml::source_region& source) const {
    return path + ":" + std::to_string(source.begin.line) + ": ";
  }
};

std::vector<std::string> option_names(const Program& program) {
  std::set<std::string> names;
  for (const Command& command : program.commands) {
    for (const Option& option : command.options) names.insert(option.name);
  }
  return {names.begin(), names.end()};
}

bool names_a_program(std::string_view key) { return std::ranges::find(kPrograms, key) != std::end(kPrograms); }

bool names_a_command(const Program& program, std::string_view key) {
  return std::ranges::any_of(program.commands, [&](const Command& command) { return command.name == key; });
}

/// A scalar as it would be typed on the command line; nothing for what no option can take.
std::vector<std::string> text_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return {text->get()};
  if (const auto* number = node.as_integer()) return {std::to_string(number->get())};
  if (const auto* truth = node.as_boolean()) return {truth->get() ? "true" : "false"};
  if (node.is_floating_point() || node.is_date()) {
    std::ostringstream text;
    node.visit([&](const auto& value) { text << value; });
    return {text.str()};
  }
  return {};
}

Result<std::vector<std::string>> texts_of(const File& file, const Option& option, const toml::node& node) {
  const auto place = file.place(node.source()) + option.name;
  if (const auto* array = node.as_array()) {
    if (!std::holds_alternative<std::vector<std::string>*>(option.target)) {
      return fail(ErrorCode::kConfiguration, place + ": takes one value, not a list");
    }
    std::vector<std::string> texts;
    for (const toml::node& element : *array) {
      const auto text = text_of(element);
      if (text.empty()) return fail(ErrorCode::kConfiguration, place + ": a list of strings was expected");
      texts.push_back(text[0]);
    }
    return texts;
  }
  auto texts = text_of(node);
  if (texts.empty()) return fail(ErrorCode::kConfiguration, place + ": a string, number, true or false was expected");
  return texts;
}

Result<void> take_value(const File& file, std::string_view key, const toml::node& node, GivenValues& given) {
  for (std::size_t i = 0; i < file.command.options.size(); ++i) {
    const Option& option = file.command.options[i];
    if (option.name != key) continue;
    TARSACH_TRY(auto texts, texts_of(file, option, node));
    if (given[i].origin <= Origin::kFile) {
      given[i] = {Origin::kFile, file.place(node.source()) + option.name, std::move(texts)};
    }
    return {};
  }
  // A key of another command of this program is right, only not needed now.
  const auto known = option_names(file.program);
  if (std::ranges::find(known, key) != known.end()) return {};
  const std::string name(key);
  return fail(ErrorCode::kConfiguration, file.place(node.source()) + "unknown key " + name + suggestion(name, known),
              "known keys: " + joined(known));
}

Result<void> take_table(const File& file, const toml::table& table, GivenValues& given) {
  for (const auto& [key, node] : table) {
    if (!node.is_table()) TARSACH_CHECK(take_value(file, key.str(), node, given));
  }
  // After the keys of the whole, so that the narrower table decides.
  for (const auto& [key, node] : table) {
    if (!node.is_table()) continue;
    const std::string name(key.str());
    if (name == file.program.name || (!name.empty() && name == file.command.name)) {
      TARSACH_CHECK(take_table(file, *node.as_table(), given));
    } else if (!names_a_program(name) && !names_a_command(file.program, name)) {
      return fail(ErrorCode::kConfiguration, file.place(node.source()) + "unknown table [" + name + "]",
                  "a table is named for a program or for one of its commands");
    }
  }
  return {};
}

}  // namespace

Result<void> read_configuration(const Program& program, const Command& command, const std::string& path,
                                GivenValues& given) {
  auto text = read_file(path, kMaxConfigurationBytes);
  if (!text) return fail(ErrorCode::kConfiguration, text.error().message, text.error().hint);
  const File file{program, command, path};
  try {
    return take_table(file, toml::parse(*text, path), given);
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::kConfiguration, file.place(error.source()) + std::string(error.description()));
  }
}

}  // namespace tarsach
