#include "query/forward_reader.h"

#include <xapian.h>

#include <algorithm>

namespace tarsach::query {

void ForwardReader::open(std::string_view packed) {
  const auto opened = schema::ForwardDocument::open(packed);
  if (!opened) throw Xapian::DatabaseCorruptError(opened.error().message);
  for (const Asked& asked : asked_) firsts_[asked.code] = 0;
  asked_.clear();
  document_ = *opened;
  firsts_.resize(std::max<std::size_t>(firsts_.size(), document_.end_of_codes()));
}

void ForwardReader::ask(std::uint64_t hash, std::uint32_t number) {
  const std::uint32_t code = document_.code_of(hash);
  asked_.push_back({number, code, firsts_[code]});
  firsts_[code] = static_cast<std::uint32_t>(asked_.size());
}

std::uint32_t ForwardReader::title_end() const {
  std::uint32_t end = 1;
  bool in_title = true;
  document_.for_each([&](std::uint32_t position, std::uint32_t) {
    in_title = in_title && position <= end;
    if (in_title) end = position + 1;
  });
  return end;
}

}  // namespace tarsach::query
