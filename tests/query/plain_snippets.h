// Snippets by going through every word and every window: slow, simple, and what query/snippets.h must give to the byte.
//
//   PlainSnippets plain(highlights, analyzer);
//   EXPECT_EQ(plain.passage(body, 30), Snippets(highlights, analyzer).passage(body, 30));
#pragma once

#include <algorithm>
#include <bit>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/compiler.h"
#include "query/markup.h"
#include "query/snippets.h"
#include "text/analyzer.h"
#include "text/utf8.h"

namespace tarsach::query {

class PlainSnippets {
 public:
  PlainSnippets(const Highlights& highlights, text::Analyzer& analyzer) : analyzer_(analyzer) {
    bool content = !highlights.prefixes.empty();
    for (const Highlights::Mark& mark : highlights.lemmas) content |= !mark.stop_word;
    for (const Highlights::Mark& mark : highlights.lemmas)
      if (!content || !mark.stop_word) lemmas_[mark.text] |= std::uint64_t{1} << mark.place % 64;
    for (const Highlights::Mark& mark : highlights.prefixes)
      prefixes_.emplace_back(mark.text, std::uint64_t{1} << mark.place % 64);
    for (const auto& [lemma, bit] : lemmas_) all_ |= bit;
    for (const auto& [prefix, bit] : prefixes_) all_ |= bit;
  }

  std::string title(std::string_view title) {
    title = text::utf8::clip(title, kMaxSnippetBytes);
    return marked(title, 0, title.size(), tokens(title));
  }

  std::string passage(std::string_view body, std::size_t words) {
    words = std::clamp<std::size_t>(words, 1, kMaxCropLength);
    body = text::utf8::clip(body, kMaxSnippetBytes);
    std::size_t looked_at = body.size() <= kFirstLookBytes ? body.size() : body.rfind(' ', kFirstLookBytes);
    if (looked_at == std::string_view::npos) looked_at = body.size();
    std::vector<Token> tokens = this->tokens(body.substr(0, looked_at));
    std::vector<Window> windows = best_windows(body.substr(0, looked_at), tokens, words);
    std::uint64_t found = 0;
    for (const Window& window : windows) found |= window.asked;
    if (looked_at < body.size() && found != all_) {
      tokens = this->tokens(body);
      windows = best_windows(body, tokens, words);
    }
    return shown(body, tokens, windows);
  }

 private:
  struct Token {
    std::size_t begin = 0, end = 0;
    std::uint64_t asked = 0;
  };
  struct Window {
    std::size_t first = 0, last = 0;
    std::uint64_t asked = 0;
  };

  [[nodiscard]] std::uint64_t asked(const text::Lexeme& lexeme) const {
    std::uint64_t bits = 0;
    for (const std::string& lemma : lexeme.lemmas) {
      if (const auto known = lemmas_.find(lemma); known != lemmas_.end()) bits |= known->second;
      for (const auto& [prefix, bit] : prefixes_)
        if (lemma.starts_with(prefix) || lexeme.form.starts_with(prefix)) bits |= bit;
    }
    return bits;
  }

  std::vector<Token> tokens(std::string_view text) {
    std::vector<Token> tokens;
    const auto words = analyzer_.analyze(text);
    for (const text::Word& word : words)
      if (word.kind != text::WordKind::kWhole) tokens.push_back({word.begin, word.end, asked(*word.lexeme)});
    for (const text::Word& word : words)
      if (word.kind == text::WordKind::kWhole)
        for (Token& token : tokens)
          if (token.begin >= word.begin && token.end <= word.end) token.asked |= asked(*word.lexeme);
    return tokens;
  }

  static std::string marked(std::string_view text, std::size_t begin, std::size_t end,
                            const std::vector<Token>& tokens) {
    std::string html;
    for (const Token& token : tokens) {
      if (token.asked == 0 || token.begin < begin || token.end > end) continue;
      html += escaped(text.substr(begin, token.begin - begin)) + "<mark>" +
              escaped(text.substr(token.begin, token.end - token.begin)) + "</mark>";
      begin = token.end;
    }
    return html + escaped(text.substr(begin, end - begin));
  }

  static Window best_window(std::string_view text, const std::vector<Token>& tokens, std::size_t words,
                            std::uint64_t wanted) {
    Window best;
    int best_worth = -1;
    const std::size_t last =
        tokens.size() > words ? tokens.size() - words : std::min<std::size_t>(1, tokens.size() - 1);
    for (std::size_t begin = 0; begin <= last; ++begin) {
      const std::size_t end = std::min(begin + words, tokens.size());
      std::uint64_t present = 0;
      int matches = 0;
      std::size_t first_match = end;
      for (std::size_t i = begin; i < end; ++i) {
        const std::uint64_t here = tokens[i].asked & wanted;
        present |= here;
        matches += here != 0;
        if (here != 0) first_match = std::min(first_match, i);
      }
      const bool sentence =
          begin == 0 ||
          text.substr(tokens[begin - 1].end, tokens[begin].begin - tokens[begin - 1].end).find_first_of(".!?\n") !=
              std::string_view::npos;
      const int worth = 64 * std::popcount(present) + 3 * std::min(matches, 6) + (sentence ? 6 : 0) +
                        (first_match >= begin + 2 ? 2 : 0);
      if (worth <= best_worth) continue;
      best_worth = worth;
      best = {begin, end, present};
    }
    return best;
  }

  static std::vector<Window> best_windows(std::string_view text, const std::vector<Token>& tokens, std::size_t words) {
    if (tokens.empty()) return {};
    std::uint64_t there = 0;
    for (const Token& token : tokens) there |= token.asked;
    const Window whole = best_window(text, tokens, words, ~std::uint64_t{0});
    if (whole.asked == there || words < 4) return {whole};
    Window first = best_window(text, tokens, words / 2, ~std::uint64_t{0});
    Window second = best_window(text, tokens, words / 2, there & ~first.asked);
    if (std::popcount(first.asked | second.asked) <= std::popcount(whole.asked)) return {whole};
    if (second.first < first.first) std::swap(first, second);
    if (second.first <= first.last) return {{first.first, std::max(first.last, second.last), 0}};
    return {first, second};
  }

  static std::string shown(std::string_view body, const std::vector<Token>& tokens,
                           const std::vector<Window>& windows) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const auto is_blank = [&](std::string_view text) {
      return text.find_first_not_of(kBlanks) == std::string_view::npos;
    };
    std::string html;
    std::size_t shown = 0;
    for (const Window& window : windows) {
      std::size_t begin = tokens[window.first].begin, end = tokens[window.last - 1].end;
      const std::size_t before = window.first == 0 ? 0 : tokens[window.first - 1].end;
      const std::size_t after = window.last == tokens.size() ? body.size() : tokens[window.last].begin;
      while (begin > before && kBlanks.find(body[begin - 1]) == std::string_view::npos) --begin;
      while (end < after && kBlanks.find(body[end]) == std::string_view::npos) ++end;
      if (!is_blank(body.substr(shown, begin - shown))) html += html.empty() ? "… " : " … ";
      html += marked(body, begin, end, tokens);
      shown = end;
    }
    return is_blank(body.substr(shown)) ? html : html + " …";
  }

  text::Analyzer& analyzer_;
  std::map<std::string, std::uint64_t, std::less<>> lemmas_;
  std::vector<std::pair<std::string, std::uint64_t>> prefixes_;
  std::uint64_t all_ = 0;
};

}  // namespace tarsach::query
