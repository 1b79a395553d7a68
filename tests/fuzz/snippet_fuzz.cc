// The first line is asked for, the rest is an article: marks come in pairs, and the HTML is valid UTF-8 without any
// other tag.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "query/snippets.h"
#include "tests/query/forward_words.h"
#include "text/utf8.h"

namespace {

namespace query = tarsach::query;
namespace text = tarsach::text;

void check(const std::string& html) {
  if (!text::utf8::is_valid(html)) std::abort();
  bool open = false;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    if (html.compare(at, 6, "<mark>") != 0 && html.compare(at, 7, "</mark>") != 0) std::abort();
    if (open == (html[at + 1] == 'm')) std::abort();
    open = !open;
  }
  if (open) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static text::Analyzer analyzer;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), input.size());
  query::Highlights highlights;
  for (const text::Word& word : analyzer.analyze(input.substr(0, line)))
    for (const std::string& lemma : word.lexeme->lemmas)
      highlights.lemmas.push_back({lemma, word.position, word.lexeme->stop_word});
  if (line > 6) highlights.prefixes.push_back({std::string(input.substr(0, 6)), 7, false});
  query::Snippets snippets(highlights, analyzer);
  const std::string_view article = input.substr(line);
  check(snippets.title(article));
  query::Watch watch(query::Deadline::never());
  check(snippets.whole(article, watch));
  for (const std::size_t words : {std::size_t{0}, std::size_t{5}, std::size_t{30}, std::size_t{100'000}})
    check(snippets.passage(article, words));
  const std::string_view title = input.substr(0, line);
  const std::string forward = query::pack_forward(title, article, analyzer);
  const query::Snippets::Marked marked = snippets.article(forward, title, article, 30);
  if (marked.title != snippets.title(title) || marked.passage != snippets.passage(article, 30)) std::abort();
  return 0;
}
