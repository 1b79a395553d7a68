#include "base/completion.h"

#include <algorithm>
#include <array>

#include "base/completion_words.h"
#include "base/option_sources.h"

namespace tarsach {
namespace {

struct Shell {
  const char* name;
  std::string (*script)(const CompletedProgram& program);
  const char* folder;  // where an installation of a user's own has it; PROGRAM stands for the name
};

constexpr std::array kShells = {
    Shell{"bash", bash_script, "~/.local/share/bash-completion/completions/PROGRAM"},
    Shell{"zsh", zsh_script, "a folder of your fpath, as _PROGRAM"},
    Shell{"fish", fish_script, "~/.config/fish/completions/PROGRAM.fish"},
};

struct ValueName {
  std::string_view name;
  Expects expects;
};

/// What the names of the values say. Any other name is of something that a shell can not know.
constexpr std::array kValueNames = {ValueName{"DIR", Expects::kFolder}, ValueName{"FILE", Expects::kFile},
                                    ValueName{"SOURCE", Expects::kFile}};

CompletedValue value_of(const std::string& name, const std::vector<std::string>& choices) {
  if (name.empty()) return {};
  if (!choices.empty()) return {Expects::kChoice, name, choices};
  const auto* row =
      std::find_if(kValueNames.begin(), kValueNames.end(), [&](const ValueName& each) { return each.name == name; });
  return {row == kValueNames.end() ? Expects::kText : row->expects, name};
}

CompletedFlag flag_of(const Option& option) {
  return {{"--" + option.name},
          option.help,
          value_of(option.value, option.choices),
          is_list(option) ? Times::kOften : Times::kOnce};
}

CompletedFlag help_flag() { return {{"-h", "--help"}, kHelpHelp}; }
CompletedFlag version_flag() { return {{"--version"}, kVersionHelp}; }

CompletedCommand completed(const Command& command) {
  CompletedCommand result{command.name, command.summary, {}, value_of(command.positionals.name, {})};
  for (const Option& option : command.options) result.flags.push_back(flag_of(option));
  result.flags.push_back(
      {{std::string("--") + kConfigurationFlag}, kConfigurationHelp, {Expects::kFile, "FILE"}, Times::kOnce});
  result.flags.push_back(help_flag());
  result.flags.push_back(version_flag());
  return result;
}

std::vector<CompletedCommand> extras(const std::vector<std::string>& commands) {
  std::vector<CompletedCommand> rows;
  rows.push_back({"config", "tell where each value comes from, and run nothing", {}});
  rows.push_back({"completion",
                  "print a script that completes the words of this program",
                  {help_flag()},
                  {Expects::kChoice, "SHELL", completed_shells()}});
  rows.push_back({"manual", "print the manual page", {}});
  if (!commands.empty())
    rows.push_back({"help", "tell the options of a command", {}, {Expects::kChoice, "COMMAND", commands}});
  return rows;
}

CompletedProgram completed(const Program& program) {
  CompletedProgram result{program.name, replaced(program.name, "-", "_"), {}, {}, {}};
  std::vector<std::string> names;
  for (const Command& command : program.commands) {
    if (command.name.empty()) {
      result.itself = completed(command);
      continue;
    }
    names.push_back(command.name);
    result.commands.push_back(completed(command));
  }
  if (!names.empty()) result.itself.flags = {help_flag(), version_flag()};
  result.extras = extras(names);
  return result;
}

}  // namespace

std::vector<std::string> completed_shells() {
  std::vector<std::string> names;
  for (const Shell& shell : kShells) names.emplace_back(shell.name);
  return names;
}

Result<std::string> completion_script(const Program& program, const std::string& shell) {
  const auto* row = std::find_if(kShells.begin(), kShells.end(), [&](const Shell& each) { return each.name == shell; });
  if (row == kShells.end()) {
    return fail(ErrorCode::kUsage, "no completion for " + shell + suggestion(shell, completed_shells()),
                "shells are " + joined(completed_shells()));
  }
  return row->script(completed(program));
}

std::string completion_help(const Program& program) {
  std::string text =
      "Prints a script for a shell that completes commands, options and their values.\nUsage: " + program.name +
      " completion SHELL\n\nTo have it in this shell only:\n";
  text += "  bash, zsh  source <(" + program.name + " completion bash)   # or zsh\n";
  text += "  fish       " + program.name + " completion fish | source\n\nTo have it always, put the script into\n";
  for (const Shell& shell : kShells) {
    const std::string name = shell.name;
    text += "  " + name + std::string(11 - name.size(), ' ') + replaced(shell.folder, "PROGRAM", program.name) + "\n";
  }
  return text + "An installation has all of them already.\n";
}

std::string joined_words(const std::vector<std::string>& texts, std::string (*quoted)(std::string_view)) {
  std::string words;
  for (const std::string& text : texts) words += (words.empty() ? "" : " ") + quoted(text);
  return words;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

}  // namespace tarsach
