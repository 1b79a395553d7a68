// What an article contains never reaches a terminal as a control character.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "query/terminal.h"

namespace {

bool is_harmless(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char letter) {
                        const auto byte = static_cast<unsigned char>(letter);
                        return byte < 0x20 || byte == 0x7F;
                      }) &&
         text.find("\u009B") == std::string_view::npos;
}

std::string without_space(std::string text) {
  std::erase_if(text, [](char letter) { return letter == ' ' || letter == '\n'; });
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tarsach::query;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string clean = printable(text);
  if (!is_harmless(clean) || printable(clean) != clean) std::abort();
  if (!is_harmless(emphasised(text, Screen{}))) std::abort();
  const std::string line = emphasised(text, Screen{Style::kAnsi, 20});
  const std::string rows = indented(line, 4, Screen{Style::kAnsi, 20});
  if (without_space(rows) != without_space(line)) std::abort();  // wrapping loses nothing
  return 0;
}
