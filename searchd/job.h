// A request on its way from the reactor to a worker, and what was seen of it at the door.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "searchd/outlet.h"
#include "searchd/protocol.h"
#include "searchd/routes.h"

namespace tarsach::searchd {

using ConnectionId = std::uint64_t;

struct Visit {
  const Route* route = nullptr;  // nothing: no such path, or not to be read as a request
  bool is_search = false;        // it asks the index, and has to wait its turn
  std::uint64_t client = 0;      // whose it is

  /// Requests of one kind take about the same time: the row of its route.
  [[nodiscard]] std::size_t kind() const {
    return route == nullptr ? 0 : static_cast<std::size_t>(route - routes().data());
  }
};

struct Job {
  ConnectionId connection = 0;
  Arrival arrival = {};
  Visit visit = {};
  std::shared_ptr<Outlet> outlet = {};  // of its connection
};

}  // namespace tarsach::searchd
