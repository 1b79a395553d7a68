#include "indexer/word_counts.h"

#include <algorithm>
#include <utility>

#include "text/letters.h"
#include "text/utf8.h"

namespace tarsach::indexer {
namespace {

/// How a word is written, by its first two letters.
enum class Capitals : std::uint8_t { kNone, kFirst, kAll };

Capitals capitals_of(std::string_view written) {
  const text::utf8::Letter first = text::utf8::decode(written, 0);
  if (!text::is_upper(first.code)) return Capitals::kNone;
  if (first.size == written.size()) return Capitals::kAll;
  return text::is_upper(text::utf8::decode(written, first.size).code) ? Capitals::kAll : Capitals::kFirst;
}

/// Whether a sentence goes on over what stands between two words: spaces, commas and dashes, but no line's end.
bool goes_on(std::string_view between) {
  for (std::size_t at = 0; at < between.size();) {
    const text::utf8::Letter letter = text::utf8::decode(between, at);
    constexpr char32_t kNoBreakSpace = 0x00A0;
    const bool plain = letter.code == ' ' || letter.code == ',' || letter.code == kNoBreakSpace;
    if (!plain && text::class_of(letter.code) != text::LetterClass::kHyphen) return false;
    at += letter.size;
  }
  return true;
}

bool is_counted(const text::Lexeme& lexeme) {
  if (lexeme.script != text::Script::kCyrillic && lexeme.script != text::Script::kLatin) return false;
  const bool has_digit = std::ranges::any_of(lexeme.form, [](char c) { return c >= '0' && c <= '9'; });
  return !has_digit && lexeme.form.size() <= WordCounts::kMostFormBytes;
}

}  // namespace

void WordCounts::next_document() {
  ++document_;
  if (counts_.size() > most_forms_) forget_the_rarest();
}

WordCounts::Count* WordCounts::count(const text::Lexeme& lexeme) {
  auto known = counts_.find(lexeme.form);
  if (known == counts_.end()) {
    if (!is_counted(lexeme)) return nullptr;
    known = counts_.try_emplace(lexeme.form).first;
  }
  Count& count = known->second;
  if (count.last_document != document_) ++count.documents;
  count.last_document = document_;
  return &count;
}

void WordCounts::add_title(std::span<const text::Word> words) {
  for (const text::Word& word : words) count(*word.lexeme);
}

void WordCounts::add_body(std::string_view text, std::span<const text::Word> words) {
  std::size_t end = 0;  // of the word before
  auto before = Capitals::kNone;
  for (const text::Word& word : words) {
    const Capitals capitals = capitals_of(text.substr(word.begin, word.end - word.begin));
    const bool within = end > 0 && goes_on(text.substr(end, word.begin - end));
    const bool shouted = capitals == Capitals::kAll && before == Capitals::kAll;
    if (Count* counted = count(*word.lexeme); counted != nullptr && within && !shouted)
      ++(capitals == Capitals::kNone ? counted->lower : counted->capital);
    if (word.kind == text::WordKind::kWhole) continue;  // its parts come next, and begin where it does
    end = word.end;
    before = capitals;
  }
}

void WordCounts::merge(WordCounts&& other) {
  forgotten_ += other.forgotten_;
  if (other.counts_.size() > counts_.size()) counts_.swap(other.counts_);
  counts_.merge(other.counts_);  // what is left there is in both
  for (const auto& [form, theirs] : other.counts_) {
    Count& ours = counts_.find(form)->second;
    ours.documents += theirs.documents;
    ours.capital += theirs.capital;
    ours.lower += theirs.lower;
  }
  other = WordCounts(other.most_forms_);
}

void WordCounts::add(CountedWord&& word) {
  Count& count = counts_[std::move(word.form)];
  count.documents += word.documents;
  count.capital += word.capital;
  count.lower += word.lower;
}

void WordCounts::subtract(const WordCounts& other) {
  for (const auto& [form, theirs] : other.counts_) {
    const auto known = counts_.find(form);
    if (known == counts_.end()) continue;  // it was forgotten
    Count& ours = known->second;
    ours.documents -= std::min(ours.documents, theirs.documents);
    ours.capital -= std::min(ours.capital, theirs.capital);
    ours.lower -= std::min(ours.lower, theirs.lower);
    if (ours.documents == 0) counts_.erase(known);
  }
}

std::vector<CountedWord> WordCounts::take() {
  std::vector<CountedWord> words;
  words.reserve(counts_.size());
  while (!counts_.empty()) {
    auto node = counts_.extract(counts_.begin());
    const Count& count = node.mapped();
    words.push_back({std::move(node.key()), count.documents, count.capital, count.lower});
  }
  std::ranges::sort(words, {}, &CountedWord::form);
  return words;
}

std::vector<schema::IndexWord> index_words(std::span<const CountedWord> counted, std::uint64_t documents) {
  std::vector<schema::IndexWord> words;
  words.reserve(counted.size());
  for (const CountedWord& word : counted) {
    const auto articles = static_cast<std::uint32_t>(std::min<std::uint64_t>(word.documents, documents));
    const bool is_name = word.capital > word.lower;
    words.push_back({word.form, articles, is_name ? std::uint8_t{schema::kUsuallyCapital} : std::uint8_t{0}});
  }
  return words;
}

void WordCounts::forget_the_rarest() {
  const std::size_t before = counts_.size();
  for (std::uint32_t rare = 1; counts_.size() > most_forms_ / 2; rare *= 2)
    std::erase_if(counts_, [rare](const auto& counted) { return counted.second.documents <= rare; });
  forgotten_ += before - counts_.size();
}

}  // namespace tarsach::indexer
