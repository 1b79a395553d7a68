// The options of a program as one table: a row gives the flag, the environment variable, the key of the
// configuration file and the line of --help. Precedence: flag, then TARSACH_<NAME>, then --config FILE (TOML), then
// the default, which is the value that the target has before parsing.
//
//   Settings settings;
//   Program program{"tarsach-searchd", "Answers searches over HTTP.", version_text(), {Command{
//       .options = {{"index", "DIR", "the index to serve", &settings.index, Need::kRequired},
//                   {"port", "N", "TCP port", &settings.port, Need::kOptional, {1, 65535}}}}}};
//   TARSACH_TRY(auto parsed, parse(program, argc, argv));
//   if (parsed.done) { std::cout << parsed.output; return 0; }       // --help, --version
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"

namespace tarsach {

enum class Need : std::uint8_t { kOptional, kRequired };

/// Both ends inclusive.
struct Range {
  double least = std::numeric_limits<double>::lowest();
  double most = std::numeric_limits<double>::max();
};

/// Where a value goes. A bool is a switch without a value; a vector may be given several times.
using Target = std::variant<bool*, std::int64_t*, double*, std::string*, std::vector<std::string>*>;

struct Option {
  std::string name;   // "per-page" is --per-page, TARSACH_PER_PAGE and per-page = … in the file
  std::string value;  // what --help calls the value ("DIR"); empty for a switch
  std::string help;
  Target target;
  Need need = Need::kOptional;
  Range range = {};                       // for numbers
  std::vector<std::string> choices = {};  // for strings; empty: any
};

/// The arguments that stand without a flag.
struct Positionals {
  std::string name;  // "SOURCE"; empty: none are taken
  std::string help;
  std::vector<std::string>* target = nullptr;
  std::size_t least = 0;
  std::size_t most = std::numeric_limits<std::size_t>::max();
};

struct Command {
  std::string name;     // empty for a program that has no commands
  std::string summary;  // one line
  std::vector<Option> options;
  Positionals positionals = {};
};

struct Program {
  std::string name;
  std::string summary;
  std::string version;  // what --version prints
  std::vector<Command> commands;
};

struct Parsed {
  std::string command;  // the chosen command's name
  bool done = false;    // --help or --version was asked for: print `output` and exit 0
  std::string output;
};

/// kUsage for a wrong flag or value (naming the nearest known one), kConfiguration for a wrong file or variable
/// (naming file and key).
[[nodiscard]] Result<Parsed> parse(const Program& program, int argc, const char* const* argv);

/// Restores a name typed wrongly: the candidate within two edits, or empty. For "did you mean --index?" messages.
[[nodiscard]] std::string nearest_name(const std::string& typed, const std::vector<std::string>& candidates);

}  // namespace tarsach
