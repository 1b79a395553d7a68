#include "query/postings.h"

#include <algorithm>
#include <utility>

#include "query/docid.h"
#include "schema/shards.h"
#include "schema/terms.h"

namespace tarsach::query {

namespace {

bool comes_before(const Posting& a, const Posting& b) { return a.document < b.document; }

std::vector<Posting>::iterator at(std::vector<Posting>& postings, std::size_t place) {
  return postings.begin() + static_cast<std::ptrdiff_t>(place);
}

}  // namespace

Among::Among(const Bitmap& documents) : count_(documents.count()) {
  if (!few_beside(documents.size())) return;
  listed_.reserve(count_);
  documents.for_each([&](std::uint32_t document) { listed_.push_back(document); });
}

/// What is known of a term; all of its figures, if it is in the file.
Postings::Term& Postings::entry(const std::string& name) {
  Term& term = terms_[name];
  if (file_ != nullptr && !term.known && schema::is_word(name)) {
    term.in_file = true;
    term.list = file_->find(name);
    term.figures = {term.list.documents, term.list.occurrences};
    term.known = true;
  }
  return term;
}

// Of another host, a question about figures takes longer than the list, which tells them too.
TermFigures Postings::figures(const std::string& name) {
  Term& term = entry(name);
  if (!term.known && !databases_->remote.shards.empty()) {
    Watch watch(Deadline::never());  // what waits for the host has its own time
    (void)of(name, watch);
  }
  if (!term.known) {
    term.figures = {databases_->whole.get_termfreq(name), databases_->whole.get_collection_freq(name)};
    term.known = true;
  }
  return term.figures;
}

void Postings::set_in(Bitmap& documents, const std::string& name, Watch& watch) {
  if (!entry(name).in_file) {
    for (const Posting& posting : of(name, watch)) documents.set(posting.document);
    return;
  }
  for (schema::PostingBlocks blocks = blocks_of(name); blocks.next();) {
    watch.step(schema::kNumbersInBlock);
    blocks.set_in(documents.words());
  }
}

std::span<const Posting> Postings::of(const std::string& name, Watch& watch) {
  Term& term = entry(name);
  if (term.in_file) {
    decode(term.list, watch);
    return latest_;
  }
  if (term.kept) return term.postings;
  read(name, watch);
  term.figures = {static_cast<std::uint32_t>(latest_.size()), 0};
  for (const Posting& posting : latest_) term.figures.occurrences += posting.times;
  term.known = true;
  if (latest_.size() > room_) return latest_;
  room_ -= latest_.size();
  term.kept = true;
  term.postings = std::exchange(latest_, {});
  return term.postings;
}

std::span<const Posting> Postings::of(const std::string& name, const Among& among, Watch& watch) {
  if (!among.few_beside(figures(name).documents)) return of(name, watch);
  latest_.clear();
  const Term& term = entry(name);
  if (term.in_file) {
    probe(term.list, among, watch);
    return latest_;
  }
  if (term.kept) {
    find(term.postings, among, watch);
    return latest_;
  }
  // In a list of another host nothing can be looked for but by fetching it.
  if (!databases_->remote.shards.empty()) return of(name, watch);
  std::vector<std::size_t> ends;
  for (std::size_t shard = 0; shard < databases_->shards.size(); ++shard) {
    probe(name, shard, among, watch);
    ends.push_back(latest_.size());
  }
  merge(std::move(ends));
  return latest_;
}

void Postings::decode(const schema::PostingList& list, Watch& watch) {
  latest_.clear();
  for (schema::PostingBlocks blocks(list, end_); blocks.next();) {
    watch.step(schema::kNumbersInBlock);
    const auto documents = blocks.documents(), times = blocks.times();
    for (std::size_t i = 0; i < documents.size(); ++i) latest_.push_back({documents[i], times[i]});
  }
}

void Postings::probe(const schema::PostingList& list, const Among& among, Watch& watch) {
  schema::PostingBlocks blocks(list, end_);
  for (const std::uint32_t document : among.listed()) {
    watch.step(kProbeCost);
    if (!blocks.skip_to(document)) break;
    if (const std::uint32_t times = blocks.times_of(document); times > 0) latest_.push_back({document, times});
  }
}

// Shard by shard: an iterator over all of them asks each of them at every step.
void Postings::read(const std::string& term, Watch& watch) {
  latest_.clear();
  if (databases_->remote.shards.empty())  // a forged figure must not take all memory
    latest_.reserve(std::min<std::size_t>(figures(term).documents, end_));
  std::vector<std::size_t> ends;
  for (std::size_t shard = 0; shard < databases_->shards.size(); ++shard) {
    if (databases_->remote.find(shard) != nullptr)
      fetch(term, shard, watch);
    else
      read(term, shard, watch);
    ends.push_back(latest_.size());
  }
  merge(std::move(ends));
}

void Postings::add(std::size_t shard, const Posting& posting, Watch& watch) {
  watch.step();
  const std::uint32_t document = schema::docid_of({shard, posting.document}, databases_->shards.size());
  latest_.push_back({checked_docid(document, end_), posting.times});
}

void Postings::read(const std::string& term, std::size_t shard, Watch& watch) {
  const Xapian::Database& database = databases_->shards[shard];
  const auto end = database.postlist_end(term);
  for (auto posting = database.postlist_begin(term); posting != end; ++posting)
    add(shard, {*posting, posting.get_wdf()}, watch);
}

// Another host sends the documents of an iterator one by one, but those that a query finds in one message. The weight
// that is asked for is how often they have the term, which its registry knows by this name.
void Postings::fetch(const std::string& term, std::size_t shard, Watch& watch) {
  const auto begin = static_cast<std::ptrdiff_t>(latest_.size());
  Xapian::Enquire enquire(databases_->shards[shard]);
  enquire.set_weighting_scheme(Xapian::TfIdfWeight("nnn"));
  enquire.set_query(Xapian::Query(term));
  const Xapian::MSet found = enquire.get_mset(0, databases_->shards[shard].get_doccount());
  watch.look();
  for (auto hit = found.begin(); hit != found.end(); ++hit)
    add(shard, {*hit, static_cast<std::uint32_t>(hit.get_weight())}, watch);
  std::sort(latest_.begin() + begin, latest_.end(), comes_before);
}

/// Makes one ascending list of those that end at `ends`.
void Postings::merge(std::vector<std::size_t> ends) {
  while (ends.size() > 1) {
    std::vector<std::size_t> merged;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < ends.size(); i += 2) {
      const std::size_t end = i + 1 < ends.size() ? ends[i + 1] : ends[i];
      std::inplace_merge(at(latest_, begin), at(latest_, ends[i]), at(latest_, end), comes_before);
      merged.push_back(begin = end);
    }
    ends.swap(merged);
  }
}

void Postings::find(const std::vector<Posting>& postings, const Among& among, Watch& watch) {
  auto posting = postings.begin();
  for (const std::uint32_t document : among.listed()) {
    watch.step(kProbeCost);
    posting = std::lower_bound(posting, postings.end(), Posting{document, 0}, comes_before);
    if (posting != postings.end() && posting->document == document) latest_.push_back(*posting);
  }
}

void Postings::probe(const std::string& term, std::size_t shard, const Among& among, Watch& watch) {
  const Xapian::Database& database = databases_->shards[shard];
  auto posting = database.postlist_begin(term);
  const auto end = database.postlist_end(term);
  for (const std::uint32_t document : among.listed()) {
    if (posting == end) break;
    const schema::DocumentPlace place = schema::place_in_shards(document, databases_->shards.size());
    if (place.shard != shard) continue;
    watch.step(kProbeCost);
    posting.skip_to(place.docid);
    if (posting != end && *posting == place.docid) latest_.push_back({document, posting.get_wdf()});
  }
}

}  // namespace tarsach::query
