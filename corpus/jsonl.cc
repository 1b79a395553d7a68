#include "corpus/jsonl.h"

#include <string>
#include <utility>

#include "corpus/json_article.h"
#include "corpus/wording.h"
#include "text/charset.h"
#include "text/utf8.h"

namespace tarsach::corpus {
namespace {

constexpr std::size_t kLinesBetweenProgress = 64;

void deliver(std::string_view json, std::size_t line, const std::string& suffix, Delivery& delivery) {
  if (json.size() > kMaxLineBytes) {
    return delivery.problem(line, "too large: expected an article of at most " + size_text(kMaxArticleBytes) +
                                      ", found " + size_text(json.size()) + " of JSON");
  }
  if (delivery.knows(json, "json", line, suffix)) return;
  std::string repaired;
  if (!text::utf8::is_valid(json)) {
    repaired = text::repair_utf8(json);
    json = repaired;
    delivery.oddity(line, "broken UTF-8: each bad byte was replaced by U+FFFD");
  }
  auto read = read_json_article(json);
  if (!read) return delivery.problem(line, read.error().message);
  for (const std::string& name : read->unknown) delivery.unknown_member(line, name);
  read->article.line = line;
  delivery.article(std::move(read->article), suffix);
}

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

void deliver_line(const std::string& line, std::size_t number, Delivery& delivery) {
  const std::string_view json = trim(number == 1 ? without_mark(line) : std::string_view(line));
  if (!json.empty()) deliver(json, number, "#" + std::to_string(number), delivery);
}

}  // namespace

void read_jsonl(Input& input, Delivery& delivery) {
  std::string line;
  while (!delivery.stopped()) {
    switch (input.next_line(line, kMaxLineBytes)) {
      case LineRead::kEnd: return;
      case LineRead::kBroken:
        return delivery.problem(input.line(), input.error() + "; the articles before it were read");
      case LineRead::kTooLong:
        delivery.problem(input.line(), "too large: expected an article of at most " + size_text(kMaxArticleBytes) +
                                           ", found a line of more than " + size_text(kMaxLineBytes));
        break;
      case LineRead::kLine: deliver_line(line, input.line(), delivery); break;
    }
    if (input.line() % kLinesBetweenProgress == 0) delivery.progress(input.consumed());
  }
}

void read_json(Input& input, Delivery& delivery) {
  const auto bytes = input.read_all(kMaxJsonFileBytes);
  if (!bytes) return delivery.problem(0, bytes.error().message);
  const std::string_view json = without_mark(*bytes);
  const char first = trim(json).empty() ? '\0' : trim(json).front();
  if (first == '\0') return delivery.problem(0, "expected a JSON array or object, found an empty file");
  const auto visited = visit_json_pieces(json, [&](const JsonPiece& piece) {
    const bool whole = first == '{' && piece.text.data() == trim(json).data();
    deliver(piece.text, piece.line, whole ? "" : "#" + std::to_string(piece.index), delivery);
    return delivery.stopped() ? Visit::kStop : Visit::kGoOn;
  });
  if (!visited) return delivery.problem(0, visited.error().message);
}

}  // namespace tarsach::corpus
