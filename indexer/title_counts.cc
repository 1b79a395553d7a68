#include "indexer/title_counts.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "text/utf8.h"

namespace tarsach::indexer {
namespace {

/// FNV-1a.
std::uint64_t hash(std::uint64_t before, std::string_view bytes) {
  for (const char byte : bytes) before = (before ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
  return (before ^ 0xFFU) * 0x100000001b3ULL;
}

std::uint64_t key_of(std::span<const text::Word> words) {
  std::uint64_t key = 0xcbf29ce484222325ULL;
  for (const text::Word& word : words) key = hash(key, word.lexeme->form);
  return key;
}

std::uint64_t place_of(const TitleRow& row) { return hash(row.key ^ (std::uint64_t{row.day} << 40U), row.text); }

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

void put_together(Title& title, const TitleRow& row) {
  title.weight += row.weight;
  title.day = std::max(title.day, row.day);
  if (title.text < row.text) title.text = row.text;  // not the one in capitals
}

}  // namespace

std::vector<Title> titles_of(std::span<const TitleRow> rows) {
  std::vector<Title> titles;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == 0 || rows[i].key != rows[i - 1].key) titles.emplace_back();
    put_together(titles.back(), rows[i]);
  }
  std::sort(titles.begin(), titles.end(), is_better);
  return titles;
}

void TitleCounts::add(const corpus::Article& article, std::span<const text::Word> title_words) {
  std::uint32_t weight = 1;
  for (const auto& [ids, counts] : {std::pair{&article.events, &events_}, std::pair{&article.topics, &topics_}})
    if (*ids)
      for (const std::string& id : **ids) ++(*counts)[id], ++weight;
  if (!title_words.empty()) add({key_of(title_words), day_of(article.date), shown(article.title, title_words), weight});
}

void TitleCounts::add(TitleRow&& row) {
  if (rows_.size() >= most_titles_) forget_the_lightest();
  const auto [known, is_new] = rows_.try_emplace(place_of(row), std::move(row));
  if (!is_new) known->second.weight += row.weight;
}

void TitleCounts::add(Counts& counts, const Counts& more) {
  for (const auto& [id, count] : more) counts[id] += count;
}

void TitleCounts::forget_the_lightest() {
  std::unordered_map<std::uint64_t, Title> by_key;
  for (const auto& [place, row] : rows_) put_together(by_key[row.key], row);
  std::vector<std::pair<const Title*, std::uint64_t>> titles;
  titles.reserve(by_key.size());
  for (const auto& [key, title] : by_key) titles.emplace_back(&title, key);
  const auto middle = titles.begin() + static_cast<std::ptrdiff_t>((titles.size() + 1) / 2);
  std::nth_element(titles.begin(), middle, titles.end(),
                   [](const auto& a, const auto& b) { return is_better(*a.first, *b.first); });
  std::unordered_set<std::uint64_t> forgotten;
  std::for_each(middle, titles.end(), [&](const auto& item) { forgotten.insert(item.second); });
  std::erase_if(rows_, [&](const auto& item) { return forgotten.contains(item.second.key); });
  most_titles_ = std::max(most_titles_, 2 * rows_.size());  // one title of very many rows is not worth looking again
}

void TitleCounts::merge(TitleCounts&& other) {
  for (auto& [place, row] : other.rows_) add(std::move(row));
  add(events_, other.events_);
  add(topics_, other.topics_);
  other = TitleCounts(other.most_titles_);
}

void TitleCounts::subtract(const TitleCounts& other) {
  for (const auto& [place, row] : other.rows_) {
    const auto known = rows_.find(place);
    if (known == rows_.end()) continue;  // it was forgotten
    if (known->second.weight > row.weight)
      known->second.weight -= row.weight;
    else
      rows_.erase(known);
  }
  subtract(events_, other.events_);
  subtract(topics_, other.topics_);
}

void TitleCounts::subtract(Counts& counts, const Counts& fewer) {
  for (const auto& [id, count] : fewer)
    if (const auto known = counts.find(id);
        known != counts.end() && (known->second -= std::min(known->second, count)) == 0)
      counts.erase(known);
}

std::vector<TitleRow> TitleCounts::take_rows() {
  std::vector<TitleRow> rows;
  rows.reserve(rows_.size());
  for (auto& [place, row] : rows_) rows.push_back(std::move(row));
  rows_.clear();
  std::sort(rows.begin(), rows.end(), [](const TitleRow& a, const TitleRow& b) {
    return std::tie(a.key, a.day, a.text) < std::tie(b.key, b.day, b.text);
  });
  return rows;
}

std::vector<Title> TitleCounts::take() { return titles_of(take_rows()); }

}  // namespace tarsach::indexer
