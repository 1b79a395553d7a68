// Between the thread that reads and the threads that index: batches of articles, as many as were agreed on, so that
// a fast reader does not fill the memory.
//
//   queue.push(std::move(batch));                          // reader; waits while it is full
//   while (auto batch = queue.pop()) index(*batch);        // workers; nothing comes after close()
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "corpus/article.h"

namespace tarsach::indexer {

struct Item {
  corpus::Article article;
  std::string file;  // where it comes from, for messages
};

/// Consecutive articles. They become a part of each shard, so that the order of the documents is the order of reading,
/// however many threads work.
struct Batch {
  std::uint32_t number = 0;
  std::uint32_t first_docid = 1;  // of its first article, in the numbers of all shards together
  std::vector<Item> items;
  std::size_t bytes = 0;                                   // of titles and bodies
  std::shared_ptr<const std::string> record_dictionaries;  // schema/record_file.h; the same in all batches
};

class BatchQueue {
 public:
  explicit BatchQueue(std::size_t capacity) : capacity_(capacity) {}

  /// Waits for room. After close() the batch is dropped.
  void push(Batch&& batch);
  /// Waits for a batch; nothing when the queue is closed and empty.
  [[nodiscard]] std::optional<Batch> pop();

  enum class Close : std::uint8_t { kFinishTheRest, kDropTheRest };
  void close(Close how);

 private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch> batches_;
  bool closed_ = false;
};

}  // namespace tarsach::indexer
