#include "query/cut_text.h"

#include <xapian.h>

#include <algorithm>

namespace tarsach::query {
namespace {

using schema::kMilestoneWords;

/// Whether a word begins with a Latin letter, a Cyrillic one or a digit, of which something always remains.
bool begins_plainly(std::string_view word) {
  const auto byte = static_cast<unsigned char>(word[0]);
  const unsigned char lower = byte | 0x20;
  if ((byte >= '0' && byte <= '9') || (lower >= 'a' && lower <= 'z')) return true;
  return (byte == 0xD0 || byte == 0xD1) && word.size() > 1;
}

[[noreturn]] void refuse() {
  throw Xapian::DatabaseCorruptError("a document of the forward index has other words than its article");
}

}  // namespace

void CutText::start(std::string_view text) {
  text_ = text;
  words_.clear();
  wholes_.clear();
  stretches_.clear();
}

void CutText::cut(std::string_view text) {
  start(text);
  text::tokenize(text, tokens_);
  words_.reserve(tokens_.size());
  for (const text::Token& token : tokens_) {
    if (!takes_place(token.word)) continue;
    if (token.kind == text::WordKind::kWhole)
      wholes_.push_back({token, words_.size()});
    else
      words_.push_back(token);
  }
}

void CutText::open(std::string_view text, const schema::ForwardDocument& document, std::size_t words) {
  document.read_milestones(milestones_);
  const auto is_told = [](std::uint32_t milestone) { return milestone != 0; };
  if (std::none_of(milestones_.begin(), milestones_.end(), is_told)) return cut(text);
  start(text);
  if (words > text.size()) refuse();
  words_.resize(words);
  stretches_.resize((words + kMilestoneWords - 1) / kMilestoneWords);
  milestones_.resize(stretches_.size());
}

// Without a milestone, a stretch is cut with the one before it.
void CutText::cut_around(std::size_t place) {
  std::size_t first = place / kMilestoneWords, last = first + 1;
  while (first > 0 && milestones_[first - 1] == 0) --first;
  while (last < stretches_.size() && milestones_[last - 1] == 0) ++last;
  const std::size_t begin = first == 0 ? 0 : milestones_[first - 1];
  const std::size_t end = last == stretches_.size() ? text_.size() : milestones_[last - 1];
  if (text::tokenize(text_, begin, end, tokens_) != end) refuse();
  const std::size_t end_place = std::min(last * kMilestoneWords, words_.size());
  place = first * kMilestoneWords;
  for (const text::Token& token : tokens_) {
    if (!takes_place(token.word)) continue;
    if (token.kind == text::WordKind::kWhole)
      wholes_.insert(std::upper_bound(wholes_.begin(), wholes_.end(), place,
                                      [](std::size_t one, const Whole& whole) { return one < whole.place; }),
                     {token, place});
    else if (place < end_place)
      words_[place++] = token;
    else
      refuse();
  }
  if (place != end_place) refuse();
  std::fill(stretches_.begin() + static_cast<std::ptrdiff_t>(first),
            stretches_.begin() + static_cast<std::ptrdiff_t>(last), char{1});
}

std::span<const CutText::Whole> CutText::wholes_at(std::size_t place) {
  if (!is_cut(place)) cut_around(place);
  const auto begin = std::lower_bound(wholes_.begin(), wholes_.end(), place,
                                      [](const Whole& whole, std::size_t one) { return whole.place < one; });
  auto end = begin;
  while (end != wholes_.end() && end->place == place) ++end;
  return {begin, end};
}

// Of a word that nothing remains of (a lonely mark) the analysis gives nothing, and it takes no position.
bool CutText::takes_place(std::string_view word) {
  return (!word.empty() && begins_plainly(word)) || !analyzer_->lexeme(word).form.empty();
}

}  // namespace tarsach::query
