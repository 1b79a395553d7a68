#include "indexer/incremental.h"

#include <xapian.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <system_error>

#include "base/digest.h"
#include "base/file.h"
#include "indexer/shard.h"
#include "schema/databases.h"
#include "schema/open_database.h"
#include "schema/shards.h"
#include "schema/terms.h"
#include "schema/xapian_try.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;
namespace {

/// Blocks are changed where they lie: nobody reads the copy, and a run that dies leaves nothing of it.
constexpr int kFlags = Xapian::DB_OPEN | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS;

/// Each commit goes over much of the database, so they should be few: as many terms as some 3,000 articles have. A
/// posting that waits takes about 100 bytes.
constexpr std::size_t kCommitTerms = 750'000;

/// The numbers that no document has, from the lowest on; in the end those behind the last document.
class FreeNumbers {
 public:
  FreeNumbers(const Xapian::Database& database, const std::vector<std::uint32_t>& gone) {
    Xapian::docid next = 1;
    for (auto at = database.postlist_begin(""); at != database.postlist_end(""); ++at) {
      for (; next < *at; ++next) numbers_.push_back(next);
      next = *at + 1;
    }
    numbers_.insert(numbers_.end(), gone.begin(), gone.end());
    std::ranges::sort(numbers_);
    behind_ = database.get_lastdocid();
  }

  std::uint32_t take() { return at_ < numbers_.size() ? numbers_[at_++] : ++behind_; }

 private:
  std::vector<std::uint32_t> numbers_;
  std::size_t at_ = 0;
  std::uint32_t behind_ = 0;
};

std::optional<std::uint32_t> find(const Xapian::Database& database, const std::string& id) {
  const std::string term = schema::term(schema::Field::kId, id);
  const Xapian::PostingIterator found = database.postlist_begin(term);
  if (found == database.postlist_end(term)) return std::nullopt;
  return *found;
}

Result<Revision> make_revision(const Xapian::Database& database, const Comparison& comparison) {
  Revision revision;
  const auto lost = [](const std::string& id) {
    return fail(ErrorCode::kBadData, "article '" + id + "' is not in the current generation, but should be",
                "build the index again");
  };
  for (const std::string& id : comparison.gone) {
    const auto docid = find(database, id);
    if (!docid) return lost(id);
    revision.gone.push_back(*docid);
  }
  revision.removed = revision.gone;
  FreeNumbers free(database, revision.gone);
  for (const Fresh& fresh : comparison.fresh) {
    const bool is_new = fresh.kind == Fresh::Kind::kNew;
    const auto docid = is_new ? free.take() : find(database, fresh.id);
    if (!docid) return lost(fresh.id);
    if (!is_new) revision.removed.push_back(*docid);
    revision.copies.push_back({fresh.batch, fresh.docid, *docid});
  }
  std::ranges::sort(revision.removed);
  return revision;
}

/// All shards, to be changed by the numbers that documents have in the whole.
class Shards {
 public:
  explicit Shards(std::span<const fs::path> paths) {
    for (const fs::path& path : paths) {
      shards_.emplace_back(path.string(), kFlags);
      schema::check_tables(shards_.back(), path);
    }
  }

  void remove(std::uint32_t docid) {
    const schema::DocumentPlace place = schema::place_in_shards(docid, shards_.size());
    shards_[place.shard].delete_document(place.docid);
  }

  void put(std::uint32_t docid, const Xapian::Document& document) {
    const schema::DocumentPlace place = schema::place_in_shards(docid, shards_.size());
    shards_[place.shard].replace_document(place.docid, document);
  }

  void commit() {
    for (Xapian::WritableDatabase& shard : shards_) shard.commit();
  }

 private:
  std::vector<Xapian::WritableDatabase> shards_;
};

void copy_documents(const Revision& revision, const fs::path& building, Shards& shards) {
  Xapian::Database part;
  std::optional<std::uint32_t> opened;
  std::size_t waiting = 0;
  for (const Revision::Copy& copy : revision.copies) {
    if (opened != copy.batch) part = schema::open_database(part_path(building, copy.batch, 0));
    opened = copy.batch;
    const Xapian::Document document = part.get_document(copy.from);
    shards.put(copy.to, document);
    waiting += document.termlist_count();
    if (waiting < kCommitTerms) continue;
    shards.commit();
    waiting = 0;
  }
}

Result<void> copy_folder(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::copy(from, to, fs::copy_options::recursive, error);
  if (error) return fail(ErrorCode::kInternal, "copying " + from.string() + ": " + error.message());
  return {};
}

Result<std::string> identifier(const fs::path& database) {
  return schema::xapian_try("opening the database", [&] { return Xapian::Database(database.string()).get_uuid(); });
}

/// "0a1b2c3d-…" → its 16 bytes.
std::string bytes_of(const std::string& identifier) {
  std::string digits = identifier, bytes;
  std::erase(digits, '-');
  for (std::size_t at = 0; at + 2 <= digits.size(); at += 2)
    bytes += static_cast<char>(std::strtoul(digits.substr(at, 2).c_str(), nullptr, 16));
  return bytes;
}

/// A copy has the identifier of the database that it was made of, and Xapian has no call to change it. The manifest
/// tells databases by it, so it is changed where it stands; what the database then says of itself is the proof.
Result<void> name_anew(const fs::path& database) {
  TARSACH_TRY(const std::string before, identifier(database));
  const fs::path file = database / "iamglass";
  TARSACH_TRY(std::string content, read_file(file));
  const std::string old_bytes = bytes_of(before);
  const Digest random = digest(DigestKey::random(), old_bytes);
  std::string new_bytes(sizeof random, '\0');
  std::memcpy(new_bytes.data(), &random, sizeof random);
  const std::size_t at = content.find(old_bytes);
  if (at != std::string::npos && old_bytes.size() == new_bytes.size()) content.replace(at, old_bytes.size(), new_bytes);
  TARSACH_CHECK(write_file_durably(file, content));
  TARSACH_TRY(const std::string after, identifier(database));
  if (bytes_of(after) == new_bytes) return {};
  return fail(ErrorCode::kInternal, file.string() + ": Xapian writes it in another way than is known here",
              "build the index again: tarsach-indexer build");
}

}  // namespace

Result<Revision> plan_revision(std::span<const fs::path> before, const Comparison& comparison) {
  auto revision = schema::xapian_try("looking for what has changed",
                                     [&] { return make_revision(schema::open_databases(before).whole, comparison); });
  if (!revision) return tl::unexpected(std::move(revision).error());
  return std::move(*revision);
}

Result<void> revise_databases(const Revision& revision, const fs::path& before, const fs::path& building,
                              std::size_t shards) {
  const std::vector<fs::path> from = schema::database_paths(before, shards),
                              to = schema::database_paths(building, shards);
  for (std::size_t shard = 0; shard < shards; ++shard) {
    TARSACH_CHECK(copy_folder(from[shard], to[shard]));
  }
  auto changed = schema::xapian_try("changing the database", [&] {
    Shards databases(to);
    for (const std::uint32_t docid : revision.gone) databases.remove(docid);
    copy_documents(revision, building, databases);
    databases.commit();
  });
  // The copy was sound, so it is the disk, though Xapian does not always tell so.
  if (!changed) return fail(ErrorCode::kInternal, changed.error().message);
  for (const fs::path& database : to) {
    TARSACH_CHECK(name_anew(database));
  }
  return {};
}

}  // namespace tarsach::indexer
