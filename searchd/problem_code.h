// Everything that can be wrong with a request, as a stable code; problem.cc has one row for each.
#pragma once

#include <cstdint>

namespace tarsach::searchd {

enum class ProblemCode : std::uint8_t {
  kBadRequest,        // not HTTP, or not the HTTP that is served here
  kBadParameter,      // the query string
  kBodyNotAllowed,    // a body where there can be none
  kNotFound,          // no such path
  kDocumentNotFound,  // no such article
  kEventNotFound,     // no such event
  kMethodNotAllowed,
  kRequestTimeout,  // the request did not arrive in time
  kUriTooLong,
  kRangeNotSupported,
  kExpectationFailed,
  kRateLimited,  // this client asks too often
  kHeadersTooLarge,
  kAbandoned,  // the client has left; for the log only
  kInternal,
  kOverloaded,   // too many searches are waiting
  kDraining,     // the service is going away
  kTooSlow,      // the search did not end by its deadline
  kUnavailable,  // the index can not be read
  kNoIndex,      // nothing has been published yet
};

}  // namespace tarsach::searchd
