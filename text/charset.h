// Bytes in any of the encodings that Bulgarian files and pages come in → UTF-8.
//
//   decode_text("\xD1\xF0\xE5\xF9\xE0", "windows-1251")   "Среща"
//   decode_text(bytes, "")                                 by its byte order mark, else UTF-8, else windows-1251
//
// Never fails: what can not be read becomes U+FFFD. NUL bytes become U+FFFD as well.
#pragma once

#include <string>
#include <string_view>

namespace tarsach::text {

/// `declared` is what the page or its server says, in any case; unknown names and wrong claims are passed over (a page
/// that says UTF-8 and is not is mostly windows-1251).
[[nodiscard]] std::string decode_text(std::string_view bytes, std::string_view declared);

/// Every byte that belongs to no letter becomes U+FFFD; a byte order mark at the beginning goes.
[[nodiscard]] std::string repair_utf8(std::string_view text);

}  // namespace tarsach::text
