#include "indexer/batch_queue.h"

#include <utility>

namespace tarsach::indexer {

void BatchQueue::push(Batch&& batch) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return closed_ || batches_.size() < capacity_; });
  if (closed_) return;
  batches_.push_back(std::move(batch));
  changed_.notify_all();
}

std::optional<Batch> BatchQueue::pop() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return closed_ || !batches_.empty(); });
  if (batches_.empty()) return std::nullopt;
  Batch batch = std::move(batches_.front());
  batches_.pop_front();
  changed_.notify_all();
  return batch;
}

void BatchQueue::close(Close how) {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  if (how == Close::kDropTheRest) batches_.clear();
  changed_.notify_all();
}

}  // namespace tarsach::indexer
