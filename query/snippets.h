// The passages of an article that show why it was found: the stretch of words with most of the query's words in it, cut
// at words, every form of them marked. HTML: escaped first, then <mark>.
//
//   Snippets snippets(compiled.highlights, session.analyzer());
//   snippets.title("Клъстерна среща")            "<mark>Клъстерна</mark> среща"
//   snippets.passage(body, 30)                   "… на <mark>клъстерите</mark> в региона …"
//   snippets.whole(body, watch)                  all of it, marked
//   snippets.article(forward, title, body, 30)   title() and passage() of an article of the index, sooner: it is not
//                                                analysed again (query/asked_words.h)
//
// Xapian's MSet::snippet marks only the forms it has stems for, counts bytes, and leaves text raw in one case.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "query/asked_words.h"
#include "query/compiler.h"
#include "query/watch.h"
#include "text/analyzer.h"

namespace tarsach::query {

/// Of a longer text only kMaxSnippetBytes are looked through, and no more than this if it has a passage with all the
/// words.
inline constexpr std::size_t kFirstLookBytes = 8 * 1024;
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

  struct Marked {
    std::string title, passage;
  };
  /// Of an article with its document of the forward index: title() and passage(). Throws Xapian::DatabaseCorruptError.
  [[nodiscard]] Marked article(std::string_view forward, std::string_view title, std::string_view body,
                               std::size_t words);

 private:
  template <typename Find>
  std::string passage(std::string_view body, std::size_t words, Find find);

  AskedWords words_;
  AskedText text_;  // that is looked at
};

}  // namespace tarsach::query
