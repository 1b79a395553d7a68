// Any bytes as a JSON file and as one line of JSON Lines: no crash; pieces lie within the text and follow each other.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "corpus/json_article.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tarsach::corpus;
  const std::string_view json{reinterpret_cast<const char*>(data), size};
  (void)read_json_article(json);
  const char* end = json.data();
  (void)visit_json_pieces(json, [&](const JsonPiece& piece) {
    if (piece.text.data() < end || piece.text.data() + piece.text.size() > json.data() + json.size()) std::abort();
    end = piece.text.data() + piece.text.size();
    (void)read_json_article(piece.text);
    return Visit::kGoOn;
  });
  return 0;
}
