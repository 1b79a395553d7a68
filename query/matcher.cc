#include "query/matcher.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "query/incidence.h"
#include "schema/terms.h"

namespace tarsach::query {

namespace {

/// Phrases are looked for in so many documents at once.
constexpr std::size_t kBatch = 256;

/// To read a document of the forward index takes as long as so many postings.
constexpr unsigned kReadingCost = 512;

struct PhraseTerm {
  std::uint64_t hash = 0;
  std::uint32_t slot = 0;
};

/// Whether a number is in each of these ascending lists.
bool have_one_in_common(std::span<const std::vector<std::uint32_t>> lists) {
  return std::any_of(lists.front().begin(), lists.front().end(), [&](std::uint32_t number) {
    return std::all_of(lists.begin() + 1, lists.end(),
                       [&](const auto& list) { return std::binary_search(list.begin(), list.end(), number); });
  });
}

}  // namespace

Matcher::Matcher(const Session& session, Watch& watch)
    : snapshot_(session.snapshot()), postings_(session.postings()), watch_(watch) {}

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
  std::vector<std::uint32_t> batch;
  const auto look_through = [&] {
    keep_where_it_stands(sequence, batch);
    for (const std::uint32_t document : batch) documents.set(document);
    batch.clear();
  };
  candidates.for_each([&](std::uint32_t document) {
    batch.push_back(document);
    if (batch.size() == kBatch) look_through();
  });
  look_through();
  return documents;
}

Bitmap Matcher::slot(const Slot& slot, const Bitmap* within) {
  Bitmap documents(snapshot_.documents().size());
  if (within == nullptr) {
    for (const std::string& term : slot.terms) postings_.set_in(documents, term, watch_);
    return documents;
  }
  const Among among(*within);
  for (const std::string& term : slot.terms) {
    if (!among.few_beside(postings_.figures(term).documents)) {
      postings_.set_in(documents, term, watch_);
      continue;
    }
    for (const Posting& posting : postings_.of(term, among, watch_)) documents.set(posting.document);
  }
  return documents;
}

Bitmap Matcher::values(const Plan& plan) const {
  Bitmap documents(snapshot_.documents().size());
  for (const std::uint32_t value : plan.values) add_documents_of(snapshot_.columns().of(plan.field), value, documents);
  return documents;
}

void Matcher::keep_where_it_stands(const Sequence& sequence, std::vector<std::uint32_t>& documents) {
  const std::vector<std::uint32_t> batch = documents;
  Incidence incidence(batch);
  std::vector<PhraseTerm> terms;
  for (std::uint32_t slot = 0; slot < sequence.slots.size(); ++slot)
    for (const std::string& term : sequence.slots[slot].terms) {
      incidence.add(postings_.of(term, incidence.among(), watch_));
      terms.push_back({schema::hash_of_term(schema::without_prefix(sequence.field, term)), slot});
    }
  std::vector<std::vector<std::uint32_t>> begins(sequence.slots.size());
  documents.clear();
  for (std::size_t i = 0; i < batch.size(); ++i) {
    watch_.step(kReadingCost);
    reader_.open(snapshot_.forward().of(batch[i]));
    for (std::size_t term = 0; term < terms.size(); ++term)
      if (incidence.has(i, term)) reader_.ask(terms[term].hash, terms[term].slot);
    for (auto& of_slot : begins) of_slot.clear();
    const std::uint32_t end = sequence.field == schema::Field::kTitle ? reader_.title_end() : ~std::uint32_t{0};
    reader_.for_each([&](std::uint32_t position, std::uint32_t slot) {
      const std::uint32_t offset = sequence.slots[slot].offset;
      if (position < end && position >= offset) begins[slot].push_back(position - offset);
    });
    if (have_one_in_common(begins)) documents.push_back(batch[i]);
  }
}

std::uint64_t Matcher::frequency(const Slot& slot) {
  std::uint64_t documents = 0;
  for (const std::string& term : slot.terms) documents += postings_.figures(term).documents;
  return documents;
}

// About how many documents: only to put the smaller ones first.
std::uint64_t Matcher::cost(const Plan& plan) {
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
