#include "query/matcher.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "query/docid.h"
#include "schema/shards.h"

namespace tarsach::query {

namespace {

/// Skipping to a document costs about as much as reading this many postings in a row.
constexpr std::uint64_t kProbeCost = 16;

/// Above this many terms (a prefix) they are not kept one by one.
constexpr std::size_t kRememberedTerms = 8;

}  // namespace

void read_positions(const Xapian::Database& database, std::uint32_t docid, const std::vector<std::string>& terms,
                    std::vector<std::uint32_t>& positions) {
  positions.clear();
  for (const std::string& term : terms) {
    const auto middle = static_cast<std::ptrdiff_t>(positions.size());
    std::copy(database.positionlist_begin(docid, term), database.positionlist_end(docid, term),
              std::back_inserter(positions));
    std::inplace_merge(positions.begin(), positions.begin() + middle, positions.end());
  }
}

Matcher::Matcher(const Session& session, Watch& watch)
    : snapshot_(session.snapshot()), database_(session.database()), shards_(session.shards()), watch_(watch) {}

Bitmap Matcher::evaluate(const Plan& plan, const Bitmap* within) {
  watch_.look();
  switch (plan.kind) {
    case PlanKind::kEverything: return snapshot_.documents();
    case PlanKind::kNothing: return Bitmap(snapshot_.documents().size());
    case PlanKind::kValues: return values(plan);
    case PlanKind::kDates: return snapshot_.columns().dates.within(plan.period);
    case PlanKind::kAll: return all(plan.children, within);
    case PlanKind::kMostOf: return most_of(plan.children);
    case PlanKind::kNot: {
      Bitmap documents = snapshot_.documents();
      documents -= evaluate(plan.children.front(), within);
      return documents;
    }
    case PlanKind::kWords:
    case PlanKind::kAny: break;
  }
  Bitmap documents(snapshot_.documents().size());
  for (const Sequence& one : plan.sequences) documents |= sequence(one, within);
  for (const Plan& child : plan.children) documents |= evaluate(child, within);
  return documents;
}

// The rarest first, so that the long posting lists need not be read whole; what is excluded last.
Bitmap Matcher::all(const std::vector<Plan>& children, const Bitmap* within) {
  std::vector<std::pair<std::uint64_t, const Plan*>> ordered;
  for (const Plan& child : children)
    ordered.emplace_back(child.kind == PlanKind::kNot ? ~std::uint64_t{0} : cost(child), &child);
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  Bitmap documents = within != nullptr ? *within : snapshot_.documents();
  bool narrowed = within != nullptr;
  for (const auto& [unused, child] : ordered) {
    if (child->kind == PlanKind::kNot) {
      documents -= evaluate(child->children.front(), &documents);
    } else {
      documents &= evaluate(*child, narrowed ? &documents : nullptr);
    }
    narrowed = true;
    if (documents.none()) break;
  }
  return documents;
}

Bitmap Matcher::most_of(const std::vector<Plan>& children) {
  const std::size_t size = snapshot_.documents().size();
  std::vector<float> weights(size);
  Bitmap seen(size);
  for (const Plan& child : children) {
    const Bitmap documents = evaluate(child, nullptr);
    const double rarity = std::log(static_cast<double>(size) / (1.0 + documents.count()));
    const auto weight = static_cast<float>(std::max(rarity, 0.01));
    documents.for_each([&](std::uint32_t docid) { weights[docid] += weight; });
    seen |= documents;
  }
  return weightier(seen, weights);
}

// Each language by itself: of a query that is translated, an article of the other language has fewer words.
Bitmap Matcher::weightier(const Bitmap& documents, const std::vector<float>& weights) const {
  const Column& languages = snapshot_.columns().of(schema::Field::kLanguage);
  const auto language_of = [&](std::uint32_t docid) {
    const auto values = languages.values_of(docid);
    return values.empty() ? languages.values().size() : values.front();
  };
  std::vector<float> best(languages.values().size() + 1);
  documents.for_each([&](std::uint32_t docid) {
    float& of_language = best[language_of(docid)];
    of_language = std::max(of_language, weights[docid]);
  });
  const float of_all = *std::max_element(best.begin(), best.end()) * static_cast<float>(kMostOfAllShare);
  Bitmap chosen(documents.size());
  documents.for_each([&](std::uint32_t docid) {
    const float of_language = best[language_of(docid)] * static_cast<float>(kMostOfShare);
    if (weights[docid] >= std::max(of_language, of_all)) chosen.set(docid);
  });
  return chosen;
}

Bitmap Matcher::sequence(const Sequence& sequence, const Bitmap* within) {
  if (sequence.slots.size() == 1) return slot(sequence.slots.front(), within);
  std::vector<const Slot*> ordered;
  for (const Slot& one : sequence.slots) ordered.push_back(&one);
  std::sort(ordered.begin(), ordered.end(),
            [&](const Slot* a, const Slot* b) { return frequency(*a) < frequency(*b); });
  Bitmap candidates = slot(*ordered.front(), within);
  if (within != nullptr) candidates &= *within;
  for (std::size_t i = 1; i < ordered.size(); ++i) candidates &= slot(*ordered[i], &candidates);
  Bitmap documents(candidates.size());
  candidates.for_each([&](std::uint32_t docid) {
    if (stands_in(docid, sequence)) documents.set(docid);
  });
  return documents;
}

Bitmap Matcher::slot(const Slot& slot, const Bitmap* within) {
  if (within != nullptr && frequency(slot) > kProbeCost * within->count()) return probe(slot, *within);
  Bitmap documents(snapshot_.documents().size());
  for (const std::string& term : slot.terms) {
    if (slot.terms.size() > kRememberedTerms)
      add_postings(term, documents);
    else
      documents |= postings(term);
  }
  return documents;
}

Bitmap Matcher::probe(const Slot& slot, const Bitmap& within) {
  Bitmap documents(within.size());
  for (const std::string& term : slot.terms)
    for (std::size_t shard = 0; shard < shards_.size(); ++shard) probe(term, shard, within, documents);
  return documents;
}

// Shard by shard: an iterator over all of them asks each of them at every step.
void Matcher::probe(const std::string& term, std::size_t shard, const Bitmap& within, Bitmap& documents) {
  auto posting = shards_[shard].postlist_begin(term);
  const auto end = shards_[shard].postlist_end(term);
  for (std::uint32_t docid = within.next(0); docid < within.size() && posting != end; docid = within.next(docid + 1)) {
    const schema::DocumentPlace place = schema::place_in_shards(docid, shards_.size());
    if (place.shard != shard) continue;
    watch_.step(kProbeCost);
    posting.skip_to(place.docid);
    if (posting != end && *posting == place.docid) documents.set(docid);
  }
}

Bitmap Matcher::values(const Plan& plan) const {
  Bitmap documents(snapshot_.documents().size());
  for (const std::uint32_t value : plan.values)
    for (const std::uint32_t docid : snapshot_.columns().of(plan.field).documents_of(value)) documents.set(docid);
  return documents;
}

const Bitmap& Matcher::postings(const std::string& term) {
  const auto [at, is_new] = postings_.try_emplace(term, snapshot_.documents().size());
  if (is_new) add_postings(term, at->second);
  return at->second;
}

void Matcher::add_postings(const std::string& term, Bitmap& documents) {
  for (std::size_t shard = 0; shard < shards_.size(); ++shard) {
    const auto end = shards_[shard].postlist_end(term);
    for (auto posting = shards_[shard].postlist_begin(term); posting != end; ++posting) {
      watch_.step();
      documents.set(checked_docid(schema::docid_of({shard, *posting}, shards_.size()), documents.size()));
    }
  }
}

// Each place of the phrase in turn: which of the beginnings found so far does it bear out?
bool Matcher::stands_in(std::uint32_t docid, const Sequence& sequence) {
  std::vector<std::uint32_t> begins, positions, kept;
  for (const Slot& slot : sequence.slots) {
    read_positions(database_, docid, slot.terms, positions);
    watch_.step(static_cast<unsigned>(positions.size()) + kProbeCost);
    std::erase_if(positions, [&](std::uint32_t position) { return position < slot.offset; });
    for (std::uint32_t& position : positions) position -= slot.offset;
    kept.clear();
    if (&slot == &sequence.slots.front())
      kept = positions;
    else
      std::set_intersection(begins.begin(), begins.end(), positions.begin(), positions.end(), std::back_inserter(kept));
    begins.swap(kept);
    if (begins.empty()) return false;
  }
  return true;
}

std::uint64_t Matcher::frequency(const Slot& slot) const {
  std::uint64_t documents = 0;
  for (const std::string& term : slot.terms) documents += database_.get_termfreq(term);
  return documents;
}

// About how many documents: only to put the smaller ones first.
std::uint64_t Matcher::cost(const Plan& plan) const {
  std::uint64_t documents = 0;
  switch (plan.kind) {
    case PlanKind::kNothing: return 0;
    case PlanKind::kWords:
      for (const Sequence& one : plan.sequences) {
        std::uint64_t least = ~std::uint64_t{0};
        for (const Slot& slot : one.slots) least = std::min(least, frequency(slot));
        documents += least;
      }
      return documents;
    case PlanKind::kValues:
      for (const std::uint32_t value : plan.values)
        documents += snapshot_.columns().of(plan.field).documents_of(value).size();
      return documents;
    case PlanKind::kAll:
      documents = snapshot_.documents().size();
      for (const Plan& child : plan.children) documents = std::min(documents, cost(child));
      return documents;
    case PlanKind::kAny:
      for (const Plan& child : plan.children) documents += cost(child);
      return documents;
    default: return snapshot_.documents().size();
  }
}

}  // namespace tarsach::query
