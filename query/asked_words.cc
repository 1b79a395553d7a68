#include "query/asked_words.h"

#include <algorithm>

#include "schema/fields.h"
#include "schema/terms.h"
#include "text/utf8.h"

namespace tarsach::query {

namespace {

std::uint8_t key_of(std::string_view lemma) {
  unsigned key = static_cast<unsigned>(lemma.size());
  for (const char byte : lemma.substr(0, 6)) key = key * 31 + static_cast<unsigned char>(byte);
  return static_cast<std::uint8_t>(key ^ (key >> 8));
}

std::uint64_t bit(std::uint32_t place) { return std::uint64_t{1} << (place % 64); }

constexpr std::uint32_t kFirstPosition = 1;  // of the title

/// What the tokenizer sees of what stands behind a word has fewer blanks than this.
constexpr int kBlanksAhead = 8;

/// Words that begin before this byte are cut in the same way whether or not the text goes on behind its end.
std::size_t end_of_sure(std::string_view text) {
  std::size_t end = text.size();
  for (int i = 0; i < kBlanksAhead; ++i) {
    if (end == 0) return 0;
    end = text.rfind(' ', end - 1);
    if (end == std::string_view::npos) return 0;
  }
  return end;
}

std::size_t words_before(std::size_t byte, CutText& words) {
  std::size_t count = words.size();
  while (count > 0 && words[count - 1].begin >= byte) --count;
  return count;
}

}  // namespace

AskedWords::AskedWords(const Highlights& highlights, text::Analyzer& analyzer)
    : analyzer_(analyzer), prefixes_(highlights.prefixes) {
  const auto is_content = [](const Highlights::Mark& mark) { return !mark.stop_word; };
  const bool content =
      !highlights.prefixes.empty() || std::any_of(highlights.lemmas.begin(), highlights.lemmas.end(), is_content);
  for (const Highlights::Mark& mark : highlights.lemmas) {
    if (content && mark.stop_word) continue;
    const auto [at, is_new] = numbers_.try_emplace(mark.text, static_cast<std::uint32_t>(lemmas_.size()));
    if (is_new) lemmas_.push_back({mark.text, schema::hash_of_term(schema::term(schema::Field::kText, mark.text)), 0});
    lemmas_[at->second].asked |= bit(mark.place);
    lemma_keys_.set(key_of(mark.text));
    all_ |= bit(mark.place);
  }
  for (const Highlights::Mark& mark : prefixes_) all_ |= bit(mark.place);
}

std::uint64_t AskedWords::asked(const text::Lexeme& lexeme) const {
  std::uint64_t words = 0;
  for (const std::string& lemma : lexeme.lemmas) {
    if (lemma_keys_.test(key_of(lemma)))
      if (const auto known = numbers_.find(lemma); known != numbers_.end()) words |= lemmas_[known->second].asked;
    for (const Highlights::Mark& prefix : prefixes_)
      if (lemma.starts_with(prefix.text) || lexeme.form.starts_with(prefix.text)) words |= bit(prefix.place);
  }
  return words;
}

void AskedWords::analyze(std::string_view text, AskedText& asked_text) {
  asked_text.words.start(text);
  asked_text.matches.clear();
  const std::span<const text::Word> words = analyzer_.analyze(text);
  for (const text::Word& word : words) {
    if (word.kind == text::WordKind::kWhole) continue;
    asked_text.words.add({.begin = word.begin, .end = word.end, .kind = word.kind, .word = {}});
    if (const std::uint64_t bits = asked(*word.lexeme); bits != 0) asked_text.matches.push_back({word.position, bits});
  }
  for (const text::Word& word : words)
    if (word.kind == text::WordKind::kWhole) mark_parts(word.position, word.end, asked(*word.lexeme), asked_text);
  put_in_order(asked_text.matches);
}

void AskedWords::open(std::string_view forward, std::string_view title, AskedText& asked_text) {
  by_positions_ = prefixes_.empty() && title.size() <= kMaxSnippetBytes;
  if (!by_positions_) return analyze(text::utf8::clip(title, kMaxSnippetBytes), asked_text);
  reader_.open(forward);
  for (std::uint32_t i = 0; i < lemmas_.size(); ++i) reader_.ask(lemmas_[i].hash, i);
  found_.clear();
  const std::uint32_t last = reader_.for_each([&](std::uint32_t position, std::uint32_t lemma) {
    found_.push_back({position, lemma});
  });
  standings_.assign(lemmas_.size(), Standing::kUnknown);
  asked_text.words.cut(title);
  asked_text.matches.clear();
  std::size_t places = asked_text.words.size();
  if (const auto wholes = asked_text.words.wholes(); !wholes.empty())
    places = std::max(places, wholes.back().place + 1);
  body_begin_ = static_cast<std::uint32_t>(places) + schema::kPositionGap;
  body_words_ = last < body_begin_ ? 0 : last - body_begin_ + 1;
  match_found(kFirstPosition, places, asked_text);
  put_in_order(asked_text.matches);
}

void AskedWords::find(std::string_view body, Part part, AskedText& asked_text) {
  if (!by_positions_) return analyze(body, asked_text);
  asked_text.matches.clear();
  if (part == Part::kWhole) {
    asked_text.words.open(body, reader_.document(), body_words_);
    match_found(body_begin_, body_words_, asked_text);
  } else {
    asked_text.words.cut(body);
    const std::size_t sure = words_before(end_of_sure(body), asked_text.words);
    match_found(body_begin_, sure, asked_text);
    match_analyzed(sure, asked_text);
  }
  put_in_order(asked_text.matches);
}

/// Of the places before `end`; the first one has this position.
void AskedWords::match_found(std::uint32_t begin, std::size_t end, AskedText& asked_text) {
  auto at = std::lower_bound(found_.cbegin(), found_.cend(), begin,
                             [](const Found& found, std::uint32_t position) { return found.position < position; });
  while (at != found_.cend()) {
    const std::uint32_t place = at->position - begin;
    if (place >= end) break;
    const auto next =
        std::find_if(at, found_.cend(), [&](const Found& found) { return found.position != at->position; });
    if (!match_wholes(place, asked_text) && place < asked_text.words.size())
      if (const std::uint64_t bits = confirmed(at, next, asked_text.words[place].word); bits != 0)
        asked_text.matches.push_back({place, bits});
    at = next;
  }
}

void AskedWords::match_analyzed(std::size_t begin, AskedText& asked_text) {
  CutText& words = asked_text.words;
  for (std::size_t i = begin; i < words.size(); ++i)
    if (const std::uint64_t bits = asked(analyzer_.lexeme(words[i].word)); bits != 0)
      asked_text.matches.push_back({static_cast<std::uint32_t>(i), bits});
  for (const CutText::Whole& whole : words.wholes())
    if (whole.place >= begin)
      mark_parts(whole.place, whole.token.end, asked(analyzer_.lexeme(whole.token.word)), asked_text);
}

/// At this place, whole compounds and the part that stands there with them; whether there is any.
bool AskedWords::match_wholes(std::size_t place, AskedText& asked_text) {
  CutText& words = asked_text.words;
  const std::span<const CutText::Whole> wholes = words.wholes_at(place);
  if (wholes.empty()) return false;
  for (const CutText::Whole& whole : wholes)
    mark_parts(place, whole.token.end, asked(analyzer_.lexeme(whole.token.word)), asked_text);
  if (place < words.size())
    if (const std::uint64_t bits = asked(analyzer_.lexeme(words[place].word)); bits != 0)
      asked_text.matches.push_back({static_cast<std::uint32_t>(place), bits});
  return true;
}

/// Those of the lemmas found at one place that its word really has.
std::uint64_t AskedWords::confirmed(FoundAt begin, FoundAt end, std::string_view word) {
  std::uint64_t bits = 0;
  for (auto at = begin; at != end; ++at) {
    const Lemma& lemma = lemmas_[at->lemma];
    Standing& standing = standings_[at->lemma];
    if (standing == Standing::kUnknown) {
      const std::vector<std::string>& lemmas = analyzer_.lexeme(word).lemmas;
      const bool there = std::find(lemmas.begin(), lemmas.end(), lemma.text) != lemmas.end();
      standing = there ? Standing::kThere : Standing::kNotThere;
    }
    if (standing == Standing::kThere) bits |= lemma.asked;
  }
  return bits;
}

/// Those from `place` on that end by that byte.
void AskedWords::mark_parts(std::size_t place, std::size_t end, std::uint64_t bits, AskedText& asked_text) {
  if (bits == 0) return;
  for (; place < asked_text.words.size() && asked_text.words[place].end <= end; ++place)
    asked_text.matches.push_back({static_cast<std::uint32_t>(place), bits});
}

void AskedWords::put_in_order(std::vector<AskedText::Match>& matches) {
  const auto precedes = [](const AskedText::Match& a, const AskedText::Match& b) { return a.word < b.word; };
  if (!std::is_sorted(matches.begin(), matches.end(), precedes)) std::sort(matches.begin(), matches.end(), precedes);
  std::size_t kept = 0;
  for (const AskedText::Match& match : matches) {
    if (kept > 0 && matches[kept - 1].word == match.word)
      matches[kept - 1].asked |= match.asked;
    else
      matches[kept++] = match;
  }
  matches.resize(kept);
}

}  // namespace tarsach::query
