#include "indexer/phrase_counts.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "indexer/phrase_words.h"

namespace tarsach::indexer {
namespace {

using Key = std::uint64_t;

constexpr double kNearlyAlways = 0.7;  // of its articles a part has in the longer phrase

/// A bijection that spreads its bits (the finaliser of MurmurHash3, public domain).
constexpr Key spread(Key key) {
  key = (key ^ (key >> 33U)) * 0xff51afd7ed558ccdULL;
  key = (key ^ (key >> 33U)) * 0xc4ceb9fe1a85ec53ULL;
  return key ^ (key >> 33U);
}

/// FNV-1a, for std::hash may differ between libraries.
Key key_of(std::string_view word) {
  Key key = 0xcbf29ce484222325ULL;
  for (const char byte : word) key = (key ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
  return key;
}

Key joined(Key phrase, Key word) { return spread(phrase * 3 + word); }

/// Whether two words stand side by side: a space, or the hyphen of a compound.
bool side_by_side(std::string_view between) { return between == " " || between == "-" || between == "\u00A0"; }

}  // namespace

void PhraseCounts::next_document() {
  if (++document_ == 0) document_ = 1;  // a batch is smaller than that; 0 is no document
}

void PhraseCounts::add(std::string_view text, std::span<const text::Word> words) {
  if (filter_.empty()) filter_.resize(kFilterCells);
  Chain chain;
  std::size_t end = 0;
  for (const text::Word& word : words) {
    if (word.kind == text::WordKind::kWhole) continue;
    if (word.begin < end || !side_by_side(text.substr(end, word.begin - end))) chain = {};
    end = word.end;
    step(chain, text, word);
  }
}

void PhraseCounts::step(Chain& chain, std::string_view text, const text::Word& word) {
  const PhrasePart part = phrase_part(text, word);
  if (part == PhrasePart::kName || part == PhrasePart::kModifier) return extend(chain, text, word, part);
  const bool may_follow =
      part == PhrasePart::kConjunction || (part == PhrasePart::kPreposition && chain.last == PhrasePart::kName);
  if (!may_follow || ++chain.stop_words > kMostStopWords) {
    chain = {};
    return;
  }
  const Key key = key_of(word.lexeme->form);
  for (Key& opening : chain.openings)
    if (opening != 0) opening = joined(opening, key);
}

/// The phrases that end at this word: each that ended at the one before it goes on, as long as its parts are phrases.
void PhraseCounts::extend(Chain& chain, std::string_view text, const text::Word& word, PhrasePart part) {
  const Key lemma = key_of(word.lexeme->lemmas.front());
  Chain next;
  next.last = part;
  next.phrases[0] = next.openings[0] = lemma;
  next.begins[0] = word.begin;
  for (std::size_t size = 1; size < kMostWords; ++size) {
    const Key opening = chain.openings[size - 1];
    const std::uint32_t begin = chain.begins[size - 1];
    if (opening == 0 || word.end - begin > kMostPhraseBytes) break;
    const Key key = joined(opening, lemma);
    const bool has_parts = size > 1;
    const Key first = has_parts ? chain.phrases[size - 1] : 0, last = has_parts ? next.phrases[size - 1] : 0;
    const Ending ending = part == PhrasePart::kModifier || size + 1 == kMostWords ? Ending::kOpen : Ending::kWhole;
    if (!count(key, text.substr(begin, word.end - begin), {first, last, ending})) break;
    next.phrases[size] = next.openings[size] = key;
    next.begins[size] = begin;
  }
  chain = next;
}

bool PhraseCounts::count(Key key, std::string_view text, const Shape& shape) {
  std::uint16_t& cell = filter_[key % kFilterCells];
  const std::uint16_t before = cell;
  cell = document_;
  if (before == 0) return false;
  const auto known = batch_.find(key);
  if (known != batch_.end()) {
    vote(known->second, text);
    return true;
  }
  if (before == document_) return false;
  if (batch_.size() >= kMostInBatch) forget_the_rarest();
  batch_.emplace(key, Count{2, document_, std::string(text), 1, shape});
  return true;
}

void PhraseCounts::vote(Count& count, std::string_view text) const {
  if (count.last_document != document_) {
    ++count.documents;
    count.last_document = document_;
  }
  if (count.text == text) {
    ++count.votes;
  } else if (--count.votes == 0) {
    count.text = text;
    count.votes = 1;
  }
}

/// Of half of the phrases too few articles have spoken yet.
void PhraseCounts::forget_the_rarest() {
  std::vector<std::uint32_t> documents;
  documents.reserve(batch_.size());
  for (const auto& [key, count] : batch_) documents.push_back(count.documents);
  const auto middle = documents.begin() + static_cast<std::ptrdiff_t>(documents.size() / 2);
  std::nth_element(documents.begin(), middle, documents.end());
  std::erase_if(batch_, [least = *middle](const auto& item) { return item.second.documents <= least; });
}

void PhraseCounts::end_batch() {
  const std::uint32_t least = document_ < kFewDocuments ? 2 : 3;
  std::vector<std::pair<Key, const Count*>> kept;
  for (const auto& [key, count] : batch_)
    if (count.documents >= least) kept.emplace_back(key, &count);
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) {
    return std::tuple(b.second->documents, a.first) < std::tuple(a.second->documents, b.first);
  });
  if (kept.size() > kMostOfBatch) kept.resize(kMostOfBatch);
  for (const auto& [key, count] : kept)
    add_total(key, {count->documents, {{count->text, count->documents}}, count->shape});
  batch_.clear();
  std::fill(filter_.begin(), filter_.end(), std::uint16_t{0});
  document_ = 0;
}

void PhraseCounts::add_total(Key key, Total&& total) {
  const auto [known, is_new] = totals_.try_emplace(key, std::move(total));
  if (is_new) return;
  known->second.documents += total.documents;
  auto& texts = known->second.texts;
  for (auto& more : total.texts) {
    const auto same =
        std::find_if(texts.begin(), texts.end(), [&](const auto& item) { return item.first == more.first; });
    if (same == texts.end())
      texts.push_back(std::move(more));
    else
      same->second += more.second;
  }
}

void PhraseCounts::merge(PhraseCounts&& other) {
  for (auto& [key, total] : other.totals_) add_total(key, std::move(total));
  other.totals_.clear();
}

std::vector<Phrase> PhraseCounts::take(std::size_t most) {
  std::unordered_set<Key> parts;  // of a longer phrase nearly always
  for (const auto& [key, total] : totals_)
    for (const Key part : {total.shape.first, total.shape.last}) {
      const auto found = totals_.find(part);
      if (found != totals_.end() && total.documents >= kNearlyAlways * found->second.documents) parts.insert(part);
    }
  std::vector<Phrase> phrases;
  for (auto& [key, total] : totals_) {
    if (total.shape.ending == Ending::kOpen || parts.contains(key)) continue;
    auto& text = *std::max_element(total.texts.begin(), total.texts.end(), [](const auto& a, const auto& b) {
      return std::tie(a.second, a.first) < std::tie(b.second, b.first);
    });
    phrases.push_back({std::move(text.first), total.documents});
  }
  totals_.clear();
  std::sort(phrases.begin(), phrases.end(), [](const Phrase& a, const Phrase& b) {
    return std::tie(b.documents, a.text) < std::tie(a.documents, b.text);
  });
  if (phrases.size() > most) phrases.resize(most);
  return phrases;
}

}  // namespace tarsach::indexer
