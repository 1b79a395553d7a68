// The reading end of a build: takes articles from the readers, cuts them into batches, finds ids that come twice. With
// the list of the articles that are in an index, only those go into batches that are new or have changed.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "corpus/reader.h"
#include "indexer/article_list.h"
#include "indexer/batch_queue.h"
#include "indexer/builder.h"

namespace tarsach::indexer {

/// An article that went into a batch, and that no later one has replaced.
struct Fresh {
  enum class Kind : std::uint8_t { kNew, kChanged };
  std::string id;
  Kind kind = Kind::kNew;
  std::uint32_t batch = 0, docid = 0;
};

/// What reading all sources has found, held against a list of articles.
struct Comparison {
  std::vector<Fresh> fresh;       // in the order of reading
  std::vector<std::string> gone;  // sorted
  Changes changes;
};

class Intake final : public corpus::ArticleSink {
 public:
  /// Everything must outlive it. One thread. `before`: what is in the index; nullptr for one that is built anew.
  Intake(const BuildPlan& plan, BatchQueue& queue, Report& report, Progress& progress,
         const ArticleList* before = nullptr);

  /// Reads a source to its end, or until it was told to stop.
  [[nodiscard]] Result<void> read(const std::string& source);
  /// Hands over the last batch.
  void finish();

  [[nodiscard]] std::uint32_t batches() const { return batch_.number; }  // that were handed over
  [[nodiscard]] std::uint64_t documents() const { return places_.size(); }
  [[nodiscard]] const std::string& last_id() const { return last_id_; }
  /// Batch → documents of it that later ones have replaced.
  [[nodiscard]] const std::map<std::uint32_t, std::vector<std::uint32_t>>& replaced() const { return replaced_; }

  /// Asked at every article, beside the plan's stop_requested.
  void stop_when(std::function<bool()> failed) { failed_ = std::move(failed); }

  /// After all was read. Of a build everything is new.
  [[nodiscard]] Comparison compare() const;
  [[nodiscard]] ArticleList articles() const;

  std::optional<corpus::Next> known(const corpus::RawArticle& raw, const std::string& file) override;
  corpus::Next article(corpus::Article&& article, const std::string& file) override;
  corpus::Next problem(corpus::Problem&& problem) override;
  void warning(corpus::Problem&& problem) override;
  void progress(std::uint64_t bytes) override;

 private:
  /// Where an article was read and where it is going to stand.
  struct Place {
    std::uint32_t batch = kNowhere, docid = 0;
    std::uint32_t file = 0;  // in files_
    std::size_t line = 0;
    Digest content, raw;
  };
  static constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();  // it stays as it is

  [[nodiscard]] corpus::Next stop_unless_all_is_well() const;
  void remember(const std::string& id, const Place& place);
  void replace(const std::string& id, const Place& earlier, const Place& later);
  std::uint32_t file_number(const std::string& file);
  void hand_over();

  const BuildPlan& plan_;
  BatchQueue& queue_;
  Report& report_;
  Progress& progress_;
  Batch batch_;
  std::uint64_t articles_ = 0;
  std::uint64_t bytes_before_ = 0;  // of the sources that are done
  std::string last_id_;
  std::vector<std::string> files_;
  std::function<bool()> failed_ = [] { return false; };
  std::shared_ptr<const std::string> record_dictionaries_;
  const ArticleList* before_;
  const DigestKey key_;
  std::optional<KnownArticles> known_;  // in before_
  RawDigests raw_;                      // of what is being read
  std::string default_id_;
  std::unordered_map<std::string, Place> places_;  // by id
  std::map<std::uint32_t, std::vector<std::uint32_t>> replaced_;
};

}  // namespace tarsach::indexer
