#include "indexer/intake.h"

#include <utility>

namespace tarsach::indexer {

using corpus::Next;

Intake::Intake(const BuildPlan& plan, BatchQueue& queue, Report& report, Progress& progress)
    : plan_(plan), queue_(queue), report_(report), progress_(progress) {}

Result<void> Intake::read(const std::string& source) {
  TARSACH_CHECK(corpus::read_source(source, *this));
  bytes_before_ += corpus::source_bytes(source);
  return {};
}

void Intake::finish() {
  if (!batch_.items.empty()) hand_over();
}

Next Intake::article(corpus::Article&& article, const std::string& file) {
  remember(article, file);
  ++articles_;
  batch_.bytes += article.title.size() + article.body.size();
  batch_.items.push_back({std::move(article), file});
  if (batch_.items.size() >= plan_.batch_articles || batch_.bytes >= plan_.batch_bytes) hand_over();
  return stop_unless_all_is_well();
}

Next Intake::problem(corpus::Problem&& problem) {
  report_.problem(problem);
  return stop_unless_all_is_well();
}

void Intake::warning(corpus::Problem&& problem) { report_.warning(problem); }

void Intake::progress(std::uint64_t bytes) { progress_.read(bytes_before_ + bytes, articles_); }

Next Intake::stop_unless_all_is_well() const {
  return report_.problems() > plan_.max_problems || plan_.stop_requested() ? Next::kStop : Next::kGoOn;
}

void Intake::remember(const corpus::Article& article, const std::string& file) {
  const Place place{batch_.number, batch_.first_docid + static_cast<std::uint32_t>(batch_.items.size()),
                    file_number(file), article.line};
  const auto [known, is_new] = places_.try_emplace(article.id, place);
  if (!is_new) replace(article.id, std::exchange(known->second, place), place);
  last_id_ = article.id;
}

void Intake::replace(const std::string& id, const Place& earlier, const Place& later) {
  replaced_[earlier.batch].push_back(earlier.docid);
  report_.replaced();
  report_.warning(
      {files_[later.file], later.line,
       "id '" + id + "' again: it replaces the article of " + place_text(files_[earlier.file], earlier.line)});
}

std::uint32_t Intake::file_number(const std::string& file) {
  if (files_.empty() || files_.back() != file) files_.push_back(file);
  return static_cast<std::uint32_t>(files_.size() - 1);
}

void Intake::hand_over() {
  Batch next;
  next.number = batch_.number + 1;
  next.first_docid = batch_.first_docid + static_cast<std::uint32_t>(batch_.items.size());
  queue_.push(std::exchange(batch_, std::move(next)));
}

}  // namespace tarsach::indexer
