#include "text/dictionary.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "text/dictionary_file.h"

namespace tarsach::text {
namespace {

using on_disk::Header;
using on_disk::Rule;

constexpr std::size_t kLetter = 2;  // bytes
constexpr std::size_t kMostListed = 64;

template <typename T>
std::optional<T> item(std::string_view bytes, std::size_t index) {
  if (index >= bytes.size() / sizeof(T)) return std::nullopt;
  T value;
  std::memcpy(&value, bytes.data() + index * sizeof(T), sizeof(T));
  return value;
}

/// `word` after the rule; nothing if it does not fit, as only a damaged file has it.
std::optional<std::string> applied(const Rule& rule, std::string_view endings, std::string_view word) {
  const std::size_t cut = rule.cut * kLetter;
  if (cut > word.size() || rule.ending > endings.size() || rule.length > endings.size() - rule.ending) return {};
  std::string made(word.substr(0, word.size() - cut));
  made += endings.substr(rule.ending, rule.length);
  return made;
}

}  // namespace

Result<std::shared_ptr<const Dictionary>> Dictionary::open(const std::filesystem::path& path) {
  auto dictionary = std::make_shared<Dictionary>();
  TARSACH_TRY(dictionary->file_, MappedFile::open(path));
  if (auto attached = dictionary->attach(dictionary->file_.bytes()); !attached)
    return fail(attached.error().code, path.string() + ": " + attached.error().message, attached.error().hint);
  return dictionary;
}

Result<std::shared_ptr<const Dictionary>> Dictionary::parse(std::string bytes) {
  auto dictionary = std::make_shared<Dictionary>();
  dictionary->own_ = std::move(bytes);
  TARSACH_CHECK(dictionary->attach(dictionary->own_));
  return dictionary;
}

Result<void> Dictionary::attach(std::string_view bytes) {
  const auto damaged = [](const char* what) {
    return fail(ErrorCode::kBadData, std::string("not a dictionary of this version: ") + what,
                "install it again, or build it with tarsach-dictionary");
  };
  const auto header = item<Header>(bytes, 0);
  if (!header || !bytes.starts_with(on_disk::kMagic)) return damaged("no header");
  if (header->version != on_disk::kVersion) return damaged("another version");
  if (header->checksum != on_disk::checksum_of(bytes)) return damaged("the checksum differs");
  std::uint64_t at = sizeof(Header);
  const auto take = [&bytes, &at](std::uint64_t size) {
    const std::string_view part = at <= bytes.size() ? bytes.substr(at, size) : std::string_view{};
    at += size;
    return part;
  };
  const std::array<Table*, on_disk::kTables> tables = {&lemmas_, &stems_, &relatives_};
  for (std::size_t i = 0; i < tables.size(); ++i) {
    tables[i]->automaton = Automaton(take(header->automaton_bytes[i]));
    tables[i]->lists = take(std::uint64_t{header->list_items[i]} * sizeof(std::uint32_t));
  }
  rules_ = take(std::uint64_t{header->rules} * sizeof(Rule));
  endings_ = take(header->ending_bytes);
  if (at != bytes.size()) return damaged("another size");
  return {};
}

std::vector<Relative> Dictionary::look_up(const Table& table, std::string_view word) const {
  std::vector<Relative> found;
  const auto place = table.automaton.find(word);
  if (!place) return found;
  for (std::size_t index = *place; found.size() < kMostListed; ++index) {
    const auto listed = item<std::uint32_t>(table.lists, index);
    if (!listed) break;
    const auto rule = item<Rule>(rules_, *listed >> 1U);
    auto made = rule ? applied(*rule, endings_, word) : std::nullopt;
    if (made) found.push_back({std::move(*made), static_cast<Relation>(rule->tag)});
    if ((*listed & 1U) != 0) break;
  }
  return found;
}

std::vector<std::string> Dictionary::words(const Table& table, std::string_view word) const {
  std::vector<std::string> lemmas;
  for (Relative& found : look_up(table, word)) lemmas.push_back(std::move(found.lemma));
  return lemmas;
}

std::vector<std::string> Dictionary::lemmas(std::string_view form) const { return words(lemmas_, form); }

bool Dictionary::knows(std::string_view form) const { return lemmas_.automaton.find(form).has_value(); }

void Dictionary::each_form(const std::function<void(std::string_view)>& call) const {
  lemmas_.automaton.each_word(call);
}

std::vector<std::string> Dictionary::lemmas_of_stem(std::string_view stem) const { return words(stems_, stem); }

std::vector<Relative> Dictionary::relatives(std::string_view lemma) const { return look_up(relatives_, lemma); }

}  // namespace tarsach::text
