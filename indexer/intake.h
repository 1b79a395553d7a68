// The reading end of a build: takes articles from the readers, cuts them into batches, finds ids that come twice.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "corpus/reader.h"
#include "indexer/batch_queue.h"
#include "indexer/builder.h"

namespace tarsach::indexer {

class Intake final : public corpus::ArticleSink {
 public:
  /// Everything must outlive it. One thread.
  Intake(const BuildPlan& plan, BatchQueue& queue, Report& report, Progress& progress);

  /// Reads a source to its end, or until it was told to stop.
  [[nodiscard]] Result<void> read(const std::string& source);
  /// Hands over the last batch.
  void finish();

  [[nodiscard]] std::uint32_t batches() const { return batch_.number; }  // that were handed over
  [[nodiscard]] std::uint64_t documents() const { return places_.size(); }
  [[nodiscard]] const std::string& last_id() const { return last_id_; }
  /// Batch → documents of it that later ones have replaced.
  [[nodiscard]] const std::map<std::uint32_t, std::vector<std::uint32_t>>& replaced() const { return replaced_; }

  corpus::Next article(corpus::Article&& article, const std::string& file) override;
  corpus::Next problem(corpus::Problem&& problem) override;
  void warning(corpus::Problem&& problem) override;
  void progress(std::uint64_t bytes) override;

 private:
  /// Where an article was read and where it is going to stand.
  struct Place {
    std::uint32_t batch = 0, docid = 0;
    std::uint32_t file = 0;  // in files_
    std::size_t line = 0;
  };

  [[nodiscard]] corpus::Next stop_unless_all_is_well() const;
  void remember(const corpus::Article& article, const std::string& file);
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
  std::unordered_map<std::string, Place> places_;  // by id
  std::map<std::uint32_t, std::vector<std::uint32_t>> replaced_;
};

}  // namespace tarsach::indexer
