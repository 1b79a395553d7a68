// The words of a program as completion sees them, and the three shells that write them down. Only
// base/completion*.cc include this.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/options.h"
#include "base/shell_word.h"

namespace tarsach {

enum class Expects : std::uint8_t {
  kNothing,  // a switch; no argument is taken
  kText,     // anything: nothing is offered
  kChoice,
  kFile,
  kFolder,
};

enum class Times : std::uint8_t { kOnce, kOften };

struct CompletedValue {
  Expects expects = Expects::kNothing;
  std::string name = {};                  // "DIR"
  std::vector<std::string> choices = {};  // of kChoice
};

struct CompletedFlag {
  std::vector<std::string> names;  // "-h", "--help"
  std::string help;
  CompletedValue value = {};
  Times times = Times::kOnce;
};

struct CompletedCommand {
  std::string name;
  std::string summary;
  std::vector<CompletedFlag> flags;
  CompletedValue argument = {};
};

struct CompletedProgram {
  std::string name;
  std::string identifier;                  // the name as a shell's function can bear it
  std::vector<CompletedCommand> commands;  // its own; empty for a program without
  std::vector<CompletedCommand> extras;    // what every program understands: config (before a command), completion, …
  CompletedCommand itself;                 // before a command, or instead of one: its flags
};

[[nodiscard]] std::string bash_script(const CompletedProgram& program);
[[nodiscard]] std::string zsh_script(const CompletedProgram& program);
[[nodiscard]] std::string fish_script(const CompletedProgram& program);

/// The words of a list: 'text' 'json'
[[nodiscard]] std::string joined_words(const std::vector<std::string>& texts, std::string (*quoted)(std::string_view));

[[nodiscard]] std::string replaced(std::string text, std::string_view what, std::string_view with);

}  // namespace tarsach
