// The command line and --help, by CLI11.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>

#include "base/option_sources.h"

namespace tarsach {
namespace {

/// CLI11's view of one command. The texts are taken as they stand; store() checks them.
struct FlagParser {
  CLI::App app;
  std::vector<CLI::Option*> options;  // in the order of Command::options
  CLI::Option* configuration = nullptr;
  CLI::Option* help = nullptr;
  CLI::Option* version = nullptr;
};

CLI::Option* add_text(CLI::App& app, const std::string& name, const std::string& value, const std::string& help) {
  CLI::Option* added = app.add_option(
      "--" + name, [](const CLI::results_t&) { return true; }, help);
  return added->type_name(value)->type_size(1)->expected(1)->allow_extra_args(false)->multi_option_policy(
      CLI::MultiOptionPolicy::TakeAll);
}

CLI::Option* add(CLI::App& app, const Option& option) {
  const std::string help = option.help + " [" + notes(option) + "]";
  if (is_switch(option)) return app.add_flag("--" + option.name, help);
  return add_text(app, option.name, option.value, help);
}

std::unique_ptr<FlagParser> make_parser(const Command& command) {
  auto parser = std::make_unique<FlagParser>();
  parser->app.allow_extras();
  parser->app.set_help_flag();  // ours: CLI11's would throw to get out
  for (const Option& option : command.options) parser->options.push_back(add(parser->app, option));
  parser->configuration = add_text(parser->app, kConfigurationFlag, "FILE",
                                   std::string(kConfigurationHelp) + " [" + environment_name(kConfigurationFlag) + "]");
  parser->help = parser->app.add_flag("-h,--help")->description(kHelpHelp);
  parser->version = parser->app.add_flag("--version")->description(kVersionHelp);
  return parser;
}

std::vector<std::string> flag_names(const Command& command) {
  std::vector<std::string> names = {"--config", "--help", "--version"};
  for (const Option& option : command.options) names.push_back("--" + option.name);
  return names;
}

/// --name=value as two words: CLI11 would give the next word to an option with an empty value.
std::vector<std::string> separated(const Command& command, const std::vector<std::string>& words) {
  std::vector<std::string> result;
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    const bool takes_text = std::ranges::any_of(command.options, [&](const Option& option) {
      return !is_switch(option) && word.substr(0, equals) == "--" + option.name;
    });
    if (equals == std::string::npos || !takes_text) {
      result.push_back(word);
    } else {
      result.push_back(word.substr(0, equals));
      result.push_back(word.substr(equals + 1));
    }
  }
  return result;
}

/// The words that CLI11 left: what begins with a dash is a flag that nobody knows ("-" alone is standard input).
Result<void> check_flags(const Program& program, const Command& command, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word.size() < 2 || !word.starts_with('-')) continue;
    const std::string flag = word.substr(0, word.find('='));
    std::string hint = "see " + full_name(program, command) + " --help";
    if (!command.positionals.name.empty()) hint += "; a " + command.positionals.name + " with a dash comes after --";
    return fail(ErrorCode::kUsage, "unknown option " + flag + suggestion(flag, flag_names(command)), hint);
  }
  return {};
}

Arguments take(const FlagParser& parser, const Command& command) {
  Arguments arguments;
  arguments.help = parser.help->count() > 0;
  arguments.version = parser.version->count() > 0;
  if (parser.configuration->count() > 0) arguments.configuration_file = parser.configuration->results().back();
  for (std::size_t i = 0; i < command.options.size(); ++i) {
    if (parser.options[i]->count() == 0) {
      arguments.given.emplace_back();
    } else {
      arguments.given.push_back({Origin::kFlag, "--" + command.options[i].name, parser.options[i]->results()});
    }
  }
  return arguments;
}

}  // namespace

Result<Arguments> read_arguments(const Program& program, const Command& command,
                                 const std::vector<std::string>& words) {
  // Everything after -- is a positional; CLI11 need not see it.
  const auto end_of_flags = std::ranges::find(words, "--");
  std::vector<std::string> reversed = separated(command, {words.begin(), end_of_flags});
  std::ranges::reverse(reversed);  // CLI11 wants the last word first
  const auto parser = make_parser(command);
  try {
    parser->app.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    return fail(ErrorCode::kUsage, error.what(), "see " + full_name(program, command) + " --help");
  }
  const auto left = parser->app.remaining();
  TARSACH_CHECK(check_flags(program, command, left));
  Arguments arguments = take(*parser, command);
  arguments.positionals = left;
  if (end_of_flags != words.end()) {
    arguments.positionals.insert(arguments.positionals.end(), end_of_flags + 1, words.end());
  }
  return arguments;
}

std::string command_help(const Program& program, const Command& command) {
  const auto parser = make_parser(command);
  const std::string& summary = command.name.empty() ? program.summary : command.summary;
  std::string text = summary + "\nUsage: " + full_name(program, command) + " [OPTIONS]" + usage_of(command.positionals);
  if (!command.positionals.name.empty()) text += "\n\n" + command.positionals.name + ": " + command.positionals.help;
  CLI::Formatter formatter;
  formatter.column_width(28);
  return text + "\n" + formatter.make_groups(&parser->app, CLI::AppFormatMode::Normal) +
         examples_text(program, command);
}

}  // namespace tarsach
