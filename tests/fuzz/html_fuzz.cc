// Any bytes as an HTML page: no crash, and no limit passed.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "corpus/html.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto article = tarsach::corpus::read_html_page({reinterpret_cast<const char*>(data), size});
  if (article && !tarsach::text::utf8::is_valid(article->title + article->body)) std::abort();
  return 0;
}
