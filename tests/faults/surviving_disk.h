// What would be left of a folder if the power failed after so many operations: a small model of a file system with a
// journal. Names are changed in memory at once and on the disk when their folder is synced (or earlier, in order);
// the content of a file is on the disk when the file is synced (or earlier, or in part).
//
//   SurvivingDisk disk(folder);                          // what is there now is on the disk
//   for (const JournalEntry& entry : run.journal) disk.apply(entry);      // recorded: Fault::kRecord
//   disk.write_to(elsewhere, Loss::kUnsynced, random);
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/faults/journal.h"

namespace tarsach::testing {

enum class Loss : std::uint8_t {
  kUnsynced,  // of names and of content: the least that the disk has promised
  kContent,   // all names are there, what was not synced of the files is not: renamed, and empty
  kSome,      // some of the names, in order; of each file what was synced, what was written, or a part of that
};

class SurvivingDisk {
 public:
  explicit SurvivingDisk(const std::filesystem::path& root);

  void apply(const JournalEntry& entry);
  void write_to(const std::filesystem::path& target, Loss loss, std::mt19937& random) const;

 private:
  using Node = std::size_t;  // a file or a folder
  static constexpr Node kRoot = 0, kNone = static_cast<Node>(-1);
  using Names = std::map<std::string, Node>;

  struct Inode {
    bool is_folder = false;
    std::string content = {}, synced = {};  // of a file
    Names names = {}, durable = {};         // of a folder
  };
  struct Edit {
    Node folder;
    std::string name;
    Node node;  // kNone: the name is gone
  };
  using Change = std::vector<Edit>;  // happens as a whole

  Node load(const std::filesystem::path& path);
  [[nodiscard]] Node find(const std::string& path) const;
  [[nodiscard]] Edit edit(const std::string& path, Node node) const;
  Node make(Inode inode);
  void change(Change change);
  void open(const JournalEntry& entry);
  void write(const JournalEntry& entry);
  void sync(Node node);
  static void carry_out(const Change& change, std::vector<Inode>& inodes);

  std::string root_;
  std::vector<Inode> inodes_;
  std::vector<Change> pending_;  // in memory, not on the disk
};

}  // namespace tarsach::testing
