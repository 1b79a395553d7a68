// How many words a title has, stop words left out, in a value slot of its own: ranking asks how much of a title the
// query is. No field is read from it. Readers have it in the columns (schema/column_file.h), which are made of the
// slot.
//
//   document.add_value(schema::kTitleLengthSlot, schema::pack_title_length(words));
//   if (const auto words = schema::unpack_title_length(document.get_value(schema::kTitleLengthSlot))) …
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tarsach::schema {

/// On disk: never renumber; no row of schema/fields.h has it.
inline constexpr std::uint32_t kTitleLengthSlot = 5;

/// One byte: 255 and more are 255.
[[nodiscard]] inline std::string pack_title_length(std::size_t words) {
  return std::string(1, static_cast<char>(static_cast<unsigned char>(std::min<std::size_t>(words, 255))));
}

/// 0 for a document without a title, or from before there was this slot.
[[nodiscard]] inline std::size_t unpack_title_length(std::string_view packed) {
  return packed.empty() ? 0 : static_cast<unsigned char>(packed.front());
}

}  // namespace tarsach::schema
