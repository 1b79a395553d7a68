// Words so frequent that they say little: they weigh less in ranking, but stay in the index, for phrases need them.
//
//   is_stop_word("за")    true       is_stop_word("the")    true       is_stop_word("клъстер")    false
#pragma once

#include <string_view>

namespace tarsach::text {

/// A normalised form, Bulgarian or English.
[[nodiscard]] bool is_stop_word(std::string_view form);

}  // namespace tarsach::text
