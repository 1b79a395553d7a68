#include "tests/faults/journal.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include "tests/support/temporary.h"

namespace tarsach::testing {
namespace {

const FaultRow& row_of(Fault fault) { return *std::ranges::find(kFaults, fault, &FaultRow::fault); }

Operation operation_of(const std::string& name) {
  return static_cast<Operation>(std::ranges::find(kOperationNames, name) - kOperationNames.begin());
}

JournalEntry entry_of(const std::string& line) {
  std::array<std::string, 7> parts;
  std::istringstream stream(line);
  for (std::string& part : parts) std::getline(stream, part, '\t');
  JournalEntry entry;
  entry.number = std::atol(parts[0].c_str());
  entry.fault = parts[1].empty() ? "" : parts[1].substr(1);
  entry.operation = operation_of(parts[2]);
  entry.path = parts[3];
  entry.other = parts[4];
  entry.offset = std::atoll(parts[5].c_str());
  entry.length = std::atoll(parts[6].c_str());
  return entry;
}

bool has_data(const JournalEntry& entry) {
  const bool moves = entry.operation == Operation::kWrite || entry.operation == Operation::kCopy;
  return entry.fault.empty() && moves;
}

std::vector<JournalEntry> read(const std::filesystem::path& path, bool is_recorded) {
  std::vector<JournalEntry> entries;
  std::ifstream file(path, std::ios::binary);
  for (std::string line; std::getline(file, line);) {
    entries.push_back(entry_of(line));
    JournalEntry& entry = entries.back();
    if (!is_recorded || !has_data(entry)) continue;
    entry.data.resize(static_cast<std::size_t>(entry.length));
    file.read(entry.data.data(), static_cast<std::streamsize>(entry.data.size()));
    file.ignore(1);
  }
  return entries;
}

}  // namespace

std::vector<JournalEntry> read_journal(const std::filesystem::path& path) { return read(path, false); }

bool FaultRun::was_hit() const {
  return std::ranges::any_of(journal, [](const JournalEntry& entry) { return !entry.fault.empty(); });
}

std::string FaultRun::told() const {
  for (const JournalEntry& entry : journal)
    if (!entry.fault.empty())
      return std::to_string(entry.number) + " " + std::string(name_of(entry.operation)) + " " + entry.path + ": " +
             entry.fault;
  return "no fault";
}

std::vector<std::string> fault_environment(const std::filesystem::path& folder, Fault fault, long number,
                                           const std::filesystem::path& journal) {
  const std::filesystem::path library = program_path("").parent_path().parent_path() / "tests" / "libtarsach_faults.so";
  const std::string wish = std::string(row_of(fault).name) + ":" + std::to_string(number);
  return {"LD_PRELOAD=" + library.string(), std::string(kFaultVariable) + "=" + wish,
          std::string(kFolderVariable) + "=" + folder.string(), std::string(kJournalVariable) + "=" + journal.string()};
}

FaultRun run_with_fault(const std::vector<std::string>& words, const std::filesystem::path& folder, Fault fault,
                        long number, const std::vector<std::string>& environment) {
  const TemporaryFolder notes;
  const std::filesystem::path journal = notes.path() / "journal";
  std::vector<std::string> all = fault_environment(folder, fault, number, journal);
  all.insert(all.end(), environment.begin(), environment.end());
  FaultRun run{run_program(words, {}, all), {}};
  run.journal = read(journal, fault == Fault::kRecord);
  return run;
}

}  // namespace tarsach::testing
