// Any bytes as Markdown with front matter: no crash, no exception let out, well-formed UTF-8.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "corpus/json_article.h"
#include "corpus/markdown.h"
#include "corpus/page.h"
#include "text/charset.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tarsach;
  const std::string text = text::decode_text({reinterpret_cast<const char*>(data), size}, "");
  const auto parts = corpus::split_markdown(text);
  if (!parts) return 0;
  if (!parts->front_matter.empty()) (void)corpus::read_json_article(parts->front_matter);
  if (!text::utf8::is_valid(corpus::join_blocks(corpus::markdown_blocks(parts->body)))) std::abort();
  return 0;
}
