// The passages of an article that show why it was found: the stretch of words with most of the query's words in it, cut
// at words, every form of them marked. HTML: escaped first, then <mark>.
//
//   Snippets snippets(compiled.highlights, session.analyzer());
//   snippets.title("Клъстерна среща")            "<mark>Клъстерна</mark> среща"
//   snippets.passage(body, 30)                   "… на <mark>клъстерите</mark> в региона …"
//   snippets.whole(body, watch)                  all of it, marked
//
// Xapian's MSet::snippet marks only the forms it has stems for, counts bytes, and leaves text raw in one case; this
// scans the stored text once (30 µs for 3 KB).
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "query/compiler.h"
#include "query/watch.h"
#include "text/analyzer.h"

namespace tarsach::query {

/// Of a longer text only the beginning is looked through, and no more than this if it has a passage with all the words.
inline constexpr std::size_t kFirstLookBytes = 8 * 1024;
inline constexpr std::size_t kMaxSnippetBytes = 64 * 1024;
/// A whole body is marked in stretches of about so many bytes: a very long one needs no more memory, and its deadline
/// is kept.
inline constexpr std::size_t kMarkedStretchBytes = 64 * 1024;
/// A title or a passage has at most so many words, whatever is asked for.
inline constexpr std::size_t kMaxCropLength = 1'000;

/// For one request and one thread; both references must outlive it.
class Snippets {
 public:
  Snippets(const Highlights& highlights, text::Analyzer& analyzer);

  /// The whole title, marked.
  [[nodiscard]] std::string title(std::string_view title);
  /// About `words` words of the body; its beginning if nothing in it matches.
  [[nodiscard]] std::string passage(std::string_view body, std::size_t words);
  /// Every byte of the body, marked. Throws Xapian::Error when the deadline passes.
  [[nodiscard]] std::string whole(std::string_view body, Watch& watch);

 private:
  struct Token {
    std::uint32_t begin = 0, end = 0;  // bytes
    std::uint64_t asked = 0;           // a bit for each word of the query that this is
  };
  struct Window {
    std::size_t first = 0, last = 0;  // tokens, `last` excluded
    std::uint64_t asked = 0;
  };

  struct Cut {
    std::vector<Token> tokens;
    std::vector<Window> windows;
  };
  Cut cut(std::string_view text, std::size_t words);
  std::vector<Token> tokens(std::string_view text);
  [[nodiscard]] std::uint64_t asked(const text::Lexeme& lexeme) const;
  void append_marked(std::string& html, std::string_view text, std::size_t begin, std::size_t end,
                     const std::vector<Token>& tokens) const;
  static Window best_window(std::string_view text, const std::vector<Token>& tokens, std::size_t words,
                            std::uint64_t wanted);
  static std::vector<Window> best_windows(std::string_view text, const std::vector<Token>& tokens, std::size_t words);

  text::Analyzer& analyzer_;
  std::unordered_map<std::string_view, std::uint64_t> lemmas_;
  std::uint64_t all_ = 0;        // every word of the query that is marked
  std::bitset<256> lemma_keys_;  // of most words it says at once that they are not asked for
  std::vector<Highlights::Mark> prefixes_;
};

}  // namespace tarsach::query
