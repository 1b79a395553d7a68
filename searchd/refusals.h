// Answers at the door: that there is no room (503) and that a client asks too often (429). Their texts are made when
// the daemon starts, so one costs the reactor's thread some microseconds and no worker: refusing must stay cheap when
// nearly everything is refused.
//
//   const Refusals refusals(cors);
//   Answer answer = refusals.answer({.code = ProblemCode::kOverloaded, .retry_after = 3}, request, audience);
//
// They have no line of their own in the log, which tells their number once a second.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "searchd/cors.h"
#include "searchd/problem.h"
#include "searchd/protocol.h"
#include "searchd/routes.h"

namespace tarsach::searchd {

struct Refusal {
  ProblemCode code = ProblemCode::kOverloaded;  // or kRateLimited
  int retry_after = 1;                          // seconds
  bool last = false;                            // of its connection
  std::vector<Header> headers = {};
};

/// Any thread.
class Refusals {
 public:
  explicit Refusals(Cors cors);

  /// Of `request` are looked at: method, path, query, id, and the headers Accept-Language and Origin.
  [[nodiscard]] Answer answer(const Refusal& refusal, const Request& request, Audience audience) const;

 private:
  struct Rendered {
    std::string head;  // the headers that are always the same
    std::string body;  // with marks for path and id
  };
  [[nodiscard]] static Rendered render(ProblemCode code, Audience audience, Language language);

  const Cors cors_;
  std::array<Rendered, 8> rendered_;  // by code, audience, language
};

}  // namespace tarsach::searchd
