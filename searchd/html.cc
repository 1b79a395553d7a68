#include "searchd/html.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "query/markup.h"
#include "searchd/page_files.h"

namespace tarsach::searchd {
namespace {

const Html* find_slot(Slots slots, std::string_view name) {
  const auto* found = std::find_if(slots.begin(), slots.end(), [&](const auto& slot) { return slot.first == name; });
  return found == slots.end() ? nullptr : &found->second;
}

/// Of escaped text: an entity is one character.
std::size_t character_end(std::string_view text, std::size_t at) {
  if (text[at] == '&') return text.find(';', at) + 1;
  const auto is_continuation = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; };
  do ++at;
  while (at < text.size() && is_continuation(text[at]));
  return at;
}

}  // namespace

Html escape(std::string_view text) { return {query::escaped(text)}; }

Html fill(std::string_view file, Slots slots) {
  const auto text = page_file(file);
  assert(!text.empty());
  return fill_text(text, slots);
}

Html fill_text(std::string_view text, Slots slots) {
  Html filled;
  for (;;) {
    const auto open = text.find("{{");
    filled.text += text.substr(0, open);
    if (open == std::string_view::npos) return filled;
    const auto close = text.find("}}", open);
    assert(close != std::string_view::npos);
    if (const auto* slot = find_slot(slots, text.substr(open + 2, close - open - 2))) filled += *slot;
    text.remove_prefix(close + 2);
  }
}

Html beginning_of(const Html& marked, std::size_t characters) {
  struct Place {
    std::size_t at = 0;
    bool in_mark = false;
  };
  const std::string_view text = marked.text;
  Place here, end_of_word;
  for (std::size_t count = 0; here.at < text.size();) {
    if (text[here.at] == '<') {
      here.in_mark = text.substr(here.at).starts_with(query::kMarkBegin);
      here.at = text.find('>', here.at) + 1;
      continue;
    }
    if (text[here.at] == ' ') end_of_word = here;
    if (count++ == characters) {
      const Place end = end_of_word.at > 0 ? end_of_word : here;  // one word may be longer than all the room
      return {std::string(text.substr(0, end.at)).append(end.in_mark ? query::kMarkEnd : "").append(" …")};
    }
    here.at = character_end(text, here.at);
  }
  return marked;
}

std::string_view web_address(std::string_view url) {
  constexpr std::array<std::string_view, 2> kSchemes = {"http://", "https://"};
  const bool is_web = std::any_of(kSchemes.begin(), kSchemes.end(), [&](std::string_view scheme) {
    return url.size() > scheme.size() && std::equal(scheme.begin(), scheme.end(), url.begin(), [](char a, char b) {
             return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b);
           });
  });
  const bool is_clean =
      std::all_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) > 0x20; });
  return is_web && is_clean ? url : std::string_view();
}

}  // namespace tarsach::searchd
