#include "dictionary/lines.h"

#include <algorithm>

namespace tarsach::dictionary {

bool Lines::next() {
  if (rest_.empty()) return false;
  const std::size_t end = std::min(rest_.find('\n'), rest_.size());
  line_ = rest_.substr(0, end);
  if (line_.ends_with('\r')) line_.remove_suffix(1);
  rest_.remove_prefix(std::min(end + 1, rest_.size()));
  ++number_;
  return true;
}

std::vector<std::string_view> Lines::cells() const {
  constexpr std::string_view kBlanks = " \t";
  std::vector<std::string_view> cells;
  for (std::size_t begin = line_.find_first_not_of(kBlanks); begin != std::string_view::npos;) {
    const std::size_t end = std::min(line_.find_first_of(kBlanks, begin), line_.size());
    cells.push_back(line_.substr(begin, end - begin));
    begin = line_.find_first_not_of(kBlanks, end);
  }
  return cells;
}

tl::unexpected<Error> Lines::bad(const std::string& what) const {
  return fail(ErrorCode::kBadData, name_ + ":" + std::to_string(number_) + ": " + what,
              "the files of Debian's hunspell-bg are understood");
}

}  // namespace tarsach::dictionary
