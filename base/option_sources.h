// Where the values of options come from, and the one place that checks and stores them. Only base/options*.cc
// include this; programs know base/options.h.
//
//   Sources sources;                                  // a value of a better source is never replaced by a worse
//   read_arguments → read_environment → read_configuration → store
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/options.h"

namespace tarsach {

enum class Origin : std::uint8_t { kDefault, kFile, kEnvironment, kFlag };

/// What one source says of one option, still as text.
struct GivenValue {
  Origin origin = Origin::kDefault;
  std::string place;  // "--port", "TARSACH_PORT", "/etc/tarsach.toml:3: port"
  std::vector<std::string> texts;
};

/// One for each row of Command::options, in its order.
using GivenValues = std::vector<GivenValue>;

/// The words of a command line after the program and the command.
struct Arguments {
  GivenValues given;
  std::vector<std::string> positionals;
  std::string configuration_file;  // of --config; empty if not given
  bool help = false;
  bool version = false;
};

inline constexpr const char* kConfigurationFlag = "config";

/// "per-page" → "TARSACH_PER_PAGE".
[[nodiscard]] std::string environment_name(const std::string& option);

/// Flags and words by CLI11; kUsage for an unknown flag or a missing value.
[[nodiscard]] Result<Arguments> read_arguments(const Program& program, const Command& command,
                                               const std::vector<std::string>& words);
/// What --help prints for a program that has commands, and for a command.
[[nodiscard]] std::string program_help(const Program& program);
/// What a program with commands says when none was given: what it is for, and how one begins.
[[nodiscard]] std::string overview(const Program& program);
[[nodiscard]] std::string command_help(const Program& program, const Command& command);

/// Fills what is still at its default from TARSACH_* variables. An empty variable counts as not set.
void read_environment(const Command& command, GivenValues& given);

/// Fills what is still at its default from a TOML file; kConfiguration names file, line and key.
[[nodiscard]] Result<void> read_configuration(const Program& program, const Command& command, const std::string& path,
                                              GivenValues& given);

/// Checks the texts against the option's type, range and choices, whatever their origin, and stores them in its target.
[[nodiscard]] Result<void> store(const Option& option, const GivenValue& given);

/// The target's value as TOML: 8080, "bg", ["a", "b"].
[[nodiscard]] std::string show_value(const Option& option);

[[nodiscard]] bool is_switch(const Option& option);
[[nodiscard]] bool is_list(const Option& option);

/// What --config, --help and --version do; every command has them besides its own options.
inline constexpr const char* kConfigurationHelp = "values for these options as TOML";
inline constexpr const char* kHelpHelp = "print this text";
inline constexpr const char* kVersionHelp = "print the version";

/// "default 10; one of a, b; may be repeated; TARSACH_LIMIT": what the row says besides its help.
[[nodiscard]] std::string notes(const Option& option);

/// "tarsach search"
[[nodiscard]] std::string full_name(const Program& program, const Command& command);

/// "\nExamples:\n  …" of the manual's examples that begin with this command; nothing without any.
[[nodiscard]] std::string examples_text(const Program& program, const Command& command);

/// " [QUERY…]", or nothing.
[[nodiscard]] std::string usage_of(const Positionals& positionals);

/// A program without commands has one that bears no name.
[[nodiscard]] bool is_nameless(const Program& program);

/// " (did you mean --index?)" or nothing.
[[nodiscard]] std::string suggestion(const std::string& typed, const std::vector<std::string>& candidates);

/// "a, b, c": every name of a list for a message.
[[nodiscard]] std::string joined(const std::vector<std::string>& names);

}  // namespace tarsach
