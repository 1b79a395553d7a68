#include "tests/faults/surviving_disk.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>

namespace tarsach::testing {
namespace fs = std::filesystem;

SurvivingDisk::SurvivingDisk(const fs::path& root) : root_(root.string()) { load(root); }

SurvivingDisk::Node SurvivingDisk::load(const fs::path& path) {
  const Node node = make({.is_folder = fs::is_directory(path)});
  if (!inodes_[node].is_folder) {
    std::ifstream file(path, std::ios::binary);
    inodes_[node].content.assign(std::istreambuf_iterator<char>(file), {});
    inodes_[node].synced = inodes_[node].content;
    return node;
  }
  for (const auto& entry : fs::directory_iterator(path)) {
    const Node child = load(entry.path());
    inodes_[node].names[entry.path().filename()] = child;
  }
  inodes_[node].durable = inodes_[node].names;
  return node;
}

SurvivingDisk::Node SurvivingDisk::make(Inode inode) {
  inodes_.push_back(std::move(inode));
  return inodes_.size() - 1;
}

/// kNone for what is not there (any more), or elsewhere.
SurvivingDisk::Node SurvivingDisk::find(const std::string& path) const {
  Node node = kRoot;
  if (!path.starts_with(root_)) return kNone;
  for (const fs::path& part : fs::path(path.substr(root_.size())).relative_path()) {
    const auto found = inodes_[node].names.find(part.string());
    if (found == inodes_[node].names.end()) return kNone;
    node = found->second;
  }
  return node;
}

SurvivingDisk::Edit SurvivingDisk::edit(const std::string& path, Node node) const {
  const fs::path whole(path);
  return {find(whole.parent_path().string()), whole.filename().string(), node};
}

void SurvivingDisk::apply(const JournalEntry& entry) {
  if (!entry.fault.empty()) return;
  switch (entry.operation) {
    case Operation::kOpenToWrite: return open(entry);
    case Operation::kWrite:
    case Operation::kCopy: return write(entry);
    case Operation::kTruncate:
      if (const Node node = find(entry.path); node != kNone)
        inodes_[node].content.resize(static_cast<std::size_t>(entry.length));
      return;
    case Operation::kSync:
      if (const Node node = find(entry.path); node != kNone) sync(node);
      return;
    case Operation::kMakeFolder: return change({edit(entry.path, make({.is_folder = true}))});
    case Operation::kRemove: return change({edit(entry.path, kNone)});
    case Operation::kLink: return change({edit(entry.other, find(entry.path))});
    case Operation::kRename: return change({edit(entry.other, find(entry.path)), edit(entry.path, kNone)});
    default: return;
  }
}

void SurvivingDisk::open(const JournalEntry& entry) {
  const bool is_new = entry.offset != 0, is_emptied = entry.length != 0;
  if (is_new) return change({edit(entry.path, make({}))});
  if (const Node node = find(entry.path); is_emptied && node != kNone) inodes_[node].content.clear();
}

void SurvivingDisk::write(const JournalEntry& entry) {
  const Node node = find(entry.path);
  if (node == kNone) return;
  std::string& content = inodes_[node].content;
  const auto offset = static_cast<std::size_t>(entry.offset);
  if (content.size() < offset + entry.data.size()) content.resize(offset + entry.data.size());
  content.replace(offset, entry.data.size(), entry.data);
}

void SurvivingDisk::change(Change change) {
  for (const Edit& edit : change) {
    if (edit.node == kNone)
      inodes_[edit.folder].names.erase(edit.name);
    else
      inodes_[edit.folder].names[edit.name] = edit.node;
  }
  pending_.push_back(std::move(change));
}

void SurvivingDisk::carry_out(const Change& change, std::vector<Inode>& inodes) {
  for (const Edit& edit : change) {
    if (edit.node == kNone)
      inodes[edit.folder].durable.erase(edit.name);
    else
      inodes[edit.folder].durable[edit.name] = edit.node;
  }
}

/// Only what the sync of this very file or folder promises: its content, or the changes of its names.
void SurvivingDisk::sync(Node node) {
  inodes_[node].synced = inodes_[node].content;
  std::erase_if(pending_, [&](const Change& change) {
    const bool concerns = std::ranges::any_of(change, [&](const Edit& edit) { return edit.folder == node; });
    if (concerns) carry_out(change, inodes_);
    return concerns;
  });
}

void SurvivingDisk::write_to(const fs::path& target, Loss loss, std::mt19937& random) const {
  std::vector<Inode> inodes = inodes_;
  std::size_t kept = loss == Loss::kUnsynced ? 0 : pending_.size();
  if (loss == Loss::kSome) kept = random() % (pending_.size() + 1);
  for (std::size_t i = 0; i < kept; ++i) carry_out(pending_[i], inodes);
  const auto content_of = [&](const Inode& inode) {
    if (loss != Loss::kSome || inode.content == inode.synced) return inode.synced;
    const std::size_t choice = random() % 3;
    if (choice < 2) return choice == 0 ? inode.synced : inode.content;
    return inode.content.substr(0, random() % (inode.content.size() + 1));
  };
  const std::function<void(Node, const fs::path&)> write = [&](Node node, const fs::path& path) {
    const Inode& inode = inodes[node];
    if (!inode.is_folder) {
      std::ofstream(path, std::ios::binary) << content_of(inode);
      return;
    }
    fs::create_directories(path);
    for (const auto& [name, child] : inode.durable) write(child, path / name);
  };
  write(kRoot, target);
}

}  // namespace tarsach::testing
