#include "indexer/title_counts.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "text/utf8.h"

namespace tarsach::indexer {
namespace {

/// FNV-1a.
std::uint64_t key_of(std::span<const text::Word> words) {
  std::uint64_t key = 0xcbf29ce484222325ULL;
  for (const text::Word& word : words) {
    for (const char byte : word.lexeme->form) key = (key ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
    key = (key ^ 0xFFU) * 0x100000001b3ULL;
  }
  return key;
}

std::string shown(const std::string& title, std::span<const text::Word> words) {
  if (title.size() <= TitleCounts::kMostTitleBytes) return title;
  std::size_t end = 0;
  for (const text::Word& word : words)
    if (word.end <= TitleCounts::kMostTitleBytes) end = std::max<std::size_t>(end, word.end);
  return std::string(end > 0 ? std::string_view(title).substr(0, end)
                             : text::utf8::clip(title, TitleCounts::kMostTitleBytes)) +
         "…";
}

std::uint32_t day_of(const schema::Date& date) {
  return static_cast<std::uint32_t>((date.year * 16 + date.month) * 32 + date.day);
}

bool is_better(const Title& a, const Title& b) {
  return std::tie(b.weight, b.day, a.text) < std::tie(a.weight, a.day, b.text);
}

}  // namespace

void TitleCounts::add(const corpus::Article& article, std::span<const text::Word> title_words) {
  std::uint32_t weight = 1;
  for (const auto& [ids, counts] : {std::pair{&article.events, &events_}, std::pair{&article.topics, &topics_}})
    if (*ids)
      for (const std::string& id : **ids) ++(*counts)[id], ++weight;
  if (!title_words.empty()) add(key_of(title_words), {shown(article.title, title_words), weight, day_of(article.date)});
}

void TitleCounts::add(std::uint64_t key, Title&& title) {
  if (titles_.size() >= most_titles_) forget_the_lightest();
  const auto [known, is_new] = titles_.try_emplace(key, std::move(title));
  if (is_new) return;
  Title& one = known->second;
  one.weight += title.weight;
  one.day = std::max(one.day, title.day);
  if (one.text < title.text) one.text = std::move(title.text);  // not the one in capitals
}

void TitleCounts::forget_the_lightest() {
  std::vector<std::pair<const Title*, std::uint64_t>> titles;
  for (const auto& [key, title] : titles_) titles.emplace_back(&title, key);
  const auto middle = titles.begin() + static_cast<std::ptrdiff_t>(titles.size() / 2);
  std::nth_element(titles.begin(), middle, titles.end(),
                   [](const auto& a, const auto& b) { return is_better(*a.first, *b.first); });
  std::for_each(middle, titles.end(), [&](const auto& item) { titles_.erase(item.second); });
}

void TitleCounts::merge(TitleCounts&& other) {
  for (auto& [key, title] : other.titles_) add(key, std::move(title));
  for (const auto& [id, count] : other.events_) events_[id] += count;
  for (const auto& [id, count] : other.topics_) topics_[id] += count;
  other = TitleCounts(other.most_titles_);
}

std::vector<Title> TitleCounts::take() {
  std::vector<Title> titles;
  titles.reserve(titles_.size());
  for (auto& [key, title] : titles_) titles.push_back(std::move(title));
  titles_.clear();
  std::sort(titles.begin(), titles.end(), is_better);
  return titles;
}

std::uint32_t TitleCounts::of(const Counts& counts, const std::string& id) {
  const auto found = counts.find(id);
  return found == counts.end() ? 0 : found->second;
}

}  // namespace tarsach::indexer
