#include "query/snippets.h"

#include <algorithm>
#include <array>
#include <bit>

#include "query/markup.h"
#include "text/utf8.h"

namespace tarsach::query {

namespace {

// The worth of a window: a word of the query more outweighs everything, then how often they come, then its looks.
constexpr int kWordWorth = 64;
constexpr int kRepeatWorth = 3;
constexpr int kMaxRepeats = 6;
constexpr int kSentenceWorth = 6;
constexpr int kContextWorth = 2;  // some words stand before the first match
constexpr std::size_t kContextWords = 2;

std::uint8_t key_of(std::string_view lemma) {
  unsigned key = static_cast<unsigned>(lemma.size());
  for (const char byte : lemma.substr(0, 6)) key = key * 31 + static_cast<unsigned char>(byte);
  return static_cast<std::uint8_t>(key ^ (key >> 8));
}

std::uint64_t bit(std::uint32_t place) { return std::uint64_t{1} << (place % 64); }

bool is_sentence_end(std::string_view gap) { return gap.find_first_of(".!?\n") != std::string_view::npos; }

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

constexpr std::string_view kBlanks = " \t\r\n";

// What belongs to the words beside it: an opening quote before them, a full stop after them.
std::size_t begin_with_marks(std::string_view text, std::size_t least, std::size_t begin) {
  const std::size_t blank = text.substr(least, begin - least).find_last_of(kBlanks);
  return blank == std::string_view::npos ? least : least + blank + 1;
}
std::size_t end_with_marks(std::string_view text, std::size_t end, std::size_t most) {
  const std::size_t blank = text.substr(end, most - end).find_first_of(kBlanks);
  return blank == std::string_view::npos ? most : end + blank;
}

// What is marked at once of a long text: up to the end of a line, or else to a blank, so that no word is cut in two.
std::string_view first_stretch(std::string_view text) {
  if (text.size() <= kMarkedStretchBytes) return text;
  std::string_view most = text::utf8::clip(text, kMarkedStretchBytes);
  if (most.empty()) most = text.substr(0, kMarkedStretchBytes);  // broken bytes, no letters
  std::size_t end = most.rfind('\n');
  if (end == std::string_view::npos) end = most.find_last_of(kBlanks);
  return end == std::string_view::npos ? most : text.substr(0, end + 1);
}

// Slides over tokens and keeps how often each word of the query is inside.
class Counts {
 public:
  void add(std::uint64_t asked) { change(asked, 1); }
  void remove(std::uint64_t asked) { change(asked, -1); }
  [[nodiscard]] std::uint64_t present() const { return present_; }
  [[nodiscard]] int matches() const { return matches_; }

 private:
  void change(std::uint64_t asked, int by) {
    if (asked == 0) return;
    matches_ += by;
    for (; asked != 0; asked &= asked - 1) {
      const auto place = static_cast<std::size_t>(std::countr_zero(asked));
      counts_[place] += by;
      if (counts_[place] == 0)
        present_ &= ~(std::uint64_t{1} << place);
      else
        present_ |= std::uint64_t{1} << place;
    }
  }

  std::array<int, 64> counts_{};
  std::uint64_t present_ = 0;
  int matches_ = 0;
};

}  // namespace

Snippets::Snippets(const Highlights& highlights, text::Analyzer& analyzer)
    : analyzer_(analyzer), prefixes_(highlights.prefixes) {
  const auto is_content = [](const Highlights::Mark& mark) { return !mark.stop_word; };
  const bool content =
      !highlights.prefixes.empty() || std::any_of(highlights.lemmas.begin(), highlights.lemmas.end(), is_content);
  for (const Highlights::Mark& mark : highlights.lemmas) {
    if (content && mark.stop_word) continue;
    lemmas_[mark.text] |= bit(mark.place);
    lemma_keys_.set(key_of(mark.text));
    all_ |= bit(mark.place);
  }
  for (const Highlights::Mark& mark : prefixes_) all_ |= bit(mark.place);
}

std::uint64_t Snippets::asked(const text::Lexeme& lexeme) const {
  std::uint64_t words = 0;
  for (const std::string& lemma : lexeme.lemmas) {
    if (lemma_keys_.test(key_of(lemma)))
      if (const auto known = lemmas_.find(lemma); known != lemmas_.end()) words |= known->second;
    for (const Highlights::Mark& prefix : prefixes_)
      if (lemma.starts_with(prefix.text) || lexeme.form.starts_with(prefix.text)) words |= bit(prefix.place);
  }
  return words;
}

std::vector<Snippets::Token> Snippets::tokens(std::string_view text) {
  std::vector<Token> tokens;
  const std::span<const text::Word> words = analyzer_.analyze(text);
  tokens.reserve(words.size());
  for (const text::Word& word : words)
    if (word.kind != text::WordKind::kWhole) tokens.push_back({word.begin, word.end, asked(*word.lexeme)});
  for (const text::Word& word : words) {
    if (word.kind != text::WordKind::kWhole) continue;
    const std::uint64_t whole = asked(*word.lexeme);
    if (whole == 0) continue;
    auto part = std::lower_bound(tokens.begin(), tokens.end(), word.begin,
                                 [](const Token& token, std::uint32_t begin) { return token.begin < begin; });
    for (; part != tokens.end() && part->end <= word.end; ++part) part->asked |= whole;
  }
  return tokens;
}

void Snippets::append_marked(std::string& html, std::string_view text, std::size_t begin, std::size_t end,
                             const std::vector<Token>& tokens) const {
  for (const Token& token : tokens) {
    if (token.asked == 0 || token.begin < begin || token.end > end) continue;
    append_escaped(html, text.substr(begin, token.begin - begin));
    html += kMarkBegin;
    append_escaped(html, text.substr(token.begin, token.end - token.begin));
    html += kMarkEnd;
    begin = token.end;
  }
  append_escaped(html, text.substr(begin, end - begin));
}

std::string Snippets::title(std::string_view title) {
  std::string html;
  title = text::utf8::clip(title, kMaxSnippetBytes);
  append_marked(html, title, 0, title.size(), tokens(title));
  return html;
}

std::string Snippets::whole(std::string_view body, Watch& watch) {
  std::string html;
  while (!body.empty()) {
    watch.look();
    const std::string_view stretch = first_stretch(body);
    append_marked(html, stretch, 0, stretch.size(), tokens(stretch));
    body.remove_prefix(stretch.size());
  }
  return html;
}

Snippets::Window Snippets::best_window(std::string_view text, const std::vector<Token>& tokens, std::size_t words,
                                       std::uint64_t wanted) {
  Window best;
  int best_worth = -1;
  Counts counts;
  std::size_t end = 0, first_match = 0;
  for (std::size_t begin = 0; begin < tokens.size(); ++begin) {
    for (; end < tokens.size() && end < begin + words; ++end) counts.add(tokens[end].asked & wanted);
    first_match = std::max(first_match, begin);
    while (first_match < end && (tokens[first_match].asked & wanted) == 0) ++first_match;
    const bool sentence =
        begin == 0 || is_sentence_end(text.substr(tokens[begin - 1].end, tokens[begin].begin - tokens[begin - 1].end));
    const int worth = kWordWorth * std::popcount(counts.present()) +
                      kRepeatWorth * std::min(counts.matches(), kMaxRepeats) + (sentence ? kSentenceWorth : 0) +
                      (first_match >= begin + kContextWords ? kContextWorth : 0);
    if (worth > best_worth) {
      best_worth = worth;
      best = {begin, end, counts.present()};
    }
    if (end == tokens.size() && begin + words >= end && begin != 0) break;  // only shorter ones follow
    counts.remove(tokens[begin].asked & wanted);
  }
  return best;
}

// One passage if it shows all the words that there are, else two of half the length when they show more.
std::vector<Snippets::Window> Snippets::best_windows(std::string_view text, const std::vector<Token>& tokens,
                                                     std::size_t words) {
  std::uint64_t there = 0;
  for (const Token& token : tokens) there |= token.asked;
  const Window whole = best_window(text, tokens, words, ~std::uint64_t{0});
  if (whole.asked == there || words < 4) return {whole};
  Window first = best_window(text, tokens, words / 2, ~std::uint64_t{0});
  Window second = best_window(text, tokens, words / 2, there & ~first.asked);
  if (std::popcount(first.asked | second.asked) <= std::popcount(whole.asked)) return {whole};
  if (second.first < first.first) std::swap(first, second);
  if (second.first <= first.last) return {{first.first, std::max(first.last, second.last), first.asked | second.asked}};
  return {first, second};
}

Snippets::Cut Snippets::cut(std::string_view text, std::size_t words) {
  Cut cut{tokens(text), {}};
  if (!cut.tokens.empty()) cut.windows = best_windows(text, cut.tokens, words);
  return cut;
}

std::string Snippets::passage(std::string_view body, std::size_t words) {
  words = std::clamp<std::size_t>(words, 1, kMaxCropLength);
  body = text::utf8::clip(body, kMaxSnippetBytes);
  // Up to a space, so that no word is cut in two; a long text is mostly looked through for words that come early.
  const std::size_t first_look = body.size() <= kFirstLookBytes ? body.size() : body.rfind(' ', kFirstLookBytes);
  const std::size_t looked_at = first_look == std::string_view::npos ? body.size() : first_look;
  Cut looked = cut(body.substr(0, looked_at), words);
  std::uint64_t found = 0;
  for (const Window& window : looked.windows) found |= window.asked;
  if (looked_at < body.size() && found != all_) looked = cut(body, words);
  const std::vector<Token>& tokens = looked.tokens;
  std::string html;
  std::size_t shown = 0;
  for (const Window& window : looked.windows) {
    const std::size_t before = window.first == 0 ? 0 : tokens[window.first - 1].end;
    const std::size_t after = window.last == tokens.size() ? body.size() : tokens[window.last].begin;
    const std::size_t begin = begin_with_marks(body, before, tokens[window.first].begin);
    const std::size_t end = end_with_marks(body, tokens[window.last - 1].end, after);
    if (!is_blank(body.substr(shown, begin - shown)))
      html.append(html.empty() ? "" : " ").append(kEllipsis).append(" ");
    append_marked(html, body, begin, end, tokens);
    shown = end;
  }
  if (!is_blank(body.substr(shown))) html.append(" ").append(kEllipsis);
  return html;
}

}  // namespace tarsach::query
