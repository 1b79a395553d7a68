// Any query string, for every endpoint: what can be read has one canonical form, which reads as the same again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "searchd/negotiation.h"
#include "searchd/parameters.h"
#include "searchd/url.h"

using namespace tarsach::searchd;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (unsigned bit = 1; bit <= static_cast<unsigned>(Endpoint::kOpenSearch); bit *= 2) {
    const auto endpoint = static_cast<Endpoint>(bit);
    const auto search = parse_search(text, endpoint);
    if (!search) continue;
    const auto canonical = to_query_string(*search, endpoint);
    const auto again = parse_search(canonical, endpoint);
    if (!again || to_query_string(*again, endpoint) != canonical || !is_utf8(search->request.query)) std::abort();
  }
  if (const auto decoded = percent_decode(text, Plus::kAsItIs))
    if (percent_decode(percent_encode(*decoded), Plus::kAsItIs) != decoded) std::abort();
  static_cast<void>(preferred_language(text));
  static_cast<void>(prefers_html(text));
  static_cast<void>(prefers_open_search(text));
  static_cast<void>(matches_etag(text, "W/\"1\""));
  return 0;
}
