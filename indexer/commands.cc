#include "indexer/commands.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

#include "indexer/build_command.h"
#include "indexer/generations.h"
#include "indexer/last_run.h"
#include "indexer/options.h"
#include "indexer/replica_commands.h"
#include "indexer/status.h"
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
  return print(status(index, status_format(settings.format)));
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

/// Whether its end is written down: of what makes generations.
enum class Record : std::uint8_t { kNo, kYes };

struct CommandRow {
  const char* name;
  Result<int> (*run)(const Settings&);
  Record record = Record::kNo;
};

constexpr std::array kCommands = {CommandRow{"build", run_build, Record::kYes},
                                  CommandRow{"update", run_update, Record::kYes},
                                  CommandRow{"status", run_status},
                                  CommandRow{"verify", run_verify},
                                  CommandRow{"rollback", run_rollback},
                                  CommandRow{"gc", run_gc},
                                  CommandRow{"publish", run_publish},
                                  CommandRow{"accept", run_accept}};

/// A folder that is no index gets no file, and who found another run at work leaves the word to that one.
void write_down(const char* command, const Settings& settings, UtcTime begun, const Result<int>& result) {
  const auto index = IndexDir::open(settings.index);
  if (!index || (!result && result.error().code == ErrorCode::kLocked)) return;
  LastRun run;
  run.command = command;
  run.begun = begun;
  run.ended = std::chrono::system_clock::now();
  run.seconds = std::chrono::duration<double>(run.ended - begun).count();
  run.exit_status = result ? *result : exit_status(result.error().code);
  run.generation = index->current().value_or(0);
  if (!result) run.error = result.error().message;
  if (result && *result != 0) run.error = "stopped by a signal";
  if (const auto written = write_last_run(run, index->path()); !written)
    std::fprintf(stderr, "%s\n", describe(written.error()).c_str());
}

Result<int> run_command(const CommandRow& command, const Settings& settings) {
  const auto begun = std::chrono::system_clock::now();
  auto result = command.run(settings);
  if (command.record == Record::kYes && !settings.dry_run) write_down(command.name, settings, begun, result);
  return result;
}

Result<int> parse_and_run(int argc, const char* const* argv) {
  Settings settings;
  TARSACH_TRY(const Parsed parsed, parse(program(settings), argc, argv));
  if (parsed.done) {
    std::fputs(parsed.output.c_str(), parsed.status == 0 ? stdout : stderr);
    return parsed.status;
  }
  const auto command = std::ranges::find(kCommands, parsed.command, &CommandRow::name);
  return run_command(*command, settings);  // parse() lets known commands pass only
}

}  // namespace

int run(int argc, const char* const* argv) {
  const Result<int> status = parse_and_run(argc, argv);
  if (status) return *status;
  std::fprintf(stderr, "%s\n", describe(status.error()).c_str());
  return exit_status(status.error().code);
}

}  // namespace tarsach::indexer
