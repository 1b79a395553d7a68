// What a command of `tarsach` ends with when nothing went wrong: exit status 0 or 1.
#pragma once

#include <cstdint>

namespace tarsach::query {

enum class Outcome : std::uint8_t { kFound, kNothing };

}  // namespace tarsach::query
