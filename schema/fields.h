// Every field of an article, one row each. The row tells how it is written in a query, which prefix its terms have
// in the index, which value slot its column comes from, and whether it is counted as a facet.
//
// The index in prose: words of title and body are terms without a prefix, the title's once more under S; where they
// stand is in the forward index (the title, a gap of kPositionGap, the body). Events, topics, years and languages are
// boolean terms for filters, and values in slots for counting; Q is the unique term of an article.
// Values of prefixed fields begin with a lower-case letter or a digit, so a prefix can not be mistaken.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tarsach::schema {

enum class Field : std::uint8_t { kText, kTitle, kId, kEvent, kYear, kTopic, kLanguage, kDate };

enum class FieldKind : std::uint8_t {
  kWords,     // analysed text
  kKeyword,   // one exact value
  kKeywords,  // any number of exact values
  kNumber,    // a whole number; ranges make sense
  kDay,       // a date; ranges make sense
};

inline constexpr std::uint8_t kNoSlot = 0xff;

struct FieldRow {
  Field field;
  FieldKind kind;
  std::string_view name;     // in queries and parameters
  std::string_view name_bg;  // in queries
  std::string_view prefix;   // of its terms; on disk: never change
  std::uint8_t slot;         // of its values; on disk: never renumber
  bool facet;
  std::string_view example;  // a query that uses it
};

inline constexpr std::array kFields = {
    FieldRow{Field::kText, FieldKind::kWords, "text", "текст", "", kNoSlot, false, "клъстерна среща"},
    FieldRow{Field::kTitle, FieldKind::kWords, "title", "заглавие", "S", kNoSlot, false, "заглавие:конференция"},
    FieldRow{Field::kId, FieldKind::kKeyword, "id", "ид", "Q", kNoSlot, false, "id:varna-2018"},
    FieldRow{Field::kEvent, FieldKind::kKeywords, "event", "събитие", "E", 1, true, "събитие:varna-2018"},
    FieldRow{Field::kYear, FieldKind::kNumber, "year", "година", "Y", 2, true, "year:2017..2019"},
    FieldRow{Field::kTopic, FieldKind::kKeywords, "topic", "тема", "K", 3, true, "тема:innovation"},
    FieldRow{Field::kLanguage, FieldKind::kKeyword, "lang", "език", "L", 4, false, "lang:en"},
    FieldRow{Field::kDate, FieldKind::kDay, "date", "дата", "D", 0, false, "date:2018-07"},
};

[[nodiscard]] constexpr const FieldRow& row(Field field) { return kFields[static_cast<std::size_t>(field)]; }

/// Between the title's last position and the body's first one: no phrase reaches over it.
inline constexpr std::uint32_t kPositionGap = 100;

namespace detail {
consteval bool rows_stand_at_their_field() {
  for (std::size_t i = 0; i < kFields.size(); ++i)
    if (static_cast<std::size_t>(kFields[i].field) != i) return false;
  return true;
}
consteval bool prefixes_and_slots_are_unique() {
  for (std::size_t i = 0; i < kFields.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      if (kFields[i].prefix == kFields[j].prefix || kFields[i].name == kFields[j].name) return false;
      if (kFields[i].slot != kNoSlot && kFields[i].slot == kFields[j].slot) return false;
    }
  return true;
}
static_assert(rows_stand_at_their_field());
static_assert(prefixes_and_slots_are_unique());
}  // namespace detail

}  // namespace tarsach::schema
