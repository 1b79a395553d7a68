// Words as nine of ten are written: Cyrillic letters and then a sign that is no part of any word, so that none of the
// tokenizer's rules is about them.
//
//   plain_word_end("Варна е град", 0)      10
//   plain_word_end("д-р Иванов", 0)        0: a hyphen, which has rules
//   plain_word_end("на ул. Шипка", 5)      5: „ул.“ is an abbreviation
#pragma once

#include <cstddef>
#include <string_view>

namespace tarsach::text {

/// Where the plain word that begins here ends; `begin` if there is none.
[[nodiscard]] std::size_t plain_word_end(std::string_view text, std::size_t begin);

}  // namespace tarsach::text
