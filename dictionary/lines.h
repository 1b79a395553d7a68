// A text file line by line, with numbers for messages.
//
//   Lines lines(text, "bg_BG.aff");
//   while (lines.next()) … lines.line() … lines.cells()
//   return lines.bad("expected SFX <flag> <strip> <add> .");      bg_BG.aff:7: expected …
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tarsach::dictionary {

class Lines {
 public:
  Lines(std::string_view text, std::string name) : rest_(text), name_(std::move(name)) {}

  bool next();
  /// Without its end, also that of DOS.
  [[nodiscard]] std::string_view line() const { return line_; }
  /// What stands between blanks and tabs.
  [[nodiscard]] std::vector<std::string_view> cells() const;
  [[nodiscard]] tl::unexpected<Error> bad(const std::string& what) const;

 private:
  std::string_view rest_;
  std::string name_;
  std::string_view line_;
  std::size_t number_ = 0;
};

}  // namespace tarsach::dictionary
