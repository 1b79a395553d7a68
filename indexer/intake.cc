#include "indexer/intake.h"

#include <algorithm>
#include <span>
#include <utility>

#include "indexer/document.h"
#include "schema/record_file.h"

namespace tarsach::indexer {

using corpus::Next;

namespace {

/// Of what the records of its articles are going to have in common.
std::string make_dictionaries(const Batch& batch) {
  constexpr std::size_t kMostSamples = 1'000, kMostSampleBytes = 8 * 1024;
  std::vector<schema::Record> samples;
  for (const Item& item : std::span(batch.items).first(std::min(batch.items.size(), kMostSamples))) {
    samples.push_back(make_record(item.article));
    std::string& body = samples.back().body;
    body.resize(std::min(body.size(), kMostSampleBytes));
  }
  return schema::train_record_dictionaries(samples);
}

}  // namespace

Intake::Intake(const BuildPlan& plan, BatchQueue& queue, Report& report, Progress& progress, const ArticleList* before)
    : plan_(plan),
      queue_(queue),
      report_(report),
      progress_(progress),
      record_dictionaries_(plan.record_dictionaries),
      before_(before),
      key_(before != nullptr ? before->key : DigestKey::random()) {
  if (before != nullptr) known_.emplace(*before);
}

Result<void> Intake::read(const std::string& source) {
  TARSACH_CHECK(corpus::read_source(source, *this));
  bytes_before_ += corpus::source_bytes(source);
  return {};
}

void Intake::finish() {
  if (!batch_.items.empty()) hand_over();
}

/// What has been read into the index stays there, unread; of what a later article had replaced nothing is known.
std::optional<Next> Intake::known(const corpus::RawArticle& raw, const std::string& file) {
  raw_ = raw_digests(key_, raw);
  default_id_ = raw.default_id;
  if (!known_) return std::nullopt;
  for (const Digest* digest : {&raw_.anywhere, &raw_.here}) {
    const KnownArticle* article = known_->by_raw(*digest);
    if (article == nullptr) continue;
    ++articles_;
    report_.indexed();
    remember(article->id, {kNowhere, 0, file_number(file), raw.line, article->content, article->raw});
    return stop_unless_all_is_well();
  }
  return std::nullopt;
}

Next Intake::article(corpus::Article&& article, const std::string& file) {
  ++articles_;
  Place place{
      kNowhere, 0, file_number(file), article.line, content_digest(key_, article), raw_.of(article.id, default_id_)};
  const KnownArticle* before = known_ ? known_->by_id(article.id) : nullptr;
  const bool is_fresh = before == nullptr || !(before->content == place.content);
  if (is_fresh) {
    place.batch = batch_.number;
    place.docid = batch_.first_docid + static_cast<std::uint32_t>(batch_.items.size());
  }
  remember(article.id, place);
  if (!is_fresh) {
    report_.indexed();
    return stop_unless_all_is_well();
  }
  batch_.bytes += article.title.size() + article.body.size();
  batch_.items.push_back({std::move(article), file});
  if (batch_.items.size() >= plan_.batch_articles || batch_.bytes >= plan_.memory.batch_bytes) hand_over();
  return stop_unless_all_is_well();
}

Next Intake::problem(corpus::Problem&& problem) {
  report_.problem(problem);
  return stop_unless_all_is_well();
}

void Intake::warning(corpus::Problem&& problem) { report_.warning(problem); }

void Intake::progress(std::uint64_t bytes) { progress_.read(bytes_before_ + bytes, articles_); }

Next Intake::stop_unless_all_is_well() const {
  const bool stop = report_.problems() > plan_.max_problems || plan_.stop_requested() || failed_();
  return stop ? Next::kStop : Next::kGoOn;
}

void Intake::remember(const std::string& id, const Place& place) {
  const auto [known, is_new] = places_.try_emplace(id, place);
  if (!is_new) replace(id, std::exchange(known->second, place), place);
  last_id_ = id;
}

void Intake::replace(const std::string& id, const Place& earlier, const Place& later) {
  if (earlier.batch != kNowhere) replaced_[earlier.batch].push_back(earlier.docid);
  report_.replaced();
  report_.warning(
      {files_[later.file], later.line,
       "id '" + id + "' again: it replaces the article of " + place_text(files_[earlier.file], earlier.line)});
}

Comparison Intake::compare() const {
  Comparison comparison;
  for (const auto& [id, place] : places_) {
    if (place.batch == kNowhere) continue;
    const bool is_new = !known_ || known_->by_id(id) == nullptr;
    comparison.fresh.push_back({id, is_new ? Fresh::Kind::kNew : Fresh::Kind::kChanged, place.batch, place.docid});
    ++(is_new ? comparison.changes.added : comparison.changes.changed);
  }
  std::ranges::sort(comparison.fresh, {}, [](const Fresh& fresh) { return std::pair(fresh.batch, fresh.docid); });
  if (before_ != nullptr)
    for (const KnownArticle& article : before_->articles)
      if (!places_.contains(article.id)) comparison.gone.push_back(article.id);
  comparison.changes.gone = comparison.gone.size();
  comparison.changes.unchanged = places_.size() - comparison.fresh.size();
  return comparison;
}

ArticleList Intake::articles() const {
  ArticleList list{key_, before_ != nullptr ? before_->changes : 0, {}};
  list.articles.reserve(places_.size());
  for (const auto& [id, place] : places_) list.articles.push_back({id, place.content, place.raw});
  std::ranges::sort(list.articles, {}, &KnownArticle::id);
  return list;
}

std::uint32_t Intake::file_number(const std::string& file) {
  if (files_.empty() || files_.back() != file) files_.push_back(file);
  return static_cast<std::uint32_t>(files_.size() - 1);
}

void Intake::hand_over() {
  if (!record_dictionaries_) record_dictionaries_ = std::make_shared<const std::string>(make_dictionaries(batch_));
  batch_.record_dictionaries = record_dictionaries_;
  Batch next;
  next.number = batch_.number + 1;
  next.first_docid = batch_.first_docid + static_cast<std::uint32_t>(batch_.items.size());
  queue_.push(std::exchange(batch_, std::move(next)));
}

}  // namespace tarsach::indexer
