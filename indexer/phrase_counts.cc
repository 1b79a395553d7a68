#include "indexer/phrase_counts.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "base/quick_hash.h"

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

Key joined(Key phrase, Key word) { return spread(phrase * 3 + word); }

/// Whether two words stand side by side: a space, or the hyphen of a compound.
bool side_by_side(std::string_view between) { return between == " " || between == "-" || between == "\u00A0"; }

}  // namespace

void PhraseCounts::next_document() {
  if (++document_ == 0) document_ = 1;  // a batch is smaller than that; 0 is no document
}

void PhraseCounts::add(std::string_view text, std::span<const text::Word> words) {
  if (filter_.empty()) filter_.resize(kFilterCells), roles_.resize(kRoles);
  Chain chain;
  std::size_t end = 0;
  for (const text::Word& word : words) {
    if (word.kind == text::WordKind::kWhole) continue;
    if (word.begin < end || !side_by_side(text.substr(end, word.begin - end))) chain = {};
    end = word.end;
    step(chain, text, word);
  }
}

PhraseRole PhraseCounts::role_of(const text::Lexeme& lexeme) {
  Role& role = roles_[spread(lexeme.form_key) % kRoles];
  if (role.form != lexeme.form_key || role.lemma != lexeme.lemma_key)
    role = {lexeme.form_key, lexeme.lemma_key, phrase_role(lexeme)};
  return role.role;
}

void PhraseCounts::step(Chain& chain, std::string_view text, const text::Word& word) {
  const PhrasePart part = phrase_part(text, word, role_of(*word.lexeme));
  if (part == PhrasePart::kName || part == PhrasePart::kModifier) return extend(chain, text, word, part);
  const bool may_follow =
      part == PhrasePart::kConjunction || (part == PhrasePart::kPreposition && chain.last == PhrasePart::kName);
  if (!may_follow || ++chain.stop_words > kMostStopWords) {
    chain = {};
    return;
  }
  const Key key = word.lexeme->form_key;
  for (Key& opening : chain.openings)
    if (opening != 0) opening = joined(opening, key);
}

/// The phrases that end at this word: each that ended at the one before it goes on, as long as its parts are phrases.
void PhraseCounts::extend(Chain& chain, std::string_view text, const text::Word& word, PhrasePart part) {
  const Key lemma = word.lexeme->lemma_key;
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
  if (Count* known = batch_.find(key)) {
    vote(*known, text);
    return true;
  }
  if (before == document_) return false;
  if (batch_.size() >= kMostInBatch) forget_the_rarest();
  const auto place = static_cast<std::uint32_t>(written_.size());
  batch_.at(key).value = {2, document_, 1, place, quick_hash(text)};
  written_.push_back({std::string(text), shape});
  return true;
}

void PhraseCounts::vote(Count& count, std::string_view text) {
  if (count.last_document != document_) {
    ++count.documents;
    count.last_document = document_;
  }
  const std::uint64_t hash = quick_hash(text);
  if (count.text == hash) {
    ++count.votes;
  } else if (--count.votes == 0) {
    count.text = hash;
    count.votes = 1;
    written_[count.place].text = text;
  }
}

/// Of half of the phrases too few articles have spoken yet.
void PhraseCounts::forget_the_rarest() {
  std::vector<std::uint32_t> documents;
  documents.reserve(batch_.size());
  batch_.each([&](Key, const Count& count) { documents.push_back(count.documents); });
  const auto middle = documents.begin() + static_cast<std::ptrdiff_t>(documents.size() / 2);
  std::nth_element(documents.begin(), middle, documents.end());
  batch_.keep_if([least = *middle](Key, const Count& count) { return count.documents > least; });
  std::vector<Written> before = std::exchange(written_, {});
  batch_.each([&](Key, Count& count) {
    written_.push_back(std::move(before[count.place]));
    count.place = static_cast<std::uint32_t>(written_.size() - 1);
  });
}

void PhraseCounts::end_batch() {
  const std::uint32_t least = document_ < kFewDocuments ? 2 : 3;
  std::vector<std::pair<Key, Count>> kept;
  batch_.each([&](Key key, const Count& count) {
    if (count.documents >= least) kept.emplace_back(key, count);
  });
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) {
    return std::tuple(b.second.documents, a.first) < std::tuple(a.second.documents, b.first);
  });
  if (kept.size() > kMostOfBatch) kept.resize(kMostOfBatch);
  for (const auto& [key, count] : kept) {
    Written& written = written_[count.place];
    add_total(key, {count.documents, {{std::move(written.text), count.documents}}, written.shape});
  }
  batch_.clear();
  written_.clear();
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
