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

/// Whether a word begins with a Latin letter, a Cyrillic one or a digit, of which something always remains.
bool begins_plainly(std::string_view word) {
  const auto byte = static_cast<unsigned char>(word[0]);
  const unsigned char lower = byte | 0x20;
  if ((byte >= '0' && byte <= '9') || (lower >= 'a' && lower <= 'z')) return true;
  return (byte == 0xD0 || byte == 0xD1) && word.size() > 1;
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
  asked_text.text = text;
  asked_text.tokens.clear();
  asked_text.matches.clear();
  const std::span<const text::Word> words = analyzer_.analyze(text);
  for (const text::Word& word : words) {
    if (word.kind == text::WordKind::kWhole) continue;
    const auto token = static_cast<std::uint32_t>(asked_text.tokens.size());
    asked_text.tokens.push_back({word.begin, word.end, word.kind, {}});
    if (const std::uint64_t bits = asked(*word.lexeme); bits != 0) asked_text.matches.push_back({token, bits});
  }
  for (const text::Word& word : words)
    if (word.kind == text::WordKind::kWhole)
      mark_parts({word.begin, word.end, word.kind, {}}, asked(*word.lexeme), asked_text);
  put_in_order(asked_text.matches);
}

void AskedWords::open(std::string_view forward, std::string_view title, AskedText& asked_text) {
  by_positions_ = prefixes_.empty() && title.size() <= kMaxSnippetBytes;
  if (!by_positions_) return analyze(text::utf8::clip(title, kMaxSnippetBytes), asked_text);
  reader_.open(forward);
  for (std::uint32_t i = 0; i < lemmas_.size(); ++i) reader_.ask(lemmas_[i].hash, i);
  found_.clear();
  reader_.for_each([&](std::uint32_t position, std::uint32_t lemma) { found_.push_back({position, lemma}); });
  standings_.assign(lemmas_.size(), Standing::kUnknown);
  cut(title, asked_text);
  std::size_t places = asked_text.tokens.size();
  if (!wholes_.empty()) places = std::max(places, wholes_.back().place + 1);
  body_begin_ = static_cast<std::uint32_t>(places) + schema::kPositionGap;
  match_found(kFirstPosition, places, asked_text);
  put_in_order(asked_text.matches);
}

void AskedWords::find(std::string_view body, Part part, AskedText& asked_text) {
  if (!by_positions_) return analyze(body, asked_text);
  cut(body, asked_text);
  std::size_t sure = asked_text.tokens.size() + 1;
  if (part == Part::kBeginning) {
    const auto end = std::lower_bound(asked_text.tokens.begin(), asked_text.tokens.end(), end_of_sure(body),
                                      [](const text::Token& token, std::size_t byte) { return token.begin < byte; });
    sure = static_cast<std::size_t>(end - asked_text.tokens.begin());
  }
  match_found(body_begin_, sure, asked_text);
  match_analyzed(sure, asked_text);
  put_in_order(asked_text.matches);
}

// Of a word that nothing remains of (a lonely mark) the analysis gives nothing, and it takes no position.
bool AskedWords::takes_place(std::string_view word) {
  return (!word.empty() && begins_plainly(word)) || !analyzer_.lexeme(word).form.empty();
}

void AskedWords::cut(std::string_view text, AskedText& asked_text) {
  asked_text.text = text;
  asked_text.matches.clear();
  wholes_.clear();
  text::tokenize(text, asked_text.tokens);
  std::size_t place = 0;
  for (std::size_t i = 0; i < asked_text.tokens.size(); ++i) {
    const text::Token& token = asked_text.tokens[i];
    if (!takes_place(token.word)) continue;
    if (token.kind == text::WordKind::kWhole) {
      wholes_.push_back({token, place});
    } else {
      if (place != i) asked_text.tokens[place] = token;
      ++place;
    }
  }
  asked_text.tokens.resize(place);
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
    if (!match_wholes(place, asked_text) && place < asked_text.tokens.size())
      if (const std::uint64_t bits = confirmed(at, next, asked_text.tokens[place].word); bits != 0)
        asked_text.matches.push_back({place, bits});
    at = next;
  }
}

void AskedWords::match_analyzed(std::size_t begin, AskedText& asked_text) {
  for (std::size_t i = begin; i < asked_text.tokens.size(); ++i)
    if (const std::uint64_t bits = asked(analyzer_.lexeme(asked_text.tokens[i].word)); bits != 0)
      asked_text.matches.push_back({static_cast<std::uint32_t>(i), bits});
  for (const Whole& whole : wholes_)
    if (whole.place >= begin) mark_parts(whole.token, asked(analyzer_.lexeme(whole.token.word)), asked_text);
}

/// At this place, whole compounds and the part that stands there with them; whether there is any.
bool AskedWords::match_wholes(std::size_t place, AskedText& asked_text) {
  auto whole = std::lower_bound(wholes_.begin(), wholes_.end(), place,
                                [](const Whole& one, std::size_t wanted) { return one.place < wanted; });
  if (whole == wholes_.end() || whole->place != place) return false;
  for (; whole != wholes_.end() && whole->place == place; ++whole)
    mark_parts(whole->token, asked(analyzer_.lexeme(whole->token.word)), asked_text);
  if (place < asked_text.tokens.size())
    if (const std::uint64_t bits = asked(analyzer_.lexeme(asked_text.tokens[place].word)); bits != 0)
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

void AskedWords::mark_parts(const text::Token& whole, std::uint64_t bits, AskedText& asked_text) {
  if (bits == 0) return;
  const auto& tokens = asked_text.tokens;
  auto part = std::lower_bound(tokens.begin(), tokens.end(), whole.begin,
                               [](const text::Token& token, std::uint32_t begin) { return token.begin < begin; });
  for (; part != tokens.end() && part->end <= whole.end; ++part)
    asked_text.matches.push_back({static_cast<std::uint32_t>(part - tokens.begin()), bits});
}

void AskedWords::put_in_order(std::vector<AskedText::Match>& matches) {
  const auto precedes = [](const AskedText::Match& a, const AskedText::Match& b) { return a.token < b.token; };
  if (!std::is_sorted(matches.begin(), matches.end(), precedes)) std::sort(matches.begin(), matches.end(), precedes);
  std::size_t kept = 0;
  for (const AskedText::Match& match : matches) {
    if (kept > 0 && matches[kept - 1].token == match.token)
      matches[kept - 1].asked |= match.asked;
    else
      matches[kept++] = match;
  }
  matches.resize(kept);
}

}  // namespace tarsach::query
