// What a process does with files, and what can go wrong with it: the words that the injector (fault_injector.cc, loaded
// by LD_PRELOAD) and the tests that tell it what to do share. The injector counts the operations on what is within one
// folder; at the n-th it does as told.
//
//   LD_PRELOAD=build/release/tests/libtarsach_faults.so TARSACH_FAULT=no-space:17 TARSACH_FAULT_FOLDER=/tmp/index
//   TARSACH_FAULT_JOURNAL=/tmp/journal tarsach-indexer build …       # tests/faults/journal.h reads the journal
#pragma once

#include <array>
#include <cerrno>
#include <cstdint>
#include <string_view>

namespace tarsach::testing {

inline constexpr const char* kFaultVariable = "TARSACH_FAULT";            // "<fault>:<n>"; n counts from 1
inline constexpr const char* kFolderVariable = "TARSACH_FAULT_FOLDER";    // absolute; only what is in it counts
inline constexpr const char* kJournalVariable = "TARSACH_FAULT_JOURNAL";  // a file outside of it; appended to

enum class Operation : std::uint8_t {
  kOpenToRead,
  kOpenToWrite,
  kRead,
  kWrite,
  kCopy,  // sendfile, copy_file_range
  kSync,
  kRename,
  kMakeFolder,
  kRemove,
  kLink,
  kTruncate,
  kClose,
  kLock,
  kMap,
  kList,  // opendir
};

inline constexpr std::array<std::string_view, 15> kOperationNames = {
    "open-to-read", "open-to-write", "read",     "write", "copy", "sync", "rename", "make-folder",
    "remove",       "link",          "truncate", "close", "lock", "map",  "list"};

[[nodiscard]] constexpr std::string_view name_of(Operation operation) {
  return kOperationNames[static_cast<std::size_t>(operation)];
}

enum class Fault : std::uint8_t {
  kNone,           // only counts
  kRecord,         // counts, and keeps what is written in the journal
  kNoSpace,        // ENOSPC, once
  kDiskFull,       // ENOSPC for everything that takes room, from there on
  kInputOutput,    // EIO
  kNoDescriptors,  // EMFILE
  kNoMemory,       // ENOMEM
  kInterrupted,    // EINTR
  kShort,          // half of what was asked for
  kKill,           // SIGKILL instead of the operation
};

using Operations = std::uint32_t;  // a set of them

template <typename... Some>
constexpr Operations set_of(Some... some) {
  return ((Operations{1} << static_cast<unsigned>(some)) | ...);
}

struct FaultRow {
  Fault fault;
  std::string_view name;
  int error;              // errno; 0: none
  Operations can_befall;  // other operations can not have it
};

inline constexpr Operations kTakesRoom =
    set_of(Operation::kOpenToWrite, Operation::kWrite, Operation::kCopy, Operation::kSync, Operation::kRename,
           Operation::kMakeFolder, Operation::kLink, Operation::kTruncate);
inline constexpr Operations kOpens = set_of(Operation::kOpenToRead, Operation::kOpenToWrite, Operation::kList);
inline constexpr Operations kMoves = set_of(Operation::kRead, Operation::kWrite, Operation::kCopy);
inline constexpr Operations kReads =
    set_of(Operation::kOpenToRead, Operation::kRead, Operation::kMap, Operation::kList);

/// A crash between two reads leaves the same as one before the first.
inline constexpr std::array<FaultRow, 10> kFaults = {{
    {Fault::kNone, "none", 0, 0},
    {Fault::kRecord, "record", 0, 0},
    {Fault::kNoSpace, "no-space", ENOSPC, kTakesRoom},
    {Fault::kDiskFull, "disk-full", ENOSPC, kTakesRoom & ~set_of(Operation::kSync, Operation::kRename)},
    {Fault::kInputOutput, "input-output", EIO, ~Operations{0}},
    {Fault::kNoDescriptors, "no-descriptors", EMFILE, kOpens},
    {Fault::kNoMemory, "no-memory", ENOMEM, set_of(Operation::kMap, Operation::kList)},
    {Fault::kInterrupted, "interrupted", EINTR, set_of(Operation::kOpenToWrite, Operation::kRead, Operation::kWrite)},
    {Fault::kShort, "short", 0, kMoves},
    {Fault::kKill, "kill", 0, ~(kReads | set_of(Operation::kClose))},
}};

[[nodiscard]] constexpr bool can_befall(const FaultRow& row, Operation operation) {
  return (row.can_befall & set_of(operation)) != 0;
}

}  // namespace tarsach::testing
