// Any bytes as a saved page in plain text: no crash, well-formed UTF-8, and no more text than there was.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "corpus/plain.h"
#include "text/charset.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = tarsach::text::decode_text({reinterpret_cast<const char*>(data), size}, "");
  const auto page = tarsach::corpus::read_page(tarsach::corpus::plain_blocks(text), "");
  if (!tarsach::text::utf8::is_valid(page.title + page.body)) std::abort();
  if (page.body.size() > 8 * text.size()) std::abort();  // "• " and empty lines for each entry
  return 0;
}
