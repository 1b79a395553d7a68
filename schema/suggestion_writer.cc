#include "schema/suggestion_writer.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <initializer_list>
#include <limits>
#include <map>
#include <utility>

namespace tarsach::schema {
namespace {

using Number = std::uint32_t;

void append(std::string& bytes, Number number) {
  char raw[sizeof number];
  std::memcpy(raw, &number, sizeof number);
  bytes.append(raw, sizeof raw);
}

/// Lists of numbers as they are written: where each ends, then all of them.
struct Divided {
  std::string ends, numbers;
  Number count = 0;

  void add(std::vector<Number> list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    for (const Number number : list) append(numbers, number);
    append(ends, count += static_cast<Number>(list.size()));
  }
};

Number bytes_of(const std::string& text) {
  assert(text.size() <= std::numeric_limits<Number>::max());
  return static_cast<Number>(text.size());
}

std::string list_of(const std::vector<std::string>& sorted) {
  std::vector<IndexWord> words;
  words.reserve(sorted.size());
  for (const std::string& form : sorted) words.push_back({form, 0, 0});
  return encode_words(words);
}

/// What is the same for all entries, in their order.
struct Entries {
  std::string ends, weights, kinds, id_bytes, texts;

  void add(const SuggestionText& entry) {
    texts += entry.text;
    texts += entry.id;
    append(ends, bytes_of(texts));
    append(weights, entry.weight);
    kinds += static_cast<char>(entry.kind);
    id_bytes += static_cast<char>(entry.id.size());
  }
};

}  // namespace

void SuggestionWriter::add(SuggestionText text, std::span<const SuggestionWord> words) {
  if (text.text.size() > kMaxSuggestionBytes || text.id.size() > kMaxSuggestionIdBytes || words.empty()) return;
  Item item{std::move(text), {}};
  item.forms.reserve(words.size());
  for (const SuggestionWord& word : words) {
    const auto [place, is_new] = numbers_.try_emplace(word.form, static_cast<Number>(forms_.size()));
    if (is_new) {
      forms_.push_back(&place->first);
      lemmas_.push_back(word.lemmas);
    }
    item.forms.push_back(place->second);
  }
  items_.push_back(std::move(item));
}

SuggestionWriter::Shelves SuggestionWriter::shelves() {
  std::stable_sort(items_.begin(), items_.end(),
                   [](const Item& a, const Item& b) { return a.text.weight > b.text.weight; });
  Shelves shelves;
  for (const Item& item : items_) {
    const auto shelf = static_cast<std::size_t>(shelf_of(item.text.kind));
    if (shelves[shelf].size() < kMostOnShelf[shelf]) shelves[shelf].push_back(&item);
  }
  return shelves;
}

std::vector<Number> SuggestionWriter::forms_on(const Shelves& shelves) const {
  std::vector<Number> used;
  for (const auto& shelf : shelves)
    for (const Item* item : shelf) used.insert(used.end(), item->forms.begin(), item->forms.end());
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  std::sort(used.begin(), used.end(), [&](Number a, Number b) { return *forms_[a] < *forms_[b]; });
  return used;
}

std::string SuggestionWriter::encode() && {
  const Shelves shelved = shelves();
  const std::vector<Number> sorted = forms_on(shelved);
  std::vector<std::string> forms, lemmas;
  std::vector<Number> place_of(forms_.size());
  std::map<std::string, std::vector<Number>> forms_by_lemma;
  for (const Number number : sorted) {
    const auto place = static_cast<Number>(forms.size());
    place_of[number] = place;
    forms.push_back(*forms_[number]);
    for (const std::string& lemma : lemmas_[number]) forms_by_lemma[lemma].push_back(place);
  }
  SuggestionHeader header;
  Entries entries;
  std::string postings;
  Number entry = 0;
  for (std::size_t shelf = 0; shelf < shelved.size(); ++shelf) {
    std::vector<std::vector<Number>> by_form(forms.size());
    for (const Item* item : shelved[shelf]) {
      entries.add(item->text);
      for (const Number form : item->forms) by_form[place_of[form]].push_back(entry);
      ++entry;
    }
    Divided divided;
    for (auto& list : by_form) divided.add(std::move(list));
    header.entries[shelf] = static_cast<Number>(shelved[shelf].size());
    header.postings[shelf] = divided.count;
    postings += divided.ends + divided.numbers;
  }
  Divided by_lemma;
  for (auto& [lemma, list] : forms_by_lemma) {
    lemmas.push_back(lemma);
    by_lemma.add(std::move(list));
  }
  const std::string form_list = list_of(forms), lemma_list = list_of(lemmas);
  header.forms = static_cast<Number>(forms.size());
  header.lemmas = static_cast<Number>(lemmas.size());
  header.lemma_forms = by_lemma.count;
  header.text_bytes = bytes_of(entries.texts);
  header.form_list_bytes = bytes_of(form_list);
  header.lemma_list_bytes = bytes_of(lemma_list);
  std::string bytes(SuggestionHeader::kMagic);
  bytes.append(reinterpret_cast<const char*>(&header), sizeof header);
  for (const std::string* part : std::initializer_list<const std::string*>{
           &entries.ends, &entries.weights, &entries.kinds, &entries.id_bytes, &postings, &by_lemma.ends,
           &by_lemma.numbers, &entries.texts, &form_list, &lemma_list})
    bytes += *part;
  return bytes;
}

}  // namespace tarsach::schema
