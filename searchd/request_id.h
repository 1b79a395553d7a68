// The id of a request, in its answer and in the log: its own, if it is clean, or a new one.
//
//   RequestIds ids;
//   request.id = ids.id_for(request.header("x-request-id"));
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace tarsach::searchd {

/// Any thread.
class RequestIds {
 public:
  RequestIds();
  [[nodiscard]] std::string id_for(std::string_view given);

 private:
  std::atomic<std::uint64_t> last_;
};

}  // namespace tarsach::searchd
