#include "text/dictionary_file.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>
#include <map>

#include "text/automaton.h"

namespace tarsach::text {
namespace on_disk {

std::uint64_t checksum_of(std::string_view file) {
  constexpr std::size_t kBegin = offsetof(Header, checksum) + sizeof(std::uint64_t);
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char byte : file.substr(std::min(kBegin, file.size()))) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 0x100000001B3U;
  }
  return hash;
}

}  // namespace on_disk

namespace {

using on_disk::Header;
using on_disk::Rule;

constexpr std::size_t kLetter = 2;  // bytes

template <typename T>
void append(std::string& bytes, const std::vector<T>& items) {
  const std::size_t begin = bytes.size();
  bytes.resize(begin + items.size() * sizeof(T));
  if (!items.empty()) std::memcpy(bytes.data() + begin, items.data(), items.size() * sizeof(T));
}

/// The rules of all tables, each once, numbered as they come.
class Rules {
 public:
  std::uint32_t number(std::string_view from, std::string_view to, std::uint8_t tag) {
    std::size_t common = 0;
    while (common < std::min(from.size(), to.size()) && from[common] == to[common]) ++common;
    common -= common % kLetter;
    const std::string ending(to.substr(common));
    const auto place = endings_.try_emplace(ending, static_cast<std::uint32_t>(text_.size()));
    if (place.second) text_ += ending;
    assert(from.size() / kLetter <= std::numeric_limits<std::uint8_t>::max());
    const Rule rule{static_cast<std::uint8_t>((from.size() - common) / kLetter), tag,
                    static_cast<std::uint16_t>(ending.size()), place.first->second};
    const auto [found, is_new] = numbers_.try_emplace(rule, static_cast<std::uint32_t>(rules_.size()));
    if (is_new) rules_.push_back(rule);
    return found->second;
  }

  [[nodiscard]] const std::vector<Rule>& all() const { return rules_; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::vector<Rule> rules_;
  std::map<Rule, std::uint32_t> numbers_;
  std::map<std::string, std::uint32_t> endings_;
  std::string text_;
};

struct Table {
  std::string automaton;
  std::vector<std::uint32_t> lists;
};

const std::string& word_of(const std::string& lemma) { return lemma; }
const std::string& word_of(const Relative& relative) { return relative.lemma; }
std::uint8_t tag_of(const std::string& /*lemma*/) { return 0; }
std::uint8_t tag_of(const Relative& relative) { return static_cast<std::uint8_t>(relative.relation); }

template <typename Value>
Table make_table(const std::map<std::string, std::vector<Value>>& content, Rules& rules) {
  Table table;
  AutomatonBuilder builder;
  std::map<std::vector<std::uint32_t>, std::uint32_t> places;
  for (const auto& [word, values] : content) {
    if (values.empty()) continue;
    std::vector<std::uint32_t> list;
    for (const Value& value : values) list.push_back(rules.number(word, word_of(value), tag_of(value)) << 1U);
    list.back() |= 1U;
    const auto [found, is_new] = places.try_emplace(list, static_cast<std::uint32_t>(table.lists.size()));
    if (is_new) table.lists.insert(table.lists.end(), list.begin(), list.end());
    builder.add(word, found->second);
  }
  table.automaton = builder.finish();
  return table;
}

}  // namespace

std::string encode_dictionary(const DictionaryContent& content) {
  Rules rules;
  const std::array<Table, on_disk::kTables> tables = {
      make_table(content.lemmas, rules), make_table(content.stems, rules), make_table(content.relatives, rules)};
  Header header;
  std::copy(on_disk::kMagic.begin(), on_disk::kMagic.end(), header.magic.begin());
  header.version = on_disk::kVersion;
  header.rules = static_cast<std::uint32_t>(rules.all().size());
  header.ending_bytes = static_cast<std::uint32_t>(rules.text().size());
  for (std::size_t i = 0; i < tables.size(); ++i) {
    header.automaton_bytes[i] = static_cast<std::uint32_t>(tables[i].automaton.size());
    header.list_items[i] = static_cast<std::uint32_t>(tables[i].lists.size());
  }
  std::string bytes(sizeof header, '\0');
  std::memcpy(bytes.data(), &header, sizeof header);
  for (const Table& table : tables) {
    bytes += table.automaton;
    append(bytes, table.lists);
  }
  append(bytes, rules.all());
  bytes += rules.text();
  const std::uint64_t checksum = on_disk::checksum_of(bytes);
  std::memcpy(bytes.data() + offsetof(Header, checksum), &checksum, sizeof checksum);
  return bytes;
}

}  // namespace tarsach::text
