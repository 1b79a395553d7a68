// Bytes that will be read soon are asked for, so that they are on their way from memory while something else is done.
//
//   prefetch(documents[i + 4]);      // costs nothing if they are in a near cache already
//   read(documents[i]);
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace tarsach {

/// Of what is longer, the beginning: the processor sees by itself that it is gone through.
inline constexpr std::size_t kMostPrefetched = 2048;

/// (GCC takes a function that does only this for one that does nothing, and leaves out calls of it.)
[[gnu::always_inline]] inline void prefetch(std::string_view bytes) {
  constexpr std::size_t kCacheLine = 64;
  for (std::size_t i = 0; i < std::min(bytes.size(), kMostPrefetched); i += kCacheLine)
    __builtin_prefetch(bytes.data() + i);
}

}  // namespace tarsach
