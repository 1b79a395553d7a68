#include "query/snippets.h"

#include <algorithm>

#include "query/markup.h"
#include "query/windows.h"
#include "text/utf8.h"

namespace tarsach::query {

namespace {

using Part = AskedWords::Part;

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

void append_marked(std::string& html, std::string_view text, std::size_t begin, std::size_t end, AskedText& asked) {
  auto match = std::lower_bound(
      asked.matches.begin(), asked.matches.end(), begin,
      [&](const AskedText::Match& one, std::size_t byte) { return asked.words[one.word].begin < byte; });
  for (; match != asked.matches.end() && asked.words[match->word].begin < end; ++match) {
    const text::Token& token = asked.words[match->word];
    if (token.begin < begin || token.end > end) continue;
    append_escaped(html, text.substr(begin, token.begin - begin));
    html += kMarkBegin;
    append_escaped(html, text.substr(token.begin, token.end - token.begin));
    html += kMarkEnd;
    begin = token.end;
  }
  append_escaped(html, text.substr(begin, end - begin));
}

std::string marked(AskedText& asked) {
  std::string html;
  const std::string_view text = asked.words.text();
  append_marked(html, text, 0, text.size(), asked);
  return html;
}

/// The windows of a body as HTML. The text that was looked at is a beginning of it.
std::string shown(std::string_view body, AskedText& looked, const std::vector<Window>& windows) {
  std::string html;
  std::size_t shown = 0;
  for (const Window& window : windows) {
    const std::size_t before = window.first == 0 ? 0 : looked.words[window.first - 1].end;
    const std::size_t after = window.last == looked.words.size() ? body.size() : looked.words[window.last].begin;
    const std::size_t begin = begin_with_marks(body, before, looked.words[window.first].begin);
    const std::size_t end = end_with_marks(body, looked.words[window.last - 1].end, after);
    if (!is_blank(body.substr(shown, begin - shown)))
      html.append(html.empty() ? "" : " ").append(kEllipsis).append(" ");
    append_marked(html, body, begin, end, looked);
    shown = end;
  }
  if (!is_blank(body.substr(shown))) html.append(" ").append(kEllipsis);
  return html;
}

}  // namespace

Snippets::Snippets(const Highlights& highlights, text::Analyzer& analyzer)
    : words_(highlights, analyzer), text_(analyzer) {}

std::string Snippets::title(std::string_view title) {
  words_.analyze(text::utf8::clip(title, kMaxSnippetBytes), text_);
  return marked(text_);
}

std::string Snippets::whole(std::string_view body, Watch& watch) {
  std::string html;
  while (!body.empty()) {
    watch.look();
    const std::string_view stretch = first_stretch(body);
    words_.analyze(stretch, text_);
    html += marked(text_);
    body.remove_prefix(stretch.size());
  }
  return html;
}

/// find(text, part) looks for the words.
template <typename Find>
std::string Snippets::passage(std::string_view whole_body, std::size_t words, Find find) {
  words = std::clamp<std::size_t>(words, 1, kMaxCropLength);
  const std::string_view body = text::utf8::clip(whole_body, kMaxSnippetBytes);
  // Up to a space, so that no word is cut in two; a long text is mostly looked through for words that come early.
  const std::size_t first_look = body.size() <= kFirstLookBytes ? body.size() : body.rfind(' ', kFirstLookBytes);
  const std::size_t looked_at = first_look == std::string_view::npos ? body.size() : first_look;
  const auto look = [&](std::string_view text) {
    find(text, text.size() == whole_body.size() ? Part::kWhole : Part::kBeginning);
    return best_windows(text_, words);
  };
  std::vector<Window> windows = look(body.substr(0, looked_at));
  std::uint64_t found = 0;
  for (const Window& window : windows) found |= window.asked;
  if (looked_at < body.size() && found != words_.all()) windows = look(body);
  return shown(body, text_, windows);
}

std::string Snippets::passage(std::string_view body, std::size_t words) {
  return passage(body, words, [&](std::string_view text, Part) { words_.analyze(text, text_); });
}

Snippets::Marked Snippets::article(std::string_view forward, std::string_view title, std::string_view body,
                                   std::size_t words) {
  words_.open(forward, title, text_);
  Marked marked_article{.title = marked(text_), .passage = {}};
  marked_article.passage =
      passage(body, words, [&](std::string_view text, Part part) { words_.find(text, part, text_); });
  return marked_article;
}

}  // namespace tarsach::query
