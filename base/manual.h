// The manual page of a program, made of its table of options and its Manual: roff for man(7), in ASCII, so that it
// reads well with every pager of manuals and in every locale that has the letters.
//
//   std::cout << manual_page(program);       // tarsach manual | man -l -
#pragma once

#include <string>

#include "base/options.h"

namespace tarsach {

[[nodiscard]] std::string manual_page(const Program& program);

}  // namespace tarsach
