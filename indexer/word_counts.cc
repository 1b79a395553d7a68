#include "indexer/word_counts.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

#include "text/letters.h"
#include "text/utf8.h"
#include "text/word_key.h"

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
  if (between == " ") return true;  // most of them
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

/// The count of a form, with the form in it.
WordCounts::Count& WordCounts::known(std::uint64_t key, std::string_view form) {
  const auto found = counts_.at(key);
  Count& count = found.value;
  if (!found.is_new) return count;
  assert(forms_.size() + form.size() <= std::numeric_limits<std::uint32_t>::max());
  count.begin = static_cast<std::uint32_t>(forms_.size());
  count.size = static_cast<std::uint32_t>(form.size());
  forms_ += form;
  return count;
}

std::string_view WordCounts::form_of(const Count& count) const {
  return std::string_view(forms_).substr(count.begin, count.size);
}

WordCounts::Count* WordCounts::count(const text::Lexeme& lexeme) {
  Count* counted = counts_.find(lexeme.form_key);
  if (counted == nullptr) {
    if (!is_counted(lexeme)) return nullptr;
    counted = &known(lexeme.form_key, lexeme.form);
  }
  if (counted->last_document != document_) ++counted->documents;
  counted->last_document = document_;
  return counted;
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
  if (other.counts_.size() > counts_.size()) {
    std::swap(counts_, other.counts_);
    std::swap(forms_, other.forms_);
  }
  other.counts_.each([&](std::uint64_t key, const Count& theirs) {
    Count& ours = known(key, other.form_of(theirs));
    ours.documents += theirs.documents;
    ours.capital += theirs.capital;
    ours.lower += theirs.lower;
  });
  other = WordCounts(other.most_forms_);
}

void WordCounts::add(CountedWord&& word) {
  Count& count = known(text::word_key(word.form), word.form);
  count.documents += word.documents;
  count.capital += word.capital;
  count.lower += word.lower;
}

void WordCounts::subtract(const WordCounts& other) {
  other.counts_.each([&](std::uint64_t key, const Count& theirs) {
    Count* ours = counts_.find(key);
    if (ours == nullptr) return;  // it was forgotten
    ours->documents -= std::min(ours->documents, theirs.documents);
    ours->capital -= std::min(ours->capital, theirs.capital);
    ours->lower -= std::min(ours->lower, theirs.lower);
  });
  counts_.keep_if([](std::uint64_t, const Count& count) { return count.documents > 0; });
  tidy_forms();
}

std::vector<CountedWord> WordCounts::take() {
  std::vector<CountedWord> words;
  words.reserve(counts_.size());
  counts_.each([&](std::uint64_t, const Count& count) {
    words.push_back({std::string(form_of(count)), count.documents, count.capital, count.lower});
  });
  counts_.clear();
  forms_.clear();
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
    counts_.keep_if([rare](std::uint64_t, const Count& count) { return count.documents > rare; });
  forgotten_ += before - counts_.size();
  tidy_forms();
}

/// Drops the forms that no count has any more.
void WordCounts::tidy_forms() {
  const std::string before = std::exchange(forms_, {});
  counts_.each([&](std::uint64_t, Count& count) {
    const std::string_view form = std::string_view(before).substr(count.begin, count.size);
    count.begin = static_cast<std::uint32_t>(forms_.size());
    forms_ += form;
  });
}

}  // namespace tarsach::indexer
