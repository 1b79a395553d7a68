#include "indexer/commands.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <string>

#include "indexer/build_command.h"
#include "indexer/generations.h"
#include "indexer/options.h"
#include "indexer/replica_commands.h"
#include "schema/index_dir.h"

namespace tarsach::indexer {
namespace {

using schema::IndexDir;

Result<int> print(const Result<std::string>& text) {
  if (!text) return tl::unexpected(text.error());
  std::fputs(text->c_str(), stdout);
  return 0;
}

Result<int> run_status(const Settings& settings) {
  TARSACH_TRY(const IndexDir index, IndexDir::open(settings.index));
  return print(status(index, settings.format == "json" ? StatusFormat::kJson : StatusFormat::kText));
}

Result<int> run_verify(const Settings& settings) {
  TARSACH_TRY(const IndexDir index, IndexDir::open(settings.index));
  return print(verify(index, static_cast<std::uint64_t>(settings.generation)));
}

Result<int> run_rollback(const Settings& settings) {
  TARSACH_TRY(const IndexDir index, IndexDir::open(settings.index));
  return print(rollback(index, static_cast<std::uint64_t>(settings.generation)));
}

Result<int> run_gc(const Settings& settings) {
  TARSACH_TRY(const IndexDir index, IndexDir::open(settings.index));
  return print(collect_garbage(index, static_cast<std::uint64_t>(settings.keep)));
}

struct CommandRow {
  const char* name;
  Result<int> (*run)(const Settings&);
};

constexpr std::array kCommands = {CommandRow{"build", run_build},       CommandRow{"update", run_update},
                                  CommandRow{"status", run_status},     CommandRow{"verify", run_verify},
                                  CommandRow{"rollback", run_rollback}, CommandRow{"gc", run_gc},
                                  CommandRow{"publish", run_publish},   CommandRow{"accept", run_accept}};

Result<int> parse_and_run(int argc, const char* const* argv) {
  Settings settings;
  TARSACH_TRY(const Parsed parsed, parse(program(settings), argc, argv));
  if (parsed.done) {
    std::fputs(parsed.output.c_str(), parsed.status == 0 ? stdout : stderr);
    return parsed.status;
  }
  const auto command = std::ranges::find(kCommands, parsed.command, &CommandRow::name);
  return command->run(settings);  // parse() lets known commands pass only
}

}  // namespace

int run(int argc, const char* const* argv) {
  const Result<int> status = parse_and_run(argc, argv);
  if (status) return *status;
  std::fprintf(stderr, "%s\n", describe(status.error()).c_str());
  return exit_status(status.error().code);
}

}  // namespace tarsach::indexer
