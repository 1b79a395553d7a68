// Percent-encoding and query strings (RFC 3986; "+" is a space, as forms write it), and whether bytes are UTF-8.
//
//   percent_encode("клъстер и") == "%D0%BA…%D1%80%20%D0%B8"
//   percent_decode("a%2Fb", Plus::kAsItIs).value() == "a/b"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tarsach::searchd {

enum class Plus : std::uint8_t { kIsSpace, kAsItIs };

/// Nothing for a "%" without two hexadecimal digits.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, Plus plus);
/// Leaves letters, digits and -._~ of ASCII; everything else becomes %XX.
[[nodiscard]] std::string percent_encode(std::string_view text);

/// "a=1&b" as it stands, not decoded; parts that are empty are left out.
struct RawParameter {
  std::string_view name, value;
};
[[nodiscard]] std::vector<RawParameter> split_query_string(std::string_view query);

/// Well-formed UTF-8: no overlong forms, surrogates, or code points past U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);
/// Bytes of the well-formed character that the text begins with; 0 if it begins with none.
[[nodiscard]] std::size_t first_character_bytes(std::string_view text);
/// Code points of well-formed UTF-8.
[[nodiscard]] std::size_t count_characters(std::string_view text);

}  // namespace tarsach::searchd
