#include "base/options.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "base/completion.h"
#include "base/manual.h"
#include "base/option_sources.h"

namespace tarsach {
namespace {

// What every program understands besides its own commands.
constexpr const char* kShowConfiguration = "config";
constexpr const char* kCompletion = "completion";
constexpr const char* kManual = "manual";

constexpr int kWrongUse = 2;

/// The command line cut into its parts, before any flag is understood.
struct Choice {
  const Command* command = nullptr;  // empty: --help or --version of the whole program
  bool show_configuration = false;
  std::vector<std::string> words;
};

std::vector<std::string> command_names(const Program& program) {
  std::vector<std::string> names;
  for (const Command& command : program.commands) names.push_back(command.name);
  return names;
}

bool asks_for_help(const std::string& word) { return word == "--help" || word == "-h" || word == "help"; }

tl::unexpected<Error> fail_without_command(const Program& program, const std::string& message) {
  return fail(ErrorCode::kUsage, message,
              "commands are " + joined(command_names(program)) + "; see " + program.name + " --help");
}

Result<const Command*> find_command(const Program& program, const std::string& name) {
  for (const Command& command : program.commands) {
    if (command.name == name) return &command;
  }
  return fail_without_command(program, "unknown command " + name + suggestion(name, command_names(program)));
}

/// Is the first word the one that every program understands, and not a command or an argument of this one?
bool takes(const Program& program, const std::vector<std::string>& words, const char* word) {
  if (words.empty() || words.front() != word) return false;
  return is_nameless(program) ? program.commands[0].positionals.name.empty()
                              : std::ranges::count(command_names(program), word) == 0;
}

Result<Choice> choose(const Program& program, std::vector<std::string> words) {
  Choice choice;
  if (takes(program, words, kShowConfiguration)) {
    choice.show_configuration = true;
    words.erase(words.begin());
  }
  if (is_nameless(program)) {
    choice.command = &program.commands[0];
    choice.words = std::move(words);
    return choice;
  }
  if (words.empty()) return fail_without_command(program, "config of which command?");
  if (asks_for_help(words[0]) || words[0] == "--version") {
    choice.words = std::move(words);
    return choice;
  }
  if (words[0].starts_with('-')) {
    return fail_without_command(program, "the command comes before its options: " + words[0]);
  }
  TARSACH_TRY(choice.command, find_command(program, words[0]));
  words.erase(words.begin());
  choice.words = std::move(words);
  return choice;
}

Parsed printed(std::string output) { return {.command = {}, .done = true, .output = std::move(output)}; }

Result<Parsed> answer_for_program(const Program& program, const std::vector<std::string>& words) {
  if (words[0] == "--version") return printed(program.version + "\n");
  if (words.size() < 2 || words[0] != "help") return printed(program_help(program));
  if (takes(program, {words[1]}, kCompletion)) return printed(completion_help(program));
  TARSACH_TRY(const Command* command, find_command(program, words[1]));
  return printed(command_help(program, *command));
}

Result<Parsed> print_completion(const Program& program, const std::vector<std::string>& words) {
  if (words.size() == 2 && asks_for_help(words[1])) return printed(completion_help(program));
  if (words.size() != 2) {
    return fail(ErrorCode::kUsage, "completion for which shell?",
                program.name + " completion SHELL, one of " + joined(completed_shells()));
  }
  TARSACH_TRY(std::string script, completion_script(program, words[1]));
  return printed(std::move(script));
}

Result<void> check_positionals(const Positionals& expected, const std::vector<std::string>& words) {
  if (expected.name.empty() && !words.empty()) {
    return fail(ErrorCode::kUsage, "unexpected argument: " + words.front());
  }
  const std::size_t by_option = expected.target == nullptr ? 0 : expected.target->size();
  if (std::max(words.size(), by_option) < expected.least) {
    return fail(ErrorCode::kUsage, "missing " + expected.name + ": " + expected.help);
  }
  if (words.size() > expected.most) {
    return fail(ErrorCode::kUsage, "unexpected argument: " + words[expected.most],
                "at most " + std::to_string(expected.most) + " of " + expected.name + " can be given");
  }
  return {};
}

Result<void> check_required(const Command& command, const GivenValues& given) {
  for (std::size_t i = 0; i < command.options.size(); ++i) {
    const Option& option = command.options[i];
    if (option.need == Need::kOptional || given[i].origin != Origin::kDefault) continue;
    return fail(ErrorCode::kUsage, "--" + option.name + " is required: " + option.help,
                "give --" + option.name + (option.value.empty() ? "" : " " + option.value) + " or set " +
                    environment_name(option.name));
  }
  return {};
}

std::string origin_text(const GivenValue& given) { return given.origin == Origin::kDefault ? "default" : given.place; }

/// A configuration file that says what now holds, with a comment that tells where each value came from.
std::string show_configuration(const Command& command, const GivenValues& given) {
  std::string text;
  for (std::size_t i = 0; i < command.options.size(); ++i) {
    const Option& option = command.options[i];
    const bool missing = option.need == Need::kRequired && given[i].origin == Origin::kDefault;
    text += missing ? "# " + option.name + " is required and not set\n"
                    : option.name + " = " + show_value(option) + "  # " + origin_text(given[i]) + "\n";
  }
  return text;
}

std::string configuration_path(const Arguments& arguments) {
  if (!arguments.configuration_file.empty()) return arguments.configuration_file;
  const char* variable = std::getenv(environment_name(kConfigurationFlag).c_str());
  return variable == nullptr ? "" : variable;
}

Result<GivenValues> gather(const Program& program, const Command& command, Arguments& arguments) {
  GivenValues given = std::move(arguments.given);
  read_environment(command, given);
  if (const std::string path = configuration_path(arguments); !path.empty()) {
    TARSACH_CHECK(read_configuration(program, command, path, given));
  }
  for (std::size_t i = 0; i < given.size(); ++i) TARSACH_CHECK(store(command.options[i], given[i]));
  return given;
}

}  // namespace

Result<Parsed> parse(const Program& program, int argc, const char* const* argv) {
  std::vector<std::string> words;
  for (int i = 1; i < argc; ++i) words.emplace_back(argv[i]);
  if (words.empty() && !is_nameless(program)) {
    return Parsed{.command = {}, .done = true, .output = overview(program), .status = kWrongUse};
  }
  if (takes(program, words, kCompletion)) return print_completion(program, words);
  if (takes(program, words, kManual)) return printed(manual_page(program));
  TARSACH_TRY(const Choice choice, choose(program, std::move(words)));
  if (choice.command == nullptr) return answer_for_program(program, choice.words);

  const Command& command = *choice.command;
  Parsed parsed{.command = command.name, .done = false, .output = {}};
  TARSACH_TRY(Arguments arguments, read_arguments(program, command, choice.words));
  parsed.done = arguments.help || arguments.version || choice.show_configuration;
  if (arguments.help) {
    parsed.output = command_help(program, command);
    return parsed;
  }
  if (arguments.version) {
    parsed.output = program.version + "\n";
    return parsed;
  }
  TARSACH_TRY(const GivenValues given, gather(program, command, arguments));
  if (choice.show_configuration) {
    parsed.output = show_configuration(command, given);
    return parsed;
  }
  TARSACH_CHECK(check_positionals(command.positionals, arguments.positionals));
  TARSACH_CHECK(check_required(command, given));
  if (command.positionals.target != nullptr && !arguments.positionals.empty())
    *command.positionals.target = std::move(arguments.positionals);
  return parsed;
}

}  // namespace tarsach
